"""The same season under other terms: run again with the same lots and tastes, side by side.

What a change does not touch is not computed anew: wishes and eligibility follow from people, pay
and dates, so that caps, weights and places kept are cleared over the lists that are there already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.kernel import Money
from fairway.engines.matching import (
    Cap,
    CapSet,
    CapTree,
    Eligibility,
    Market,
    OrderColumns,
    Priority,
    Reserve,
    WishModel,
    WorkerColumns,
    blocking_pairs,
    cap_tree,
    caps_within,
    cleared,
    kept_places,
    market_of,
    nested,
    no_caps,
)
from fairway.engines.matching.wishes import Wishes, rank_wishes
from fairway.engines.season.changes import SEASON, Change, How, Kind, Known, Variant
from fairway.engines.season.comparison import Comparison, Ran, compared

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fairway.engines.matching.columns import Flags, Ints, Longs

_WHOLE = 10_000  # percent are taken to two digits


@dataclass(frozen=True, slots=True)
class Grouping:
    """Workers by one attribute: its labels, and which of them each worker has."""

    key: str
    labels: tuple[str, ...]
    of_worker: Ints


def grouping(key: str, labels: Sequence[str]) -> Grouping:
    """A grouping from each worker's label; labels in their order of text."""
    names, of_worker = np.unique(np.array(labels, dtype=np.str_), return_inverse=True)
    return Grouping(key, tuple(names.tolist()), of_worker.astype(np.int32))


@dataclass(frozen=True)
class Inputs:
    """A season's inputs, frozen: whoever has them can repeat every variant.

    ``caps`` are the law's, each with the short name under which a change speaks of it.
    Groups are compared in the result, and places can be kept for them; none enters a score.
    """

    workers: WorkerColumns
    orders: OrderColumns
    caps: tuple[tuple[str, Cap], ...]
    currency: str
    seed: int
    groupings: tuple[Grouping, ...] = ()
    eligibility: Eligibility = field(default_factory=Eligibility)
    priority: Priority = field(default_factory=Priority)
    model: WishModel = field(default_factory=WishModel)

    @property
    def known(self) -> Known:
        """What can be changed here."""
        return Known(
            caps=tuple(dict.fromkeys(name for name, _cap in self.caps)),
            groups=tuple(
                f"{grouping.key}.{label}"
                for grouping in self.groupings
                for label in grouping.labels
            ),
            occupations={f"{code:04}" for code in np.unique(self.orders.occupation).tolist()},
            regions={name for name in self.orders.region_names if name},
            currency=self.currency,
        )

    @cached_property
    def wishes(self) -> Wishes:
        """The lists of the season as it stands."""
        return rank_wishes(self.workers, self.orders, self.model, self.seed, self.eligibility)


