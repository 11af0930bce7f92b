"""Who sees which pairs, and which records count as one human being's."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from fairway.commons.duplicates.models import Comparison, LikelyPair, ToCompare
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role

DECIDERS = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION})
WAITING = ("found", "unsure", "proposed")
# In these states an officer needs both records; a pair that was set apart is read again only after
# somebody said why.
OPENS = (*WAITING, "linked")
QUESTION = "records.apart"


def scope(actor: Actor) -> Q:
    """The pairs of the office that holds both records: for its officers, and for nobody else."""
    if actor.role is Role.SYSTEM:
        return Q()
    if actor.role in DECIDERS and actor.authority_id is not None:
        return Q(authority_id=actor.authority_id)
    return Q(pk__in=())


def visible_to(actor: Actor) -> QuerySet[LikelyPair]:
    """The pairs that an actor may see."""
    return LikelyPair.objects.filter(scope(actor)).select_related("authority", "first", "second")


def waiting(actor: Actor) -> QuerySet[LikelyPair]:
    """Those to be decided: the oldest day first, and of one day the most likely."""
    rows = visible_to(actor).filter(state__in=WAITING)
    return rows.order_by("state_since__date", "-probability", "id")


def get_for(actor: Actor, pk: uuid.UUID) -> LikelyPair:
    """One pair, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def linked_with(person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Every record that counts as the same human being's, this one included."""
    return linked([person_id])[person_id]


def linked(person_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    """The same for several; links reach on: a record linked to a linked one is hers too."""
    wanted = set(person_ids)
    ties: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    seen: set[uuid.UUID] = set()
    reached = set(wanted)
    while reached:
        seen |= reached
        rows = LikelyPair.objects.filter(Q(first__in=reached) | Q(second__in=reached))
        ends = rows.filter(state="linked").values_list("first_id", "second_id")
        for first, second in ends:
            ties[first].add(second)
            ties[second].add(first)
        reached = set(ties) - seen
    return {pk: _joined(pk, ties) for pk in wanted}


def _joined(start: uuid.UUID, ties: Mapping[uuid.UUID, set[uuid.UUID]]) -> frozenset[uuid.UUID]:
    found, ahead = {start}, [start]
    while ahead:
        for other in ties.get(ahead.pop(), set()) - found:
            found.add(other)
            ahead.append(other)
    return frozenset(found)


def links_of(person_id: uuid.UUID, actor: Actor) -> QuerySet[LikelyPair]:
    """The links of a record that an actor may see, for the pages on which she stands."""
    rows = visible_to(actor).filter(Q(first_id=person_id) | Q(second_id=person_id))
    return rows.filter(state="linked").order_by("created_at", "id")


def in_links(person_ids: QuerySet[Any, Any] | Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these records are linked to another at all."""
    rows = LikelyPair.objects.filter(state="linked")
    asked = rows.filter(Q(first__in=person_ids) | Q(second__in=person_ids))
    ends = asked.values_list("first_id", "second_id")
    return {person_id for pair in ends for person_id in pair}


def figures(actor: Actor) -> dict[str, int]:
    """How far the register was looked through: for those who work on what was found."""
    rows = Comparison.objects.filter(authority_id=actor.office)
    sums = rows.aggregate(records=Sum("records"), found=Sum("found"), too_common=Sum("too_common"))
    left = ToCompare.objects.filter(person__authority_id=actor.office).count()
    return {**{name: value or 0 for name, value in sums.items()}, "left": left}
