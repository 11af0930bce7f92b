"""Who sees which rounds, and what takes part in one."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving import asking
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.job_orders.models import ANY_ORIGIN, JobOrder
from fairway.leaving.rounds.models import MatchingRound


def visible_to(actor: Actor) -> QuerySet[MatchingRound]:
    """Officers of both ends of the corridor; the result itself reaches workers as an offer."""
    rows = MatchingRound.objects.select_related("authority").order_by("-created_at", "id")
    return rows.filter(_scope(actor))


def _scope(actor: Actor) -> Q:
    match actor.role:
        case Role.SYSTEM:
            found = Q()
        case Role.OFFICER_ORIGIN | Role.ATTACHE:
            found = Q(corridor__startswith=f"{asking.home_of(actor)}-")
        case Role.OFFICER_DESTINATION:
            found = Q(corridor__endswith=f"-{actor.country}")
        case Role.AUDITOR:
            found = Q(authority_id=actor.authority_id)
        case _:
            found = Q(pk__in=())
    return found


def get_for(actor: Actor, pk: uuid.UUID) -> MatchingRound:
    """One round, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def candidacies_of(round_: MatchingRound) -> QuerySet[Candidacy]:
    """Open candidacies of the channel, and those that the round holds already."""
    return Candidacy.objects.filter(
        Q(state="open") | Q(in_round=round_),
        corridor=round_.corridor,
        channel=round_.channel,
    )


def orders_of(round_: MatchingRound) -> QuerySet[JobOrder]:
    """Open job orders of the channel that start within the round's days."""
    corridor = asking.corridor_of(round_.corridor)
    return JobOrder.objects.filter(
        destination=corridor.destination.code,
        origin_country__in=[corridor.origin.code, ANY_ORIGIN],
        channel=round_.channel,
        state="open",
        start_on__range=(round_.starts_from, round_.starts_to),
    )
