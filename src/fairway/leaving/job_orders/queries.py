"""Who sees which job orders, and what the law leaves for a channel."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.commons.agreements import queries as agreements
from fairway.core.accounts.actors import Actor
from fairway.core.screen import Limit, Places
from fairway.engines.kernel import Corridor
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import Cap, Pack, cap_for, targets_for
from fairway.engines.provisions.model import Approver, ChannelDeclaration, Clearing
from fairway.leaving.asking import home_of
from fairway.leaving.job_orders.caps import left_of
from fairway.leaving.job_orders.models import ANY_ORIGIN, JobOrder

PUBLISHED = ("open", "filled")


def visible_to(actor: Actor) -> QuerySet[JobOrder]:
    """Parties see their own from the draft on, officers once submitted, workers once open."""
    rows = JobOrder.objects.select_related("employer", "authority").order_by("-created_at", "id")
    return rows.filter(_scope(actor))


def _scope(actor: Actor) -> Q:
    own = actor.organisation_id
    submitted = ~Q(state="draft")
    match actor.role:
        case Role.SYSTEM:
            found = Q()
        case Role.EMPLOYER if own:
            found = Q(employer_id=own)
        case Role.RECRUITER if own:
            found = Q(recruiter_id=own)
        case Role.OFFICER_DESTINATION:
            found = submitted & Q(destination=actor.country)
        case Role.OFFICER_ORIGIN | Role.ATTACHE:
            found = submitted & Q(origin_country__in=[home_of(actor), ANY_ORIGIN])
        case Role.AUDITOR:
            found = submitted & (Q(destination=actor.country) | Q(origin_country=actor.country))
        case Role.WORKER | Role.REPRESENTATIVE:
            found = Q(state__in=PUBLISHED)
        case _:
            found = Q(pk__in=())
    return found


def get_for(actor: Actor, pk: uuid.UUID) -> JobOrder:
    """One job order, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def named(ids: Iterable[str]) -> QuerySet[JobOrder]:
    """Job orders for who was shown them before, such as those that a worker wished for."""
    return JobOrder.objects.filter(pk__in=set(ids)).select_related("employer")


def wishable(corridor: Corridor, channel: str) -> QuerySet[JobOrder]:
    """The open orders that workers of a corridor may wish for in a channel."""
    return _on_the_way(corridor, channel).filter(state="open").order_by("start_on", "id")


def seasonal(corridor: Corridor, channel: str) -> QuerySet[JobOrder]:
    """The orders that a season can be simulated on: those now open, and those of public files."""
    published = Q(state="open") | (~Q(source="") & ~Q(state__in=("refused", "withdrawn")))
    return _on_the_way(corridor, channel).filter(published).order_by("start_on", "id")


def _on_the_way(corridor: Corridor, channel: str) -> QuerySet[JobOrder]:
    return JobOrder.objects.filter(
        destination=corridor.destination.code,
        origin_country__in=[corridor.origin.code, ANY_ORIGIN],
        channel=channel,
    ).select_related("employer")


def corridor_of(order: JobOrder) -> Corridor:
    """The corridor whose packs rule an order; an order for any origin has none."""
    return Corridor.of(order.origin_country, order.destination)


def channel_of(order: JobOrder, on: date) -> tuple[Pack, ChannelDeclaration]:
    """The pack and channel that rule an order on a day."""
    return agreements.channel(corridor_of(order), order.channel, on)


def is_direct(order: JobOrder, on: date) -> bool:
    """Whether employers make the offers in an order's channel, rather than the authority."""
    if not order.origin_country:
        return False
    try:
        _pack, channel = channel_of(order, on)
    except LookupError:
        return False
    return channel.clearing is Clearing.EMPLOYER


def decides(order: JobOrder, channel: ChannelDeclaration, actor: Actor) -> bool:
    """Whether the channel names this actor as one who decides on job orders."""
    sides = {
        Approver.ORIGIN: (Role.OFFICER_ORIGIN, order.origin_country),
        Approver.DESTINATION: (Role.OFFICER_DESTINATION, order.destination),
        Approver.ATTACHE: (Role.ATTACHE, order.origin_country),
    }
    named = {sides[approver] for approver in channel.job_orders_approved_by}
    return (actor.role, home_of(actor)) in named


@dataclass(frozen=True, slots=True)
class Room:
    """One cap or target of a channel, how much of it is taken, and whence the number comes."""

    places: Places
    number: Cap


def room_in(pack: Pack, channel: str, on: date, language: str) -> Sequence[Room]:
    """The bars of a channel on a day: legal caps, and targets, which limit nobody."""
    found = []
    for cap in cap_for(pack, channel, on):
        left = left_of(pack, channel, cap)
        taken = 0 if left is None or cap.limit is None else cap.limit - left
        title = cap.counts.get(language, cap.counts["en"])
        found.append(Room(Places(title, taken, cap.limit, Limit.CAP), cap))
    for target in targets_for(pack, channel, on):
        title = target.counts.get(language, target.counts["en"])
        found.append(
            Room(Places(title, _taken(pack, channel, target), target.limit, Limit.TARGET), target)
        )
    return tuple(found)


def _taken(pack: Pack, channel: str, target: Cap) -> int:
    """Places taken of orders that start within the period of a target."""
    destinations = {pattern.destination for pattern in pack.file.corridors}
    return sum(
        JobOrder.objects.filter(
            channel=channel,
            destination__in=destinations,
            start_on__range=(target.period.start, target.period.end),
        ).values_list("taken", flat=True)
    )
