"""What the API answers about rounds."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from fairway.leaving.rounds import drawing, words
from fairway.leaving.rounds.drawing import Part
from fairway.leaving.rounds.models import MatchingRound, OrderResult, RoundResult
from fairway.leaving.rounds.reasons import Unmet


class RoundOut(Schema):
    """A round; its figures are there once it was previewed."""

    id: uuid.UUID
    version: int
    corridor: str
    channel: str
    state: str
    starts_from: date
    starts_to: date
    lot_seed: Annotated[str, Field(description="Follows from the secrets; empty before.")]
    seed: Annotated[int | None, Field(description="Only of rounds that stated a number once.")]
    answer_days: int
    engine: str
    inputs_digest: str
    figures: dict[str, Any]
    reason: str
    due_at: datetime | None
    created_at: datetime

    @staticmethod
    def of(row: MatchingRound) -> RoundOut:
        """Build from a row."""
        return RoundOut.from_orm(row)


class PartOut(Schema):
    """What one side of the corridor did for the lots."""

    side: str
    commitment: str
    committed_at: datetime | None
    secret: str
    revealed_at: datetime | None

    @staticmethod
    def of(part: Part) -> PartOut:
        """Build from what a side has done."""
        committed, revealed = part.committed, part.revealed
        return PartOut(
            side=part.side,
            commitment=committed.commitment if committed else "",
            committed_at=committed.at if committed else None,
            secret=revealed.secret if revealed else "",
            revealed_at=revealed.at if revealed else None,
        )


class LotsOut(Schema):
    """All that is needed to draw a round's lots again.

    The seed is the SHA-256 of `fairway lot seed 1`, a zero byte, and, each after its length in
    bytes as eight bytes (the highest first), the round's id and for each side in the order of the
    alphabet its name and its secret. A lot is the SHA-256 of the seed's digits and the reference.
    """

    round_id: uuid.UUID
    corridor: str
    channel: str
    state: str
    sides: list[PartOut]
    lot_seed: str
    reason: str

    @staticmethod
    def of(row: MatchingRound) -> LotsOut:
        """Build from a row."""
        return LotsOut(
            round_id=row.id,
            corridor=row.corridor,
            channel=row.channel,
            state=row.state,
            sides=[PartOut.of(part) for part in drawing.parts(row)],
            lot_seed=row.lot_seed,
            reason=row.reason,
        )


class UnmetOut(Schema):
    """A wish that was liked better than what was granted, and what closed it.

    `why`: `absent` (the order did not take part), `not_eligible` (see `conditions`), `points`,
    `lot`, `kept` (places kept for a group), `filing`, `no_places`. `last_points` are those of the
    last one taken, told only where at least five people were.
    """

    place: int
    job_order_id: uuid.UUID
    why: str
    conditions: list[str]
    points: int | None
    last_points: int | None
    words: list[str]


class OwnResultOut(Schema):
    """What a published round decided on a worker's wishes."""

    round_id: uuid.UUID
    published_at: datetime
    job_order_id: uuid.UUID | None
    rank: int | None
    reason: str
    reference: str
    lot: str
    lot_place: int | None
    took_part: int
    unmet: list[UnmetOut]

    @staticmethod
    def of(row: RoundResult) -> OwnResultOut:
        """Build from a row."""
        seed = row.round.lot_seed
        return OwnResultOut(
            round_id=row.round_id,
            published_at=row.round.state_since,
            job_order_id=row.job_order_id,
            rank=row.rank,
            reason=row.reason,
            reference=str(row.candidacy_id),
            lot=drawing.lot(seed, str(row.candidacy_id)) if seed else "",
            lot_place=row.lot,
            took_part=row.round.figures["workers"],
            unmet=[
                UnmetOut(
                    place=one.place,
                    job_order_id=uuid.UUID(one.order),
                    why=one.why,
                    conditions=list(one.conditions),
                    points=one.points,
                    last_points=one.last_points,
                    words=list(words.unmet_words(one)),
                )
                for one in map(Unmet.of, row.unmet)
            ],
        )


class OrderResultOut(Schema):
    """What a published round brought a job order, and why not every place."""

    round_id: uuid.UUID
    published_at: datetime
    places: int
    filled: int
    outcome: str
    words: str

    @staticmethod
    def of(row: OrderResult) -> OrderResultOut:
        """Build from a row."""
        return OrderResultOut(
            round_id=row.round_id,
            published_at=row.round.state_since,
            places=row.places,
            filled=row.filled,
            outcome=row.outcome,
            words=words.order_words(row.outcome),
        )


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
