"""SDG indicator 10.7.1 against published figures and its definition."""

from __future__ import annotations

from decimal import Decimal
from statistics import mean, median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.costs import (
    Exclusion,
    WorkerCost,
    months_of_pay,
    recruitment_cost_indicator,
)
from fairway.engines.kernel import BadInput, Money


def bdt(amount) -> Money:
    return Money.of(amount, "BDT")


def worker(cost, pay) -> WorkerCost:
    return WorkerCost(bdt(cost), bdt(pay))


@pytest.mark.parametrize(
    ("cost", "pay", "months"),
    [
        # Cost of Migration Survey 2020, Bangladesh to Oman:
        # https://www.bangladeshpost.net/posts/costs-too-high-pay-too-poor-49511
        (308047, 19177, "16.06"),
        # A worker in The Business Standard (Bangladesh), "High migration cost eats 13% of
        # remittance income", printed there as 21 months.
        (750000, 35000, "21.43"),
    ],
)
def test_published_costs_and_incomes_give_the_published_months(cost, pay, months):
    assert recruitment_cost_indicator([worker(cost, pay)]).mean == Decimal(months)


def test_cost_and_pay_are_those_of_the_same_worker_not_a_ratio_of_averages():
    # Ratios 1 and 9 have the mean 5; average cost over average pay would be 3.
    found = recruitment_cost_indicator([worker(3000, 3000), worker(9000, 1000)])
    assert found.mean == Decimal("5.00")


def test_mean_median_and_fourth_quintile_of_five_workers():
    found = recruitment_cost_indicator([worker(months * 100, 100) for months in (9, 1, 2, 4, 3)])
    assert (found.counted, found.mean, found.median, found.fourth_quintile) == (
        5,
        Decimal("3.80"),
        Decimal("3.00"),
        Decimal("4.00"),
    )


def test_whom_the_definition_excludes_is_counted_apart():
    # Metadata of 10.7.1: no self-employed, no short stays, no other reasons than work.
    people = [WorkerCost(bdt(100), bdt(10), reason) for reason in Exclusion]
    people += [WorkerCost(bdt(100), None), worker(100, 0), worker(100, 50)]
    found = recruitment_cost_indicator(people)
    assert (found.counted, found.mean) == (1, Decimal("2.00"))
    assert sum(found.excluded.values()) + found.counted == len(people)
    assert found.excluded[Exclusion.NO_EARNINGS] == 3


def test_nobody_counted_gives_no_figure_rather_than_zero():
    found = recruitment_cost_indicator([])
    assert (found.counted, found.mean, found.median, found.fourth_quintile) == (
        0,
        None,
        None,
        None,
    )


def test_a_worker_who_paid_nothing_counts_as_zero_months():
    assert recruitment_cost_indicator([worker(0, 100)]).mean == Decimal("0.00")


@pytest.mark.parametrize(
    ("cost", "pay"),
    [
        (bdt(1), Money.of(1, "OMR")),
        (bdt(-1), bdt(1)),
        (bdt(1), bdt(-1)),
    ],
)
def test_a_ratio_of_what_cannot_be_compared_is_refused(cost, pay):
    with pytest.raises(BadInput):
        months_of_pay(cost, pay)


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10**6)), min_size=1, max_size=40))
@settings(max_examples=100, deadline=None)
def test_the_figures_agree_with_the_standard_library_within_rounding(rows):
    found = recruitment_cost_indicator([worker(c, p) for c, p in rows])
    ratios = sorted(Decimal(c) / Decimal(p) for c, p in rows)
    close = Decimal("0.0051")
    assert abs(found.mean - mean(ratios)) < close
    assert abs(found.median - median(ratios)) < close
    at_or_below = sum(ratio <= found.fourth_quintile + close for ratio in ratios)
    assert at_or_below * 5 >= 4 * len(ratios)
    below = sum(ratio < found.fourth_quintile - close for ratio in ratios)
    assert below * 5 < 4 * len(ratios)
