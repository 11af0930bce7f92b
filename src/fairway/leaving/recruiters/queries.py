"""Who sees which licences; who may recruit today; the public check of a name on a poster."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving.asking import home_of
from fairway.leaving.recruiters.models import Licence


def visible_to(actor: Actor) -> QuerySet[Licence]:
    """A recruiter its own; officers and auditors those of their end of the corridor."""
    rows = Licence.objects.select_related("organisation", "authority")
    return rows.filter(_scope(actor)).order_by("created_at", "id")


def _scope(actor: Actor) -> Q:
    match actor.role:
        case Role.SYSTEM:
            found = Q()
        case Role.RECRUITER if actor.organisation_id:
            found = Q(organisation_id=actor.organisation_id)
        case Role.OFFICER_ORIGIN | Role.ATTACHE:
            found = Q(corridor__startswith=f"{home_of(actor)}-")
        case Role.OFFICER_DESTINATION:
            found = Q(corridor__endswith=f"-{actor.country}")
        case Role.AUDITOR:
            found = Q(authority__country=actor.country)
        case _:
            found = Q(pk__in=())
    return found


def get_for(actor: Actor, pk: uuid.UUID) -> Licence:
    """One licence, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def holds_licence(organisation_id: uuid.UUID, corridor: str, on: date) -> bool:
    """Whether a recruiter may work in a corridor on a day."""
    licences = Licence.objects.filter(organisation_id=organisation_id, corridor=corridor)
    return any(licence.in_force(on) for licence in licences)
