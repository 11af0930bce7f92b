"""Dates as sources give them: a day, or only a month or a year, never made more exact."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_SHAPE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class Partial:
    """A day that is known to lie between ``first`` and ``last``; ``text`` is as written."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


def read_partial(value: Any) -> Partial:
    """Read 2004, 2004-05 or 2004-05-10; raises ValueError for anything else."""
    if isinstance(value, Partial):
        return value
    match = _SHAPE.match(value.isoformat() if isinstance(value, date) else str(value))
    if match is None:
        raise ValueError("write a date as 2004-05-10, or 2004-05 or 2004 if no more is known")
    year, month, day = (int(part) if part else None for part in match.groups())
    first = date(year or 1, month or 1, day or 1)
    last_month = month or 12
    last = date(first.year, last_month, day or monthrange(first.year, last_month)[1])
    return Partial(match.group(0), first, last)


PartialDate = Annotated[
    Partial,
    BeforeValidator(read_partial),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {"type": ["string", "integer"], "description": "2004-05-10, or 2004-05, or 2004"}
    ),
]


def certain_span(start: Partial | None, end: Partial | None) -> tuple[date, date]:
    """The days on which a value is surely in force, whatever the unknown day or month was.

    A value "from 2004" is surely in force from the last day of 2004, one "to 2004" until the
    first: in between nobody knows, and what nobody knows does not decide.
    """
    first = date.min if start is None else start.last
    last = date.max if end is None else end.first
    return first, last
