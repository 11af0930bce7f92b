"""Whether a round served groups alike: rates, the four-fifths ratio, and where a gap comes from.

Only counts go in: the matching itself never hears of sex, age, region or disability. A gap is
parted into what eligibility explains (who had any order to list) and what ranking explains (who of
those got one). It is a finding to look into, never a proof of discrimination, nor of its absence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt

from fairway.engines.kernel import BadInput, Fault

FOUR_FIFTHS = Fraction(4, 5)
# Fewer are not told apart: a rate of so few says little, and may point at a person.
SMALLEST = 20
_NINETY_FIVE = 1.959963984540054


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """A group: how many took part, had an order that fits, and were placed."""

    group: str
    workers: int
    eligible: int
    placed: int


@dataclass(frozen=True, slots=True)
class GroupRate:
    """A group's rate beside that of the best served group.

    ``low`` and ``high`` bound the rate (Wilson 1927), ``ratio_low`` and ``ratio_high`` the ratio
    (Katz and others 1978), both at 95 percent; the latter are None where nobody was placed.
    ``by_eligibility`` and ``by_ranking`` add up to the gap in the rate (Kitagawa 1955).
    """

    counts: GroupCounts
    rate: Fraction
    low: float
    high: float
    ratio: Fraction
    ratio_low: float | None
    ratio_high: float | None
    gap: Fraction
    by_eligibility: Fraction
    by_ranking: Fraction

    @property
    def is_below_four_fifths(self) -> bool:
        """29 CFR 1607.4(D): under four fifths of the highest rate is looked into."""
        return self.ratio < FOUR_FIFTHS

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the whole interval of the ratio lies below one."""
        return self.ratio_high is not None and self.ratio_high < 1


@dataclass(frozen=True, slots=True)
class Audit:
    """One attribute: its groups, best served first, and those too small to be told apart."""

    attribute: str
    best: str | None
    rates: tuple[GroupRate, ...]
    too_small: tuple[str, ...]


def audit(attribute: str, groups: Sequence[GroupCounts]) -> Audit:
    """Compare the groups of an attribute. Raises BadInput where counts cannot be."""
    faults = [
        Fault(f"{attribute}.{one.group}", f"{one.workers}/{one.eligible}/{one.placed}",
              "workers, of them eligible, of them placed", "counts")
        for one in groups
        if not 0 <= one.placed <= one.eligible <= one.workers
    ]  # fmt: skip
    names = [one.group for one in groups]
    faults += [
        Fault(attribute, name, "each group once", "repeated")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if faults:
        raise BadInput(*faults)
    told = [one for one in groups if one.workers >= SMALLEST]
    small = tuple(one.group for one in groups if one.workers < SMALLEST)
    if not told:
        return Audit(attribute, None, (), small)
    ordered = sorted(told, key=lambda one: (-_share(one.placed, one.workers), one.group))
    best = ordered[0]
    return Audit(attribute, best.group, tuple(_beside(one, best) for one in ordered), small)


def _beside(one: GroupCounts, best: GroupCounts) -> GroupRate:
    rate, most = _share(one.placed, one.workers), _share(best.placed, best.workers)
    low, high = _wilson(one.placed, one.workers)
    ratio_low, ratio_high = _katz(one, best)
    reach, reach_of_best = _share(one.eligible, one.workers), _share(best.eligible, best.workers)
    got_of_best = _share(best.placed, best.eligible)
    # Where nobody was eligible, ranking had nobody to treat otherwise.
    got = _share(one.placed, one.eligible) if one.eligible else got_of_best
    return GroupRate(
        counts=one,
        rate=rate,
        low=low,
        high=high,
        ratio=rate / most if most else Fraction(1),
        ratio_low=ratio_low,
        ratio_high=ratio_high,
        gap=most - rate,
        by_eligibility=(reach_of_best - reach) * (got_of_best + got) / 2,
        by_ranking=(got_of_best - got) * (reach_of_best + reach) / 2,
    )


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _wilson(placed: int, workers: int) -> tuple[float, float]:
    z, share = _NINETY_FIVE, placed / workers
    middle = share + z * z / (2 * workers)
    wide = z * sqrt(share * (1 - share) / workers + z * z / (4 * workers * workers))
    whole = 1 + z * z / workers
    return max(0.0, (middle - wide) / whole), min(1.0, (middle + wide) / whole)


def _katz(one: GroupCounts, best: GroupCounts) -> tuple[float | None, float | None]:
    if not one.placed or not best.placed or one is best:
        return None, None
    ratio = (one.placed / one.workers) / (best.placed / best.workers)
    wide = _NINETY_FIVE * sqrt(
        1 / one.placed - 1 / one.workers + 1 / best.placed - 1 / best.workers
    )
    return exp(log(ratio) - wide), exp(log(ratio) + wide)
