"""Who sees which journeys. Whoever is not named here sees none."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import LIVE, Role
from fairway.leaving.journeys.models import Journey


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
    """The journeys that an actor may see, the newest first."""
    return (
        Journey.objects.filter(scope(actor))
        .select_related("employer", "recruiter", "authority", "destination_authority")
        .order_by("-created_at", "-id")
    )


def get_for(actor: Actor, pk: uuid.UUID) -> Journey:
    """One journey, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def live_of(person_id: uuid.UUID) -> Journey | None:
    """The one journey of a person that is not over, if there is one."""
    return Journey.objects.filter(person_id=person_id, state__in=LIVE).first()


def current(actor: Actor) -> Journey | None:
    """The journey that a worker's pages are about: the live one, else the last one begun."""
    own = visible_to(actor)
    return own.filter(state__in=LIVE).first() or own.first()
