"""Caps are nested or apart; a year and its first half are a tree."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fairway.engines.kernel import BadInput, Period
from fairway.engines.matching import NONE, Cap, OrderFacts, cap_tree, caps_by_start, order_columns


def orders(*starts: date):
    return order_columns(
        OrderFacts("9214", 0, start, date(2020, 12, 1), 200_000, "TX", 5) for start in starts
    )


def test_the_year_holds_its_first_half():
    columns = orders(date(2018, 11, 1), date(2019, 4, 1), date(2020, 1, 1))
    year = Period(date(2018, 10, 1), date(2019, 9, 30))
    half = Period(date(2018, 10, 1), date(2019, 3, 31))
    tree = caps_by_start([Cap("year", 66_000, year), Cap("first half", 33_000, half)], columns)
    assert tree.names == ("first half", "year")
    assert tree.parents.tolist() == [1, NONE]
    assert tree.of_order.tolist() == [0, 1, NONE]


def test_a_cap_without_dates_is_over_every_order():
    tree = caps_by_start([Cap("channel", 10)], orders(date(2019, 1, 1), date(2020, 1, 1)))
    assert tree.of_order.tolist() == [0, 0]


def test_of_two_caps_over_the_same_orders_the_lower_is_the_inner_one():
    everything = np.ones(2, dtype=np.bool_)
    tree = cap_tree(["high", "low"], [9, 3], [everything, everything])
    assert (tree.names, tree.parents.tolist()) == (("low", "high"), [1, NONE])


def test_caps_that_overlap_in_part_and_negative_caps_are_refused():
    one, other = np.array([True, True, False]), np.array([False, True, True])
    with pytest.raises(BadInput) as refused:
        cap_tree(["a", "b"], [1, -1], [one, other])
    assert [fault.code for fault in refused.value.faults] == ["negative_cap", "caps_overlap"]


def test_orders_that_cannot_be_are_refused():
    day = date(2019, 1, 1)
    with pytest.raises(BadInput) as refused:
        order_columns([OrderFacts("9214", 0, day, date(2018, 1, 1), -1, "TX", -2)])
    assert {fault.code for fault in refused.value.faults} == {"places", "pay", "dates_out_of_order"}
