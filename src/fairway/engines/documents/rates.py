"""The audit of groups as a document."""

from __future__ import annotations

from fractions import Fraction

from pydantic import Field

from fairway.engines.documents.shapes import Count, Ref, Shape
from fairway.engines.matching.audit import GroupCounts, GroupRate, audit


class GroupGiven(Shape):
    """A group: how many took part, of them had an order that fits, of them were placed."""

    group: Ref
    workers: Count
    eligible: Count
    placed: Count


class RatesGiven(Shape):
    """The groups of one attribute, such as sex or age band."""

    attribute: Ref
    groups: list[GroupGiven] = Field(max_length=1_000)


class RateFound(Shape):
    """A group's rate beside that of the best served. All numbers are shares of one."""

    group: str
    workers: int
    rate: float
    low: float
    high: float
    ratio: float
    ratio_low: float | None
    ratio_high: float | None
    below_four_fifths: bool
    beyond_chance: bool
    gap: float
    by_eligibility: float
    by_ranking: float


class RatesFound(Shape):
    """Groups, best served first, and those that are too small to be told apart."""

    attribute: str
    best: str | None
    rates: list[RateFound]
    too_small: list[str]


def compare(given: RatesGiven) -> RatesFound:
    """Compare the groups."""
    found = audit(
        given.attribute,
        [GroupCounts(g.group, g.workers, g.eligible, g.placed) for g in given.groups],
    )
    return RatesFound(
        attribute=found.attribute,
        best=found.best,
        rates=[_told(one) for one in found.rates],
        too_small=list(found.too_small),
    )


def _told(one: GroupRate) -> RateFound:
    return RateFound(
        group=one.counts.group,
        workers=one.counts.workers,
        rate=_rounded(one.rate),
        low=_rounded(one.low),
        high=_rounded(one.high),
        ratio=_rounded(one.ratio),
        ratio_low=None if one.ratio_low is None else _rounded(one.ratio_low),
        ratio_high=None if one.ratio_high is None else _rounded(one.ratio_high),
        below_four_fifths=one.is_below_four_fifths,
        beyond_chance=one.is_beyond_chance,
        gap=_rounded(one.gap),
        by_eligibility=_rounded(one.by_eligibility),
        by_ranking=_rounded(one.by_ranking),
    )


def _rounded(share: Fraction | float) -> float:
    """Six places: a share of a million people."""
    return round(float(share), 6)
