"""Caps over sets of orders that are nested or apart, such as a year and its first half."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.kernel import BadInput, Fault, Period, day_number
from fairway.engines.matching.columns import NONE, Flags, Ints, OrderColumns

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Cap:
    """At most ``limit`` workers over the orders that start within ``starts`` (None: all)."""

    name: str
    limit: int
    starts: Period | None = None


@dataclass(frozen=True, slots=True)
class CapTree:
    """Caps as a tree: each order's innermost cap, each cap's next outer one, or NONE."""

    names: tuple[str, ...]
    limits: Ints
    parents: Ints
    of_order: Ints


def no_caps(orders: int) -> CapTree:
    """The tree of a channel whose law knows no cap."""
    empty = np.array([], dtype=np.int32)
    return CapTree((), empty, empty, np.full(orders, NONE, dtype=np.int32))


def caps_by_start(caps: Sequence[Cap], orders: OrderColumns) -> CapTree:
    """The tree of caps over the orders by their day of start."""
    return cap_tree(
        [cap.name for cap in caps],
        [cap.limit for cap in caps],
        [caps_within(cap.starts, orders) for cap in caps],
    )


def cap_tree(names: Sequence[str], limits: Sequence[int], sets: Sequence[Flags]) -> CapTree:
    """The tree of caps over given sets of orders.

    Sets that overlap in part are refused: for them no stable assignment need exist.
    """
    faults = [
        Fault(f"cap {name}", str(limit), "0 or more", "negative_cap")
        for name, limit in zip(names, limits, strict=True)
        if limit < 0
    ]
    faults += [
        Fault(f"cap {names[a]}", names[b], "caps that are nested or apart", "caps_overlap")
        for a, b in combinations(range(len(sets)), 2)
        if _overlap_in_part(sets[a], sets[b])
    ]
    if faults:
        raise BadInput(*faults)
    # Innermost first; of two caps over the same orders the lower one is the inner one.
    order = sorted(range(len(sets)), key=lambda i: (int(sets[i].sum()), limits[i], i))
    parents = [
        next(
            (
                p
                for p, outer in enumerate(order)
                if p > inner_place and _inside(sets[inner], sets[outer])
            ),
            NONE,
        )
        for inner_place, inner in enumerate(order)
    ]
    of_order = np.full(len(sets[0]) if sets else 0, NONE, dtype=np.int32)
    for place in reversed(range(len(order))):
        of_order[sets[order[place]]] = place
    return CapTree(
        tuple(names[i] for i in order),
        np.array([limits[i] for i in order], dtype=np.int32),
        np.array(parents, dtype=np.int32),
        of_order,
    )


def caps_within(starts: Period | None, orders: OrderColumns) -> Flags:
    """The orders that start within a period, its ends included (None: all of them)."""
    flags = np.ones(len(orders), dtype=np.bool_)
    if starts is not None and starts.start is not None:
        flags &= orders.start >= day_number(starts.start)
    if starts is not None and starts.end is not None:
        flags &= orders.start <= day_number(starts.end)
    return flags


def _inside(inner: Flags, outer: Flags) -> bool:
    return not bool((inner & ~outer).any())


def _overlap_in_part(one: Flags, other: Flags) -> bool:
    return bool((one & other).any()) and not _inside(one, other) and not _inside(other, one)
