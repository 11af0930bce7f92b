"""A simulated season in figures, each of which adds up to the season's orders and workers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from fairway.engines.kernel import Money
from fairway.engines.season.facts import GroupResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fairway.engines.season.facts import OrderResult, SeasonFacts

# Published counts do not tell of fewer people than this.
SMALLEST_SHOWN = 10
PAY_STEPS = 12
_QUANTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True, slots=True)
class Share:
    """Orders of one kind: how many, their places, and how many of these were filled."""

    name: str
    label: str
    orders: int
    places: int
    filled: int
    median_pay: Money | None

    @property
    def open(self) -> int:
        """Places that stayed open."""
        return self.places - self.filled


@dataclass(frozen=True, slots=True)
class OutcomeShare:
    """Orders by what the round brought them."""

    outcome: str
    orders: int
    places: int
    filled: int


@dataclass(frozen=True, slots=True)
class PayStep:
    """Placed workers whose pay a month is from ``low`` to below ``high``."""

    low: Money
    high: Money
    placed: int


@dataclass(frozen=True, slots=True)
class Group:
    """How a group fared; counts are None where the group is too small to be told of."""

    dimension: str
    group: str
    workers: int | None
    placed: int | None


@dataclass(frozen=True, slots=True)
class SeasonSummary:
    """The figures of a report."""

    orders: int
    places: int
    filled: int
    workers: int
    placed: int
    first_wishes: int
    by_wish: tuple[int, ...]
    by_outcome: tuple[OutcomeShare, ...]
    by_region: tuple[Share, ...]
    by_occupation: tuple[Share, ...]
    pay_quantiles: tuple[tuple[int, Money], ...]
    pay_steps: tuple[PayStep, ...]
    left_out: tuple[tuple[str, int], ...]
    groups: tuple[Group, ...]
    largest_open: tuple[OrderResult, ...]


def summarise(facts: SeasonFacts, largest: int = 20) -> SeasonSummary:
    """Count a season. ``largest`` orders with most open places are named."""
    workers = sum(facts.workers_by_outcome.values())
    placed = facts.workers_by_outcome.get("placed", 0)
    left_out = [
        (outcome, count)
        for outcome, count in facts.workers_by_outcome.items()
        if outcome != "placed" and count
    ]
    still_open = sorted(
        (order for order in facts.orders if order.filled < order.places),
        key=lambda order: (order.filled - order.places, order.case_number),
    )
    pays = _pays(facts.orders)
    return SeasonSummary(
        orders=len(facts.orders),
        places=sum(order.places for order in facts.orders),
        filled=sum(order.filled for order in facts.orders),
        workers=workers,
        placed=placed,
        first_wishes=facts.workers_by_wish[1] if len(facts.workers_by_wish) > 1 else 0,
        by_wish=facts.workers_by_wish,
        by_outcome=_by_outcome(facts.orders),
        by_region=_shares(
            facts.orders, lambda order: (order.region, facts.region_names.get(order.region, ""))
        ),
        by_occupation=_shares(
            facts.orders, lambda order: (order.occupation, order.occupation_title)
        ),
        pay_quantiles=_quantiles(pays),
        pay_steps=_steps(pays),
        left_out=tuple(sorted(left_out, key=lambda pair: (-pair[1], pair[0]))),
        groups=_told(facts.groups),
        largest_open=tuple(still_open[:largest]),
    )


def _by_outcome(orders: Sequence[OrderResult]) -> tuple[OutcomeShare, ...]:
    kinds: dict[str, list[OrderResult]] = defaultdict(list)
    for order in orders:
        kinds[order.outcome].append(order)
    shares = [
        OutcomeShare(outcome, len(some), sum(o.places for o in some), sum(o.filled for o in some))
        for outcome, some in kinds.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.orders, share.outcome)))


def _shares(
    orders: Sequence[OrderResult], name: Callable[[OrderResult], tuple[str, str]]
) -> tuple[Share, ...]:
    kinds: dict[tuple[str, str], list[OrderResult]] = defaultdict(list)
    for order in orders:
        kinds[name(order)].append(order)
    shares = [
        Share(
            code,
            label,
            len(some),
            sum(o.places for o in some),
            sum(o.filled for o in some),
            _median(_pays(some)),
        )
        for (code, label), some in kinds.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.filled, -share.places, share.name)))


def _pays(orders: Iterable[OrderResult]) -> list[tuple[Money, int]]:
    """Pay a month and how many were placed at it, lowest first."""
    counts: Counter[tuple[int, str]] = Counter()
    for order in orders:
        if order.filled:
            counts[order.monthly_pay.minor, order.monthly_pay.currency] += order.filled
    return [
        (Money.from_minor(minor, currency), n) for (minor, currency), n in sorted(counts.items())
    ]


def _at(pays: Sequence[tuple[Money, int]], percent: int) -> Money:
    """The pay that ``percent`` of the placed workers earn no more than (nearest rank)."""
    up_to = list(accumulate(count for _, count in pays))
    wanted = max(1, -(-up_to[-1] * percent // 100))
    return pays[bisect_left(up_to, wanted)][0]


def _median(pays: Sequence[tuple[Money, int]]) -> Money | None:
    return _at(pays, 50) if pays else None


def _quantiles(pays: Sequence[tuple[Money, int]]) -> tuple[tuple[int, Money], ...]:
    return tuple((percent, _at(pays, percent)) for percent in _QUANTILES) if pays else ()


def _steps(pays: Sequence[tuple[Money, int]]) -> tuple[PayStep, ...]:
    """Equal steps of a round width from the lowest pay to the highest."""
    if not pays:
        return ()
    currency = pays[0][0].currency
    low, high = pays[0][0].minor, pays[-1][0].minor
    width = _round_up(max(1, -(-(high - low + 1) // PAY_STEPS)))
    first = low // width * width
    placed: Counter[int] = Counter()
    for pay, count in pays:
        placed[(pay.minor - first) // width] += count
    return tuple(
        PayStep(
            Money.from_minor(first + step * width, currency),
            Money.from_minor(first + (step + 1) * width, currency),
            placed[step],
        )
        for step in range(max(placed) + 1)
    )


def _round_up(width: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 ... that is no less."""
    scale = 1
    while True:
        for digit in (1, 2, 5):
            if digit * scale >= width:
                return digit * scale
        scale *= 10


