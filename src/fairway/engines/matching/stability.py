"""Which set refused whom, and the proof that nobody was passed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.matching.columns import NONE, Flags, Ints, Longs
from fairway.engines.matching.sides import NOBODY, Members, compiled

if TYPE_CHECKING:
    from fairway.engines.matching.deferred import Assignment
    from fairway.engines.matching.market import Market

__all__ = ["NOBODY", "Closing", "blocking_pairs", "closing", "preferred"]


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a round.

    For each order: how many are in, the innermost full set over it (its own places: the order's
    number; a cap: orders + the cap's number; NONE if it is open) and the priority of the weakest
    in that set. For each cap: how many are in. ``members`` tells them by group, with the least key.
    """

    filled: Ints
    cap_used: Ints
    closed_by: Ints
    weakest: Longs
    members: Members

    def closed_by_cap(self) -> Flags:
        """Orders that still have places and are closed by a cap."""
        return self.closed_by >= len(self.filled)

    def tier_if_in(self, market: Market, worker: int, order: int) -> int:
        """What the worker would weigh beyond points, were she in the order too."""
        return int(compiled().tier_if_in(market.lists, market.side, self.members, worker, order))


def closing(market: Market, assignment: Assignment) -> Closing:
    """What was full at the end, and who was the last in."""
    caps = market.caps
    members, least = compiled().close(market.lists, market.side, assignment.rank)
    filled, used = members.taken, members.used
    closed_by = np.where(filled >= market.places, np.arange(market.orders), NONE)
    level = caps.of_order.copy()
    while (level != NONE).any():
        under = level != NONE
        full = under & (used[level] >= caps.limits[level])
        closed_by = np.where((closed_by == NONE) & full, market.orders + level, closed_by)
        level = np.where(under, caps.parents[level], NONE).astype(np.int32)
    last_in = np.where(closed_by != NONE, least[closed_by], NOBODY)
    return Closing(
        filled.astype(np.int32),
        used.astype(np.int32),
        closed_by.astype(np.int32),
        last_in.astype(np.int64),
        members,
    )


def preferred(market: Market, assignment: Assignment) -> Flags:
    """For each entry of the lists, whether the worker likes it better than what was assigned."""
    rank = assignment.rank[market.worker_of_entry()]
    liked: Flags = (rank == 0) | (market.place_of_entry() < rank)
    return liked


def blocking_pairs(market: Market, assignment: Assignment) -> int:
    """How many worker-order pairs were passed over; 0 is what a stable assignment has.

    A pair blocks when the worker likes the order better and it is open, or the innermost full
    set over it would rather have her than one of its members, with the places kept for groups and
    the targets as they would then stand.
    """
    lists, side, rank = market.lists, market.side, assignment.rank
    members, least = compiled().close(lists, side, rank)
    return int(compiled().blocking(lists, side, rank, members, least))
