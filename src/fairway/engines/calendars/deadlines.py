"""When a period of days ends.

The day of the event is not counted, the period ends with the last hour of its last day, and a
period that would end on a day that is no working day ends with the next one. This is how
Regulation (EEC, Euratom) No 1182/71, Article 3, counts, and how most administrative laws do;
a law that lets a period end on a holiday is followed with ``roll=False``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fairway.engines.calendars.legal import DayKind
from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from fairway.engines.calendars.legal import LegalCalendar

LONGEST = 3_660  # days: ten years; a longer period is a mistake
_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)


class Unit(StrEnum):
    """Which days a period counts."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, or on which the period could not end."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period, its last second at the place, and the days passed over."""

    day: date
    at: datetime
    skipped: tuple[Skipped, ...]


def deadline(
    start: date | datetime,
    days: int,
    unit: Unit,
    calendar: LegalCalendar,
    *,
    roll: bool = True,
) -> Deadline:
    """Find the end of a period of ``days`` after the event at ``start``.

    A moment is first taken to the date that it is at the place of the calendar. Suspended days
    are never counted and never end a period, whatever the unit.
    """
    zone = ZoneInfo(calendar.zone)
    if not 0 <= days <= LONGEST:
        raise BadInput(Fault("days", str(days), f"from 0 to {LONGEST}", "days"))
    day = _local_day(start, zone)
    skipped: list[Skipped] = []
    counted = 0
    while counted < days:
        day += _DAY
        kind = calendar.kind(day)
        if kind is DayKind.SUSPENDED or (unit is Unit.WORKING and kind is not DayKind.WORKING):
            skipped.append(Skipped(day, calendar.why(day)))
        else:
            counted += 1
    while (kind := calendar.kind(day)) is not DayKind.WORKING and (
        roll or kind is DayKind.SUSPENDED
    ):
        skipped.append(Skipped(day, calendar.why(day)))
        day += _DAY
    return Deadline(day, datetime.combine(day, _LAST_SECOND, zone), tuple(skipped))


def _local_day(start: date | datetime, zone: ZoneInfo) -> date:
    if not isinstance(start, datetime):
        return start
    if start.tzinfo is None:
        raise BadInput(Fault("start", start.isoformat(), "a moment with its time zone", "naive"))
    return start.astimezone(zone).date()
