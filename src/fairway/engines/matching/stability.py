"""Which set refused whom, and the proof that nobody was passed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.matching.columns import NONE, Flags, Ints, Longs

if TYPE_CHECKING:
    from fairway.engines.matching.deferred import Assignment, Market

NOBODY = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a round.

    For each order: how many are in, the innermost full set over it (its own places: the order's
    number; a cap: orders + the cap's number; NONE if it is open) and the priority of the weakest
    in that set. For each cap: how many are in.
    """

    filled: Ints
    cap_used: Ints
    closed_by: Ints
    weakest: Longs

    def closed_by_cap(self) -> Flags:
        """Orders that still have places and are closed by a cap."""
        return self.closed_by >= len(self.filled)


def closing(market: Market, assignment: Assignment) -> Closing:
    """What was full at the end, and who was the last in."""
    orders, caps = len(market.places), len(market.caps.limits)
    inside = assignment.order != NONE
    held = assignment.order[inside]
    key = market.keys()[inside, assignment.rank[inside] - 1]
    filled = np.bincount(held, minlength=orders).astype(np.int32)
    used = np.zeros(caps, dtype=np.int32)
    weakest = np.full(orders + caps, NOBODY, dtype=np.int64)
    np.minimum.at(weakest, held, key)
    closed_by = np.where(filled >= market.places, np.arange(orders), NONE).astype(np.int32)
    level = market.caps.of_order.copy()
    while (level != NONE).any():
        under = level != NONE
        cap_of_held = level[held]
        counted = cap_of_held != NONE
        used += np.bincount(cap_of_held[counted], minlength=caps).astype(np.int32)
        np.minimum.at(weakest, orders + cap_of_held[counted], key[counted])
        level = np.where(under, market.caps.parents[level], NONE).astype(np.int32)
    level = market.caps.of_order.copy()
    while (level != NONE).any():
        under = level != NONE
        full = under & (used[level] >= market.caps.limits[level])
        closed_by = np.where((closed_by == NONE) & full, orders + level, closed_by)
        level = np.where(under, market.caps.parents[level], NONE).astype(np.int32)
    closed = closed_by != NONE
    last_in = np.where(closed, weakest[closed_by], NOBODY)
    return Closing(filled, used, closed_by.astype(np.int32), last_in.astype(np.int64))


def preferred(market: Market, assignment: Assignment) -> Flags:
    """Workers x wishes: the wishes that the worker likes better than what was assigned."""
    place = np.arange(market.wishes.shape[1])[None, :]
    before = (assignment.rank[:, None] == 0) | (place < assignment.rank[:, None] - 1)
    liked: Flags = before & (market.wishes != NONE)
    return liked


def blocking_pairs(market: Market, assignment: Assignment) -> int:
    """How many worker-order pairs were passed over; 0 is what a stable assignment has.

    A pair blocks when the worker likes the order better and it is open, or the innermost full
    set over it holds somebody with weaker priority: that one would have to make room. Only the
    worker's own place can have equal priority; between two such places her wish decides.
    """
    end = closing(market, assignment)
    liked = preferred(market, assignment)
    order = market.wishes[liked]
    key = market.keys()[liked]
    is_open = end.closed_by[order] == NONE
    empty = end.weakest[order] == NOBODY  # a full set of no places keeps nobody
    return int((is_open | (~empty & (key >= end.weakest[order]))).sum())
