"""Losing contact with a worker abroad, and finding her again."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from fairway.core import transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.leaving import asking
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


class Found(StrEnum):
    """How somebody was found again; each is a step of the journey."""

    AT_WORK = "find_abroad"
    STRANDED = "find_stranded"
    AT_HOME = "find_home"


def lose(journey: Journey, *, actor: Actor, reason: str) -> Journey:
    """Report that a worker cannot be reached; the clock does so for arrivals nobody confirms."""
    authorise(actor, "contact.report")
    return _move(journey, "lose_contact", actor, asking.needed(reason))


def find(journey: Journey, how: Found, *, actor: Actor) -> Journey:
    """Report that contact was found again; she may do so herself."""
    authorise(actor, "contact.find")
    return _move(journey, how.value, actor, "")


def record_death(journey: Journey, *, actor: Actor, record: str) -> Journey:
    """Record a worker's death, on the strength of a record that is named; it ends the journey."""
    authorise(actor, "contact.record_death")
    return _move(journey, "record_death", actor, asking.needed(record, "record"))


def _move(journey: Journey, event: str, actor: Actor, words: str) -> Journey:
    with transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        return transitions.move(
            fresh,
            event,
            actor=actor,
            personal={"reason": words} if words else None,
            person_id=fresh.person_id if words else None,
        )
