"""Legal time: working days, deadlines on an authority's calendar, Hijri dates."""

from fairway.engines.calendars.deadlines import Deadline, Skipped, Unit, deadline
from fairway.engines.calendars.hijri import Hijri, hijri
from fairway.engines.calendars.legal import (
    DayKind,
    Effect,
    Holiday,
    LegalCalendar,
    Ruling,
    public_holidays,
)

__all__ = [
    "DayKind",
    "Deadline",
    "Effect",
    "Hijri",
    "Holiday",
    "LegalCalendar",
    "Ruling",
    "Skipped",
    "Unit",
    "deadline",
    "hijri",
    "public_holidays",
]
