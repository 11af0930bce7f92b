"""Ranked wishes of simulated workers: set-based, no loop over pairs.

Each worker is shown a number of orders, drawn in proportion to their places from those in the
worker's occupations, every second one from the regions wished for; the best that fit make the
list. Who has fewer fitting ones than the list is long is compared with every order, so nobody's
list is short, and nobody is called ineligible, because of a drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from fairway.engines.backend import map_parts, matrix, numbers
from fairway.engines.matching.columns import NONE, Ints, Longs, OrderColumns, WorkerColumns
from fairway.engines.matching.criteria import Condition, Eligibility
from fairway.engines.matching.eligibility import conditions, eligible
from fairway.engines.matching.parts import WORKERS_A_PART, first_number, from_columns, in_columns
from fairway.engines.matching.scoring import pay_levels, worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fairway.engines.matching.criteria import WishModel

# Pairs looked at in one go on each processor: some 100 MB of temporary columns.
_PAIRS_AT_ONCE = 1_000_000
_NO_CONDITION = -1


@dataclass(frozen=True, slots=True)
class Wishes:
    """Lists, best first, and for workers without any the condition that left no order."""

    orders: Ints
    failed: NDArray[np.int8]


def rank_wishes(
    workers: WorkerColumns,
    orders: OrderColumns,
    model: WishModel,
    seed: int,
    rules: Eligibility | None = None,
) -> Wishes:
    """The wish lists of all workers, so many at a time: nobody's depends on another's."""
    ranked = map_parts(
        partial(_ranked, orders=orders, model=model, seed=seed, rules=rules or Eligibility()),
        in_columns(workers),
        np.arange(len(workers)) // WORKERS_A_PART,
    )
    return Wishes(numbers(ranked, "listed"), numbers(ranked, "failed"))


def _ranked(
    part: pa.Table, orders: OrderColumns, model: WishModel, seed: int, rules: Eligibility
) -> pa.Table:
    """The lists of some workers who follow each other in the register."""
    workers, first_of_all = from_columns(WorkerColumns, part), first_number(part)
    listed = np.full((len(workers), model.list_length), NONE, dtype=np.int32)
    failed = np.full(len(workers), _NO_CONDITION, dtype=np.int8)
    pools = _Pools.of(orders)
    pay_level = pay_levels(orders)
    at_once = max(1, _PAIRS_AT_ONCE // max(1, model.shown))
    # One stream of draws for the register, entered where these workers' begin.
    stream = np.random.PCG64(np.random.SeedSequence([seed, 1]))
    generator = np.random.Generator(stream.advance(first_of_all * model.shown))
    for first in range(0, len(workers), at_once):
        who = np.arange(first, min(first + at_once, len(workers)))
        which = pools.shown(workers, who, generator.random((len(who), model.shown)))
        fits = (which != NONE) & eligible(workers, who[:, None], orders, which, rules)
        value = worth(
            workers, who[:, None], orders, which, pay_level=pay_level, model=model, seed=seed,
            numbered_from=first_of_all,
        )  # fmt: skip
        listed[who] = _best(which, np.where(fits, value, NONE), model.list_length)
    _search_everything(
        workers, orders, model=model, seed=seed, listed=listed, failed=failed, pay_level=pay_level,
        numbered_from=first_of_all, rules=rules,
    )  # fmt: skip
    return pa.table({"listed": matrix(listed), "failed": failed})


def _best(which: Longs, value: Ints, length: int) -> Ints:
    """The orders of highest value in each row; a value of NONE is no candidate."""
    length_here = min(length, which.shape[1])
    # Unlike values by the column, so that level orders come in their own sequence.
    unlike = value.astype(np.int64) * which.shape[1] - np.arange(which.shape[1])
    best = np.argpartition(-unlike, length_here - 1, axis=1)[:, :length_here]
    best = np.take_along_axis(
        best, np.argsort(-np.take_along_axis(unlike, best, axis=1), axis=1), axis=1
    )
    chosen = np.where(
        np.take_along_axis(value, best, axis=1) == NONE,
        NONE,
        np.take_along_axis(which, best, axis=1),
    )
    filled = np.full((len(which), length), NONE, dtype=np.int32)
    filled[:, :length_here] = chosen
    return filled


def _search_everything(
    workers: WorkerColumns,
    orders: OrderColumns,
    *,
    model: WishModel,
    seed: int,
    listed: Ints,
    failed: NDArray[np.int8],
    pay_level: Ints,
    numbered_from: int,
    rules: Eligibility,
) -> None:
    """Fill the lists that are not full from all orders, and say why a list stays empty."""
    short = np.flatnonzero(listed[:, -1] == NONE)
    # Workers of the same occupations are compared with the same orders.
    kinds, kind_of = np.unique(workers.occupations[short], axis=0, return_inverse=True)
    for kind, occupations in enumerate(kinds):
        offered = occupations[occupations != NONE] // rules.apart
        pool = np.flatnonzero(np.isin(orders.occupation // rules.apart, offered))
        people = short[kind_of.ravel() == kind]
        if not len(pool):
            failed[people] = Condition.OCCUPATION
            continue
        at_once = max(1, _PAIRS_AT_ONCE // len(pool))
        for first in range(0, len(people), at_once):
            who = people[first : first + at_once]
            fits, failed[who] = _fitting(workers, who, orders, pool, rules)
            row, column = np.nonzero(fits)
            value = np.full(fits.shape, NONE, dtype=np.int32)
            value[row, column] = worth(
                workers, who[row], orders, pool[column], pay_level=pay_level, model=model,
                seed=seed, numbered_from=numbered_from,
            )  # fmt: skip
            listed[who] = _best(np.broadcast_to(pool, value.shape), value, model.list_length)


def _fitting(
    workers: WorkerColumns, who: Longs, orders: OrderColumns, pool: Longs, rules: Eligibility
) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
    """Which of the pool fit whom; for whom nothing fits, the condition that took the last."""
    why = np.full(len(who), _NO_CONDITION, dtype=np.int8)
    left = np.ones((len(who), len(pool)), dtype=np.bool_)
    for condition, holds in zip(
        Condition, conditions(workers, who[:, None], orders, pool[None, :], rules), strict=True
    ):
        left &= holds
        why[(why == _NO_CONDITION) & ~left.any(axis=1)] = condition
    return left, why


@dataclass(frozen=True, slots=True)
class _Pools:
    """Orders sorted by occupation and region, so that each pool is one stretch of places."""

    order: Longs
    places_up_to: Longs
    occupation: Ints
    group: Longs
    regions: int

    @classmethod
    def of(cls, orders: OrderColumns) -> _Pools:
        regions = max(1, len(orders.region_names))
        order = np.lexsort((orders.region, orders.occupation))
        occupation = orders.occupation[order]
        return cls(
            order,
            np.concatenate([[0], np.cumsum(orders.places[order], dtype=np.int64)]),
            occupation,
            occupation.astype(np.int64) * regions + orders.region[order],
            regions,
        )

    def shown(self, workers: WorkerColumns, who: Longs, uniform: NDArray[np.float64]) -> Longs:
        """The orders that are shown to each worker; a repeated one once, the others NONE."""
        which = np.empty(uniform.shape, dtype=np.int64)
        stretches: dict[tuple[int, int], tuple[Longs, Longs]] = {}
        for column in range(uniform.shape[1]):
            # Every third showing is for a further occupation, every second in a region wished for.
            region = (column // 2) % workers.regions.shape[1] if column % 2 else NONE
            kind = (1 if column % 3 == 2 else 0, region)  # noqa: PLR2004  the third
            if kind not in stretches:
                stretches[kind] = self._stretch(workers, who, *kind)
            low, high = stretches[kind]
            spot = (low + np.floor(uniform[:, column] * (high - low))).astype(np.int64)
            found = np.searchsorted(self.places_up_to, spot, side="right") - 1
            found = np.minimum(found, max(0, len(self.order) - 1))
            which[:, column] = np.where(high > low, self.order[found], NONE)
        which.sort(axis=1)
        repeated = np.zeros(which.shape, dtype=np.bool_)
        repeated[:, 1:] = which[:, 1:] == which[:, :-1]
        return np.where(repeated, NONE, which)

    def _stretch(
        self, workers: WorkerColumns, who: Longs, which: int, wish: int
    ) -> tuple[Longs, Longs]:
        """The stretch of places of an occupation, and of a wished region (NONE: of all)."""
        heard = workers.occupations[who, which]
        occupation = np.where(heard == NONE, workers.occupations[who, 0], heard)
        low, high = self._places(self.occupation, occupation)
        if wish == NONE:
            return low, high
        stated = workers.regions[who, wish]
        region = np.where(stated == NONE, workers.regions[who, 0], stated)
        near_low, near_high = self._places(
            self.group, occupation.astype(np.int64) * self.regions + region
        )
        near = (region != NONE) & (near_high > near_low)
        return np.where(near, near_low, low), np.where(near, near_high, high)

    def _places(self, sorted_keys: Ints | Longs, wanted: Ints | Longs) -> tuple[Longs, Longs]:
        low = np.searchsorted(sorted_keys, wanted, side="left")
        high = np.searchsorted(sorted_keys, wanted, side="right")
        return self.places_up_to[low], self.places_up_to[high]
