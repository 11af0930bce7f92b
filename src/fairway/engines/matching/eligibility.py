"""Whether a worker can take an order: four conditions, over whole columns at once."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from fairway.engines.matching.columns import Flags, Ints, Longs, OrderColumns, WorkerColumns


class Condition(IntEnum):
    """In the order in which they are asked; the first that leaves no order is the reason."""

    OCCUPATION = 0
    EXPERIENCE = 1
    DATES = 2
    PAY = 3


def conditions(
    workers: WorkerColumns, who: Ints | Longs, orders: OrderColumns, which: Ints | Longs
) -> tuple[Flags, Flags, Flags, Flags]:
    """For pairs of workers and orders (indices that broadcast), each condition in its order."""
    occupation = orders.occupation[which]
    does = np.zeros(np.broadcast_shapes(np.shape(who), np.shape(which)), dtype=np.bool_)
    for heard in range(workers.occupations.shape[1]):
        does |= workers.occupations[who, heard] == occupation
    # Experience was gained in the first occupation; for another one it is not known.
    own = workers.occupations[who, 0] == occupation
    asked = orders.experience[which]
    experienced = (asked <= 0) | (own & (workers.experience[who] >= asked))
    free = (workers.free_from[who] <= orders.start[which]) & (
        workers.free_until[who] >= orders.end[which]
    )
    paid = orders.monthly_pay[which] >= workers.least_pay[who]
    return does, experienced, free, paid


def eligible(
    workers: WorkerColumns, who: Ints | Longs, orders: OrderColumns, which: Ints | Longs
) -> Flags:
    """Whether all four conditions hold for each pair."""
    does, experienced, free, paid = conditions(workers, who, orders, which)
    return does & experienced & free & paid
