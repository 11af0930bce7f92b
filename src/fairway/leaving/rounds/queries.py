"""Who sees which rounds, and what takes part in one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.commons.duplicates.queries import in_links, linked
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving import asking
from fairway.leaving.candidacies import queries as candidacies
from fairway.leaving.job_orders.queries import wishable
from fairway.leaving.rounds.models import MatchingRound, OrderResult, RoundResult

if TYPE_CHECKING:
    from fairway.leaving.candidacies.models import Candidacy
    from fairway.leaving.job_orders.models import JobOrder


def visible_to(actor: Actor) -> QuerySet[MatchingRound]:
    """Officers of both ends of the corridor; the result itself reaches workers as an offer."""
    rows = MatchingRound.objects.select_related("authority").order_by("-created_at", "id")
    return rows.filter(scope(actor))


def scope(actor: Actor) -> Q:
    """The condition under which an actor sees rounds, and comparisons of seasons."""
    match actor.role:
        case Role.SYSTEM:
            found = Q()
        case Role.OFFICER_ORIGIN | Role.ATTACHE:
            found = Q(corridor__startswith=f"{asking.home_of(actor)}-")
        case Role.OFFICER_DESTINATION:
            found = Q(corridor__endswith=f"-{actor.country}")
        case Role.ANALYST:
            here = Q(corridor__startswith=f"{actor.country}-")
            found = here | Q(corridor__endswith=f"-{actor.country}")
        case Role.AUDITOR:
            found = Q(authority_id=actor.authority_id)
        case _:
            found = Q(pk__in=())
    return found


def get_for(actor: Actor, pk: uuid.UUID) -> MatchingRound:
    """One round, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def joining(round_: MatchingRound) -> QuerySet[Candidacy]:
    """Open candidacies of the channel that wish for something: what a preview takes in.

    Of two records that were held to be one person's after both had entered, the first to enter.
    """
    found = candidacies.in_channel(round_.corridor, round_.channel)
    wishing = found.filter(state="open", wishes__isnull=False).distinct()
    return wishing.exclude(pk__in=_second_entries(wishing))


def _second_entries(rows: QuerySet[Candidacy]) -> set[uuid.UUID]:
    tied = in_links(rows.order_by().values("person_id"))
    entered = rows.filter(person_id__in=tied).order_by("created_at", "id")
    records = linked(tied)
    seen: set[uuid.UUID] = set()
    later = set()
    for pk, person_id in entered.values_list("pk", "person_id"):
        if person_id in seen:
            later.add(pk)
        seen |= records[person_id]
    return later


def held_by(round_: MatchingRound) -> QuerySet[Candidacy]:
    """The candidacies that a round holds."""
    found = candidacies.in_channel(round_.corridor, round_.channel)
    return found.filter(state="in_round", in_round=round_)


def orders_of(round_: MatchingRound) -> QuerySet[JobOrder]:
    """Open job orders of the channel that start within the round's days."""
    found = wishable(asking.corridor_of(round_.corridor), round_.channel)
    return found.filter(start_on__range=(round_.starts_from, round_.starts_to))


def public() -> QuerySet[MatchingRound]:
    """The rounds whose lots anybody may check: all that draw from commitments, ended or not."""
    return MatchingRound.objects.filter(seed=None).select_related("authority")


def results_for(candidacy: Candidacy) -> QuerySet[RoundResult]:
    """What published rounds held for a candidacy, the latest first."""
    found = RoundResult.objects.filter(candidacy=candidacy, round__state="published")
    return found.select_related("round", "job_order__employer").order_by("-round__state_since")


def results_of(order: JobOrder) -> QuerySet[OrderResult]:
    """What published rounds brought a job order, the latest first."""
    found = OrderResult.objects.filter(job_order=order, round__state="published")
    return found.select_related("round").order_by("-round__state_since")
