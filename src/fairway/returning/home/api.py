"""The way home in the API."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.accounts.actors import Actor
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.schemas import JourneyOut
from fairway.returning.home import actions, queries
from fairway.returning.home.models import FollowUp, HowAreYou

router = Router()


class FollowUpIn(Schema):
    """Her answer."""

    how: HowAreYou
    words: Annotated[str, Field(max_length=2_000)] = ""


class FollowUpOut(Schema):
    """The one question and its answer, for her and for the authority that helps her."""

    journey_id: uuid.UUID
    asked_at: datetime | None
    answered_at: datetime | None
    how: str
    words: str

    @staticmethod
    def of(row: FollowUp, actor: Actor) -> FollowUpOut:
        """Build from a row; reading her words is logged."""
        return FollowUpOut(
            journey_id=row.journey_id,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            how=row.how,
            words=queries.words_of(row, actor),
        )


@router.post("/journeys/{journey_id}/end-contract", response=JourneyOut, operation_id="endContract")
@operation("return.end_contract")
def end_contract(request: HttpRequest, journey_id: uuid.UUID) -> JourneyOut:
    """Announce the end of the contract."""
    actor = actor_of(request)
    return JourneyOut.of(actions.end_contract(journeys.get_for(actor, journey_id), actor=actor))


@router.post("/journeys/{journey_id}/return-home", response=JourneyOut, operation_id="returnHome")
@operation("return.record")
def return_home(request: HttpRequest, journey_id: uuid.UUID) -> JourneyOut:
    """Record that the worker is home."""
    actor = actor_of(request)
    return JourneyOut.of(actions.return_home(journeys.get_for(actor, journey_id), actor=actor))


@router.post(
    "/journeys/{journey_id}/start-reintegration",
    response=JourneyOut,
    operation_id="startReintegration",
)
@operation("return.reintegrate")
def reintegrate(request: HttpRequest, journey_id: uuid.UUID) -> JourneyOut:
    """Begin with help at home."""
    actor = actor_of(request)
    found = journeys.get_for(actor, journey_id)
    return JourneyOut.of(actions.start_reintegration(found, actor=actor))


@router.post(
    "/journeys/{journey_id}/follow-up", response={201: FollowUpOut}, operation_id="tellHowYouAre"
)
@operation("return.follow_up")
def follow_up(request: HttpRequest, journey_id: uuid.UUID, body: FollowUpIn) -> Status[FollowUpOut]:
    """Tell how things are at home."""
    actor = actor_of(request)
    found = journeys.get_for(actor, journey_id)
    told = actions.follow_up(found, how=body.how, words=body.words, actor=actor)
    return Status(201, FollowUpOut.of(told, actor))


@router.get("/follow-ups", response=PageOut[FollowUpOut], operation_id="listFollowUps")
@operation("return.read")
def follow_ups(request: HttpRequest, cursor: Cursor) -> PageOut[FollowUpOut]:
    """List how those are who came home."""
    actor = actor_of(request)
    return paged(queries.visible_to(actor), cursor, lambda row: FollowUpOut.of(row, actor))


@router.post("/journeys/{journey_id}/close", response=JourneyOut, operation_id="closeJourney")
@operation("return.close")
def close(request: HttpRequest, journey_id: uuid.UUID) -> JourneyOut:
    """Close a journey that asks for nothing more."""
    actor = actor_of(request)
    return JourneyOut.of(actions.close(journeys.get_for(actor, journey_id), actor=actor))
