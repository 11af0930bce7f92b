"""Seasons side by side: figures of each, and who gains and who loses against the first.

Counts of fewer than ten people are not told, nor what would give them away by subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

import numpy as np

from fairway.engines.kernel import Money
from fairway.engines.matching import NONE, Assignment, Audit, GroupCounts, Market, audit
from fairway.engines.season.summary import SMALLEST_SHOWN, untold

if TYPE_CHECKING:
    from fairway.engines.matching import OrderColumns
    from fairway.engines.matching.columns import Flags, Longs
    from fairway.engines.season.changes import Variant
    from fairway.engines.season.whatif import Grouping, Inputs

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Ran:
    """One season as it was run. ``same_lists``: workers listed what they list as things stand."""

    variant: Variant
    orders: OrderColumns
    market: Market
    assignment: Assignment
    blocking: int
    same_lists: bool


@dataclass(frozen=True, slots=True)
class CapUse:
    """A cap of a season and how far it was used."""

    name: str
    limit: int
    used: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Against the season as it stands, in workers; None: so few that they are not told.

    ``better`` and ``worse`` are those placed both times who got an order higher or lower on the
    list; None also where the lists themselves changed. Pay compares what each would be paid.
    """

    gained: int | None
    lost: int | None
    paid_more: int | None
    paid_less: int | None
    better: int | None
    worse: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """One season in figures. Pay a month, before deductions; ``beside`` is None for the first."""

    name: str
    changes: tuple[str, ...]
    workers: int
    placed: int
    first_wishes: int
    average_wish: Decimal | None
    pay_median: Money | None
    pay_total: Money
    stated_region: int
    wished_region: int
    orders: int
    orders_filled: int
    places: int
    places_open: int
    caps: tuple[CapUse, ...]
    blocking_pairs: int
    audits: tuple[Audit, ...]
    beside: Beside | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The season as it stands, and the variants in the order in which they were asked."""

    base: Figures
    variants: tuple[Figures, ...]

    @property
    def all(self) -> tuple[Figures, ...]:
        """The season as it stands first."""
        return (self.base, *self.variants)


def compared(base: Ran, variants: Sequence[Ran], inputs: Inputs) -> Comparison:
    """Count each season, and each variant against the base."""
    return Comparison(
        _figures(base, None, inputs), tuple(_figures(one, base, inputs) for one in variants)
    )


def _figures(ran: Ran, base: Ran | None, inputs: Inputs) -> Figures:
    rank, order = ran.assignment.rank, ran.assignment.order
    placed = order != NONE
    number = int(placed.sum())
    pay = np.sort(ran.orders.monthly_pay[order[placed]])
    filled = np.bincount(order[placed], minlength=len(ran.orders))
    regions = inputs.workers.regions[placed]
    stated = regions[:, 0] != NONE
    wished = (regions == ran.orders.region[order[placed]][:, None]).any(axis=1) & stated
    return Figures(
        name=ran.variant.name,
        changes=tuple(str(change) for change in ran.variant.changes),
        workers=ran.market.workers,
        placed=number,
        first_wishes=int((rank == 1).sum()),
        average_wish=_average(int(rank.sum(dtype=np.int64)), number),
        # The nearest rank, as the season's report has it.
        pay_median=Money.from_minor(int(pay[(number + 1) // 2 - 1]), inputs.currency)
        if number
        else None,
        pay_total=Money.from_minor(int(pay.sum()), inputs.currency),
        stated_region=int(stated.sum()),
        wished_region=int(wished.sum()),
        orders=len(ran.orders),
        orders_filled=int((filled >= ran.orders.places).sum()),
        places=int(ran.orders.places.sum(dtype=np.int64)),
        places_open=int(ran.orders.places.sum(dtype=np.int64)) - number,
        caps=_cap_uses(ran, filled),
        blocking_pairs=ran.blocking,
        audits=tuple(
            grouping_audit(one, np.diff(ran.market.start) > 0, placed) for one in inputs.groupings
        ),
        beside=None if base is None else _beside(ran, base),
    )


def _average(whole: int, number: int) -> Decimal | None:
    """To a hundredth, half to even."""
    if not number:
        return None
    return (Decimal(whole) / number).quantize(_HUNDREDTH, ROUND_HALF_EVEN)


def _cap_uses(ran: Ran, filled: Longs) -> tuple[CapUse, ...]:
    tree = ran.market.caps
    used = np.zeros(len(tree.names), dtype=np.int64)
    np.add.at(used, tree.of_order[tree.of_order != NONE], filled[tree.of_order != NONE])
    # Innermost first: what a cap holds counts in the one around it.
    for cap, outer in enumerate(tree.parents.tolist()):
        if outer != NONE:
            used[outer] += used[cap]
    return tuple(
        CapUse(name, limit, number)
        for name, limit, number in zip(tree.names, tree.limits.tolist(), used.tolist(), strict=True)
    )


def grouping_audit(grouping: Grouping, eligible: Flags, placed: Flags) -> Audit:
    """The rates of an attribute's groups; those whose counts would tell of few are left apart."""
    wide = len(grouping.labels)
    everybody, fitting, lucky = (
        np.bincount(grouping.of_worker[flags], minlength=wide).tolist()
        for flags in (np.ones(len(placed), dtype=np.bool_), eligible, placed)
    )
    groups = [
        GroupCounts(label, everybody[at], fitting[at], lucky[at])
        for at, label in enumerate(grouping.labels)
        if everybody[at]
    ]
    hidden = untold([(one.workers, one.placed) for one in groups])
    told = [one for one, is_hidden in zip(groups, hidden, strict=True) if not is_hidden]
    found = audit(grouping.key, told)
    small = tuple(one.group for one, is_hidden in zip(groups, hidden, strict=True) if is_hidden)
    return Audit(found.attribute, found.best, found.rates, (*found.too_small, *small))


