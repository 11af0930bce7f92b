"""Who sees what a worker paid: she and the labour offices. Who took it sees what it is asked."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.abroad.costs.models import CostEntry, RefundOrder
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import WORKER_SIDE, Role
from fairway.leaving.journeys import queries as journeys

OFFICES = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE, Role.SYSTEM})
PAYEES = frozenset({Role.EMPLOYER, Role.RECRUITER})


def visible_to(actor: Actor) -> QuerySet[CostEntry]:
    """What she reported, to her and to the labour offices of her journey."""
    rows = CostEntry.objects.select_related("journey", "payee", "authority", "refund", "decision")
    return rows.filter(_scope(actor, "journey__")).order_by("-paid_on", "-id")


def _scope(actor: Actor, prefix: str) -> Q:
    if actor.role in WORKER_SIDE | OFFICES:
        return journeys.scope(actor, prefix)
    return Q(pk__in=())


def get_for(actor: Actor, pk: uuid.UUID) -> CostEntry:
    """One payment, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def refunds_visible_to(actor: Actor) -> QuerySet[RefundOrder]:
    """What must come back: to her, the offices, and, once she asked for it, who took it."""
    rows = RefundOrder.objects.select_related(
        "entry", "entry__journey", "entry__payee", "entry__decision", "authority"
    )
    if actor.role in PAYEES and actor.organisation_id is not None:
        seen = Q(entry__payee_id=actor.organisation_id, asked_at__isnull=False)
    else:
        seen = _scope(actor, "entry__journey__")
    return rows.filter(seen).order_by("due_on", "-id")


def refund_for(actor: Actor, pk: uuid.UUID) -> RefundOrder:
    """One refund order, or "not found"."""
    return get_object_or_404(refunds_visible_to(actor), pk=pk)
