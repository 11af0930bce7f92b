"""The room for several records of one human being, in the API."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from fairway.commons.duplicates import actions, queries
from fairway.commons.duplicates.models import LikelyPair
from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.core.people import actions as people

router = Router()
Words = Annotated[str, Field(min_length=1, max_length=actions.MOST_WORDS)]
Version = Annotated[int, Field(ge=1, strict=True, description="The version that was read.")]


class AgreementOut(Schema):
    """What one field says: how far it agrees, and its weight in bits (one doubles the odds)."""

    field: str
    level: str
    bits: float


class PairOut(Schema):
    """Two records that may be of one person, without anything that names somebody."""

    id: uuid.UUID
    version: int
    state: str
    state_since: datetime
    due_at: datetime | None
    first_id: uuid.UUID
    second_id: uuid.UUID
    probability: float
    reasons: list[AgreementOut]
    found_by: str

    @staticmethod
    def of(row: LikelyPair) -> PairOut:
        """Build from a row."""
        return PairOut.from_orm(row)


class WholePair(PairOut):
    """With the details of both records, where the pair is open to its readers; else none."""

    first: dict[str, Any] | None
    second: dict[str, Any] | None


class StepIn(Schema):
    """Which state of the pair was read."""

    model_config = ConfigDict(extra="forbid")
    expected_version: Version


class ReasonIn(StepIn):
    """And why."""

    why: Words


@router.get("/likely-pairs", response=PageOut[PairOut], operation_id="listLikelyPairs")
@operation("duplicate.read")
def pairs(request: HttpRequest, cursor: Cursor, state: str = "") -> PageOut[PairOut]:
    """List the pairs of one's office, the newest first; ``state`` narrows them."""
    rows = queries.visible_to(actor_of(request))
    return paged(rows.filter(state=state) if state else rows, cursor, PairOut.of)


@router.get("/likely-pairs/{pair_id}", response=WholePair, operation_id="readLikelyPair")
@operation("duplicate.read")
def pair(request: HttpRequest, pair_id: uuid.UUID) -> WholePair:
    """Read both records of a pair; the reading is logged for both persons."""
    row = _pair(request, pair_id)
    known: dict[uuid.UUID, Any] = {}
    if row.state in queries.OPENS:
        both = [row.first, row.second]
        known = people.details_many(both, actor=actor_of(request), action="duplicate.read")
    sides = [known[pk].as_json() if pk in known else None for pk in (row.first_id, row.second_id)]
    return WholePair(**PairOut.of(row).model_dump(), first=sides[0], second=sides[1])


@router.post("/likely-pairs/{pair_id}/propose", response=PairOut, operation_id="proposeLink")
@operation("duplicate.decide")
def propose(request: HttpRequest, pair_id: uuid.UUID, body: ReasonIn) -> PairOut:
    """Say that the two are the same person; a second officer has to confirm it."""
    return _step(request, pair_id, actions.propose, body)


@router.post("/likely-pairs/{pair_id}/confirm", response=PairOut, operation_id="confirmLink")
@operation("duplicate.decide")
def confirm(request: HttpRequest, pair_id: uuid.UUID, body: StepIn) -> PairOut:
    """Link two records, as the second officer."""
    return _step(request, pair_id, actions.confirm, body)


@router.post("/likely-pairs/{pair_id}/keep-apart", response=PairOut, operation_id="keepApart")
@operation("duplicate.decide")
def keep_apart(request: HttpRequest, pair_id: uuid.UUID, body: ReasonIn) -> PairOut:
    """Say that they are two persons."""
    return _step(request, pair_id, actions.keep_apart, body)


@router.post("/likely-pairs/{pair_id}/wait", response=PairOut, operation_id="notSureYet")
@operation("duplicate.decide")
def wait(request: HttpRequest, pair_id: uuid.UUID, body: ReasonIn) -> PairOut:
    """Say that it cannot be told yet, and what is to be found out."""
    return _step(request, pair_id, actions.wait, body)


@router.post("/likely-pairs/{pair_id}/look-again", response=PairOut, operation_id="lookAgain")
@operation("duplicate.decide")
def look_again(request: HttpRequest, pair_id: uuid.UUID, body: ReasonIn) -> PairOut:
    """Put a pair that was set apart before the office again."""
    return _step(request, pair_id, actions.look_again, body)


@router.post("/likely-pairs/{pair_id}/undo", response=PairOut, operation_id="undoLink")
@operation("duplicate.decide")
def undo(request: HttpRequest, pair_id: uuid.UUID, body: ReasonIn) -> PairOut:
    """Undo a link: everything is as it was before."""
    return _step(request, pair_id, actions.undo, body)


def _step(request: HttpRequest, pair_id: uuid.UUID, act: Any, body: StepIn) -> PairOut:
    return PairOut.of(act(_pair(request, pair_id), actor=actor_of(request), **body.model_dump()))


def _pair(request: HttpRequest, pair_id: uuid.UUID) -> LikelyPair:
    return get_object_or_404(queries.visible_to(actor_of(request)), pk=pair_id)