def _beside(ran: Ran, base: Ran) -> Beside:
    now, before = ran.assignment, base.assignment
    here, there = now.order != NONE, before.order != NONE
    both = here & there
    new = ran.orders.monthly_pay[now.order[both]]
    old = base.orders.monthly_pay[before.order[both]]
    gained, lost = _pair(int((here & ~there).sum()), int((there & ~here).sum()))
    more, less = _pair(int((new > old).sum()), int((new < old).sum()))
    better: int | None = None
    worse: int | None = None
    if ran.same_lists:
        ranks, old_ranks = now.rank[both], before.rank[both]
        better, worse = _pair(int((ranks < old_ranks).sum()), int((ranks > old_ranks).sum()))
    return Beside(gained, lost, more, less, better, worse)


def _pair(one: int, other: int) -> tuple[int | None, int | None]:
    """Two counts whose difference the totals tell: where one is small, neither is told."""
    if 0 < one < SMALLEST_SHOWN or 0 < other < SMALLEST_SHOWN:
        return None, None
    return one, other


def as_json(comparison: Comparison) -> dict[str, object]:
    """A comparison as plain data: money as amount and currency, shares as numbers of workers."""
    return {"seasons": [_season_json(one) for one in comparison.all]}


def _season_json(one: Figures) -> dict[str, object]:
    return {
        "name": one.name,
        "changes": list(one.changes),
        "workers": one.workers,
        "placed": one.placed,
        "first_wishes": one.first_wishes,
        "average_wish": None if one.average_wish is None else str(one.average_wish),
        "pay_median": _money_json(one.pay_median),
        "pay_total": _money_json(one.pay_total),
        "stated_region": one.stated_region,
        "wished_region": one.wished_region,
        "orders": one.orders,
        "orders_filled": one.orders_filled,
        "places": one.places,
        "places_open": one.places_open,
        "caps": [{"name": c.name, "limit": c.limit, "used": c.used} for c in one.caps],
        "passed_over": one.blocking_pairs,
        "groups": [audit_json(found) for found in one.audits],
        "against_the_first": None
        if one.beside is None
        else {name: getattr(one.beside, name) for name in Beside.__slots__},
    }


def _money_json(money: Money | None) -> dict[str, str] | None:
    return None if money is None else {"amount": str(money.amount), "currency": money.currency}


def audit_json(found: Audit) -> dict[str, object]:
    """The rates of an attribute as plain data, rounded to four digits."""
    return {
        "attribute": found.attribute,
        "best": found.best,
        "not_told": list(found.too_small),
        "rates": [
            {
                "group": rate.counts.group,
                "workers": rate.counts.workers,
                "placed": rate.counts.placed,
                "rate": round(float(rate.rate), 4),
                "low": round(rate.low, 4),
                "high": round(rate.high, 4),
                "ratio": round(float(rate.ratio), 4),
                "ratio_low": _rounded(rate.ratio_low),
                "ratio_high": _rounded(rate.ratio_high),
                "below_four_fifths": rate.is_below_four_fifths,
                "beyond_chance": rate.is_beyond_chance,
                "by_eligibility": round(float(rate.by_eligibility), 4),
                "by_ranking": round(float(rate.by_ranking), 4),
            }
            for rate in found.rates
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
