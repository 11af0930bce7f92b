"""Dates of which only a part is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.identity import PartialDate
from fairway.engines.kernel import BadInput

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("text", ["1998", "1998-04", "1998-04-23", "2000-02-29"])
def test_a_date_is_written_as_precisely_as_it_was_read(text):
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "98",
        "1998-4",
        "1998-13",
        "1998-04-31",
        "1999-02-29",
        "23/04/1998",
        "0000",
        "١٩٩٨",
        "1998-",
    ],
)
def test_what_is_no_date_is_refused_and_named(text):
    with pytest.raises(BadInput) as refusal:
        PartialDate.parse(text, field="birth_date")
    assert [(fault.field, fault.code) for fault in refusal.value.faults] == [("birth_date", "date")]


def test_a_day_without_its_month_is_refused():
    with pytest.raises(BadInput):
        PartialDate(1998, None, 4)


def test_a_month_ends_on_its_last_day_in_leap_years_too():
    assert PartialDate(2024, 2).latest == date(2024, 2, 29)
    assert PartialDate(2023, 2).latest == date(2023, 2, 28)


def test_the_age_of_somebody_of_whom_only_the_year_is_known_has_two_bounds():
    assert PartialDate(1998).age_bounds(TODAY) == (27, 28)
    assert PartialDate(1998, 12).age_bounds(TODAY) == (27, 27)
    assert PartialDate(1998, 11, 22).age_bounds(TODAY) == (28, 28)
    assert PartialDate(1998, 11, 23).age_bounds(TODAY) == (27, 27)


def test_somebody_born_on_a_leap_day_completes_a_year_on_the_first_of_march():
    leap = PartialDate(2000, 2, 29)
    assert leap.age_bounds(date(2018, 2, 28)) == (17, 17)
    assert leap.age_bounds(date(2018, 3, 1)) == (18, 18)


@pytest.mark.parametrize(
    ("birth", "code"),
    [("2026-11-23", "in_the_future"), ("2027", "in_the_future"), ("1850", "too_long_ago")],
)
def test_an_impossible_birth_date_is_refused(birth, code):
    with pytest.raises(BadInput) as refusal:
        PartialDate.parse(birth).check_birth(TODAY)
    assert refusal.value.faults[0].code == code


@pytest.mark.parametrize("birth", ["2026-11-22", "2026", "2026-11", "1901"])
def test_a_birth_date_that_can_be_true_is_accepted(birth):
    PartialDate.parse(birth).check_birth(TODAY)


def test_dates_of_which_parts_are_known_may_be_the_same_day():
    assert PartialDate(1998).may_equal(PartialDate(1998, 4, 23))
    assert PartialDate(1998, 4).may_equal(PartialDate(1998))
    assert not PartialDate(1998, 5).may_equal(PartialDate(1998, 4, 23))


def test_a_date_is_whole_when_its_day_is_known():
    assert [PartialDate.parse(t).is_whole for t in ("1998", "1998-04", "1998-04-23")] == [
        False,
        False,
        True,
    ]


_days = st.dates(date(1901, 1, 1), date(2026, 12, 31))


@given(_days, _days)
@settings(max_examples=100)
def test_the_true_age_lies_within_the_bounds_of_every_precision(birth, on):
    [low] = set(PartialDate.of(birth).age_bounds(on))
    for partial in (PartialDate(birth.year), PartialDate(birth.year, birth.month)):
        least, most = partial.age_bounds(on)
        assert least <= low <= most
        assert partial.earliest <= birth <= partial.latest


@given(_days)
@settings(max_examples=50)
def test_nobody_is_older_tomorrow_by_more_than_a_year(birth):
    [age] = set(PartialDate.of(birth).age_bounds(TODAY))
    [later] = set(PartialDate.of(birth).age_bounds(TODAY + timedelta(days=1)))
    assert later - age in {0, 1}
