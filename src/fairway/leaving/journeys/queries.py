"""Who sees which journeys. Whoever is not named here sees none."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.shortcuts import get_object_or_404

from fairway.commons.duplicates.queries import linked_with
from fairway.core.accounts.actors import Actor
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import Corridor
from fairway.engines.lifecycles import JOURNEY, LIVE, Role
from fairway.leaving.journeys.models import Journey

# From these some steps of a journey are kept: their lists show no more than their timelines.
_SHIELDED = frozenset({Role.EMPLOYER, Role.RECRUITER})


def scope(actor: Actor, prefix: str = "") -> Q:  # noqa: PLR0911  one answer a role
    """The condition under which journeys are visible; ``prefix`` leads to one, ``journey__``."""

    def where(**conditions: Any) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    match actor.role:
        case Role.SYSTEM:
            return Q()
        case Role.WORKER | Role.REPRESENTATIVE if actor.acts_for:
            return where(person_id=actor.acts_for)
        case Role.EMPLOYER if actor.organisation_id:
            return where(employer_id=actor.organisation_id)
        case Role.RECRUITER if actor.organisation_id:
            return where(recruiter_id=actor.organisation_id)
        case Role.OFFICER_ORIGIN if actor.authority_id:
            return where(authority_id=actor.authority_id)
        case Role.OFFICER_DESTINATION if actor.authority_id:
            return where(destination_authority_id=actor.authority_id)
        case Role.ATTACHE if actor.authority_id:
            # An attaché sees the corridors to where the office stands; one at home sees all.
            there = where(corridor__endswith=f"-{actor.country}")
            home = where(corridor__startswith=f"{actor.country}-")
            return where(authority_id=actor.authority_id) & (there | home)
        case Role.AUDITOR if actor.authority_id:
            own = actor.authority_id
            return where(authority_id=own) | where(destination_authority_id=own)
        case _:
            return where(pk__in=())


def visible_to(actor: Actor) -> QuerySet[Journey]:
    """The journeys that an actor may see, the newest first.

    ``shown_state`` is the state after the last step that the actor's role may see: an employer
    is not told by a list that contact with the worker was lost, or how she is at home.
    """
    return (
        Journey.objects.filter(scope(actor))
        .select_related("employer", "recruiter", "authority", "destination_authority")
        .annotate(shown_state=_shown_state(actor.role))
        .order_by("-created_at", "-id")
    )


def _shown_state(role: Role) -> Combinable:
    seen = [row.event for row in JOURNEY.transitions if role in row.seen_by]
    if role not in _SHIELDED:
        return F("state")
    last = JournalEntry.objects.filter(subject_id=OuterRef("pk"), kind__in=seen).exclude(state="")
    return Subquery(last.order_by("-sequence").values("state")[:1])


def get_for(actor: Actor, pk: uuid.UUID) -> Journey:
    """One journey, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def returned_from(corridor: Corridor) -> set[uuid.UUID]:
    """Whoever went on a corridor and came back: returning workers, as places are kept for them."""
    back = ("returned", "reintegrating", "closed")
    found = Journey.objects.filter(corridor=str(corridor), state__in=back)
    return set(found.order_by().values_list("person_id", flat=True))


def live_of(person_id: uuid.UUID) -> Journey | None:
    """The one journey of a person that is not over, under whichever of her records."""
    records = linked_with(person_id)
    return Journey.objects.filter(person_id__in=records, state__in=LIVE).first()


def current(actor: Actor) -> Journey | None:
    """The journey that a worker's pages are about: the live one, else the last one begun."""
    own = visible_to(actor)
    return own.filter(state__in=LIVE).first() or own.first()


def people_in(
    states: Iterable[str], corridors: Iterable[str], people: Iterable[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Who of some people has a journey in one of the states: for what acts for an authority."""
    found = Journey.objects.filter(
        state__in=set(states), corridor__in=set(corridors), person_id__in=set(people)
    )
    return frozenset(found.values_list("person_id", flat=True))
