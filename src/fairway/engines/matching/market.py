"""A market as compressed rows: lists, points, places, places kept, targets and caps."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching.columns import NONE, Ints, Longs
from fairway.engines.matching.sides import Bytes, Lists, Side, compiled

if TYPE_CHECKING:
    from fairway.engines.matching.caps import CapTree

MOST_GROUPS = 8
_TIERS = 4
_WIDTHS = {
    "start": np.int64,
    "wishes": np.int32,
    "lottery": np.int32,
    "places": np.int32,
    "precedence": np.int32,
    "groups": np.uint8,
    "kept": np.int32,
    "target": np.int32,
}
_LARGEST = int(np.iinfo(np.int64).max)


def nothing_kept(orders: int) -> Ints:
    """Places kept for groups: none, for no group."""
    return np.zeros((orders, 0), dtype=np.int32)


@dataclass(frozen=True)
class Market:
    """Lists of workers and the published priority of the orders' side, all whole numbers.

    ``wishes[start[w]:start[w + 1]]`` are the orders that worker w listed, best first; ``points``
    the worker's points there, and ``lottery`` a permutation of 0..n-1 that decides between level
    points (more is better). ``places`` limits each order, and ``caps`` sets of orders.

    ``groups[w]`` has a bit for each group that the worker is of, in the published order of groups;
    ``kept[o, g]`` places of order o are filled by group g first, as far as it asks (a soft lower
    bound: what a group leaves is open to all). A worker counts for the first group that has places
    kept there. ``target[o]`` places of an order come before those of other orders beyond theirs,
    where a cap over both is full. ``precedence`` says which orders come first under a cap.
    """

    start: Longs
    wishes: Ints
    points: Ints | Longs
    lottery: Ints
    places: Ints
    precedence: Ints
    caps: CapTree
    groups: Bytes = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    kept: Ints = field(default_factory=lambda: nothing_kept(0))
    target: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    def __post_init__(self) -> None:
        fill = object.__setattr__
        if not len(self.groups):
            fill(self, "groups", np.zeros(self.workers, dtype=np.uint8))
        if not len(self.kept):
            fill(self, "kept", nothing_kept(self.orders))
        if not len(self.target):
            fill(self, "target", np.zeros(self.orders, dtype=np.int32))
        # The compiled functions are made for these widths alone.
        for name, width in _WIDTHS.items():
            if (column := getattr(self, name)).dtype != width and np.can_cast(column.dtype, width):
                fill(self, name, column.astype(width))
        if faults := [*self._misshapen()] or [*self._impossible()]:
            raise BadInput(*faults)

    @property
    def workers(self) -> int:
        """How many workers there are."""
        return len(self.start) - 1

    @property
    def orders(self) -> int:
        """How many orders there are."""
        return len(self.places)

    @cached_property
    def _scale(self) -> tuple[Ints | Longs, Longs | int]:
        """The points from 0 upward, and what is to be added, or what each then stands for."""
        low, high = int(self.points.min(initial=0)), int(self.points.max(initial=0))
        if high - low > _LARGEST // (_TIERS * max(1, self.workers) * self._precedences):
            levels, ranks = np.unique(self.points.astype(np.int64), return_inverse=True)
            return ranks.astype(np.int32), levels
        if not low and self.points.dtype == np.int32:
            return self.points, 0
        raised = self.points.astype(np.int64) - low
        return (raised.astype(np.int32) if high - low < 2**31 else raised), low

    @property
    def ranks(self) -> Ints | Longs:
        """The points from 0 upward; where their range is too wide to weigh, their ranks."""
        return self._scale[0]

    def points_of(self, rank: int) -> int:
        """The points that a rank stands for."""
        stands_for = self._scale[1]
        if isinstance(stands_for, int):
            return rank + stands_for
        return int(stands_for[rank])

    @cached_property
    def points_range(self) -> int:
        """One more than the most that anybody has, counted as ``ranks``."""
        return int(self.ranks.max(initial=0)) + 1

    @property
    def ahead(self) -> int:
        """What a place kept, or within a target, weighs: more than all the rest together."""
        return self._precedences * self.points_range * max(1, self.workers)

    @cached_property
    def step(self) -> Longs:
        """What each order's precedence weighs."""
        weight = self.points_range * max(1, self.workers)
        return self.precedence.astype(np.int64) * weight

    @property
    def lists(self) -> Lists:
        """The workers' side for the compiled functions."""
        return Lists(self.start, self.wishes, self.ranks, self.lottery, self.groups)

    @property
    def side(self) -> Side:
        """The orders' side for the compiled functions."""
        caps = self.caps
        return Side(
            self.places,
            self.target,
            self.kept,
            self.ahead,
            self.step,
            caps.of_order,
            caps.limits,
            caps.parents,
        )

    @property
    def _precedences(self) -> int:
        return int(self.precedence.max(initial=0)) + 1

    def parts(self, priority: int) -> tuple[int, int, int, int]:
        """A priority as tier, precedence, points counted as ``ranks``, and lot."""
        ahead, lot = divmod(priority, max(1, self.workers))
        ahead, points = divmod(ahead, self.points_range)
        tier, precedence = divmod(ahead, self._precedences)
        return tier, precedence, points, lot

    def worker_of_entry(self) -> Ints:
        """For each entry of the lists, whose it is."""
        return np.repeat(np.arange(self.workers, dtype=np.int32), np.diff(self.start))

    def place_of_entry(self) -> Ints:
        """For each entry of the lists, its place there: 1 is the first wish."""
        whole = np.arange(len(self.wishes), dtype=np.int64) - np.repeat(
            self.start[:-1], np.diff(self.start)
        )
        return (whole + 1).astype(np.int32)

    def _misshapen(self) -> list[Fault]:
        faults = []
        if not len(self.start) or self.start[0] != 0 or self.start[-1] != len(self.wishes):
            faults.append(Fault("start", "", "0 first and the number of entries last"))
        elif (np.diff(self.start) < 0).any():
            faults.append(Fault("start", "", "offsets that do not go back"))
        if self.wishes.shape != self.points.shape:
            faults.append(Fault("points", str(self.points.shape), "points for each wish"))
        if not (
            len(self.caps.of_order) == len(self.precedence) == len(self.target) == len(self.kept)
            and len(self.precedence) == self.orders
        ):
            faults.append(Fault("orders", "", "places, precedence and a cap or none for each"))
        if not len(self.lottery) == len(self.groups) == self.workers:
            faults.append(Fault("lottery", "", "one lot and one set of groups a worker"))
        if self.kept.shape[1] > MOST_GROUPS:
            found = str(self.kept.shape[1])
            faults.append(Fault("kept", found, f"at most {MOST_GROUPS} groups", "groups"))
        return faults

    def _impossible(self) -> list[Fault]:
        faults = []
        workers, orders = self.workers, self.orders
        if not np.issubdtype(self.points.dtype, np.integer):
            faults.append(Fault("points", str(self.points.dtype), "whole numbers", "points"))
        unknown = (self.wishes < 0) | (self.wishes >= orders)
        if unknown.any():
            at = int(np.flatnonzero(unknown)[0])
            faults.append(
                Fault("wishes", str(int(self.wishes[at])), f"orders from 0 to {orders - 1}")
            )
        elif (again := compiled().repeated(self.start, self.wishes, orders)) != NONE:
            faults.append(
                Fault("wishes", str(int(self.wishes[again])), "each order once on a list")
            )
        if (self.places < 0).any():
            faults.append(
                Fault("places", str(int(self.places.min())), "0 places or more", "places")
            )
        if (self.kept < 0).any() or (self.target < 0).any() or (self.precedence < 0).any():
            faults.append(Fault("kept", "", "0 or more places kept, targets and precedences"))
        elif (self.kept.sum(axis=1, dtype=np.int64) > self.places).any():
            at = int(np.flatnonzero(self.kept.sum(axis=1, dtype=np.int64) > self.places)[0])
            faults.append(
                Fault(
                    "kept",
                    str(int(self.kept[at].sum())),
                    f"no more places kept than the order has: {int(self.places[at])}",
                    "kept",
                )
            )
        if not np.array_equal(np.sort(self.lottery), np.arange(workers, dtype=np.int32)):
            faults.append(Fault("lottery", "", f"each of 0 to {workers - 1} once"))
        return faults
