"""Dates, money, numbers and names as the reader's language writes them. Text, no markup.

The language is the active one. Digits are European in all three languages, as the official
papers of the corridors print them; English is written the international way (3 December 2026).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fairway.engines.identity import PartialDate
from fairway.engines.occupations import isco

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fairway.engines.kernel import Money

_REGIONS = {"en": "en_GB"}
_HOUR = timedelta(hours=1)
_LATIN_SYMBOL = re.compile(r"[A-Z]+\$")


def language() -> str:
    """The reader's language, ISO 639-1."""
    return (get_language() or "en").split("-")[0]


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(_REGIONS.get(code, code))


def locale() -> Locale:
    """The reader's locale."""
    return _locale(language())


def money(value: Money) -> str:
    """``€1,250.50``, ``1 250,50 €``: always all digits of the minor unit."""
    text = format_currency(value.amount, value.currency, locale=locale())
    if locale().text_direction == "rtl":
        # Else "US$" would be read as "$US" among words that run from right to left.
        return _LATIN_SYMBOL.sub("\u2066\\g<0>\u2069", text)
    return text


def number(value: Decimal | float) -> str:
    """``12,930``, ``12 930``: every digit that is there, for a rate must not be rounded unseen."""
    return format_decimal(value, locale=locale(), decimal_quantization=False)


def percent(share: Decimal | float) -> str:
    """A share of one, to the whole hundredth: 0.125 is ``12%``."""
    return format_percent(share, locale=locale())


def day(value: date) -> str:
    """``3 December 2026``."""
    return format_date(value, "long", locale=locale())


def short_day(value: date) -> str:
    """``3 Dec 2026``, for columns."""
    return format_skeleton("yMMMd", value, locale=locale())


def weekday(value: date) -> str:
    """``Thursday, 3 December 2026``."""
    return format_date(value, "full", locale=locale())


def hour(value: datetime, zone: tzinfo | None = None) -> str:
    """``17:00``, on the clocks of the zone (else of the active one)."""
    return format_time(timezone.localtime(value, zone), "short", locale=locale())


def moment(value: datetime, zone: tzinfo | None = None) -> str:
    """``3 December 2026, 17:00``."""
    local = timezone.localtime(value, zone)
    return _("%(day)s, %(hour)s") % {"day": day(local.date()), "hour": hour(value, zone)}


def place_of_clock(zone: tzinfo | None = None) -> str:
    """Name the place whose clocks are meant: ``Tunis``."""
    chosen = zone or timezone.get_current_timezone()
    return get_timezone_location(chosen, locale=locale(), return_city=True)


def partial_date(value: PartialDate | str) -> str:
    """A date of which only a part may be known (ISO 8601): ``1990``, ``May 1990``."""
    known = PartialDate.parse(str(value))
    if known.month is None:
        return str(known.year)
    if known.day is None:
        return format_skeleton("yMMMM", known.earliest, locale=locale())
    return day(known.earliest)


class Nearness(StrEnum):
    """How near a deadline is, for those who sort or mark by it."""

    PAST = "past"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


class Deadline(NamedTuple):
    """A deadline in words: the day and hour, what is left, and how near it is."""

    on: str
    left: str
    nearness: Nearness


_SOON_DAYS = 3


def deadline(due: datetime, now: datetime, zone: tzinfo | None = None) -> Deadline:
    """``by Thursday, 3 December 2026, 17:00 (Tunis)`` and ``4 days left``.

    Days are counted on the calendar of the zone, as people count them.
    """
    words = _("by %(day)s, %(hour)s (%(place)s)") % {
        "day": weekday(timezone.localtime(due, zone).date()),
        "hour": hour(due, zone),
        "place": place_of_clock(zone),
    }
    days = (timezone.localtime(due, zone).date() - timezone.localtime(now, zone).date()).days
    if due < now:
        return Deadline(words, _late(now - due, -days), Nearness.PAST)
    if days == 0:
        return Deadline(words, _hours_left(due - now), Nearness.TODAY)
    left = ngettext("%(count)s day left", "%(count)s days left", days) % {"count": number(days)}
    return Deadline(words, left, Nearness.SOON if days <= _SOON_DAYS else Nearness.LATER)


def _late(by: timedelta, days: int) -> str:
    if days == 0:
        hours = by // _HOUR
        if hours == 0:
            return _("just passed")
        text = ngettext("%(count)s hour late", "%(count)s hours late", hours)
        return text % {"count": number(hours)}
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": number(days)}


def _hours_left(left: timedelta) -> str:
    hours = left // _HOUR
    if hours == 0:
        return _("less than an hour left")
    text = ngettext("today, %(count)s hour left", "today, %(count)s hours left", hours)
    return text % {"count": number(hours)}


def since(then: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """How long something has waited: ``waiting since today``, ``waiting for 5 days``."""
    days = (timezone.localtime(now, zone).date() - timezone.localtime(then, zone).date()).days
    if days <= 0:
        return _("waiting since today")
    text = ngettext("waiting for %(count)s day", "waiting for %(count)s days", days)
    return text % {"count": number(days)}


def listed(items: Sequence[str]) -> str:
    """``Arabic, French and English``."""
    return format_list(items, locale=locale())


def country(code: str) -> str:
    """The name of a country by its ISO 3166-1 code; an unknown code stays as it is."""
    return str(locale().territories.get(code, code))


def language_name(code: str) -> str:
    """The name of a language by its ISO 639-1 code; an unknown code stays as it is."""
    return str(locale().languages.get(code, code))


class Occupation(NamedTuple):
    """An occupation's title; ``foreign`` is the language it is in when it is not the reader's."""

    title: str
    foreign: str


def occupation(code: str) -> Occupation:
    """The ISCO-08 title in the reader's language, or in English and marked as such."""
    try:
        found = isco.title(code, language())
    except KeyError:
        return Occupation(code, "")
    return Occupation(found.text, isco.FALLBACK if found.is_fallback else "")
