"""What was out of a worker's reach and by how much, and what one change to an order would bring.

Both are counted from columns, name nobody, and follow from the same conditions as eligibility.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.kernel import BadInput, Fault, from_day_number
from fairway.engines.matching.columns import NONE, Flags, Ints, Longs, OrderColumns, WorkerColumns
from fairway.engines.matching.criteria import Condition, Eligibility, Priority
from fairway.engines.matching.prepared import pool_of, prepare, scale_of, shelf_of
from fairway.engines.matching.retrieval import shared_out
from fairway.engines.matching.sides import compiled
from fairway.engines.matching.skills import LEVELS, level_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fairway.engines.matching.deferred import Assignment

_LOOPS = "reach_loops"
_LARGEST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Miss:
    """One condition that stood between a worker and the orders of her occupations.

    ``orders`` is how many it failed for, ``alone`` for how many it was the only one; among these
    ``order`` is the nearest (NONE: there is none) and ``gap`` by how much: months of experience,
    levels of languages or certificates missing, days, or pay a month in minor units; 1 for age and
    place, which are met or not.
    """

    condition: Condition
    orders: int
    alone: int
    order: int
    gap: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """By worker: the orders of her occupations, and how many failed each condition."""

    orders: Ints
    failing: Ints
    alone: Ints
    gap: Longs
    order: Ints
    deepest: NDArray[np.uint8]
    """Conditions in their order that some order met: all of them, or the first that left none."""

    def of(self, row: int) -> tuple[Miss, ...]:
        """What stood in one worker's way, nearest to reach first: by how many it barred alone."""
        found = [
            Miss(
                condition,
                int(self.failing[row, condition]),
                int(self.alone[row, condition]),
                int(self.order[row, condition]),
                int(self.gap[row, condition]),
            )
            for condition in Condition
            if self.failing[row, condition]
        ]
        return tuple(sorted(found, key=lambda miss: (-miss.alone, -miss.orders, miss.condition)))


class ChangeKind(StrEnum):
    """What an employer could have changed."""

    WAGE = "wage"
    EXPERIENCE = "experience"
    START = "start"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one order: from what, to what, and how many workers it would bring.

    Pay a month in minor units, months, the day of the start, or a CEFR level ("" is none asked).
    ``language`` names the language whose level it is.
    """

    kind: ChangeKind
    before: int | date | str
    after: int | date | str
    workers: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a change is looked for: pay up to so many percent more, a start so many days away."""

    pay_percent: int = 50
    days: int = 30

    def __post_init__(self) -> None:
        faults = [
            Fault(name, str(value)[:64], f"a whole number from 0 to {most}", "bounds")
            for name, value, most in (
                ("pay_percent", self.pay_percent, 1_000),
                ("days", self.days, 366),
            )
            if type(value) is not int or not 0 <= value <= most
        ]
        if faults:
            raise BadInput(*faults)


def out_of_reach(
    workers: WorkerColumns,
    orders: OrderColumns,
    rules: Eligibility | None = None,
    *,
    who: Ints | Longs | None = None,
    processors: int = 0,
) -> OutOfReach:
    """For each worker (or those of ``who``) which conditions failed in her occupations.

    Set-based and compiled: every worker is compared with each order of her groups of occupations.
    """
    who = np.arange(len(workers)) if who is None else who
    number, kinds = len(who), len(Condition)
    found = OutOfReach(
        np.zeros(number, dtype=np.int32),
        np.zeros((number, kinds), dtype=np.int32),
        np.zeros((number, kinds), dtype=np.int32),
        np.zeros((number, kinds), dtype=np.int64),
        np.full((number, kinds), NONE, dtype=np.int32),
        np.zeros(number, dtype=np.uint8),
    )
    if not number:
        return found
    loops = compiled(_LOOPS)
    ready = prepare(workers, orders, rules or Eligibility())
    shelf = shelf_of(ready)
    money = loops.Money(orders.monthly_pay, workers.least_pay)
    asked = who.astype(np.int32)

    def search(rows: Ints) -> None:
        some = slice(int(rows[0]), int(rows[-1]) + 1)
        part = loops.Misses(
            found.orders[some],
            found.failing[some],
            found.alone[some],
            found.gap[some],
            found.order[some],
            found.deepest[some],
        )
        loops.misses(ready.people, ready.wanted, money, shelf, asked[some], part)

    shared_out(search, np.arange(number, dtype=np.int32), processors)
    found.failing[:, Condition.OCCUPATION] = len(orders) - found.orders
    return found


