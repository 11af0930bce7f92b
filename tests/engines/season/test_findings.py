"""The report's findings: said in words, with a chart and its table, and nothing told of few."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from fairway.engines.season import (
    Barrier,
    Grouping,
    OpenChange,
    PartsFacts,
    StepTime,
    grouping_audit,
    orders_csv,
)
from tests.engines.season.test_season import order, page, season


def opened(case: str, workers: int, kind: str = "wage"):
    change = OpenChange(kind, "USD 2,000.00", "USD 2,150.00", workers)
    return replace(order(case, places=40, filled=10), change=change)


def audited(*placed: int):
    """Groups of a hundred of which so many were placed, and everybody is eligible."""
    of_worker = np.repeat(np.arange(len(placed)), 100).astype(np.int32)
    lucky = np.concatenate([np.arange(100) < number for number in placed])
    grouping = Grouping("nationality", tuple(f"G{n}" for n in range(len(placed))), of_worker)
    return grouping_audit(grouping, np.ones(len(lucky), dtype=bool), lucky)


def test_an_order_left_open_says_which_one_change_would_have_filled_how_many():
    shown = page(season(opened("H-1", 25), opened("H-2", 12)))
    assert "More pay, USD 2,150.00 instead of USD 2,000.00: 25 workers" in shown
    assert "What one change would have filled" in shown
    assert re.search(r'More pay</th><td class="n">2</td><td class="n">37</td>', shown)


def test_a_change_that_brings_fewer_than_ten_is_named_without_value_or_number():
    shown = page(season(opened("H-1", 3)))
    assert "More pay: fewer than ten workers" in shown
    assert "2,150.00" not in shown


def test_an_order_that_no_change_would_fill_is_counted_as_such():
    shown = page(season(order("H-1", places=40, filled=10)))
    assert re.search(r'No single change within reach</th><td class="n">1</td>', shown)


def test_who_holds_the_register_reads_every_change_in_the_file_of_orders():
    rows = list(csv.DictReader("".join(orders_csv([opened("H-1", 3), order("H-2")])).splitlines()))
    assert (rows[0]["change"], rows[0]["change_after"], rows[0]["change_brings"]) == (
        "wage",
        "USD 2,150.00",
        "3",
    )
    assert rows[1]["change"] == ""


def test_what_stood_in_the_way_is_counted_and_few_are_not_told():
    barriers = (
        Barrier("pay", 400, 120, "USD 90.00"),
        Barrier("dates", 300, 4, "6 days"),
    )
    shown = page(replace(season(order()), barriers=barriers))
    assert "USD 90.00" in shown
    assert "6 days" not in shown
    assert "fewer than ten" in shown


def test_groups_are_compared_in_a_chart_and_its_table():
    shown = page(replace(season(order()), audits=(audited(80, 40),)))
    assert 'class="rates"' in shown
    assert "nationality: under four fifths, and not by chance: G1." in shown
    assert "50 %, under four fifths" in shown


def test_groups_served_alike_are_said_to_be():
    shown = page(replace(season(order()), audits=(audited(50, 49),)))
    assert "no group is under four fifths" in shown


@pytest.mark.parametrize("placed", [(95, 40), (99, 50)])
def test_a_group_with_a_few_left_out_is_not_told_of(placed):
    found = audited(*placed, 60)
    told = {rate.counts.group for rate in found.rates}
    assert "G0" not in told
    assert len(told) <= 1


@pytest.mark.parametrize(
    ("number", "words"),
    [(5, "falls into 5 parts"), (1, "Eligibility and wishes are still shared out")],
)
def test_what_ran_side_by_side_is_said_with_its_times(number, words):
    steps = (StepTime("wishes", Decimal("1.2"), is_shared=True),)
    shown = page(replace(season(order()), parts=PartsFacts(number, 7, 2, 1_234, steps)))
    assert words in shown
    assert "Every one of the 1,234 wishes" in shown
    assert re.search(r'Eligibility and wishes</th><td>yes</td><td class="n">1.2</td>', shown)
