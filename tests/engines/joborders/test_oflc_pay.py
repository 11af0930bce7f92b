"""Hourly, weekly, two-weekly, monthly and yearly rates become comparable, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.engines.joborders.pay import comparable_pay
from fairway.engines.joborders.records import PayUnit
from fairway.engines.kernel import Money
from tests.engines.joborders.published import h2a, h2b


def pay(rate: str, unit: str, hours: str):
    (order,) = h2a(
        {"BASIC_RATE_OF_PAY": rate, "BASIC_UNIT_OF_PAY": unit, "BASIC_NUMBER_OF_HOURS": hours}
    ).orders
    return order.pay


@pytest.mark.parametrize(
    ("rate", "unit", "hours", "hourly", "monthly"),
    [
        ("12.00", "Hour", "40.0", "12.00", "2080.00"),  # 12 x 40 x 52 / 12
        ("480.00", "Week", "40.0", "12.00", "2080.00"),
        ("960.00", "Bi-Weekly", "40.0", "12.00", "2080.00"),
        ("2080.00", "Month", "40.0", "12.00", "2080.00"),
        ("24960.00", "Year", "40.0", "12.00", "2080.00"),
        ("1206.00", "Month", "48.0", "5.80", "1206.00"),
        ("$1,206.00", "Month", "48.0", "5.80", "1206.00"),
    ],
)
def test_one_wage_stated_in_five_units_is_the_same_wage(rate, unit, hours, hourly, monthly):
    read = pay(rate, unit, hours)
    assert (read.hourly, read.monthly) == (Money.of(hourly, "USD"), Money.of(monthly, "USD"))


@pytest.mark.parametrize("hours", ["", "12.77", "415.0"])
def test_hours_that_are_not_those_of_a_full_time_week_are_taken_as_the_guaranteed_35(hours):
    (order,) = h2b({"BASIC_NUMBER_OF_HOURS": hours, "BASIC_RATE_OF_PAY": "12.77"}).orders
    assert order.pay.hourly == Money.of("12.77", "USD")
    assert order.pay.monthly == Money.of("1936.78", "USD")  # 12.77 x 35 x 52 / 12 = 1,936.783...
    assert order.notes == ("hours_assumed",)


@given(
    st.decimals("0.01", "9999", places=2),
    st.sampled_from(list(PayUnit)),
    st.integers(35, 168),
)
def test_pay_an_hour_and_a_month_agree_within_the_rounding_of_both(rate, unit, hours):
    read = comparable_pay(rate, unit, Decimal(hours))
    a_month = read.hourly.amount * hours * 52 / 12
    # Half a cent an hour, over the hours of a month, and half a cent of the month.
    assert abs(a_month - read.monthly.amount) <= Decimal("0.005") * (Decimal(hours * 52) / 12 + 1)