def compare(
    inputs: Inputs,
    variants: Sequence[Variant],
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> Comparison:
    """Run the season as it stands and each variant. ``progress`` hears how many are done."""
    base = _run(inputs, Variant("", ()))
    progress(1)
    found = []
    for done, variant in enumerate(variants, start=2):
        found.append(_run(inputs, variant))
        progress(done)
    return compared(base, found, inputs)


def _run(inputs: Inputs, variant: Variant) -> Ran:
    orders = inputs.orders
    priority, kept_for = inputs.priority, []
    for change in variant.changes:
        match change.kind:
            case Kind.WAGES:
                orders = replace(orders, monthly_pay=_paid(orders, change, inputs.currency))
            case Kind.STARTS:
                orders = _shifted(orders, change)
            case Kind.PRIORITY:
                priority = replace(priority, **{change.of[0]: int(change.amount)})
            case Kind.KEPT:
                kept_for.append(change)
    same_lists = orders is inputs.orders
    wishes = (
        inputs.wishes
        if same_lists
        else rank_wishes(inputs.workers, orders, inputs.model, inputs.seed, inputs.eligibility)
    )
    tree = _tree(inputs, variant.changes, orders)
    market = market_of(
        inputs.workers,
        orders,
        tree,
        wishes.orders,
        seed=inputs.seed,
        priority=priority,
        eligibility=inputs.eligibility,
    )
    market = _keeping(market, inputs, kept_for)
    assignment = cleared(market)
    return Ran(variant, orders, market, assignment, blocking_pairs(market, assignment), same_lists)


def _those(orders: OrderColumns, of: tuple[str, ...]) -> Flags:
    """The orders that a path speaks of."""
    match of:
        case ("occupation", code):
            return np.asarray(orders.occupation == int(code))
        case ("region", name):
            return np.asarray(orders.region == orders.region_names.index(name))
    return np.ones(len(orders), dtype=np.bool_)


def _paid(orders: OrderColumns, change: Change, currency: str) -> Longs:
    """Pay under a change, in whole minor units, a half up; never below nothing."""
    pay = orders.monthly_pay
    if change.how is How.PERCENT:
        parts = _WHOLE + _hundredths(change.amount)
        changed = (pay * parts + _WHOLE // 2) // _WHOLE
    else:
        amount = Money.of(abs(change.amount), currency).minor
        match change.how:
            case How.ADD:
                changed = np.maximum(0, pay + (amount if change.amount > 0 else -amount))
            case How.AT_LEAST:
                changed = np.maximum(pay, amount)
            case _:
                changed = np.full_like(pay, amount)
    return np.where(_those(orders, change.of), changed, pay).astype(np.int64)


def _shifted(orders: OrderColumns, change: Change) -> OrderColumns:
    by = np.where(_those(orders, change.of), int(change.amount), 0).astype(np.int32)
    return replace(orders, start=orders.start + by, end=orders.end + by)


def _tree(inputs: Inputs, changes: Sequence[Change], orders: OrderColumns) -> CapTree:
    """The law's caps with what is changed of them, and new ones; those that cross are divided.

    An order that is shifted out of the season counts where the season's first or last do.
    """
    first, last = int(inputs.orders.start.min()), int(inputs.orders.start.max())
    counted = replace(orders, start=np.clip(orders.start, first, last))
    limits: dict[int, int | None] = {n: cap.limit for n, (_, cap) in enumerate(inputs.caps)}
    added: list[CapSet] = []
    for change in changes:
        if change.kind is not Kind.CAPS:
            continue
        at = [n for n, (name, _cap) in enumerate(inputs.caps) if (name,) == change.of]
        for number in at:
            limits[number] = _limit(inputs.caps[number][1].limit, change)
        if change.of == (SEASON,) or len(change.of) > 1:
            added.append(CapSet(change.path, int(change.amount), _those(orders, change.of)))
    sets = [
        CapSet(cap.name, limit, caps_within(cap.starts, counted))
        for (_name, cap), limit in zip(inputs.caps, limits.values(), strict=True)
        if limit is not None
    ]
    settled = nested([*sets, *added], orders.places)
    if not settled:
        return no_caps(len(orders))
    return cap_tree(
        [one.name for one in settled],
        [one.limit for one in settled],
        [one.orders for one in settled],
    )


def _limit(limit: int, change: Change) -> int | None:
    """A cap's new number; a share is rounded down, so that it is never more than was agreed."""
    if change.how is How.NONE:
        return None
    if change.how is How.SET:
        return int(change.amount)
    if change.how is How.ADD:
        return max(0, limit + int(change.amount))
    share = limit * (100 + change.amount) / 100
    return max(0, int(share.to_integral_value(ROUND_DOWN)))


def _keeping(market: Market, inputs: Inputs, changes: Sequence[Change]) -> Market:
    """The market with places kept for groups, in the order in which the variant names them."""
    if not changes:
        return market
    everywhere = int(market.places.sum(dtype=np.int64))
    reserves, bits = [], np.zeros(market.workers, dtype=np.uint8)
    for at, change in enumerate(changes):
        places = (
            int((everywhere * change.amount / 100).to_integral_value(ROUND_DOWN))
            if change.how is How.PERCENT
            else int(change.amount)
        )
        reserves.append(Reserve(change.path, places))
        bits |= (_members(inputs, change.of) << np.uint8(at)).astype(np.uint8)
    return replace(market, groups=bits, kept=kept_places(market.places, reserves))


def _members(inputs: Inputs, of: tuple[str, ...]) -> NDArray[np.uint8]:
    """A bit for each worker of a group; a group that nobody here is of keeps nothing closed."""
    key, label = of
    for one in inputs.groupings:
        if one.key == key and label in one.labels:
            flags = one.of_worker == one.labels.index(label)
            return np.asarray(flags).astype(np.uint8)
    return np.zeros(len(inputs.workers), dtype=np.uint8)


def _hundredths(percent: Decimal) -> int:
    return int((percent * 100).to_integral_value(ROUND_HALF_UP))
