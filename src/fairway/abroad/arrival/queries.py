"""Who sees what a worker found: herself, and the officers who help. No employer, no recruiter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from fairway.abroad.arrival.models import ArrivalReport
from fairway.abroad.arrival.questions import Answers
from fairway.core.access.gate import log_reading
from fairway.core.accounts.actors import Actor
from fairway.core.keys import keyring
from fairway.engines.lifecycles import OFFICERS, WORKER_SIDE, Role
from fairway.leaving.journeys import queries as journeys

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


_SEES = OFFICERS | WORKER_SIDE | {Role.SYSTEM}


def visible_to(actor: Actor) -> QuerySet[ArrivalReport]:
    """The reports that an actor may see, the newest first."""
    rows = ArrivalReport.objects.select_related("journey", "journey__employer", "authority")
    if actor.role not in _SEES:
        return rows.none()
    return rows.filter(journeys.scope(actor, "journey__")).order_by("-created_at", "-id")


def of_journey(journey: Journey, actor: Actor) -> ArrivalReport | None:
    """The report of a journey, if the actor may see it."""
    return visible_to(actor).filter(journey=journey).first()


def answers_of(report: ArrivalReport, actor: Actor) -> Answers:
    """Her answers, for somebody who may see the report; the reading is logged."""
    person_id = report.journey.person_id
    log_reading(actor, "arrival.read", report, person_id)
    return Answers.from_json(keyring.unseal(person_id, report.sealed))
