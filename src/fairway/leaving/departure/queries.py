"""Passes: who sees them, whether one is good today, and where practice is not what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import Role
from fairway.leaving.contracts import queries as contracts
from fairway.leaving.departure.models import DeparturePass
from fairway.leaving.journeys import queries as journeys

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


class Standing(StrEnum):
    """What a pass is worth when it is shown."""

    GOOD = "good"
    ANOTHER_DAY = "another day"
    REVOKED = "revoked"
    USED = "used"
    CONTRACT_WITHDRAWN = "contract withdrawn"
    JOURNEY_OVER = "journey over"


WORDS = {
    Standing.GOOD: gettext_lazy("This pass is good today."),
    Standing.ANOTHER_DAY: gettext_lazy("This pass was issued for another day."),
    Standing.REVOKED: gettext_lazy("This pass was taken back."),
    Standing.USED: gettext_lazy("Somebody already left with this pass."),
    Standing.CONTRACT_WITHDRAWN: gettext_lazy("The contract behind this pass no longer holds."),
    Standing.JOURNEY_OVER: gettext_lazy("The placement behind this pass has ended."),
}


class Difference(StrEnum):
    """Where what was done is not what was decided."""

    LEFT_WITHOUT_PASS = "left without a pass"  # noqa: S105  no secret
    PASS_WITHOUT_ALLOWANCE = "pass without a decision that allows"  # noqa: S105  no secret
    OTHER_DAY = "left on another day than planned"
    NOT_USED = "pass not used on its day"


DIFFERENCES = {
    Difference.LEFT_WITHOUT_PASS: gettext_lazy("Cleared or gone, and no pass is in force"),
    Difference.PASS_WITHOUT_ALLOWANCE: gettext_lazy("A pass without a decision that allows it"),
    Difference.OTHER_DAY: gettext_lazy("Left on another day than planned"),
    Difference.NOT_USED: gettext_lazy("The pass was not used on its day"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One difference, and the journey it concerns."""

    kind: Difference
    journey: Journey

    @property
    def words(self) -> str:
        """The difference in words."""
        return str(DIFFERENCES[self.kind])


def visible_to(actor: Actor) -> QuerySet[DeparturePass]:
    """Passes of visible journeys. A border officer finds one by its code alone: see `find`."""
    return (
        DeparturePass.objects.filter(journeys.scope(actor, "journey__"))
        .select_related("journey", "journey__employer", "journey__authority", "authority")
        .order_by("-issued_at", "-id")
    )


def current(journey: Journey) -> DeparturePass | None:
    """The pass of a journey that was not taken back."""
    return DeparturePass.objects.filter(journey=journey, revoked_at=None).first()


def find(code: str, actor: Actor) -> DeparturePass | None:
    """The pass that somebody shows, at the border of the country that issued it."""
    if actor.role is not Role.BORDER_OFFICER or actor.authority_id is None:
        return None
    tidy = "".join(code.upper().split()).replace("-", "")
    return (
        DeparturePass.objects.filter(code=tidy, authority__country=actor.country)
        .select_related("journey", "journey__employer", "journey__authority", "authority")
        .first()
    )


def standing(shown: DeparturePass) -> Standing:
    """Whether a pass is good today."""
    if shown.revoked_at is not None:
        return Standing.REVOKED
    if shown.departed_at is not None:
        return Standing.USED
    if shown.journey.state != "cleared":
        return Standing.JOURNEY_OVER
    if contracts.registered(shown.journey) is None:
        return Standing.CONTRACT_WITHDRAWN
    if shown.departs_on != clock.today(shown.authority.time_zone):
        return Standing.ANOTHER_DAY
    return Standing.GOOD


def differences(actor: Actor, today: date) -> Iterator[Found]:
    """Passes issued against decisions, and departures against passes: every difference."""
    seen = journeys.visible_to(actor)
    good = DeparturePass.objects.filter(journey=OuterRef("pk"), revoked_at=None)
    gone = seen.filter(state__in=("cleared", "departed")).exclude(Exists(good))
    for journey in gone:
        yield Found(Difference.LEFT_WITHOUT_PASS, journey)
    passes = visible_to(actor).filter(revoked_at=None).select_related("decision")
    for one in passes.exclude(decision__outcome="allowed"):
        yield Found(Difference.PASS_WITHOUT_ALLOWANCE, one.journey)
    for one in passes.filter(departed_at=None, departs_on__lt=today, journey__state="cleared"):
        yield Found(Difference.NOT_USED, one.journey)
    for one in passes.filter(departed_at__isnull=False, journey__state="departed"):
        zone = ZoneInfo(one.authority.time_zone)
        if one.departed_at and one.departed_at.astimezone(zone).date() != one.departs_on:
            yield Found(Difference.OTHER_DAY, one.journey)
