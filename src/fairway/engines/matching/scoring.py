"""What a worker earns with an order, and what an order is worth to a worker: whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.matching.columns import NONE, Ints, Longs, OrderColumns, WorkerColumns
from fairway.engines.matching.criteria import Criteria, Eligibility
from fairway.engines.matching.eligibility import near
from fairway.engines.matching.skills import beyond

if TYPE_CHECKING:
    from fairway.engines.matching.criteria import Priority, WishModel

REGION_LEVELS = (100, 67, 33)
NO_REGION_STATED = 50
_TOP = 100


class Criterion(StrEnum):
    """What a worker can earn points with."""

    OWN_OCCUPATION = "own_occupation"
    NEAR_OCCUPATION = "near_occupation"
    EXPERIENCE = "experience"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion brought."""

    criterion: Criterion
    points: int


def points(
    workers: WorkerColumns,
    who: Longs,
    orders: OrderColumns,
    which: Longs | Ints,
    priority: Priority,
    *,
    rules: Eligibility | None = None,
) -> Ints:
    """The worker's points for the order, by the published criteria."""
    parts = _parts(workers, who, orders, which, priority=priority, rules=rules or Eligibility())
    scored: Longs = np.zeros(1, dtype=np.int64)
    for brought in parts.values():
        scored = scored + brought
    return scored.astype(np.int32)


def parts_of_score(
    workers: WorkerColumns,
    worker: int,
    orders: OrderColumns,
    order: int,
    criteria: Criteria | None = None,
) -> tuple[Part, ...]:
    """One score taken apart: what each criterion brought, without those that brought nothing."""
    criteria = criteria or Criteria()
    parts = _parts(
        workers,
        np.array([worker], dtype=np.int64),
        orders,
        np.array([order], dtype=np.int64),
        priority=criteria.priority,
        rules=criteria.eligibility,
    )
    return tuple(Part(name, int(brought[0])) for name, brought in parts.items() if brought[0])


def _parts(
    workers: WorkerColumns,
    who: Longs,
    orders: OrderColumns,
    which: Longs | Ints,
    *,
    priority: Priority,
    rules: Eligibility,
) -> dict[Criterion, Longs]:
    """What each criterion brings, in 64 bits: no number of months overflows."""
    first = workers.occupations[who, 0]
    own = first == orders.occupation[which]
    _does, close = near(workers, who, orders, which, rules)
    months = workers.experience[who].astype(np.int64)
    beyond_asked = np.maximum(0, months - np.maximum(0, orders.experience[which]))
    steps = beyond_asked // priority.experience_step_months
    earned = np.minimum(priority.experience_most, steps * priority.experience_points)
    parts = {
        Criterion.OWN_OCCUPATION: own * np.int64(priority.own_occupation),
        Criterion.NEAR_OCCUPATION: (close & ~own) * np.int64(priority.near_occupation),
        Criterion.EXPERIENCE: close * earned,
    }
    if priority.language_points and priority.language_most:
        levels = beyond(workers.languages[who], orders.languages[which])
        parts[Criterion.LANGUAGES] = np.minimum(
            priority.language_most, levels * priority.language_points
        )
    return parts


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
        region = np.where(hit, REGION_LEVELS[wish], region)
    stated = workers.regions[who, 0] != NONE
    region = np.where(stated, region, NO_REGION_STATED)
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
