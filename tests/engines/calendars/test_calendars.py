"""Deadlines on legal calendars, checked against published examples and as properties."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.calendars import (
    DayKind,
    Effect,
    LegalCalendar,
    Ruling,
    Unit,
    deadline,
    hijri,
    public_holidays,
)
from fairway.engines.kernel import BadInput, Country, Period

TUNIS = LegalCalendar.of("Africa/Tunis", [6, 7], "TN")
PARIS = LegalCalendar.of("Europe/Paris", [6, 7], "FR")
DUBAI = LegalCalendar.of("Asia/Dubai", [6, 7], "AE")
KABUL = LegalCalendar.of("Asia/Kabul", [4, 5], "AF")

days_of_a_few_years = st.dates(date(2020, 1, 1), date(2035, 12, 31))
calendars = st.sampled_from([TUNIS, PARIS, DUBAI, KABUL])
units = st.sampled_from(list(Unit))


def suspended(start: date, end: date) -> Ruling:
    return Ruling(Period(start, end), Effect.SUSPENSION, "Decree: offices closed by flood")


def test_the_day_of_the_event_is_not_counted():
    # A Monday; ten days later is a Thursday.
    assert deadline(date(2026, 11, 23), 10, Unit.CALENDAR, PARIS).day == date(2026, 12, 3)


def test_a_period_that_ends_on_a_holiday_ends_with_the_next_working_day():
    # 1 May 2026, Labour Day, is a Friday; the next working day is Monday 4 May.
    found = deadline(date(2026, 4, 21), 10, Unit.CALENDAR, PARIS)
    assert found.day == date(2026, 5, 4)
    assert [(s.day.day, s.why) for s in found.skipped] == [
        (1, "Labor Day"),
        (2, "weekend"),
        (3, "weekend"),
    ]


def test_a_law_without_that_rule_lets_a_period_end_on_a_holiday():
    assert deadline(date(2026, 4, 21), 10, Unit.CALENDAR, PARIS, roll=False).day == date(2026, 5, 1)


def test_working_days_pass_over_weekends_and_holidays():
    # From Wednesday 29 April 2026: Thursday 30 is the first, Monday 4 May the second.
    assert deadline(date(2026, 4, 29), 2, Unit.WORKING, PARIS).day == date(2026, 5, 4)


def test_a_weekend_is_what_the_authority_says_it_is():
    # Kabul works on Saturday and Sunday and rests on Thursday and Friday.
    assert deadline(date(2026, 11, 18), 1, Unit.WORKING, KABUL).day == date(2026, 11, 21)


def test_holidays_that_follow_the_moon_are_known_and_marked_until_declared():
    # Eid al-Fitr 1448 is expected for 9 March 2027 in Tunisia; 2026's is on record in the Emirates.
    eid = public_holidays(Country("TN"), 2027)[date(2027, 3, 9)]
    assert (eid.name, eid.estimated) == ("Eid al-Fitr", True)
    assert DUBAI.kind(date(2026, 3, 20)) is DayKind.HOLIDAY
    assert not public_holidays(Country("AE"), 2026)[date(2026, 3, 20)].estimated


def test_a_declared_day_overrides_the_computed_one():
    moved = LegalCalendar.of(
        "Africa/Tunis",
        [6, 7],
        "TN",
        [
            Ruling(Period(date(2027, 3, 9), date(2027, 3, 9)), Effect.WORKING, "Moon not seen"),
            Ruling(Period(date(2027, 3, 12), date(2027, 3, 12)), Effect.HOLIDAY, "Eid, declared"),
        ],
    )
    assert moved.is_working(date(2027, 3, 9))
    assert moved.why(date(2027, 3, 12)) == "Eid, declared"
    assert not TUNIS.is_working(date(2027, 3, 9))


def test_suspended_days_stop_the_clock_for_both_units():
    flood = LegalCalendar.of(
        "Europe/Paris", [6, 7], "FR", [suspended(date(2026, 11, 24), date(2026, 12, 7))]
    )
    # Fourteen days stand still: the five calendar days end on Saturday 12 December instead of
    # Saturday 28 November, the five working days on Monday 14 December instead of the 30th.
    start = date(2026, 11, 23)
    assert deadline(start, 5, Unit.CALENDAR, PARIS, roll=False).day == date(2026, 11, 28)
    assert deadline(start, 5, Unit.CALENDAR, flood, roll=False).day == date(2026, 12, 12)
    assert deadline(start, 5, Unit.WORKING, PARIS).day == date(2026, 11, 30)
    assert deadline(start, 5, Unit.WORKING, flood).day == date(2026, 12, 14)


def test_a_moment_late_in_the_evening_belongs_to_the_day_of_the_place():
    # 22:30 UTC on 22 November is already the 23rd in Dubai.
    moment = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert deadline(moment, 1, Unit.CALENDAR, DUBAI).day == date(2026, 11, 24)
    found = deadline(moment, 1, Unit.CALENDAR, DUBAI).at
    assert found.astimezone(UTC) == datetime(2026, 11, 24, 19, 59, 59, tzinfo=UTC)


def test_the_end_of_a_day_follows_summer_time():
    # France leaves summer time on 25 October 2026: the day ends at 22:59:59 UTC the day after.
    before = deadline(date(2026, 10, 22), 1, Unit.CALENDAR, PARIS).at
    after = deadline(date(2026, 10, 25), 1, Unit.CALENDAR, PARIS).at
    assert (before.astimezone(UTC).hour, after.astimezone(UTC).hour) == (21, 22)


@given(days_of_a_few_years, st.integers(0, 90), units, calendars)
@settings(max_examples=150, deadline=None)
def test_a_deadline_is_a_working_day_and_never_early(start, days, unit, calendar):
    found = deadline(start, days, unit, calendar)
    assert calendar.is_working(found.day)
    assert found.day >= start + timedelta(days=days)


@given(days_of_a_few_years, st.integers(0, 60), units, calendars)
@settings(max_examples=150, deadline=None)
def test_a_longer_period_and_a_later_start_never_end_earlier(start, days, unit, calendar):
    found = deadline(start, days, unit, calendar).day
    assert deadline(start, days + 1, unit, calendar).day >= found
    assert deadline(start + timedelta(days=1), days, unit, calendar).day >= found


@given(days_of_a_few_years, st.integers(1, 60), calendars)
@settings(max_examples=100, deadline=None)
def test_working_days_are_counted_one_by_one(start, days, calendar):
    end = deadline(start, days, Unit.WORKING, calendar).day
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(calendar.is_working(day) for day in between) == days


@given(days_of_a_few_years, st.integers(0, 30), units, st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_suspension_never_shortens_a_period(start, days, unit, length):
    first = start + timedelta(days=3)
    held = LegalCalendar.of(
        "Africa/Tunis", [6, 7], "TN", [suspended(first, first + timedelta(days=length))]
    )
    found = deadline(start, days, unit, held).day
    assert found >= deadline(start, days, unit, TUNIS).day
    assert not first <= found <= first + timedelta(days=length)


def test_a_hijri_date_is_that_of_the_umm_al_qura_calendar():
    # The first of Ramadan 1446 fell on 1 March 2025 (Umm al-Qura, as Saudi Arabia announced).
    found = hijri(date(2025, 3, 1))
    assert str(found) == "1446-09-01"
    assert (found.month_en, found.month_ar) == ("Ramadan", "رمضان")


@given(st.dates(date(1924, 8, 1), date(2077, 11, 15)))
@settings(max_examples=150, deadline=None)
def test_hijri_dates_follow_one_another(day):
    today, tomorrow = hijri(day), hijri(day + timedelta(days=1))
    assert tomorrow.day == today.day + 1 or (tomorrow.day == 1 and today.day in (29, 30))


def test_what_cannot_be_a_calendar_is_refused_with_every_fault():
    with pytest.raises(BadInput) as refused:
        LegalCalendar.of("Mars/Olympus", [1, 2, 3, 4, 5, 6, 7], "TN")
    assert [fault.code for fault in refused.value.faults] == ["zone", "weekend"]


@pytest.mark.parametrize("days", [-1, 3_661])
def test_a_period_of_impossible_length_is_refused(days):
    with pytest.raises(BadInput, match="from 0 to 3660"):
        deadline(date(2026, 11, 22), days, Unit.CALENDAR, PARIS)


def test_a_moment_without_its_zone_is_refused():
    with pytest.raises(BadInput, match="time zone"):
        deadline(datetime(2026, 11, 22, 9, 0), 1, Unit.CALENDAR, PARIS)  # noqa: DTZ001  the fault


def test_a_ruling_without_an_end_is_refused():
    with pytest.raises(BadInput, match="a last day"):
        Ruling(Period(date(2026, 1, 1), None), Effect.SUSPENSION, "Strike")


def test_a_hijri_date_beyond_the_published_tables_is_refused():
    with pytest.raises(BadInput, match="2077-11-16"):
        hijri(date(2100, 1, 1))