def untold(counts: Sequence[tuple[int, int]]) -> list[bool]:
    """Which groups of one attribute, as workers and placed, are told nothing more of.

    Those in which either number, or the rest, is of fewer than ten; where that is one alone, also
    the next smallest, because totals are known.
    """
    members = [GroupResult("", str(at), *both) for at, both in enumerate(counts)]
    small = _withheld(members, [one.workers < SMALLEST_SHOWN for one in members])
    small |= _withheld(members, [_gives_away(one) for one in members])
    return [one in small for one in members]


def _told(groups: Sequence[GroupResult]) -> tuple[Group, ...]:
    """The groups with small counts untold, and what would give these away by subtraction."""
    told: dict[GroupResult, Group] = {}
    for dimension in dict.fromkeys(group.dimension for group in groups):
        members = [group for group in groups if group.dimension == dimension]
        workers = _withheld(members, [group.workers < SMALLEST_SHOWN for group in members])
        placed = _withheld(members, [_gives_away(group) for group in members])
        told |= {
            group: Group(
                dimension,
                group.group,
                None if group in workers else group.workers,
                None if group in workers | placed else group.placed,
            )
            for group in members
        }
    return tuple(told[group] for group in groups)


def _gives_away(group: GroupResult) -> bool:
    """Whether its placed, or its left out, are so few that the count tells of persons."""
    left_out = group.workers - group.placed
    return 0 < group.placed < SMALLEST_SHOWN or 0 < left_out < SMALLEST_SHOWN


def _withheld(members: Sequence[GroupResult], small: Sequence[bool]) -> set[GroupResult]:
    """The small ones; where that is one alone, the next smallest with it: totals are known."""
    withheld = {group for group, is_small in zip(members, small, strict=True) if is_small}
    others = [group for group in members if group not in withheld]
    if len(withheld) == 1 and others:
        withheld.add(min(others, key=lambda group: group.workers))
    return withheld
