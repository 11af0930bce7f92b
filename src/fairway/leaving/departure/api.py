"""Departures in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core import clock
from fairway.core.access.gate import actor_of, log_reading, operation
from fairway.core.accounts.models import Authority
from fairway.leaving.contracts.schemas import Expected, Facts, ReasonIn
from fairway.leaving.departure import actions, queries
from fairway.leaving.departure.models import DeparturePass
from fairway.leaving.departure.queries import Difference, Standing
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.facts import details_of
from fairway.leaving.journeys.schemas import JourneyOut

router = Router()


class ClearIn(Schema):
    """A clearance to be given."""

    departs_on: date
    statements: Facts = {}
    why: Annotated[str, Field(max_length=1_000)] = ""
    expected_version: Expected = None


class PassOut(Schema):
    """A pass, and what it is worth now."""

    id: uuid.UUID
    journey_id: uuid.UUID
    code: str
    issued_at: datetime
    departs_on: date
    departed_at: datetime | None
    standing: Standing

    @staticmethod
    def of(held: DeparturePass) -> PassOut:
        """Build from a row."""
        return PassOut(
            id=held.id,
            journey_id=held.journey_id,
            code=held.code,
            issued_at=held.issued_at,
            departs_on=held.departs_on,
            departed_at=held.departed_at,
            standing=queries.standing(held),
        )


class BorderOut(PassOut):
    """A pass at the border: whose it is."""

    name: str
    employer: str
    destination: str


class DifferenceOut(Schema):
    """Where what was done is not what was decided."""

    kind: Difference
    journey_id: uuid.UUID


@router.post("/journeys/{journey_id}/clear", response={201: PassOut}, operation_id="clearDeparture")
@operation("departure.clear")
def clear(request: HttpRequest, journey_id: uuid.UUID, body: ClearIn) -> Status[PassOut]:
    """Clear a worker to leave on a day; the rules are asked, and a pass is issued."""
    actor = actor_of(request)
    issued = actions.clear(
        journeys.get_for(actor, journey_id),
        departs_on=body.departs_on,
        actor=actor,
        statements=body.statements,
        why=body.why,
        expected_version=body.expected_version,
    )
    return Status(201, PassOut.of(issued))


@router.post(
    "/journeys/{journey_id}/refuse-clearance", response=JourneyOut, operation_id="refuseClearance"
)
@operation("departure.clear")
def refuse(request: HttpRequest, journey_id: uuid.UUID, body: ReasonIn) -> JourneyOut:
    """Refuse the clearance."""
    actor = actor_of(request)
    found = journeys.get_for(actor, journey_id)
    return JourneyOut.of(actions.refuse(found, actor=actor, reason=body.reason))


@router.post(
    "/journeys/{journey_id}/revoke-clearance", response=JourneyOut, operation_id="revokeClearance"
)
@operation("departure.clear")
def revoke(request: HttpRequest, journey_id: uuid.UUID, body: ReasonIn) -> JourneyOut:
    """Take a clearance back; the pass is void at once."""
    actor = actor_of(request)
    found = journeys.get_for(actor, journey_id)
    return JourneyOut.of(actions.revoke(found, actor=actor, reason=body.reason))


@router.get("/journeys/{journey_id}/pass", response=PassOut, operation_id="readPass")
@operation("departure.read")
def own_pass(request: HttpRequest, journey_id: uuid.UUID) -> PassOut:
    """The pass of a journey."""
    held = queries.current(journeys.get_for(actor_of(request), journey_id))
    if held is None:
        raise Http404
    return PassOut.of(held)


@router.get("/passes/{code}", response=BorderOut, operation_id="checkPass")
@operation("departure.check")
def check(request: HttpRequest, code: str) -> BorderOut:
    """Check a pass that somebody shows at the border; the reading is logged."""
    actor = actor_of(request)
    held = queries.find(code, actor)
    if held is None:
        raise Http404
    log_reading(actor, "departure.check", held, held.journey.person_id)
    return BorderOut(
        **PassOut.of(held).model_dump(),
        name=details_of(held.journey.person).full_name,
        employer=held.journey.employer.name,
        destination=held.journey.way.destination.code,
    )


@router.post("/passes/{code}/depart", response=PassOut, operation_id="recordDeparture")
@operation("departure.record")
def depart(request: HttpRequest, code: str) -> PassOut:
    """Let the bearer of a pass leave."""
    return PassOut.of(actions.depart(code, actor=actor_of(request)))


@router.post("/journeys/{journey_id}/turn-back", response=JourneyOut, operation_id="turnBack")
@operation("departure.turn_back")
def turn_back(request: HttpRequest, journey_id: uuid.UUID) -> JourneyOut:
    """Record that a worker was turned back on the way."""
    actor = actor_of(request)
    return JourneyOut.of(actions.turn_back(journeys.get_for(actor, journey_id), actor=actor))


@router.get(
    "/departure-differences", response=list[DifferenceOut], operation_id="listDepartureDifferences"
)
@operation("departure.differences")
def differences(request: HttpRequest) -> list[DifferenceOut]:
    """List where what was done is not what was decided."""
    actor = actor_of(request)
    today = clock.today(Authority.objects.get(pk=actor.office).time_zone)
    return [
        DifferenceOut(kind=found.kind, journey_id=found.journey.id)
        for found in queries.differences(actor, today)
    ]
