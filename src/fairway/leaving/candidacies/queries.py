"""Who sees which candidacies, and which job orders a worker can wish for, and why not others."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.keys import keyring
from fairway.core.people.models import Purpose
from fairway.engines.kernel import FactValue
from fairway.engines.lifecycles import Role
from fairway.engines.matching import order_columns, worker_columns
from fairway.engines.matching.eligibility import conditions
from fairway.leaving import asking
from fairway.leaving.candidacies.facts import order_facts, worker_facts
from fairway.leaving.candidacies.models import Candidacy, Wish, WorkerProfile
from fairway.leaving.criteria import criteria_of
from fairway.leaving.job_orders.queries import wishable

if TYPE_CHECKING:
    from fairway.leaving.job_orders.models import JobOrder

_SHARED = ("in_round", "offered", "placed")


def visible_to(actor: Actor) -> QuerySet[Candidacy]:
    """A worker her own; the origin its register; the destination those in a round or beyond."""
    rows = Candidacy.objects.select_related("profile", "authority", "person")
    return rows.filter(scope(actor)).order_by("created_at", "id")


def scope(actor: Actor) -> Q:
    """The condition under which an actor sees a candidacy."""
    match actor.role:
        case Role.SYSTEM:
            found = Q()
        case Role.WORKER | Role.REPRESENTATIVE if actor.acts_for:
            found = Q(person_id=actor.acts_for)
        case Role.OFFICER_ORIGIN | Role.AUDITOR if actor.authority_id:
            found = Q(authority_id=actor.authority_id)
        case Role.OFFICER_DESTINATION:
            found = Q(corridor__endswith=f"-{actor.country}", state__in=_SHARED)
        case _:
            found = Q(pk__in=())
    return found


def get_for(actor: Actor, pk: uuid.UUID) -> Candidacy:
    """One candidacy, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def own_profile(actor: Actor) -> WorkerProfile | None:
    """The profile of the worker whose affairs these are."""
    if actor.acts_for is None:
        return None
    return WorkerProfile.objects.filter(person_id=actor.acts_for).first()


def wishing_for(order: JobOrder, actor: Actor) -> QuerySet[Candidacy]:
    """The open candidacies on whose list an order stands, for who may make the offer.

    An employer and its recruiter see those who agreed to be seen by an employer, and never where
    in a list an order stands.
    """
    rows = Candidacy.objects.filter(state="open", wishes__job_order=order)
    if actor.role in {Role.EMPLOYER, Role.RECRUITER}:
        rows = rows.filter(
            person__consents__purpose=Purpose.SHARE_EMPLOYER, person__consents__state="given"
        )
    else:
        rows = rows.filter(scope(actor))
    return rows.select_related("profile", "authority", "person").order_by("state_since", "id")


def stated(candidacy: Candidacy) -> dict[str, FactValue]:
    """What the worker stated of herself when she entered; nothing once she is erased."""
    if candidacy.sealed is None:
        return {}
    try:
        return asking.unpack(keyring.unseal(candidacy.person_id, candidacy.sealed))
    except keyring.Erased:
        return {}


def orders_for(candidacy: Candidacy) -> QuerySet[JobOrder]:
    """The open job orders of a candidacy's channel, whether she is eligible or not."""
    return wishable(asking.corridor_of(candidacy.corridor), candidacy.channel)


def in_channel(corridor: str, channel: str) -> QuerySet[Candidacy]:
    """Everybody who entered a channel: for rounds and simulations, which act for an authority."""
    return Candidacy.objects.filter(corridor=corridor, channel=channel)


def with_wishes(candidacies: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
    """The same with profiles and wishes, best first, in two questions to the database."""
    ranked = Prefetch("wishes", Wish.objects.order_by("rank"))
    return candidacies.select_related("profile").prefetch_related(ranked).order_by("id")


def corridors_of(channel: str = "") -> list[str]:
    """From which corridors people entered a channel, or any."""
    rows = Candidacy.objects.filter(channel=channel) if channel else Candidacy.objects.all()
    return sorted(rows.order_by().values_list("corridor", flat=True).distinct())


class WhyNot(StrEnum):
    """What stands between a worker and a job order; the words are the templates'."""

    OCCUPATION = "occupation"
    EXPERIENCE = "experience"
    LANGUAGES = "languages"
    CERTIFICATES = "certificates"
    AGE = "age"
    PLACE = "place"
    DATES = "dates"
    PAY = "pay"


@dataclass(frozen=True, slots=True)
class Choice:
    """A job order as one worker sees it: eligible, or everything that stands against it."""

    order: JobOrder
    why_not: tuple[WhyNot, ...]

    @property
    def eligible(self) -> bool:
        """Whether she may wish for it."""
        return not self.why_not


def choices(candidacy: Candidacy, orders: Iterable[JobOrder]) -> Sequence[Choice]:
    """Each order with what stands against it, by the conditions of the channel's matching."""
    profile = candidacy.profile
    listed = list(orders)
    if not listed:
        return ()
    columns = order_columns(order_facts(order) for order in listed)
    currency = listed[0].currency
    workers = worker_columns([worker_facts(profile, currency)], columns)
    which = np.arange(len(listed))
    way = asking.corridor_of(candidacy.corridor)
    rules = criteria_of(way, candidacy.channel, clock.today()).eligibility
    holds = conditions(workers, np.zeros(1, dtype=np.int64), columns, which, rules)
    return tuple(
        Choice(
            order,
            tuple(why for why, met in zip(WhyNot, holds, strict=True) if not met.ravel()[place]),
        )
        for place, order in enumerate(listed)
    )
