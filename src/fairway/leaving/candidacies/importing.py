"""A register of workers by file: people, profiles and open candidacies, all or nothing.

A generated register and a ministry's own come in by the same door. Each person is registered
once, asked for by the packs like anybody else, and enters the channel where they allow it.
"""

from __future__ import annotations

import gc
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_lazy as _

from fairway.commons.decisions.bulk import Answered, Asked, decide_many
from fairway.commons.duplicates.queries import linked
from fairway.core import clock
from fairway.core.bulk import copy_in, like
from fairway.core.bulk_ahead import writing_ahead
from fairway.core.ids import new_ids
from fairway.core.imports.formats import (
    ImportFormat,
    Loading,
    Options,
    Parsed,
    Progress,
    SetAside,
    SourceFile,
)
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.core.people.actions import NewPerson, register_many
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person
from fairway.core.transitions import end_of_day
from fairway.engines.kernel import BadInput, Corridor, FactValue, Outcome
from fairway.engines.lifecycles import CANDIDACY, step
from fairway.engines.occupations import nearest, unit_groups
from fairway.engines.registers import (
    ColumnMapping,
    Known,
    ParsedWorkers,
    WorkerRow,
    parse_workers,
)
from fairway.engines.tables import read_table
from fairway.leaving import asking
from fairway.leaving.candidacies.actions import QUESTION
from fairway.leaving.candidacies.facts import facts_of
from fairway.leaving.candidacies.models import LIVE, Candidacy, WorkerProfile
from fairway.leaving.candidacies.people import details_of, person_key

FORMAT = "workers"
_AT_ONCE = 5_000
_HEADER = 1


@dataclass(frozen=True, slots=True)
class Entering:
    """Where the people of a file want to go, and what the register attests of all of them."""

    corridor: Corridor
    channel: str
    attested: Mapping[str, FactValue]

    @classmethod
    def of(cls, options: Options) -> Entering:
        """Read the options ``corridor``, ``channel`` and ``attested``."""
        corridor = asking.corridor_of(str(options.get("corridor", "")))
        channel = str(options.get("channel", ""))
        specs = asking.asked_for(QUESTION, corridor, clock.today(), channel)
        stated = asking.read_statements(specs, options.get("attested", {}))
        return cls(corridor, channel, stated)


def parse(source: SourceFile, options: Options, progress: Progress) -> Parsed[ParsedWorkers]:
    """Read the whole file; with a mapping anybody's columns are understood."""
    asking.check_channel(*_way(options))
    table = read_table(source.path, source.name, progress=progress)
    mapping = options.get("mapping") or ColumnMapping()
    found = parse_workers(table, mapping, Known(clock.today(), unit_groups(), nearest))
    found.refuse_faults()
    return Parsed(
        rows=found.rows,
        used=len(found.workers),
        content=found,
        set_aside=tuple(
            SetAside(row.row, "worker_ref", row.worker_ref, row.reason_code, row.reason)
            for row in found.set_aside
        ),
    )


def _way(options: Options) -> tuple[Corridor, str]:
    return asking.corridor_of(str(options.get("corridor", ""))), str(options.get("channel", ""))


def load(parsed: Parsed[ParsedWorkers], loading: Loading) -> Mapping[str, int]:
    """Register who is new, and open a candidacy for whoever the packs let in."""
    entering = Entering.of(loading.options)
    created: Counter[str] = Counter({"person": 0, "workerprofile": 0, "candidacy": 0})
    rows = _numbered(parsed.content)
    done = 0
    with _no_search_for_cycles(), writing_ahead():
        while batch := list(islice(rows, _AT_ONCE)):
            created += _load_batch(batch, entering, loading)
            done += len(batch)
            loading.progress(done, parsed.used)
    return dict(created)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows are freed by their count of references; to search among a register's costs a quarter."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _numbered(parsed: ParsedWorkers) -> Iterator[tuple[int, WorkerRow]]:
    """Each worker with the row of the file: all rows but those set aside, in their sequence."""
    aside = {row.row for row in parsed.set_aside}
    numbers = (n for n in range(_HEADER + 1, parsed.rows + _HEADER + 1) if n not in aside)
    return zip(numbers, parsed.workers, strict=True)


@dataclass(frozen=True, slots=True)
class _Entrant:
    """One row of the file with the person that it is about."""

    row: WorkerRow
    details: PersonDetails
    person: Person
    key: bytes
    new: bool


def _load_batch(
    batch: Sequence[tuple[int, WorkerRow]], entering: Entering, loading: Loading
) -> Counter[str]:
    entrants, registered = _register(batch, loading)
    profiles, kept = _profiles(entrants, loading)
    records = linked(_known(entrants))
    live = set(
        Candidacy.objects.filter(
            person_id__in={pk for hers in records.values() for pk in hers},
            corridor=str(entering.corridor),
            channel=entering.channel,
            state__in=LIVE,
        ).values_list("person_id", flat=True)
    )
    starting = [
        one for one in entrants if live.isdisjoint(records.get(one.person.id, (one.person.id,)))
    ]
    outcomes = _enter(starting, profiles, entering, loading)
    return Counter(
        {
            "person": registered,
            "workerprofile": kept,
            "candidacy": len(starting),
            **{f"candidacy {outcome}": count for outcome, count in outcomes.items()},
        }
    )


