"""Who sees which contracts: the parties of the journey, and an employer those it signed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving.contracts.comparing import Change, compare
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.terms import Terms
from fairway.leaving.journeys import queries as journeys

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


def visible_to(actor: Actor) -> QuerySet[ContractVersion]:
    """The versions that an actor may see, the newest first."""
    return (
        ContractVersion.objects.filter(scope(actor))
        .select_related("employer", "authority", "journey", "journey__authority")
        .order_by("-created_at", "-id")
    )


def scope(actor: Actor) -> Q:
    """Versions of visible journeys. An employer sees its own and no other employer's."""
    if actor.role is Role.EMPLOYER:
        if actor.organisation_id is None:
            return Q(pk__in=())
        return Q(employer_id=actor.organisation_id)
    return journeys.scope(actor, "journey__")


def get_for(actor: Actor, pk: uuid.UUID) -> ContractVersion:
    """One version, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def registered(journey: Journey) -> ContractVersion | None:
    """The version that holds."""
    return ContractVersion.objects.filter(journey=journey, state="registered").first()


def promised(journey: Journey) -> Terms:
    """What the worker may count on now: the registered terms, before them those of the offer."""
    held = registered(journey)
    return held.agreed if held else journey.offered


def changes(contract: ContractVersion) -> tuple[Change, ...]:
    """A version clause by clause against what was promised before it."""
    before = (
        ContractVersion.objects.filter(
            journey_id=contract.journey_id, number__lt=contract.number, registered_at__isnull=False
        )
        .order_by("-number")
        .first()
    )
    earlier = before.agreed if before else contract.journey.offered
    return compare(earlier, contract.agreed)
