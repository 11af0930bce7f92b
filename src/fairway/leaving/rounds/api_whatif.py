"""Comparing seasons in the API: asked, computed by the worker, read when it is done."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.season import LONGEST_NAME, MOST_CHANGES, MOST_VARIANTS
from fairway.leaving.rounds import comparing
from fairway.leaving.rounds.models_whatif import SeasonComparison
from fairway.leaving.schemas import Channel, Corridor

router = Router()


class VariantIn(Schema):
    """A season to compare: its name and what is changed in it, by path."""

    name: Annotated[str, Field(max_length=LONGEST_NAME, examples=["A cap"])]
    changes: Annotated[
        dict[str, str | int],
        Field(
            max_length=MOST_CHANGES,
            description="caps, wages, starts, priority or kept with what it is of, and a value: "
            "caps.season 20000, wages.all +5%, wages.region.CA >=2500.00, starts.all +14, "
            "priority.own_occupation 5, kept.nationality.MX 10%.",
            examples=[{"caps.season": 20000}],
        ),
    ]


class ComparisonIn(Schema):
    """A season, and the variants to compare with it as it stands."""

    corridor: Corridor
    channel: Channel
    starts_from: date
    starts_to: date
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    variants: Annotated[list[VariantIn], Field(min_length=1, max_length=MOST_VARIANTS)]


class ComparisonOut(Schema):
    """A comparison; ``found`` has the seasons side by side once its stage is done."""

    id: uuid.UUID
    corridor: str
    channel: str
    starts_from: date
    starts_to: date
    seed: int
    variants: list[dict[str, Any]]
    stage: str
    seasons: int
    seasons_done: int
    found: dict[str, Any]
    faults: list[dict[str, Any]]
    created_at: datetime

    @staticmethod
    def of(row: SeasonComparison) -> ComparisonOut:
        """Build from a row."""
        return ComparisonOut.from_orm(row)


@router.post("/seasons/what-if", response={201: ComparisonOut}, operation_id="compareSeasons")
@operation("round.compare")
def compare(request: HttpRequest, body: ComparisonIn) -> Status[ComparisonOut]:
    """Ask what a season would bring under other terms. Read it until its stage is done."""
    asked = comparing.Asked(
        body.corridor,
        body.channel,
        body.starts_from,
        body.starts_to,
        body.seed,
        [{"name": one.name, "changes": dict(one.changes)} for one in body.variants],
    )
    return Status(201, ComparisonOut.of(comparing.ask(asked, actor=actor_of(request))))


@router.get(
    "/seasons/what-if", response=PageOut[ComparisonOut], operation_id="listSeasonComparisons"
)
@operation("round.compared")
def listed(request: HttpRequest, cursor: Cursor) -> PageOut[ComparisonOut]:
    """List the comparisons of the caller's corridors."""
    return paged(comparing.visible_to(actor_of(request)), cursor, ComparisonOut.of)


@router.get(
    "/seasons/what-if/{comparison_id}", response=ComparisonOut, operation_id="readSeasonComparison"
)
@operation("round.compared")
def read(request: HttpRequest, comparison_id: uuid.UUID) -> ComparisonOut:
    """Read one comparison: how far it is, and what came out."""
    return ComparisonOut.of(comparing.get_for(actor_of(request), comparison_id))
