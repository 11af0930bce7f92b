"""Rates of groups: the published example, intervals, and the parts of a gap."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.matching.audit import GroupCounts, audit


def test_the_example_of_the_guidelines_of_1979():
    # Questions and answers on the Uniform Guidelines (44 FR 11996, 1979): rates of 60, 45, 48 and
    # 51 percent give ratios of 75, 80 and 85 percent; adverse impact is indicated for the first.
    found = audit(
        "group",
        [GroupCounts(name, 100, 100, n) for name, n in
         {"whites": 60, "American Indians": 45, "Hispanics": 48, "Blacks": 51}.items()],
    )  # fmt: skip
    assert found.best == "whites"
    told = {one.counts.group: (one.ratio, one.is_below_four_fifths) for one in found.rates}
    assert told == {
        "whites": (1, False),
        "Blacks": (Fraction(85, 100), False),
        "Hispanics": (Fraction(80, 100), False),
        "American Indians": (Fraction(75, 100), True),
    }


def test_a_gap_is_parted_into_eligibility_and_ranking():
    # Women: 100, of them 50 with an order that fits, 25 placed; men: 100, 100, 50.
    quarter, men = Fraction(1, 4), GroupCounts("m", 100, 100, 50)
    women = audit("sex", [GroupCounts("w", 100, 50, 25), men]).rates[1]
    assert (women.gap, women.by_eligibility, women.by_ranking) == (quarter, quarter, 0)
    # All of both have orders that fit; the ranking alone makes the gap.
    ranked = audit("sex", [GroupCounts("w", 100, 100, 25), men]).rates[1]
    assert (ranked.by_eligibility, ranked.by_ranking) == (0, quarter)


def test_the_intervals_are_those_of_wilson_and_of_katz():
    # R. G. Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 by Wilson.
    one = audit("x", [GroupCounts("g", 263, 263, 81)]).rates[0]
    assert (round(one.low, 4), round(one.high, 4)) == (0.2553, 0.3662)
    assert one.ratio_low is None
    _, low = audit(
        "x", [GroupCounts("a", 1_000, 1_000, 600), GroupCounts("b", 1_000, 1_000, 300)]
    ).rates
    assert low.is_beyond_chance
    _, few = audit("x", [GroupCounts("a", 20, 20, 12), GroupCounts("b", 20, 20, 9)]).rates
    assert few.is_below_four_fifths
    assert not few.is_beyond_chance


def test_groups_too_small_are_named_and_not_told_apart():
    found = audit("x", [GroupCounts("a", 19, 19, 19), GroupCounts("b", 100, 50, 0)])
    assert (found.too_small, found.best) == (("a",), "b")
    assert found.rates[0].ratio == 1
    assert audit("x", [GroupCounts("a", 1, 1, 1)]).rates == ()
    assert audit("x", []).best is None


@pytest.mark.parametrize(
    "groups",
    [
        [GroupCounts("a", 1, 2, 0)],
        [GroupCounts("a", 2, 1, 2)],
        [GroupCounts("a", 2, 1, -1)],
        [GroupCounts("a", 2, 1, 1), GroupCounts("a", 2, 1, 1)],
    ],
)
def test_counts_that_cannot_be_are_refused(groups):
    with pytest.raises(BadInput):
        audit("x", groups)


counts = st.tuples(*[st.integers(0, 200)] * 3).map(sorted)


@given(st.lists(counts, max_size=5))
def test_the_parts_add_up_and_no_ratio_is_above_one(rows):
    groups = [GroupCounts(str(n), c, b, a) for n, (a, b, c) in enumerate(rows)]
    for one in audit("x", groups).rates:
        assert one.by_eligibility + one.by_ranking == one.gap >= 0
        assert 0 <= one.ratio <= 1
        assert 0 <= one.low <= float(one.rate) + 1e-12
        assert float(one.rate) - 1e-12 <= one.high <= 1
