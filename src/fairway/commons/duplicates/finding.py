"""Looking for records that are likely of one human being. It finds and never decides.

A record is compared with those that share a key of likeness with it: keys that many share are
left out and counted, and of the others those that share most come first. So one record costs a
bounded number of comparisons, however large the register is.
"""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from fairway.commons.duplicates.models import Comparison, FoundBy, LikelyPair, ToCompare
from fairway.core import clock, transitions
from fairway.core.accounts.actors import system
from fairway.core.bulk import copy_rows
from fairway.core.journal import actions as journal
from fairway.core.people import indexes
from fairway.core.people import queries as people_queries
from fairway.core.people.details import PersonDetails
from fairway.core.people.likeness import keys_of_details, known_of, unsealed
from fairway.core.people.models import Person
from fairway.engines.identity import PUBLISHED, Known, Likeness, closest_records

log = logging.getLogger(__name__)

# How likely a pair must be to be put before a person.
LEAST = 0.5
# A key that more people of a register have is not followed; of those found the nearest are
# compared: more of them where somebody waits for it alone than in a look through many.
MOST_OF_KEY = 200
MOST_COMPARED = {FoundBy.REGISTRATION: 100, FoundBy.SWEEP: 50}
_AT_ONCE = 100

Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(slots=True)
class Looked:
    """What a look came to."""

    records: int = 0
    compared: int = 0
    found: int = 0
    too_common: int = 0


def watch(people: Sequence[Person]) -> None:
    """Note who was just entered or corrected; one who came by herself is compared at once.

    A file's people wait for the duty, a hundred at a time: an import is not held up. Who
    was compared at once is compared again then, for whoever was entered at the same moment.
    """
    if len(people) > 1:  # of a file: all of them new
        at = clock.now()
        copy_rows(ToCompare, ["person_id", "since"], ((person.id, at) for person in people))
        return
    ToCompare.objects.bulk_create([ToCompare(person=people[0])], ignore_conflicts=True)
    try:
        with transaction.atomic():
            look(people, by=FoundBy.REGISTRATION)
    except Exception:
        # Nobody is turned away because a search failed; the duty tries again and says so.
        log.exception("a record could not be compared as it was registered")


def look_through(most: int) -> int:
    """Compare the records that wait for it. Returns how many; of two who look, one waits."""
    done = 0
    while done < most:
        with transaction.atomic():
            rows = ToCompare.objects.select_for_update(skip_locked=True, of=("self",))
            rows = rows.order_by("since", "person_id")[: min(_AT_ONCE, most - done)]
            ids = list(rows.values_list("person_id", flat=True))
            if not ids:
                break
            # Locked, so that keys are not written twice by who compares one of them at once.
            people = Person.objects.select_for_update(of=("self",)).filter(pk__in=ids)
            by_office: dict[uuid.UUID, list[Person]] = defaultdict(list)
            for person in people.select_related("authority").order_by("pk"):
                by_office[person.authority_id].append(person)
            for ours in by_office.values():
                look(ours, by=FoundBy.SWEEP)
            ToCompare.objects.filter(pk__in=ids).delete()
            done += len(ids)
    return done


def enqueue_unkeyed(most: int) -> int:
    """Let those be compared who have no keys: registered before there were any."""
    ids = indexes.without_likeness(most)
    rows = [ToCompare(person_id=pk) for pk in ids]
    ToCompare.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2_000)
    return len(rows)


def look(people: Sequence[Person], *, by: FoundBy) -> Looked:
    """Compare some people of one office with its register; keep what is likely as pairs.

    Their keys are written anew first, so that they are those of the details as they stand.
    """
    office = people[0].authority
    details = unsealed(people)
    keys = {
        pk: indexes.of_likeness(keys_of_details(known), office.id) for pk, known in details.items()
    }
    indexes.rewrite_likeness(keys)
    sharing = indexes.sharing(keys, most=MOST_OF_KEY)
    looked = Looked(records=len(details), too_common=sharing.too_common)
    if details:
        _compare(_nearest(sharing.others, MOST_COMPARED[by]), details, looked, by)
    Comparison.objects.create(
        authority=office,
        records=looked.records,
        compared=looked.compared,
        found=looked.found,
        too_common=looked.too_common,
    )
    return looked


