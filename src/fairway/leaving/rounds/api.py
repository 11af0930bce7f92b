"""The rounds room in the API."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.candidacies import queries as candidacies
from fairway.leaving.job_orders import queries as job_orders
from fairway.leaving.rounds import actions, api_whatif, drawing, queries
from fairway.leaving.rounds.api_answers import (
    LotsOut,
    OrderResultOut,
    OwnResultOut,
    ResultOut,
    RoundOut,
)
from fairway.leaving.schemas import Channel, Corridor

router = Router()
router.add_router("", api_whatif.router)


class DaysIn(Schema):
    """Which job orders take part, and how long workers have to answer."""

    starts_from: date
    starts_to: date
    answer_days: Annotated[int, Field(ge=1, le=90)] = 7


class RoundIn(DaysIn):
    """What an officer fixes before anybody sees a result."""

    corridor: Corridor
    channel: Channel


class CommitIn(Schema):
    """A commitment to a secret of the side's own; empty: the secret is made here and sealed."""

    commitment: Annotated[str, Field(pattern="^([0-9a-fA-F]{64})?$")] = ""


class RevealIn(Schema):
    """The secret of a side that made its own; empty where it was made here."""

    secret: Annotated[str, Field(max_length=1_024)] = ""


class CancelIn(Schema):
    """Why a round ends without a result; needed once its lists are closed."""

    reason: Annotated[str, Field(max_length=2_000)] = ""


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


@router.post("/rounds/{round_id}/commit", response=RoundOut, operation_id="commitToLots")
@operation("round.commit")
def commit(request: HttpRequest, round_id: uuid.UUID, body: CommitIn) -> RoundOut:
    """Commit the caller's side to a secret, before the lists close."""
    actor = actor_of(request)
    found = queries.get_for(actor, round_id)
    return RoundOut.of(drawing.commit(found, actor=actor, commitment=body.commitment))


@router.post("/rounds/{round_id}/close", response=RoundOut, operation_id="closeLists")
@operation("round.run")
def close(request: HttpRequest, round_id: uuid.UUID) -> RoundOut:
    """Close the lists: every open candidacy of the channel enters the round."""
    actor = actor_of(request)
    return RoundOut.of(drawing.close(queries.get_for(actor, round_id), actor=actor))


@router.post("/rounds/{round_id}/reveal", response=RoundOut, operation_id="revealSecret")
@operation("round.commit")
def reveal(request: HttpRequest, round_id: uuid.UUID, body: RevealIn) -> RoundOut:
    """Reveal the secret of the caller's side; with the last one the lots are drawn."""
    actor = actor_of(request)
    found = queries.get_for(actor, round_id)
    return RoundOut.of(drawing.reveal(found, actor=actor, secret=body.secret))


@router.get("/lots/{round_id}", response=LotsOut, operation_id="readLots")
@operation("public.read")
def lots(request: HttpRequest, round_id: uuid.UUID) -> LotsOut:
    """Read the commitments, the secrets and the seed of a round; no account is needed."""
    found = get_object_or_404(drawing.with_parts(queries.public()), pk=round_id)
    return LotsOut.of(found)


@router.get(
    "/candidacies/{candidacy_id}/round-results",
    response=list[OwnResultOut],
    operation_id="readRoundResults",
)
@operation("round.own")
def own(request: HttpRequest, candidacy_id: uuid.UUID) -> list[OwnResultOut]:
    """Read what published rounds decided on the caller's wishes, the latest first."""
    found = candidacies.get_for(actor_of(request), candidacy_id)
    return [OwnResultOut.of(row) for row in queries.results_for(found)]


@router.get(
    "/job-orders/{job_order_id}/round-results",
    response=list[OrderResultOut],
    operation_id="readOrderResults",
)
@operation("round.order")
def of_order(request: HttpRequest, job_order_id: uuid.UUID) -> list[OrderResultOut]:
    """Read what published rounds brought a job order, the latest first."""
    found = job_orders.get_for(actor_of(request), job_order_id)
    return [OrderResultOut.of(row) for row in queries.results_of(found)]


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
    """Change the days before the lists close."""
    actor = actor_of(request)
    found = queries.get_for(actor, round_id)
    new = actions.NewRound(
        found.corridor,
        found.channel,
        body.starts_from,
        body.starts_to,
        body.answer_days,
    )
    return RoundOut.of(actions.change(found, new, actor=actor))


@router.post("/rounds/{round_id}/cancel", response=RoundOut, operation_id="cancelRound")
@operation("round.run")
def cancel(request: HttpRequest, round_id: uuid.UUID, body: CancelIn) -> RoundOut:
    """End the round without a result; once its lists are closed, with a reason for everybody."""
    actor = actor_of(request)
    found = queries.get_for(actor, round_id)
    return RoundOut.of(actions.cancel(found, actor=actor, reason=body.reason))
