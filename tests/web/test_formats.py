"""Dates, money and numbers as each of the three languages writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from fairway.core import formats
from fairway.core.formats import Nearness
from fairway.engines.identity import PartialDate
from fairway.engines.kernel import BadInput, Money

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TUNIS = ZoneInfo("Africa/Tunis")


def plain(text: str) -> str:
    """Without the marks of direction and the narrow spaces, which no reader sees."""
    return text.translate({0x200F: None, 0x202F: " ", 0xA0: " "})


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "€1,250.50"), ("fr", "1 250,50 €"), ("ar", "1,250.50 €")],
)
def test_money_is_written_with_its_currency_as_the_language_does(language, expected):
    with override(language):
        assert plain(formats.money(Money.of("1250.50", "EUR"))) == expected


def test_a_sign_in_latin_letters_keeps_its_order_among_arabic_words():
    with override("ar"):
        assert "\u2066US$\u2069" in formats.money(Money.of("580.00", "USD"))


def test_money_shows_all_digits_of_its_minor_unit():
    with override("en"):
        assert formats.money(Money.of(7, "TND")) == "TND7.000"
        assert formats.money(Money.of(7, "JPY")) == "JP¥7"


def test_dollars_say_whose_they_are():
    with override("en"):
        assert formats.money(Money.of(1, "USD")) == "US$1.00"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thursday, 3 December 2026"),
        ("fr", "jeudi 3 décembre 2026"),
        ("ar", "الخميس، 3 ديسمبر 2026"),
    ],
)
def test_days_are_written_in_words(language, expected):
    with override(language):
        assert formats.weekday(date(2026, 12, 3)) == expected


def test_numbers_are_grouped_as_the_language_does():
    with override("fr"):
        assert plain(formats.number(12_930)) == "12 930"
    with override("ar"):
        assert formats.number(Decimal("12930.5")) == "12,930.5"


@pytest.mark.parametrize(
    ("known", "expected"),
    [("1990", "1990"), ("1990-05", "May 1990"), ("1990-05-03", "3 May 1990")],
)
def test_of_a_partial_date_only_what_is_known_is_written(known, expected):
    with override("en"):
        assert formats.partial_date(known) == expected
        assert formats.partial_date(PartialDate.parse(known)) == expected


@pytest.mark.parametrize("wrong", ["", "May 1990", "1990-5", "1990-13", "1990-02-30"])
def test_what_is_no_partial_date_is_refused(wrong):
    with pytest.raises(BadInput):
        formats.partial_date(wrong)


def test_a_deadline_says_day_hour_place_and_what_is_left():
    due = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    with override("en"):
        found = formats.deadline(due, NOW, TUNIS)
    assert found.on == "by Thursday, 26 November 2026, 17:00 (Tunis)"
    assert (found.left, found.nearness) == ("4 days left", Nearness.LATER)


@pytest.mark.parametrize(
    ("after", "left", "nearness"),
    [
        (timedelta(minutes=59), "less than an hour left", Nearness.TODAY),
        (timedelta(hours=5), "today, 5 hours left", Nearness.TODAY),
        (timedelta(days=1), "1 day left", Nearness.SOON),
        (timedelta(days=3), "3 days left", Nearness.SOON),
        (timedelta(days=4), "4 days left", Nearness.LATER),
        (-timedelta(minutes=1), "just passed", Nearness.PAST),
        (-timedelta(hours=3), "3 hours late", Nearness.PAST),
        (-timedelta(days=2), "2 days late", Nearness.PAST),
    ],
)
def test_what_is_left_is_counted_as_people_count(after, left, nearness):
    with override("en"):
        found = formats.deadline(NOW + after, NOW, TUNIS)
    assert (found.left, found.nearness) == (left, nearness)


def test_days_are_counted_on_the_calendar_of_the_place():
    late_evening = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    due = late_evening + timedelta(hours=1)
    with override("en"):
        in_tunis = formats.deadline(due, late_evening, TUNIS)
        in_manila = formats.deadline(due, late_evening, ZoneInfo("Asia/Manila"))
    assert in_tunis.left == "1 day left"  # there midnight lies between the two
    assert in_manila.left == "today, 1 hour left"


def test_hours_are_those_of_the_active_clock():
    with override("en"), timezone.override(ZoneInfo("Asia/Dubai")):
        assert formats.moment(NOW) == "22 November 2026, 13:00"
        assert formats.place_of_clock() == "Dubai"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "waiting since today"), (1, "waiting for 1 day"), (6, "waiting for 6 days")],
)
def test_waiting_is_counted_in_days(days, words):
    with override("en"):
        assert formats.since(NOW - timedelta(days=days), NOW, TUNIS) == words


def test_names_of_countries_and_languages_follow_the_reader():
    with override("fr"):
        assert formats.country("TN") == "Tunisie"
        assert formats.language_name("ar") == "arabe"
    assert formats.country("XQ") == "XQ"


def test_an_occupation_without_a_title_in_the_language_is_english_and_says_so():
    with override("ar"):
        assert formats.occupation("5120") == ("Cooks", "en")
    with override("fr"):
        assert formats.occupation("5120").foreign == ""
    assert formats.occupation("0000") == ("0000", "")


def test_a_rate_keeps_all_its_digits() -> None:
    assert formats.number(Decimal("3.6725")) == "3.6725"
    assert formats.number(12_930) == "12,930"
