"""Legal time of an authority: its zone, weekend, public holidays and rulings.

`fairway.engines.calendars` counts; this loads what it counts on.
"""

from __future__ import annotations

from datetime import date, datetime

from fairway.core.accounts.models import Authority
from fairway.core.reference.models import CalendarRuling
from fairway.engines.calendars import (
    Deadline,
    Effect,
    LegalCalendar,
    Ruling,
    Unit,
    hijri,
)
from fairway.engines.calendars import deadline as end_of
from fairway.engines.kernel import Period


def legal_calendar(authority: Authority) -> LegalCalendar:
    """The calendar on which the authority's deadlines run, with every ruling it made."""
    rulings = CalendarRuling.objects.filter(authority=authority).order_by("created_at", "id")
    return LegalCalendar.of(
        authority.time_zone,
        authority.weekend,
        authority.country,
        (
            Ruling(
                Period(ruling.first_day, ruling.last_day),
                Effect(ruling.effect),
                f"{ruling.reason} ({ruling.legal_reference})",
            )
            for ruling in rulings
        ),
    )


def deadline(
    authority: Authority,
    start: date | datetime,
    days: int,
    unit: Unit = Unit.CALENDAR,
    *,
    roll: bool = True,
) -> Deadline:
    """When a period that began at ``start`` ends for the authority; see the engine's page."""
    return end_of(start, days, unit, legal_calendar(authority), roll=roll)


__all__ = ["Deadline", "Unit", "deadline", "hijri", "legal_calendar"]
