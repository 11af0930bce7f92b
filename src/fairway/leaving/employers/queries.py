"""Who sees which registrations of employers."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving.asking import home_of
from fairway.leaving.employers.models import EmployerRegistration


def visible_to(actor: Actor) -> QuerySet[EmployerRegistration]:
    """An employer its own; officers those of their country's side of the corridor."""
    rows = EmployerRegistration.objects.select_related("organisation", "authority")
    return rows.filter(_scope(actor)).order_by("created_at", "id")


def _scope(actor: Actor) -> Q:
    match actor.role:
        case Role.SYSTEM:
            found = Q()
        case Role.EMPLOYER if actor.organisation_id:
            found = Q(organisation_id=actor.organisation_id)
        case Role.OFFICER_DESTINATION | Role.AUDITOR:
            found = Q(authority__country=actor.country)
        case Role.OFFICER_ORIGIN | Role.ATTACHE:
            found = Q(corridor__startswith=f"{home_of(actor)}-")
        case _:
            found = Q(pk__in=())
    return found


def get_for(actor: Actor, pk: uuid.UUID) -> EmployerRegistration:
    """One registration, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def own(actor: Actor) -> EmployerRegistration | None:
    """The registration of the organisation that an employer acts for."""
    return visible_to(actor).first() if actor.role is Role.EMPLOYER else None


def is_verified(organisation_id: uuid.UUID) -> bool:
    """Whether an employer may recruit now."""
    return EmployerRegistration.objects.filter(
        organisation_id=organisation_id, state="verified"
    ).exists()


def attested(organisation_id: uuid.UUID) -> dict[str, object]:
    """What the authority saw evidence of, for the questions about the employer's job orders."""
    row = EmployerRegistration.objects.filter(organisation_id=organisation_id).first()
    return dict(row.attested) if row else {}
