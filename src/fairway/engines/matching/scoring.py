"""What a worker earns with an order, and what an order is worth to a worker: whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.matching.columns import NONE, Ints, Longs, OrderColumns, WorkerColumns

if TYPE_CHECKING:
    from fairway.engines.matching.criteria import Priority, WishModel

_REGION_LEVELS = (100, 67, 33)
_NO_REGION_STATED = 50
_TOP = 100


def points(
    workers: WorkerColumns,
    who: Longs,
    orders: OrderColumns,
    which: Longs | Ints,
    priority: Priority,
) -> Ints:
    """The worker's points for the order, by the published criteria."""
    own = workers.occupations[who, 0] == orders.occupation[which]
    beyond = np.maximum(0, workers.experience[who] - np.maximum(0, orders.experience[which]))
    steps = beyond // priority.experience_step_months
    earned = np.minimum(priority.experience_most, steps * priority.experience_points)
    scored: Ints = (own * (priority.own_occupation + earned)).astype(np.int32)
    return scored


def pay_levels(orders: OrderColumns) -> Ints:
    """Each order's place by pay among all orders, 0 the lowest to 100 the highest."""
    ranked = np.sort(orders.monthly_pay)
    below = np.searchsorted(ranked, orders.monthly_pay, side="left")
    return (below * _TOP // max(1, len(ranked) - 1)).astype(np.int32)


def worth(
    workers: WorkerColumns,
    who: Longs,
    orders: OrderColumns,
    which: Longs,
    *,
    pay_level: Ints,
    model: WishModel,
    seed: int,
    numbered_from: int = 0,
) -> Ints:
    """What the order is worth to the worker under the stated wish model.

    Workers may be a part of a register, whose first one has the number ``numbered_from`` there.
    """
    weights = np.array(model.place_weights, dtype=np.int32)[workers.place_of]
    region = np.zeros(np.broadcast_shapes(np.shape(who), np.shape(which)), dtype=np.int32)
    for wish in reversed(range(workers.regions.shape[1])):
        hit = workers.regions[who, wish] == orders.region[which]
        region = np.where(hit, _REGION_LEVELS[wish], region)
    stated = workers.regions[who, 0] != NONE
    region = np.where(stated, region, _NO_REGION_STATED)
    wait = np.clip(
        orders.start[which].astype(np.int64) - workers.free_from[who].astype(np.int64), 0, _TOP
    )
    value = (
        weights[who, 0] * pay_level[which]
        + weights[who, 1] * region
        + weights[who, 2] * (_TOP - wait)
        + model.taste * taste(who + numbered_from, which, seed)
    )
    whole: Ints = value.astype(np.int32)
    return whole


def taste(who: Longs, which: Longs, seed: int) -> Ints:
    """A level from 0 to 100 for each pair, the same whenever it is asked (SplitMix64's mixer)."""
    with np.errstate(over="ignore"):
        x = (
            np.asarray(who, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
            + np.asarray(which, dtype=np.uint64) * np.uint64(0xD1B54A32D192ED03)
            + np.uint64(seed & 0xFFFFFFFFFFFFFFFF)
        )
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        x ^= x >> np.uint64(31)
    levels: Ints = (x % np.uint64(_TOP + 1)).astype(np.int32)
    return levels