def one_change(
    orders: OrderColumns,
    workers: WorkerColumns,
    assignment: Assignment,
    rules: Eligibility | None = None,
    *,
    wishes: Ints | None = None,
    closed: Flags | None = None,
    bounds: Bounds | None = None,
    processors: int = 0,
) -> list[tuple[Change, ...]]:
    """For each order with places empty, which one change would have brought how many workers.

    Counted are workers who are not placed and would become eligible by this one change alone; and,
    where ``wishes`` are given (as people stated them: workers x length, best first, NONE after the
    last), those placed lower on their list than this order. Each change is the least of its kind
    that brings the most, at most as many as there are places empty; changes that bring nobody are
    left out, the one that brings most comes first. Orders of ``closed`` (a cap closed them) have
    none: no change would have filled them.

    Each order is counted alone: a worker may be counted for several, and whether she would have
    wished for it is not known. A start is moved together with the end, and ages are still counted
    on the first day stated.
    """
    bounds = bounds or Bounds()
    ready = prepare(workers, orders, rules or Eligibility())
    taken = np.bincount(assignment.order[assignment.order != NONE], minlength=len(orders))
    empty = np.maximum(0, orders.places - taken).astype(np.int32)
    if closed is not None:
        empty[closed] = 0
    loops = compiled(_LOOPS)
    pool = pool_of(ready, scale_of(Priority()), assignment.order == NONE)
    first, who = _asking_too(wishes, assignment, empty)
    pay, most = orders.monthly_pay, _LARGEST // (100 + bounds.pay_percent)
    asking = loops.Asking(
        empty, np.minimum(pay, most) * (100 + bounds.pay_percent) // 100, bounds.days, first, who
    )
    number = len(orders)
    found = loops.Found(
        *(np.zeros(number, dtype=np.int64 if name == "pay" else np.int32)
          for name in loops.Found._fields)
    )  # fmt: skip
    money = loops.Money(pay, workers.least_pay)
    open_ones = np.flatnonzero(empty)
    sequence = open_ones[np.argsort(ready.wanted.group[open_ones], kind="stable")].astype(np.int32)

    def search(some: Ints) -> None:
        loops.one_change(ready.people, ready.wanted, money, pool, asking, some, found)

    if len(sequence):
        shared_out(search, sequence, processors)
    changes: list[tuple[Change, ...]] = [()] * number
    for order in open_ones.tolist():
        changes[order] = _changes(orders, order, found)
    return changes


def _changes(orders: OrderColumns, order: int, found: object) -> tuple[Change, ...]:
    """The changes of one order, the one that brings most first."""

    def at(name: str) -> int:
        return int(getattr(found, name)[order])

    start = from_day_number(int(orders.start[order]))
    later = from_day_number(int(orders.start[order]) + at("shift"))
    language = at("language")
    level = level_at(orders.languages, order, language) if at("by_language") else 0
    levels = ("", *LEVELS)
    listed = [
        Change(ChangeKind.WAGE, int(orders.monthly_pay[order]), at("pay"), at("by_pay")),
        Change(
            ChangeKind.EXPERIENCE,
            int(orders.experience[order]),
            at("experience"),
            at("by_experience"),
        ),
        Change(ChangeKind.START, start, later, at("by_shift")),
        Change(
            ChangeKind.LANGUAGE,
            levels[level],
            levels[level - 1] if level else "",
            at("by_language"),
            orders.language_names[language] if level else "",
        ),
    ]
    kept = [change for change in listed if change.workers]
    return tuple(sorted(kept, key=lambda change: -change.workers))


def _asking_too(wishes: Ints | None, assignment: Assignment, empty: Ints) -> tuple[Longs, Ints]:
    """By order with places empty: who is placed lower on the own list than that order."""
    none = np.zeros(len(empty) + 1, dtype=np.int64), np.zeros(0, dtype=np.int32)
    if wishes is None or not wishes.size:
        return none
    got = assignment.order[:, None]
    reached = np.cumsum(wishes == got, axis=1) > 0
    above = (wishes != NONE) & ~reached & (got != NONE) & (empty[wishes] > 0)
    worker, place = np.nonzero(above)
    order = wishes[worker, place]
    # Somebody who listed an order twice is one person.
    pairs = np.unique(order.astype(np.int64) * len(wishes) + worker)
    order, worker = pairs // len(wishes), pairs % len(wishes)
    counts = np.bincount(order, minlength=len(empty))
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), worker.astype(np.int32)
