"""Whether a worker can take an order: the published conditions, over whole columns at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.matching.columns import NONE, NOT_KNOWN
from fairway.engines.matching.criteria import Condition, Eligibility
from fairway.engines.matching.skills import enough

if TYPE_CHECKING:
    from fairway.engines.matching.columns import Flags, Ints, Longs, OrderColumns, WorkerColumns

__all__ = ["Condition", "conditions", "eligible", "near"]


def near(
    workers: WorkerColumns,
    who: Ints | Longs,
    orders: OrderColumns,
    which: Ints | Longs,
    rules: Eligibility,
) -> tuple[Flags, Flags]:
    """Whether any occupation that is offered is near enough, and whether the first one is.

    Experience was gained in the first occupation; for another one it is not known.
    """
    wanted = orders.occupation[which] // rules.apart
    does = np.zeros(np.broadcast_shapes(np.shape(who), np.shape(which)), dtype=np.bool_)
    for heard in range(workers.occupations.shape[1]):
        offered = workers.occupations[who, heard]
        does |= (offered != NONE) & (offered // rules.apart == wanted)
    first = workers.occupations[who, 0]
    return does, (first != NONE) & (first // rules.apart == wanted)


def conditions(
    workers: WorkerColumns,
    who: Ints | Longs,
    orders: OrderColumns,
    which: Ints | Longs,
    rules: Eligibility | None = None,
) -> tuple[Flags, ...]:
    """For pairs of workers and orders (indices that broadcast), each condition in its order.

    A condition that is not asked holds for everybody.
    """
    rules = rules or Eligibility()
    does, own = near(workers, who, orders, which, rules)
    everybody = np.ones(does.shape, dtype=np.bool_)
    found = dict.fromkeys(Condition, everybody)
    found[Condition.OCCUPATION] = does
    if rules.asks(Condition.EXPERIENCE):
        asked = orders.experience[which]
        found[Condition.EXPERIENCE] = (asked <= 0) | (own & (workers.experience[who] >= asked))
    if rules.asks(Condition.LANGUAGES):
        found[Condition.LANGUAGES] = enough(workers.languages[who], orders.languages[which])
    if rules.asks(Condition.CERTIFICATES):
        held, needed = workers.certificates[who], orders.certificates[which]
        found[Condition.CERTIFICATES] = enough(held, needed)
    if rules.asks(Condition.AGE):
        first, last = orders.births(rules)
        born = workers.born[who]
        # An age that is not known is asked by the rules at the offer, not guessed here.
        found[Condition.AGE] = (born == NOT_KNOWN) | (
            (born >= first[which]) & (born <= last[which])
        )
    if rules.asks(Condition.PLACE):
        found[Condition.PLACE] = ~workers.tied[who] | (
            workers.regions[who] == orders.region[which][..., None]
        ).any(axis=-1)
    if rules.asks(Condition.DATES):
        found[Condition.DATES] = (workers.free_from[who] <= orders.start[which]) & (
            workers.free_until[who] >= orders.end[which]
        )
    if rules.asks(Condition.PAY):
        found[Condition.PAY] = orders.monthly_pay[which] >= workers.least_pay[who]
    shape = everybody.shape
    return tuple(np.broadcast_to(found[condition], shape) for condition in Condition)


def eligible(
    workers: WorkerColumns,
    who: Ints | Longs,
    orders: OrderColumns,
    which: Ints | Longs,
    rules: Eligibility | None = None,
) -> Flags:
    """Whether all conditions that are asked hold for each pair."""
    first, *others = conditions(workers, who, orders, which, rules)
    all_met = first.copy()
    for condition in others:
        all_met &= condition
    return all_met
