"""One row of a disclosure file, read by what its columns hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fairway.engines.joborders.layouts import Column, Layout

_ISO_LENGTH = 10
HEADER_ROW = 1


def columns_of(layout: Layout, header: tuple[str, ...]) -> Mapping[Column, int]:
    """Where each column is; every required one that is absent is a fault of the file."""
    found: dict[Column, int] = {}
    faults: list[Fault] = []
    for column, names in layout.names.items():
        name = next((name for name in names if name in header), None)
        if name is not None:
            found[column] = header.index(name)
        elif column not in layout.optional:
            accepted = "a column named " + " or ".join(names)
            faults.append(Fault(names[0], "", accepted, "missing_column", HEADER_ROW))
    if faults:
        raise BadInput(*faults)
    return found


@dataclass(frozen=True, slots=True)
class Cells:
    """A row whose values are asked for by meaning. Unreadable values raise BadInput."""

    row: int
    values: tuple[str, ...]
    places: Mapping[Column, int]
    header: tuple[str, ...]

    def text(self, column: Column) -> str:
        """The value as written, '' where the file has no such column."""
        place = self.places.get(column)
        return "" if place is None else self.values[place]

    def fault(self, column: Column, accepted: str, code: str) -> Fault:
        """A fault that names this row's value by the file's own column name."""
        return Fault(self.header[self.places[column]], self.text(column), accepted, code, self.row)

    def decimal(self, column: Column) -> Decimal | None:
        """A number that is not negative, '$' and thousands commas allowed; None if blank."""
        text = self.text(column)
        if not text:
            return None
        number = _number(text)
        if number is None or number < 0:
            raise BadInput(self.fault(column, "a number of zero or more, or blank", "number"))
        return number

    def whole(self, column: Column) -> int | None:
        """A whole number ('15' or '15.0'), None if blank."""
        number = self.decimal(column)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise BadInput(self.fault(column, "a whole number, or blank", "number"))
        return int(number)

    def day(self, column: Column) -> date | None:
        """A date as 2017-05-01 (with or without a time) or 5/1/2017; None if blank."""
        text = self.text(column)
        if not text:
            return None
        read = _day(text)
        if read is None:
            raise BadInput(self.fault(column, "a date such as 2017-05-01, or blank", "date"))
        return read


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.removeprefix("$").replace(",", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        if "/" in text:
            month, day, year = text.partition(" ")[0].split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text[:_ISO_LENGTH])
    except ValueError:
        return None
