"""Dates, day numbers and periods. No clock: today is always an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fairway.engines.kernel.errors import BadInput, Fault

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Whole days since 1970-01-01, the form in which conditions compare dates."""
    return (day - _EPOCH).days


def from_day_number(number: int) -> date:
    """The date of a day number."""
    return _EPOCH + timedelta(days=number)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included; ``None`` leaves a side open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise BadInput(
                Fault("end", self.end.isoformat(), f"{self.start} or later", "dates_out_of_order")
            )

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        starts_before = self.start is None or other.end is None or self.start <= other.end
        ends_after = self.end is None or other.start is None or other.start <= self.end
        return starts_before and ends_after
