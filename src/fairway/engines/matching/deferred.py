"""Worker-proposing deferred acceptance with places of orders and nested caps over them.

Gale & Shapley (1962), in the form for a laminar family of caps: see docs/engines/matching.md for
what is guaranteed and by whom it was proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching.columns import NONE, Ints, Longs

if TYPE_CHECKING:
    from fairway.engines.matching.caps import CapTree


@dataclass(frozen=True, slots=True)
class Market:
    """Lists of workers and the published priority, all whole numbers.

    ``wishes[w]`` are orders, best first, NONE after the last; ``scores[w]`` the worker's points
    there; ``lottery`` a permutation of 0..n-1 that decides between level points, more is better.
    ``precedence`` says which orders come first under a cap over several of them, more is first.
    """

    wishes: Ints
    scores: Ints
    lottery: Ints
    places: Ints
    precedence: Ints
    caps: CapTree

    def __post_init__(self) -> None:
        workers = len(self.lottery)
        whole = np.array_equal(np.sort(self.lottery), np.arange(workers, dtype=np.int32))
        faults = []
        if self.wishes.shape != self.scores.shape or len(self.wishes) != workers:
            faults.append(Fault("market", str(self.wishes.shape), "one list and score a worker"))
        if not whole:
            faults.append(Fault("lottery", "", f"each of 0 to {workers - 1} once"))
        if not len(self.caps.of_order) == len(self.precedence) == len(self.places):
            faults.append(Fault("orders", "", "places, precedence and a cap or none for each"))
        if faults:
            raise BadInput(*faults)

    def keys(self) -> Longs:
        """The priority as one number: the order's precedence, then points, then the lot.

        Within an order only points and lot differ. No two workers are level, also across orders,
        so that a cap over several orders knows who comes first.
        """
        ahead = self.precedence.astype(np.int64)[self.wishes] * self.points_range + self.scores
        keys: Longs = ahead * len(self.lottery) + self.lottery[:, None]
        return keys

    @property
    def points_range(self) -> int:
        """One more than the most points anybody has."""
        return int(self.scores.max(initial=0)) + 1

    def parts(self, key: int) -> tuple[int, int, int]:
        """A key as precedence, points and lot."""
        ahead, lot = divmod(key, len(self.lottery))
        precedence, points = divmod(ahead, self.points_range)
        return precedence, points, lot


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

    Each worker asks for the best order left on the list. An order, and each cap over it, keeps
    the best so far: who asks enters if the innermost full set over the order has a weaker member,
    who then leaves and asks elsewhere.
    """
    orders = len(market.places)
    limits = [*market.places.tolist(), *market.caps.limits.tolist()]
    chains = _chains(market.caps, orders)
    taken = [0] * len(limits)
    weakest: list[list[tuple[int, int, int]]] = [[] for _ in limits]
    wishes = market.wishes.tolist()
    keys = market.keys().tolist()
    length = market.wishes.shape[1]
    held = [NONE] * len(wishes)
    asked = [0] * len(wishes)
    asking = list(range(len(wishes) - 1, -1, -1))
    while asking:
        worker = asking.pop()
        wish = asked[worker]
        if wish == length or wishes[worker][wish] == NONE:
            continue
        asked[worker] = wish + 1
        order, key = wishes[worker][wish], keys[worker][wish]
        chain = chains[order]
        full = next((s for s in chain if taken[s] >= limits[s]), NONE)
        if full != NONE:
            rivals = weakest[full]
            # Those who have left since they were written down are dropped when they surface.
            while rivals and held[rivals[0][1]] != rivals[0][2]:
                heappop(rivals)
            if not rivals or rivals[0][0] > key:
                asking.append(worker)
                continue
            _, loser, left = heappop(rivals)
            held[loser] = NONE
            for s in chains[left]:
                taken[s] -= 1
            asking.append(loser)
        held[worker] = order
        for s in chain:
            taken[s] += 1
            heappush(weakest[s], (key, worker, order))
            if len(weakest[s]) > 4 * limits[s] + 64:
                weakest[s] = [entry for entry in weakest[s] if held[entry[1]] == entry[2]]
                heapify(weakest[s])
    rank = [asked[w] if held[w] != NONE else 0 for w in range(len(held))]
    return Assignment(np.array(held, dtype=np.int32), np.array(rank, dtype=np.int32))


def _chains(caps: CapTree, orders: int) -> list[tuple[int, ...]]:
    """For each order the sets it is in, innermost first: itself, then its caps."""
    outer: list[tuple[int, ...]] = [()] * len(caps.limits)
    for cap in reversed(range(len(caps.limits))):
        parent = int(caps.parents[cap])
        outer[cap] = (orders + cap, *(outer[parent] if parent != NONE else ()))
    return [
        (order, *(outer[cap] if cap != NONE else ()))
        for order, cap in enumerate(caps.of_order.tolist())
    ]
