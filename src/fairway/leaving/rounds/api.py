"""The rounds room in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.rounds import actions, queries
from fairway.leaving.rounds.models import MatchingRound, RoundResult
from fairway.leaving.schemas import Channel, Corridor

router = Router()


class DaysIn(Schema):
    """Which job orders take part, and how long workers have to answer."""

    starts_from: date
    starts_to: date
    answer_days: Annotated[int, Field(ge=1, le=90)] = 7


class RoundIn(DaysIn):
    """What an officer fixes before anybody sees a result."""

    corridor: Corridor
    channel: Channel
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)]


class RoundOut(Schema):
    """A round; its figures are there once it was previewed."""

    id: uuid.UUID
    version: int
    corridor: str
    channel: str
    state: str
    starts_from: date
    starts_to: date
    seed: int
    answer_days: int
    engine: str
    inputs_digest: str
    figures: dict[str, Any]
    created_at: datetime

    @staticmethod
    def of(row: MatchingRound) -> RoundOut:
        """Build from a row."""
        return RoundOut.from_orm(row)


class ResultOut(Schema):
    """What a round holds for one candidacy: an order and the rank of the wish, or why none."""

    id: uuid.UUID
    candidacy_id: uuid.UUID
    job_order_id: uuid.UUID | None
    rank: int | None
    reason: str

    @staticmethod
    def of(row: RoundResult) -> ResultOut:
        """Build from a row."""
        return ResultOut.from_orm(row)


@router.get("/rounds", response=PageOut[RoundOut], operation_id="listRounds")
@operation("round.read")
def rounds(request: HttpRequest, cursor: Cursor) -> PageOut[RoundOut]:
    """List the rounds of the caller's corridors."""
    return paged(queries.visible_to(actor_of(request)), cursor, RoundOut.of)


@router.post("/rounds", response={201: RoundOut}, operation_id="beginRound")
@operation("round.run")
def begin(request: HttpRequest, body: RoundIn) -> Status[RoundOut]:
    """Begin a round of a channel."""
    new = actions.NewRound(
        body.corridor,
        body.channel,
        body.starts_from,
        body.starts_to,
        body.seed,
        body.answer_days,
    )
    return Status(201, RoundOut.of(actions.begin(new, actor=actor_of(request))))


@router.get("/rounds/{round_id}", response=RoundOut, operation_id="readRound")
@operation("round.read")
def read(request: HttpRequest, round_id: uuid.UUID) -> RoundOut:
    """Read one round."""
    return RoundOut.of(queries.get_for(actor_of(request), round_id))


@router.get(
    "/rounds/{round_id}/results", response=PageOut[ResultOut], operation_id="listRoundResults"
)
@operation("round.read")
def results(request: HttpRequest, round_id: uuid.UUID, cursor: Cursor) -> PageOut[ResultOut]:
    """List the results of a round."""
    found = queries.get_for(actor_of(request), round_id)
    return paged(found.results.all(), cursor, ResultOut.of)


@router.post("/rounds/{round_id}/preview", response=RoundOut, operation_id="previewRound")
@operation("round.run")
def preview(request: HttpRequest, round_id: uuid.UUID) -> RoundOut:
    """Clear the round; nobody is offered anything."""
    actor = actor_of(request)
    return RoundOut.of(actions.preview(queries.get_for(actor, round_id), actor=actor))


@router.post("/rounds/{round_id}/publish", response=RoundOut, operation_id="publishRound")
@operation("round.run")
def publish(request: HttpRequest, round_id: uuid.UUID) -> RoundOut:
    """Make every offer of the preview, or none."""
    actor = actor_of(request)
    return RoundOut.of(actions.publish(queries.get_for(actor, round_id), actor=actor))


@router.post("/rounds/{round_id}/change", response=RoundOut, operation_id="changeRound")
@operation("round.run")
def change(request: HttpRequest, round_id: uuid.UUID, body: DaysIn) -> RoundOut:
    """Change the days before the next preview; the seed stays."""
    actor = actor_of(request)
    found = queries.get_for(actor, round_id)
    new = actions.NewRound(
        found.corridor,
        found.channel,
        body.starts_from,
        body.starts_to,
        found.seed,
        body.answer_days,
    )
    return RoundOut.of(actions.change(found, new, actor=actor))


@router.post("/rounds/{round_id}/cancel", response=RoundOut, operation_id="cancelRound")
@operation("round.run")
def cancel(request: HttpRequest, round_id: uuid.UUID) -> RoundOut:
    """End the round without a result."""
    actor = actor_of(request)
    return RoundOut.of(actions.cancel(queries.get_for(actor, round_id), actor=actor))
