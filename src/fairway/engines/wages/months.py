"""The month that a wage is for."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from fairway.engines.kernel import BadInput, Fault, Period

_LAST_MONTH = 12


@cache
def _days(year: int, month: int) -> int:
    return monthrange(year, month)[1]


@dataclass(frozen=True, slots=True, order=True)
class WageMonth:
    """A month of the Gregorian calendar."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= _LAST_MONTH or not date.min.year <= self.year <= date.max.year:
            raise BadInput(Fault("month", f"{self.year}-{self.month}", "a month", "month"))

    @classmethod
    def of(cls, day: date) -> WageMonth:
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def days(self) -> int:
        """How many days it has."""
        return _days(self.year, self.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, self.days)

    @property
    def next(self) -> WageMonth:
        """The month after it."""
        year, month = divmod(self.year * 12 + self.month, 12)
        return WageMonth(year, month + 1)

    def days_within(self, period: Period) -> int:
        """How many of its days lie within a period."""
        start = max(self.first, period.start or self.first)
        end = min(self.last, period.end or self.last)
        return max((end - start).days + 1, 0)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
