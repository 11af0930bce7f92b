"""The kinds of value that all documents share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from fairway.engines.kernel import BadInput, Fault, Money

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$"
_SHARE = r"^(0(\.[0-9]{1,9})?|1(\.0{1,9})?)$"


def _day(given: Any) -> Any:
    if isinstance(given, str) and _DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise PydanticCustomError("date_parsing", "a date such as 2026-11-22")


def _decimal(pattern: str, words: str) -> BeforeValidator:
    form = re.compile(pattern)

    def read(given: Any) -> Any:
        if isinstance(given, str) and form.fullmatch(given):
            return Decimal(given)
        raise PydanticCustomError("decimal_parsing", words)

    return BeforeValidator(read)


# A reference within a document: any text that names one thing.
Ref = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Points = Annotated[int, Field(ge=-(2**53), le=2**53)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
# A number with a point is text, as JSON readers make a float of it that is no longer what it was.
Amount = Annotated[
    Decimal,
    _decimal(_AMOUNT, "a decimal number in a text, such as 12.50"),
    WithJsonSchema({"type": "string", "pattern": _AMOUNT}),
]
Share = Annotated[
    Decimal,
    _decimal(_SHARE, "a share of one in a text, such as 0.8"),
    WithJsonSchema({"type": "string", "pattern": _SHARE}),
]
Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]


class Shape(BaseModel):
    """A part of a document: nothing unknown is passed over, and no text is read as a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class MoneyGiven(Shape):
    """A sum in one currency (ISO 4217), no finer than the currency's minor unit."""

    amount: Amount
    currency: Code

    def read(self, reading: Reading, path: str) -> Money:
        """The sum; what is wrong with it is kept."""
        return reading.money(path, self.amount, self.currency)


class MoneyFound(Shape):
    """A sum in one currency (ISO 4217)."""

    amount: str
    currency: str

    @classmethod
    def of(cls, money: Money) -> MoneyFound:
        """The same sum as text."""
        return cls(amount=str(money.amount), currency=money.currency)


class Reading:
    """Reads the parts of a document one after the other and keeps what is wrong with each."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def money(self, path: str, amount: Decimal, currency: str) -> Money:
        """A sum, or nothing of euros where it is none, its fault kept."""
        try:
            return Money(amount, currency)
        except BadInput as error:
            self.refused(path, error)
            return Money(Decimal(0), "EUR")

    def refused(self, path: str, error: BadInput) -> None:
        """Keep the faults of a part under its own path."""
        self.faults += [at(path, fault) for fault in error.faults]

    def finish(self) -> None:
        """Raise BadInput if anything was wrong."""
        if self.faults:
            raise BadInput(*self.faults)


def at(path: str, fault: Fault) -> Fault:
    """The same fault, told from the whole document's beginning."""
    field = f"{path}.{fault.field}" if path else fault.field
    return Fault(field, fault.value, fault.accepted, fault.code, fault.row)


def by_name(sums: Mapping[str, Money]) -> dict[str, MoneyFound]:
    """Sums by their names, as text."""
    return {name: MoneyFound.of(money) for name, money in sums.items()}
