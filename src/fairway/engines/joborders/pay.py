"""Rates by the hour, week, two weeks, month or year, made comparable.

A month is a twelfth of 52 weeks. Hours not stated, or stated below the 35 a week that both
programmes guarantee as full time (20 CFR 655.5, 655.135(f)), are taken as 35: the pay shown is
then the least that is guaranteed, and the order says so in a note.
"""

from __future__ import annotations

from decimal import Decimal

from fairway.engines.joborders.records import Pay, PayUnit
from fairway.engines.kernel import Money

WEEKS_A_YEAR = 52
MONTHS_A_YEAR = 12
GUARANTEED_HOURS = Decimal(35)
WEEK_HOURS = Decimal(24 * 7)
CURRENCY = "USD"

# A rate that comes to less or more than this a month was filed under the wrong unit, such as
# 1,389.67 "an hour" or 10.92 "a month": certified pay lies between the range herders' rate
# (20 CFR 655.211, about 1,206 in 2017) and some 10,000.
LEAST_A_MONTH = Decimal(500)
MOST_A_MONTH = Decimal(20_000)

UNITS = {
    "HOUR": PayUnit.HOUR,
    "HOURLY": PayUnit.HOUR,
    "WEEK": PayUnit.WEEK,
    "WEEKLY": PayUnit.WEEK,
    "BI-WEEKLY": PayUnit.FORTNIGHT,
    "MONTH": PayUnit.MONTH,
    "MONTHLY": PayUnit.MONTH,
    "YEAR": PayUnit.YEAR,
    "ANNUAL": PayUnit.YEAR,
    "YEARLY": PayUnit.YEAR,
}
# Filled in by the form or paid by output: no pay a month can be computed from these.
UNUSABLE_UNITS = {"": "no_pay_unit", "SELECT PAY RANGE": "no_pay_unit", "PIECE RATE": "piece_rate"}

_TIMES_A_YEAR = {
    PayUnit.WEEK: WEEKS_A_YEAR,
    PayUnit.FORTNIGHT: WEEKS_A_YEAR // 2,
    PayUnit.MONTH: MONTHS_A_YEAR,
    PayUnit.YEAR: 1,
}


def hours_are_usable(hours: Decimal | None) -> bool:
    """Whether the stated hours can be those of a full-time week."""
    return hours is not None and GUARANTEED_HOURS <= hours <= WEEK_HOURS


def comparable_pay(rate: Decimal, unit: PayUnit, hours: Decimal | None) -> Pay:
    """The rate as pay an hour and a month, rounded half up to the cent."""
    stated = hours_are_usable(hours)
    weekly = hours if stated and hours is not None else GUARANTEED_HOURS
    hours_a_year = weekly * WEEKS_A_YEAR
    a_year = rate * (hours_a_year if unit is PayUnit.HOUR else _TIMES_A_YEAR[unit])
    return Pay(
        rate=rate,
        unit=unit,
        weekly_hours=weekly,
        hours_stated=stated,
        hourly=Money.rounded(a_year / hours_a_year, CURRENCY),
        monthly=Money.rounded(a_year / MONTHS_A_YEAR, CURRENCY),
    )


def is_plausible(pay: Pay) -> bool:
    """Whether the rate can be meant for its unit."""
    return LEAST_A_MONTH <= pay.monthly.amount <= MOST_A_MONTH
