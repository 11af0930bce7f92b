"""One round: eligibility, lists, assignment under caps, and a reason for everybody left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from fairway.engines.backend import map_parts, matrix, numbers, ragged, rows
from fairway.engines.matching.columns import NONE, Ints, OrderColumns, WorkerColumns
from fairway.engines.matching.components import cleared_apart
from fairway.engines.matching.criteria import Condition, Eligibility, Priority, WishModel
from fairway.engines.matching.deferred import Assignment, lottery
from fairway.engines.matching.eligibility import eligible
from fairway.engines.matching.market import Market, nothing_kept
from fairway.engines.matching.parts import WORKERS_A_PART, from_columns, in_columns
from fairway.engines.matching.reasons import Refusal, refusals
from fairway.engines.matching.scoring import points
from fairway.engines.matching.stability import Closing, blocking_pairs, closing, preferred
from fairway.engines.matching.wishes import rank_wishes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fairway.engines.matching.caps import CapTree
    from fairway.engines.matching.sides import Bytes

ENGINE = "matching 1"
_PAIRS_AT_ONCE = 2_000_000


class WorkerOutcome(StrEnum):
    """What the round brought a worker."""

    PLACED = "placed"
    NO_OCCUPATION = "no order in the worker's occupations"
    NO_EXPERIENCE = "every order there asks for more experience"
    NO_DATES = "every order there lies outside the time the worker is free"
    NO_PAY = "every order left pays less than the worker asks"
    NO_LANGUAGES = "every order there asks for a language at a higher level"
    NO_CERTIFICATES = "every order there asks for a certificate"
    NO_AGE = "every order there is outside the limits of age"
    NO_PLACE = "every order there is outside the regions named"
    PLACES_TAKEN = "the places on the list went to workers with higher priority"
    CAP = "a cap was reached by workers with higher priority"


class OrderOutcome(StrEnum):
    """What the round brought an order."""

    FILLED = "filled"
    CAP = "a cap closed it"
    FEW_WISHES = "too few workers wished for it"
    NOT_LISTED = "eligible workers wished for other orders"
    NOBODY_ELIGIBLE = "no worker in the register is eligible"


_WORKER_OUTCOMES = tuple(WorkerOutcome)
_ORDER_OUTCOMES = tuple(OrderOutcome)
_FAILED = {
    Condition.OCCUPATION: WorkerOutcome.NO_OCCUPATION,
    Condition.EXPERIENCE: WorkerOutcome.NO_EXPERIENCE,
    Condition.DATES: WorkerOutcome.NO_DATES,
    Condition.PAY: WorkerOutcome.NO_PAY,
    Condition.LANGUAGES: WorkerOutcome.NO_LANGUAGES,
    Condition.CERTIFICATES: WorkerOutcome.NO_CERTIFICATES,
    Condition.AGE: WorkerOutcome.NO_AGE,
    Condition.PLACE: WorkerOutcome.NO_PLACE,
}


@dataclass(frozen=True, slots=True)
class Round:
    """A cleared round with its reasons. Everything in it follows from the columns and the seed."""

    market: Market
    assignment: Assignment
    end: Closing
    worker_codes: NDArray[np.int8]
    order_codes: NDArray[np.int8]
    blocking: int
    seed: int

    def worker_outcome(self, worker: int) -> WorkerOutcome:
        """The outcome of one worker."""
        return _WORKER_OUTCOMES[int(self.worker_codes[worker])]

    def order_outcome(self, order: int) -> OrderOutcome:
        """The outcome of one order."""
        return _ORDER_OUTCOMES[int(self.order_codes[order])]

    def worker_counts(self) -> dict[WorkerOutcome, int]:
        """Workers by outcome, every outcome named."""
        counts = np.bincount(self.worker_codes, minlength=len(_WORKER_OUTCOMES)).tolist()
        return dict(zip(_WORKER_OUTCOMES, counts, strict=True))

    def order_counts(self) -> dict[OrderOutcome, int]:
        """Orders by outcome, every outcome named."""
        counts = np.bincount(self.order_codes, minlength=len(_ORDER_OUTCOMES)).tolist()
        return dict(zip(_ORDER_OUTCOMES, counts, strict=True))

    def refusals(self, worker: int) -> tuple[Refusal, ...]:
        """For each wish better than what the worker got: why it was not granted."""
        return refusals(self.market, self.assignment, self.end, worker)


def clear(
    workers: WorkerColumns,
    orders: OrderColumns,
    caps: CapTree,
    *,
    seed: int,
    priority: Priority | None = None,
    model: WishModel | None = None,
    eligibility: Eligibility | None = None,
) -> Round:
    """Simulate a round: wishes by the stated model, then the assignment."""
    wishes = rank_wishes(workers, orders, model or WishModel(), seed, eligibility)
    return assign(
        workers,
        orders,
        caps,
        wishes.orders,
        seed=seed,
        priority=priority,
        failed=wishes.failed,
        eligibility=eligibility,
    )


def assign(
    workers: WorkerColumns,
    orders: OrderColumns,
    caps: CapTree,
    wishes: Ints,
    *,
    seed: int = 0,
    priority: Priority | None = None,
    failed: NDArray[np.int8] | None = None,
    eligibility: Eligibility | None = None,
    lots: Ints | None = None,
    groups: Bytes | None = None,
    kept: Ints | None = None,
) -> Round:
    """Clear a round over given wishes (workers x list length, NONE after the last).

    Wishes for orders that the worker is not eligible for are not heard. ``lots`` are drawn before,
    as `lots` does, or else from the seed. ``groups`` and ``kept`` keep places, as in `Market`.
    """
    market = market_of(
        workers,
        orders,
        caps,
        wishes,
        seed=seed,
        priority=priority,
        eligibility=eligibility,
        lots=lots,
        groups=groups,
        kept=kept,
    )
    assignment = cleared(market)
    end = closing(market, assignment)
    return Round(
        market,
        assignment,
        end,
        _worker_codes(market, assignment, end, failed),
        _order_codes(workers, orders, market, assignment, end=end, rules=eligibility),
        blocking_pairs(market, assignment),
        seed,
    )


def market_of(
    workers: WorkerColumns,
    orders: OrderColumns,
    caps: CapTree,
    wishes: Ints,
    *,
    seed: int = 0,
    priority: Priority | None = None,
    eligibility: Eligibility | None = None,
    lots: Ints | None = None,
    groups: Bytes | None = None,
    kept: Ints | None = None,
) -> Market:
    """The market of a round: wishes that can be heard, the points they earn, the lots."""
    heard = map_parts(
        partial(_heard, orders=orders, priority=priority or Priority(), rules=eligibility),
        in_columns(workers).append_column("wishes", matrix(wishes)),
        np.arange(len(workers)) // WORKERS_A_PART,
    )
    start, listed = rows(heard, "heard")
    return Market(
        start,
        listed,
        rows(heard, "points")[1],
        lottery(len(workers), seed) if lots is None else lots,
        orders.places,
        orders.precedence,
        caps,
        np.zeros(len(workers), dtype=np.uint8) if groups is None else groups,
        nothing_kept(len(orders)) if kept is None else kept,
    )


def _heard(
    part: pa.Table, orders: OrderColumns, priority: Priority, rules: Eligibility | None
) -> pa.Table:
    """The wishes of some workers that can be heard, and the points they earn."""
    workers, wishes = from_columns(WorkerColumns, part), numbers(part, "wishes")
    who = np.arange(len(workers))[:, None]
    fits = (wishes != NONE) & eligible(workers, who, orders, wishes, rules)
    heard = _close_up(np.where(fits, wishes, NONE).astype(np.int32))
    stated = heard != NONE
    start = np.concatenate([[0], np.cumsum(stated.sum(axis=1))])
    earned = points(workers, who, orders, heard, priority, rules=rules)
    return pa.table(
        {"heard": ragged(start, heard[stated]), "points": ragged(start, earned[stated])}
    )


def cleared(market: Market) -> Assignment:
    """The assignment of a market; parts that share no worker and no cap on their own processors."""
    return cleared_apart(market)


def _close_up(wishes: Ints) -> Ints:
    """The same lists with no gaps, each order once."""
    closed = wishes.copy()
    for place in range(1, wishes.shape[1]):
        again = (closed[:, :place] == closed[:, place : place + 1]).any(axis=1)
        closed[again, place] = NONE
    order = np.argsort(closed == NONE, axis=1, kind="stable")
    return np.take_along_axis(closed, order, axis=1)


def _worker_codes(
    market: Market, assignment: Assignment, end: Closing, failed: NDArray[np.int8] | None
) -> NDArray[np.int8]:
    codes = np.full(
        len(assignment.order), _WORKER_OUTCOMES.index(WorkerOutcome.PLACES_TAKEN), dtype=np.int8
    )
    by_cap = end.closed_by_cap()[market.wishes]
    codes[market.worker_of_entry()[by_cap]] = _WORKER_OUTCOMES.index(WorkerOutcome.CAP)
    if failed is not None:
        for condition, outcome in _FAILED.items():
            codes[failed == condition] = _WORKER_OUTCOMES.index(outcome)
    codes[assignment.order != NONE] = _WORKER_OUTCOMES.index(WorkerOutcome.PLACED)
    return codes


def _order_codes(
    workers: WorkerColumns,
    orders: OrderColumns,
    market: Market,
    assignment: Assignment,
    *,
    end: Closing,
    rules: Eligibility | None,
) -> NDArray[np.int8]:
    codes = np.full(len(orders), _ORDER_OUTCOMES.index(OrderOutcome.FEW_WISHES), dtype=np.int8)
    refused = market.wishes[preferred(market, assignment)]
    by_cap = end.closed_by_cap() & (np.bincount(refused, minlength=len(orders)) > 0)
    codes[by_cap] = _ORDER_OUTCOMES.index(OrderOutcome.CAP)
    listed = np.bincount(market.wishes, minlength=len(orders)) > 0
    unlisted = np.flatnonzero(~listed)
    codes[unlisted] = _ORDER_OUTCOMES.index(OrderOutcome.NOT_LISTED)
    hopeless = unlisted[~_anybody_eligible(workers, orders, unlisted, rules)]
    codes[hopeless] = _ORDER_OUTCOMES.index(OrderOutcome.NOBODY_ELIGIBLE)
    codes[end.filled >= orders.places] = _ORDER_OUTCOMES.index(OrderOutcome.FILLED)
    return codes


def _anybody_eligible(
    workers: WorkerColumns,
    orders: OrderColumns,
    which: NDArray[np.int64],
    rules: Eligibility | None,
) -> NDArray[np.bool_]:
    found = np.zeros(len(which), dtype=np.bool_)
    if not len(workers):
        return found
    at_once = max(1, _PAIRS_AT_ONCE // len(workers))
    everybody = np.arange(len(workers))[:, None]
    for first in range(0, len(which), at_once):
        some = which[first : first + at_once]
        found[first : first + at_once] = eligible(workers, everybody, orders, some, rules).any(
            axis=0
        )
    return found
