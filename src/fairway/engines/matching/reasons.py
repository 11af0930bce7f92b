"""Why a wish was not granted, in numbers that name no other person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fairway.engines.matching.sides import NOBODY

if TYPE_CHECKING:
    from fairway.engines.matching.deferred import Assignment
    from fairway.engines.matching.market import Market
    from fairway.engines.matching.stability import Closing


class DecidedBy(StrEnum):
    """What made the difference between a worker and the last one in."""

    NO_PLACES = "no places"
    KEPT = "places kept for a group, or an order's share of a cap"
    FILING = "an order filed earlier comes first under the cap"
    POINTS = "points"
    LOT = "the drawing of lots"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one wish was not granted.

    ``cap`` closed it ('' is the order's own places); ``last_points`` are those of the last one in.
    """

    wish: int
    order: int
    cap: str
    points: int
    last_points: int | None
    decided_by: DecidedBy


def refusals(
    market: Market, assignment: Assignment, end: Closing, worker: int
) -> tuple[Refusal, ...]:
    """For each wish better than what the worker got: why it was not granted."""
    rank = int(assignment.rank[worker])
    first, last = int(market.start[worker]), int(market.start[worker + 1])
    found = []
    for entry in range(first, first + rank - 1 if rank else last):
        order, own = int(market.wishes[entry]), int(market.points[entry])
        by = int(end.closed_by[order])
        last_points, decided_by = _difference(market, end, worker, order, own)
        found.append(
            Refusal(
                wish=entry - first + 1,
                order=order,
                cap=market.caps.names[by - market.orders] if by >= market.orders else "",
                points=own,
                last_points=last_points,
                decided_by=decided_by,
            )
        )
    return tuple(found)


def _difference(
    market: Market, end: Closing, worker: int, order: int, own: int
) -> tuple[int | None, DecidedBy]:
    weakest = int(end.weakest[order])
    if weakest == NOBODY:
        return None, DecidedBy.NO_PLACES
    tier, precedence, level, _ = market.parts(weakest)
    points = market.points_of(level)
    if tier > end.tier_if_in(market, worker, order):
        return points, DecidedBy.KEPT
    if precedence != market.precedence[order]:
        return points, DecidedBy.FILING
    return points, DecidedBy.LOT if points == own else DecidedBy.POINTS
