"""Worker-proposing deferred acceptance with places, nested caps, places kept and targets.

Gale & Shapley (1962), in the form for a laminar concave choice of the orders' side: see
docs/engines/matching.md for what is guaranteed and by whom it was proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching.columns import NONE, Ints
from fairway.engines.matching.sides import Side, Trees, compiled

if TYPE_CHECKING:
    from fairway.engines.matching.market import Market

_LARGEST = int(np.iinfo(np.int64).max)
_TIERS = 4


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who goes where: ``order[w]``, and ``rank[w]`` which wish it was (1 the first, 0 none)."""

    order: Ints
    rank: Ints


def lottery(workers: int, seed: int) -> Ints:
    """A drawing of lots that anybody can repeat from the seed."""
    generator = np.random.Generator(np.random.PCG64(seed))
    return np.argsort(np.argsort(generator.random(workers), kind="stable")).astype(np.int32)


def deferred_acceptance(market: Market) -> Assignment:
    """The stable assignment that every worker likes at least as well as any other stable one.

    Each worker asks for the best order left on the list. The orders' side keeps the best so far:
    who asks enters if the innermost full set over the order has a weaker member, who then leaves
    and asks elsewhere.
    """
    if market.ahead > _LARGEST // _TIERS:
        found = f"{market.workers} workers, points up to {market.points_range - 1}"
        raise BadInput(Fault("market", found, "numbers that can be weighed in 63 bits", "too_wide"))
    listed = np.bincount(market.wishes, minlength=market.orders)
    room = np.repeat(np.minimum(market.places, listed) + 1, market.kept.shape[1] + 1)
    heap_first = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
    side = market.side
    rank = compiled().clear(market.lists, side, _trees(side), heap_first)
    order = np.full(market.workers, NONE, dtype=np.int32)
    placed = rank > 0
    order[placed] = market.wishes[market.start[:-1][placed] + rank[placed] - 1]
    return Assignment(order, rank)


def _trees(side: Side) -> Trees:
    orders, caps = len(side.places), len(side.limit)
    over = np.concatenate([side.cap_of, side.parent]).astype(np.int64)
    under = np.flatnonzero(over != NONE)
    children = under[np.argsort(over[under], kind="stable")]
    number = np.bincount(over[under], minlength=caps).astype(np.int64)
    child_first = np.concatenate([[0], np.cumsum(number)]).astype(np.int64)
    leaf = np.zeros(len(over), dtype=np.int64)
    leaf[children] = np.arange(len(children)) - np.repeat(child_first[:-1], number)
    eights = [-(-max(0, int(n) - 1).bit_length() // 3) for n in number]
    width = np.array([8**levels for levels in eights], dtype=np.int64)
    return Trees(
        first=np.concatenate([[0], np.cumsum((8 * width - 1) // 7)]).astype(np.int64),
        width=width,
        leaf_of_order=leaf[:orders],
        leaf_of_cap=leaf[orders:],
        children=children,
        child_first=child_first,
    )
