"""Arrivals and lost contacts in the API."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Annotated

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.abroad.arrival import actions, contact, queries
from fairway.abroad.arrival.contact import Found
from fairway.abroad.arrival.models import ArrivalReport
from fairway.abroad.arrival.questions import Answers
from fairway.core.access.gate import actor_of, operation
from fairway.core.accounts.actors import Actor
from fairway.engines.kernel import Money
from fairway.leaving.contracts.schemas import MoneyIO, ReasonIn
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.schemas import JourneyOut

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


router = Router()


class AnswersIn(Schema):
    """A yes or no to each question, by its name; another pay that was told."""

    said: Annotated[dict[str, bool], Field(max_length=20)]
    pay_told: MoneyIO | None = None
    client_id: uuid.UUID | None = None


class ArrivalOut(Schema):
    """What was found: for herself and those who help."""

    id: uuid.UUID
    journey_id: uuid.UUID
    concern: bool
    said: dict[str, bool]
    pay_told: MoneyIO | None
    decision_id: uuid.UUID | None
    case_id: uuid.UUID | None

    @staticmethod
    def of(report: ArrivalReport, actor: Actor) -> ArrivalOut:
        """Build from a row; the case is hers to know."""
        answers = queries.answers_of(report, actor)
        return ArrivalOut(
            id=report.id,
            journey_id=report.journey_id,
            concern=report.concern,
            said=dict(answers.said),
            pay_told=MoneyIO.of(answers.pay_told) if answers.pay_told else None,
            decision_id=report.decision_id,
            case_id=report.case_id if actor.acts_for else None,
        )


class CaseId(Schema):
    """A case that was opened."""

    case_id: uuid.UUID


class FoundIn(Schema):
    """How somebody was found again."""

    how: Found


class DeathIn(Schema):
    """The paper on which a death is recorded."""

    record: Annotated[str, Field(min_length=1, max_length=300)]


@router.post(
    "/journeys/{journey_id}/arrival", response={201: ArrivalOut}, operation_id="confirmArrival"
)
@operation("arrival.confirm")
def confirm(request: HttpRequest, journey_id: uuid.UUID, body: AnswersIn) -> Status[ArrivalOut]:
    """Confirm the arrival and say what was found. The same ``client_id`` again finds the report."""
    actor = actor_of(request)
    told = Money.of(body.pay_told.amount, body.pay_told.currency) if body.pay_told else None
    report = actions.confirm(
        journeys.get_for(actor, journey_id),
        Answers(body.said, told),
        actor=actor,
        client_id=body.client_id,
    )
    return Status(201, ArrivalOut.of(report, actor))


@router.get("/journeys/{journey_id}/arrival", response=ArrivalOut, operation_id="readArrival")
@operation("arrival.read")
def arrival(request: HttpRequest, journey_id: uuid.UUID) -> ArrivalOut:
    """Read what was found; the reading is logged."""
    actor = actor_of(request)
    return ArrivalOut.of(_report(request, journey_id), actor)


@router.post(
    "/journeys/{journey_id}/arrival/help", response=CaseId, operation_id="askHelpAfterArrival"
)
@operation("arrival.ask_help")
def ask_help(request: HttpRequest, journey_id: uuid.UUID) -> CaseId:
    """Open a case out of what was answered."""
    report = _report(request, journey_id)
    return CaseId(case_id=actions.ask_for_help(report, actor=actor_of(request)).id)


@router.post(
    "/journeys/{journey_id}/arrival/by-employer", response=JourneyOut, operation_id="reportArrival"
)
@operation("arrival.report")
def report_arrival(request: HttpRequest, journey_id: uuid.UUID) -> JourneyOut:
    """The employer says that the worker has come; only the worker confirms it."""
    found, actor = _journey(request, journey_id), actor_of(request)
    return JourneyOut.of(actions.report_by_employer(found, actor=actor))


@router.post("/journeys/{journey_id}/start-work", response=JourneyOut, operation_id="startWork")
@operation("arrival.start_work")
def start_work(request: HttpRequest, journey_id: uuid.UUID) -> JourneyOut:
    """Record that the work has begun."""
    found, actor = _journey(request, journey_id), actor_of(request)
    return JourneyOut.of(actions.start_work(found, actor=actor))


@router.post("/journeys/{journey_id}/lose-contact", response=JourneyOut, operation_id="loseContact")
@operation("contact.report")
def lose(request: HttpRequest, journey_id: uuid.UUID, body: ReasonIn) -> JourneyOut:
    """Report that a worker cannot be reached."""
    found, actor = _journey(request, journey_id), actor_of(request)
    return JourneyOut.of(contact.lose(found, actor=actor, reason=body.reason))


@router.post("/journeys/{journey_id}/find", response=JourneyOut, operation_id="findWorker")
@operation("contact.find")
def find(request: HttpRequest, journey_id: uuid.UUID, body: FoundIn) -> JourneyOut:
    """Report that contact was found again."""
    found, actor = _journey(request, journey_id), actor_of(request)
    return JourneyOut.of(contact.find(found, body.how, actor=actor))


@router.post("/journeys/{journey_id}/death", response=JourneyOut, operation_id="recordDeath")
@operation("contact.record_death")
def death(request: HttpRequest, journey_id: uuid.UUID, body: DeathIn) -> JourneyOut:
    """Record a worker's death, on the strength of a record."""
    found, actor = _journey(request, journey_id), actor_of(request)
    return JourneyOut.of(contact.record_death(found, actor=actor, record=body.record))


def _journey(request: HttpRequest, journey_id: uuid.UUID) -> Journey:
    return journeys.get_for(actor_of(request), journey_id)


def _report(request: HttpRequest, journey_id: uuid.UUID) -> ArrivalReport:
    report = queries.of_journey(_journey(request, journey_id), actor_of(request))
    if report is None:
        raise Http404
    return report