def _compare(
    pairs: set[Pair], details: Mapping[uuid.UUID, PersonDetails], looked: Looked, by: FoundBy
) -> None:
    before = {
        (pair.first_id, pair.second_id): pair
        for pair in LikelyPair.objects.filter(Q(first__in=details) | Q(second__in=details))
    }
    wanted = pairs | before.keys()
    if not wanted:
        return
    records = {
        person.id: person
        for person in Person.objects.filter(
            pk__in={pk for pair in wanted for pk in pair}, erased_at=None
        ).select_related("authority")
    }
    fresh = [pair for pair in sorted(wanted) if _is_news(pair, before.get(pair), records)]
    if not fresh:
        return
    there = {pk for pair in fresh for pk in pair if pk in records}
    others = unsealed(records[pk] for pk in there - details.keys())
    known = {pk: known_of(found, str(pk)) for pk, found in {**details, **others}.items()}
    model = PUBLISHED.for_register_of(people_queries.about_how_many())
    with_each: dict[uuid.UUID, list[Known]] = defaultdict(list)
    for first, second in fresh:
        if first in known and second in known:
            wanted_one, other = (first, second) if first in details else (second, first)
            with_each[wanted_one].append(known[other])
    for pk, others_known in with_each.items():
        looked.compared += len(others_known)
        for other_known, likeness in closest_records(
            known[pk], others_known, least=0.0, most=len(others_known), model=model
        ):
            ends = sorted((pk, uuid.UUID(other_known.reference)))
            pair = (records[ends[0]], records[ends[1]])
            looked.found += _keep(pair, likeness, before.get((ends[0], ends[1])), by)


def _nearest(others: Mapping[uuid.UUID, Mapping[uuid.UUID, int]], most: int) -> set[Pair]:
    """The pairs to compare: of each person those who share the most keys with her."""
    pairs: set[Pair] = set()
    for person_id, shared in others.items():
        near = sorted(shared, key=lambda other: (-shared[other], other))[:most]
        pairs.update((min(person_id, other), max(person_id, other)) for other in near)
    return pairs


def _is_news(pair: Pair, before: LikelyPair | None, records: Mapping[uuid.UUID, Person]) -> bool:
    """Whether these two were not compared yet as they stand now. A link is a person's to undo."""
    if before is None:
        return True
    now = tuple(records[pk].version if pk in records else 0 for pk in pair)
    return before.state != "linked" and now != (before.first_version, before.second_version)


def _keep(
    pair: tuple[Person, Person], likeness: Likeness, before: LikelyPair | None, by: FoundBy
) -> bool:
    """Put a likely pair before the office, or take back what is no longer one. True if new."""
    first, second = pair
    weighed: dict[str, Any] = {
        "probability": likeness.probability,
        "reasons": [
            {"field": one.field, "level": one.level, "bits": round(one.bits, 2)}
            for one in likeness.reasons
        ],
        "first_version": first.version,
        "second_version": second.version,
    }
    likely = likeness.probability >= LEAST
    if before is not None:
        return _weigh_again(before, weighed, likely=likely)
    if not likely:
        return False
    found = LikelyPair(
        authority=first.authority, first=first, second=second, found_by=by, **weighed
    )
    try:
        with transaction.atomic():
            transitions.create(found, "find", actor=system(first.authority), payload={"by": by})
    except IntegrityError:
        if LikelyPair.objects.filter(first=first, second=second).exists():
            return False  # another process found it at the same moment
        raise
    return True


def _weigh_again(before: LikelyPair, weighed: Mapping[str, Any], *, likely: bool) -> bool:
    with transaction.atomic():
        pair = transitions.lock(before)
        actor = system(pair.authority)
        if pair.state == "linked":
            return False
        if likely and pair.state in {"apart", "closed"}:
            transitions.move(pair, "find_again", actor=actor, changes=weighed)
            return True
        if not likely and pair.state in {"found", "unsure", "proposed"}:
            transitions.move(pair, "fall_away", actor=actor, changes=weighed)
            return False
        for name, value in weighed.items():
            setattr(pair, name, value)
        pair.version += 1
        pair.save(update_fields=[*weighed, "version"])
        journal.record(pair, "likely_pair.weighed", actor=actor)
        return False


def forget(person: Person) -> None:
    """Somebody is erased: her pairs close, and what was weighed of them goes."""
    ToCompare.objects.filter(person=person).delete()
    for found in LikelyPair.objects.filter(Q(first=person) | Q(second=person)):
        with transaction.atomic():
            pair = transitions.lock(found)
            changes = {"reasons": [], "probability": 0.0}
            if pair.state == "closed":
                LikelyPair.objects.filter(pk=pair.pk).update(**changes)
            else:
                transitions.move(pair, "forget", actor=system(pair.authority), changes=changes)
