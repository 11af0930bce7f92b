"""Dates of the Islamic calendar: Umm al-Qura, as official documents of the Gulf carry them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hijridate import Gregorian

from fairway.engines.kernel import BadInput, Fault

# The months and years for which the Umm al-Qura tables are published and verified.
FIRST, LAST = date(1924, 8, 1), date(2077, 11, 16)


@dataclass(frozen=True, slots=True)
class Hijri:
    """A date of the Umm al-Qura calendar, with its month's name in Arabic and English."""

    year: int
    month: int
    day: int
    month_ar: str
    month_en: str

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def hijri(day: date) -> Hijri:
    """Convert a Gregorian date; BadInput outside 1924-08-01 to 2077-11-16."""
    if not FIRST <= day <= LAST:
        raise BadInput(Fault("date", day.isoformat(), f"from {FIRST} to {LAST}", "hijri_range"))
    found = Gregorian(day.year, day.month, day.day).to_hijri()
    return Hijri(found.year, found.month, found.day, found.month_name("ar"), found.month_name("en"))
