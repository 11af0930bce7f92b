"""Who is counted for the places that a channel keeps: from facts that the register holds, only.

Sex and home region lie sealed with the person. They are opened here where a pack, with its source,
keeps places for women or for a region, and only to tell the group: no score hears of them, and what
is not known counts for no group.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from fairway.commons.agreements import queries as agreements
from fairway.core import clock
from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails, Sex
from fairway.core.people.models import Person
from fairway.engines.provisions import Kept, kept_for
from fairway.engines.provisions.model import ReserveGroup
from fairway.leaving import asking
from fairway.leaving.journeys import queries as journeys

if TYPE_CHECKING:
    from fairway.leaving.candidacies.models import Candidacy
    from fairway.leaving.rounds.models import MatchingRound

_CAME_BACK = frozenset({"returned", "reintegrating", "closed"})
_WENT = _CAME_BACK | {"departed", "arrived", "working", "ending", "lost_contact"}
_Belongs = Callable[["Candidacy"], bool]


def kept_in(round_: MatchingRound) -> Sequence[Kept]:
    """For which groups the round keeps places, in the order that the pack publishes."""
    corridor = asking.corridor_of(round_.corridor)
    pack, _channel = agreements.channel(corridor, round_.channel, clock.today())
    return kept_for(pack, round_.channel, round_.starts_from)


def has_kept(round_: MatchingRound) -> bool:
    """Whether the round, as it was cleared, kept places for a group."""
    return bool(round_.figures.get("kept"))


def groups_of(candidacies: Sequence[Candidacy], kept: Sequence[Kept]) -> Mapping[uuid.UUID, int]:
    """For each candidacy a bit for each group that she is of, in the order of ``kept``."""
    if not kept:
        return {}
    tests = [_test(one, candidacies) for one in kept]
    return {
        candidacy.pk: sum(1 << place for place, test in enumerate(tests) if test(candidacy))
        for candidacy in candidacies
    }


def _test(kept: Kept, candidacies: Sequence[Candidacy]) -> _Belongs:
    match kept.group:
        case ReserveGroup.RETURNING:
            back = _who_were_in(_CAME_BACK, candidacies)
            return lambda one: one.person_id in back
        case ReserveGroup.FIRST_TIME:
            gone = _who_were_in(_WENT, candidacies)
            return lambda one: one.person_id not in gone
        case ReserveGroup.REGIONS:
            homes = _homes(candidacies)
            return lambda one: homes.get(one.person_id) in kept.regions
        case ReserveGroup.WOMEN:
            women = _women(candidacies)
            return lambda one: one.person_id in women


def _who_were_in(states: Iterable[str], candidacies: Sequence[Candidacy]) -> frozenset[uuid.UUID]:
    """Who has a journey in the same corridor that came to one of the states."""
    corridors = {one.corridor for one in candidacies}
    return journeys.people_in(states, corridors, (one.person_id for one in candidacies))


def _homes(candidacies: Sequence[Candidacy]) -> Mapping[uuid.UUID, str]:
    keys = keyring.keys_for(one.person_id for one in candidacies)
    return {
        one.person_id: keyring.unseal(
            one.person_id, one.profile.sealed, key=keys[one.person_id]
        ).get("home_region", "")
        for one in candidacies
        if one.profile.sealed is not None and one.person_id in keys
    }


def _women(candidacies: Sequence[Candidacy]) -> frozenset[uuid.UUID]:
    people = {one.person_id for one in candidacies}
    keys = keyring.keys_for(people)
    return frozenset(
        person
        for person, sealed in Person.objects.filter(pk__in=people).values_list("pk", "sealed")
        if person in keys
        and PersonDetails.from_sealed(keyring.unseal(person, sealed, key=keys[person])).sex
        is Sex.FEMALE
    )