def _register(
    batch: Sequence[tuple[int, WorkerRow]], loading: Loading
) -> tuple[list[_Entrant], int]:
    """The people of the rows, registered now or before; and how many are new."""
    authority = loading.authority
    new = [
        NewPerson(details_of(row), person_key(authority.id, row.worker_ref), number)
        for number, row in batch
    ]
    registered = register_many(new, authority=authority, actor=loading.actor)
    if registered.refused:
        raise BadInput(*registered.refused)
    persons = [registered.people[one.client_id] for one in new]
    made = registered.keys
    keys = {**made, **keyring.keys_for({person.id for person in persons} - made.keys())}
    entrants = [
        _Entrant(row, one.details, person, keys[person.id], person.id in made)
        for (_number, row), one, person in zip(batch, new, persons, strict=True)
        if person.id in keys  # who was forgotten does not come back by an old file
    ]
    return entrants, len(registered.new)


def _known(entrants: Sequence[_Entrant]) -> list[uuid.UUID]:
    """Those who were registered before: of the others nothing can be there yet."""
    return [one.person.id for one in entrants if not one.new]


def _profiles(
    entrants: Sequence[_Entrant], loading: Loading
) -> tuple[dict[uuid.UUID, WorkerProfile], int]:
    """The profile of each person by her id: the one that is there stays as she keeps it."""
    found = {
        profile.person_id: profile
        for profile in WorkerProfile.objects.filter(person_id__in=_known(entrants))
    }
    pattern = WorkerProfile(authority=loading.authority)
    without = [one for one in entrants if one.person.id not in found]
    new = [
        _profile(identifier, one, pattern)
        for identifier, one in zip(new_ids(len(without)), without, strict=True)
    ]
    copy_in(new)
    story = [journal.Happening(profile, "profile.kept") for profile in new]
    journal.record_many(story, actor=loading.actor, begun=True)
    return found | {profile.person_id: profile for profile in new}, len(new)


def _profile(identifier: uuid.UUID, one: _Entrant, pattern: WorkerProfile) -> WorkerProfile:
    row = one.row
    beside = {
        "home_region": row.home_region,
        "family_status": row.family_status or "",
        "dependants": row.dependants,
    }
    return like(
        pattern,
        id=identifier,
        person_id=one.person.id,
        register_ref=row.worker_ref,
        nationality=row.nationality,
        occupation=row.occupation,
        other_occupations=list(row.other_occupations),
        experience_months=row.experience_months,
        languages=[[language, str(level)] for language, level in row.languages],
        available_from=row.available_from,
        available_until=row.available_until,
        wish_regions=list(row.wish_regions),
        wish_pay_amount=row.wish_monthly_pay,
        wish_pay_currency=row.wish_currency,
        wish_first=[str(wish) for wish in row.wish_first],
        sealed=keyring.seal(one.person.id, beside, key=one.key),
    )


def _enter(
    starting: Sequence[_Entrant],
    profiles: Mapping[uuid.UUID, WorkerProfile],
    entering: Entering,
    loading: Loading,
) -> Counter[str]:
    """Begin a candidacy for each, ask the packs, and open those that they allow."""
    today = clock.today(loading.authority.time_zone)
    stated = asking.pack_away(entering.attested)
    plain = keyring.as_bytes(stated)
    pattern = Candidacy(
        authority=loading.authority,
        corridor=str(entering.corridor),
        channel=entering.channel,
        state="draft",
    )
    asked = []
    for identifier, one in zip(new_ids(len(starting)), starting, strict=True):
        person = one.person
        candidacy = like(
            pattern,
            id=identifier,
            person_id=person.id,
            profile_id=profiles[person.id].id,
            sealed=keyring.seal_bytes(person.id, plain, key=one.key) if stated else None,
        )
        known = facts_of(one.details, entering.channel, one.row.occupation, today)
        asked.append(Asked(candidacy, person.id, {**entering.attested, **known}, one.key))
    answers = decide_many(
        QUESTION, asked, corridor=entering.corridor, on=today, actor=loading.actor
    )
    story = [
        happening
        for one, answer in zip(asked, answers, strict=True)
        for happening in _story(one, answer, loading)
    ]
    copy_in([one.subject for one in asked])
    journal.record_many(story, actor=loading.actor, begun=True)
    return Counter(answer.record.outcome for answer in answers)


def _story(one: Asked, answer: Answered, loading: Loading) -> Iterator[journal.Happening]:
    """Begun, decided on, and entered where that was allowed; else it waits as a draft."""
    candidacy = one.subject
    if not isinstance(candidacy, Candidacy):
        raise TypeError(candidacy)
    yield journal.Happening(candidacy, "begin", "draft", person_id=one.person_id)
    yield answer.entry
    if answer.record.outcome == Outcome.ALLOWED:
        row = step(CANDIDACY, "draft", "enter", loading.actor.role)
        candidacy.state = row.target
        if row.deadline is not None:
            zone = loading.authority.time_zone
            candidacy.due_at = end_of_day(clock.now(), row.deadline.days, zone)
            candidacy.due_event = row.deadline.then or ""
        yield journal.Happening(
            candidacy, "enter", row.target, payload={"decision": str(answer.record.id)}
        )


WORKERS: ImportFormat[ParsedWorkers] = ImportFormat(
    FORMAT,
    _("Register of workers"),
    parse,
    load,
    action="candidacy.import",
    personal=True,
)
