"""Dates of which only the year, or year and month, are known, as many birth records hold them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from fairway.engines.kernel import BadInput, Fault

# The longest documented human life is 122 years; an older birth date is a slip of the pen.
OLDEST_AGE = 125

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ACCEPTED = "a year, year-month or date such as 1998, 1998-04 or 1998-04-23"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year; a month of it where known; a day of that where known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise BadInput(Fault("date", str(self), _ACCEPTED, "date"))
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise BadInput(Fault("date", str(self), _ACCEPTED, "date")) from error

    @classmethod
    def parse(cls, text: str, *, field: str = "date") -> PartialDate:
        """Read ISO 8601 at reduced precision: ``1998``, ``1998-04``, ``1998-04-23``."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise BadInput(Fault(field, text[:32], _ACCEPTED, "date"))
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            return cls(year or 0, month, day)
        except BadInput as error:
            raise BadInput(Fault(field, text[:32], _ACCEPTED, "date")) from error

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Wrap a date that is known whole."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def is_whole(self) -> bool:
        """Whether year, month and day are known."""
        return self.day is not None

    def may_equal(self, other: PartialDate) -> bool:
        """Whether both can mean the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def age_bounds(self, on: date) -> tuple[int, int]:
        """The least and the greatest age in whole years that a person born then has on a day.

        Somebody born on 29 February completes a year on 1 March where there is no such day.
        A least age below zero means that the person may not have been born yet.
        """
        return _age(self.latest, on), _age(self.earliest, on)

    def check_birth(self, today: date, *, field: str = "birth_date") -> None:
        """Refuse as a birth date what lies in the future or beyond a human life."""
        if self.earliest > today:
            raise BadInput(Fault(field, str(self), f"{today} or before", "in_the_future"))
        first = today.year - OLDEST_AGE
        if self.year < first:
            raise BadInput(Fault(field, str(self), f"{first} or later", "too_long_ago"))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
