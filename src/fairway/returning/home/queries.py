"""Who sees how somebody is at home: herself, and the authority that helps her there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from fairway.core import clock
from fairway.core.access.gate import log_reading
from fairway.core.accounts.actors import Actor, system
from fairway.core.keys import keyring
from fairway.engines.lifecycles import WORKER_SIDE, Role
from fairway.leaving.journeys import queries as journeys
from fairway.returning.home.models import FollowUp

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


AT_HOME = ("returned", "reintegrating")
_SEES = WORKER_SIDE | {Role.OFFICER_ORIGIN, Role.SYSTEM}


def visible_to(actor: Actor) -> QuerySet[FollowUp]:
    """The questions that an actor may see, the newest first."""
    rows = FollowUp.objects.select_related("journey", "authority")
    if actor.role not in _SEES:
        return rows.none()
    return rows.filter(journeys.scope(actor, "journey__")).order_by("-created_at", "-id")


def words_of(follow_up: FollowUp, actor: Actor) -> str:
    """What she added, for somebody who may see it; the reading is logged."""
    if follow_up.sealed is None:
        return ""
    person_id = follow_up.journey.person_id
    log_reading(actor, "return.read", follow_up, person_id)
    return str(keyring.unseal(person_id, follow_up.sealed)["words"])


def to_ask() -> QuerySet[Journey]:
    """Journeys whose six months at home are over and who were not asked yet."""
    over = Q(state__in=AT_HOME, due_at__lte=clock.now(), due_event="")
    return journeys.visible_to(system()).filter(over).exclude(follow_up__asked_at__isnull=False)


def ended() -> QuerySet[Journey]:
    """Workers still counted at work whose registered contract has ended."""
    today = clock.today().isoformat()
    return journeys.visible_to(system()).filter(
        state__in=("arrived", "working"),
        contracts__state="registered",
        contracts__terms__end__date__lt=today,
    )
