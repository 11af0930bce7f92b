"""Reading lists, compiled: repeated names, and rankings as points."""

from __future__ import annotations

import numpy as np
from numba import njit

from fairway.engines.matching.columns import NONE, Ints, Longs


@njit(cache=True, nogil=True)
def repeated(start: Longs, wishes: Ints, orders: int) -> int:
    """The first entry at which a list names an order again; NONE if none does."""
    seen_by = np.full(orders, NONE, np.int64)
    for worker in range(len(start) - 1):
        for entry in range(start[worker], start[worker + 1]):
            if seen_by[wishes[entry]] == worker:
                return entry
            seen_by[wishes[entry]] = worker
    return NONE


@njit(cache=True, nogil=True)
def looked_up(names: Longs, low: int, number: Ints, rows: Ints) -> bool:
    """Write the number of each name, counted from the name ``low``; False at one that has none."""
    for at in range(len(names)):
        name = names[at] - low
        if name < 0 or name >= len(number) or number[name] == NONE:
            return False
        rows[at] = number[name]
    return True


@njit(cache=True, nogil=True)
def points_by_ranking(
    start: Longs, wishes: Ints, rank_start: Longs, ranked: Ints
) -> tuple[Ints, bool]:
    """The points of each entry: more for a better place in the order's ranking.

    And whether the lists match: each order ranks exactly those who listed it, once each.
    """
    workers, orders = len(start) - 1, len(rank_start) - 1
    points = np.zeros(len(wishes), np.int32)
    if len(ranked) != len(wishes):
        return points, False
    # The entries by order, each with its worker.
    first = np.zeros(orders + 1, np.int64)
    for entry in range(len(wishes)):
        first[wishes[entry] + 1] += 1
    for order in range(orders):
        first[order + 1] += first[order]
    entries = np.empty(len(wishes), np.int64)
    whose = np.empty(len(wishes), np.int32)
    filled = first[:-1].copy()
    for worker in range(workers):
        for entry in range(start[worker], start[worker + 1]):
            at = filled[wishes[entry]]
            entries[at] = entry
            whose[at] = worker
            filled[wishes[entry]] += 1
    place = np.empty(workers, np.int32)
    ranked_by = np.full(workers, NONE, np.int64)
    for order in range(orders):
        if first[order + 1] - first[order] != rank_start[order + 1] - rank_start[order]:
            return points, False
        for at in range(rank_start[order], rank_start[order + 1]):
            worker = ranked[at]
            if ranked_by[worker] == order:
                return points, False
            ranked_by[worker] = order
            place[worker] = rank_start[order + 1] - at
        for at in range(first[order], first[order + 1]):
            if ranked_by[whose[at]] != order:
                return points, False
            points[entries[at]] = place[whose[at]]
    return points, True


@njit(cache=True, nogil=True)
def joined(start: Longs, wishes: Ints, cap_of: Ints, parent: Ints) -> Longs:
    """For each order, then each cap, one that stands for all it is connected with."""
    orders = len(cap_of)
    above = np.arange(orders + len(parent))
    for worker in range(len(start) - 1):
        for entry in range(start[worker] + 1, start[worker + 1]):
            _join(above, wishes[entry - 1], wishes[entry])
    for order in range(orders):
        if cap_of[order] != NONE:
            _join(above, order, orders + cap_of[order])
    for cap in range(len(parent)):
        if parent[cap] != NONE:
            _join(above, orders + cap, orders + parent[cap])
    for one in range(len(above)):
        above[one] = _top(above, one)
    return above


@njit(cache=True, nogil=True)
def _top(above: Longs, one: int) -> int:
    while above[one] != one:
        above[one] = above[above[one]]
        one = above[one]
    return one


@njit(cache=True, nogil=True)
def _join(above: Longs, one: int, other: int) -> None:
    one, other = _top(above, one), _top(above, other)
    above[max(one, other)] = min(one, other)
