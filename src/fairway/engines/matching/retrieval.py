"""Who is eligible for what, and the best of them: for each order, and for each worker.

Equal to asking `eligibility` and `scoring` about every pair of a worker and an order of the same
group of occupations; compiled, and shared out among processors without any effect on the result.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching.columns import NONE, Ints, OrderColumns, WorkerColumns
from fairway.engines.matching.criteria import Criteria, Eligibility, WishModel
from fairway.engines.matching.prepared import LOOPS, pool_of, prepare, scale_of, shelf_of
from fairway.engines.matching.scoring import NO_REGION_STATED, REGION_LEVELS, pay_levels
from fairway.engines.matching.sides import compiled

MOST_KEPT = 10_000
_SHARES = 8


@dataclass(frozen=True, slots=True)
class Best:
    """The best on the other side of each row, best first, level ones by number.

    ``number`` and ``points`` have a row for each order (or worker) and NONE after the last one;
    ``count`` says how many there are.
    """

    number: Ints
    points: Ints
    count: Ints


def best_workers(
    workers: WorkerColumns,
    orders: OrderColumns,
    criteria: Criteria | None = None,
    *,
    most: int = 50,
    processors: int = 0,
) -> Best:
    """For each order the best workers who are eligible, by the published points.

    Takes time for each worker in each order's group of occupations at most, and stops early where
    nobody left can earn enough. Raises BadInput where ``most`` is not from 1 to 10,000.
    """
    criteria = criteria or Criteria()
    rules = criteria.eligibility
    best = _nothing(len(orders), most)
    if not len(workers):
        return best
    ready, scale = prepare(workers, orders, rules), scale_of(criteria.priority)
    pool = pool_of(ready, scale, np.ones(len(workers), dtype=np.bool_))
    # Orders of a group one after another: its workers stay in the nearest memory.
    sequence = np.argsort(ready.wanted.group, kind="stable").astype(np.int32)

    def search(some: Ints) -> None:
        compiled(LOOPS).best_workers(
            ready.people, ready.wanted, pool, scale, some, best.number, best.points, best.count
        )

    shared_out(search, sequence, processors)
    return best


def best_orders(
    workers: WorkerColumns,
    orders: OrderColumns,
    rules: Eligibility | None = None,
    *,
    model: WishModel | None = None,
    seed: int = 0,
    who: Ints | None = None,
    processors: int = 0,
) -> Best:
    """For each worker (or those of ``who``) the best orders that fit, by the model of wishes.

    As many as its lists are long, worth what `scoring.worth` says. Real people bring their own
    ranking; this one fills the lists of simulated workers and puts jobs in a sequence to read.
    """
    rules, model = rules or Eligibility(), model or WishModel()
    who = np.arange(len(workers), dtype=np.int32) if who is None else who.astype(np.int32)
    best = _nothing(len(who), model.list_length)
    if not len(who):
        return best
    ready = prepare(workers, orders, rules)
    shelf = shelf_of(ready)
    weights = np.array(model.place_weights, dtype=np.int32)[workers.place_of]
    levels = pay_levels(orders)
    regions = np.array([*REGION_LEVELS, NO_REGION_STATED], dtype=np.int32)

    def search(rows: Ints) -> None:
        first, last = int(rows[0]), int(rows[-1]) + 1
        compiled(LOOPS).best_orders(
            ready.people,
            ready.wanted,
            shelf,
            weights,
            levels,
            orders.start,
            regions,
            model.taste,
            np.uint64(seed & 0xFFFFFFFFFFFFFFFF),
            who[first:last],
            best.number[first:last],
            best.points[first:last],
            best.count[first:last],
        )

    shared_out(search, np.arange(len(who), dtype=np.int32), processors)
    return best


def shared_out(search: Callable[[Ints], None], rows: Ints, processors: int) -> None:
    """Search the rows on so many processors (0: all there are), each row on one of them."""
    processors = processors or len(os.sched_getaffinity(0))
    if processors == 1 or len(rows) < _SHARES * processors:
        search(rows)
        return
    with ThreadPoolExecutor(processors) as pool:
        list(pool.map(search, np.array_split(rows, _SHARES * processors)))


def _nothing(rows: int, most: int) -> Best:
    if type(most) is not int or not 1 <= most <= MOST_KEPT:
        accepted = f"a whole number from 1 to {MOST_KEPT}"
        raise BadInput(Fault("most", str(most)[:64], accepted, "most"))
    return Best(
        np.full((rows, most), NONE, dtype=np.int32),
        np.full((rows, most), NONE, dtype=np.int32),
        np.zeros(rows, dtype=np.int32),
    )
