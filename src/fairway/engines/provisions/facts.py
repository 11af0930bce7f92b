"""Facts about a person: what a pack asks for, read and checked before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fairway.engines.kernel import FactValue, Fault, Money, day_number
from fairway.engines.provisions.kinds import Base, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fairway.engines.provisions.model import FactDeclaration

_ACCEPTED = {
    "bool": "true or false",
    "int": "a whole number",
    "text": "a text",
    "date": "a date such as 2026-01-31",
    "texts": "a list of texts",
}


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A fact that a pack may ask for, with the words that name it to a person."""

    name: str
    type: str
    currency: str | None
    unit: str | None
    values: tuple[str, ...]
    labels: Mapping[str, str]
    description: str | None

    @classmethod
    def of(cls, name: str, declaration: FactDeclaration) -> FactSpec:
        return cls(
            name=name,
            type=declaration.type,
            currency=declaration.currency,
            unit=declaration.unit,
            values=tuple(declaration.values or ()),
            labels=declaration.label.by_language(),
            description=declaration.description,
        )

    @property
    def kind(self) -> Kind:
        """The kind under which conditions see it."""
        return Kind(Base(self.type), self.currency)

    @property
    def accepted(self) -> str:
        """What a value must be, in words."""
        if self.type == "money":
            return f"an amount in {self.currency}" if self.currency else "an amount with currency"
        if self.values:
            return f"{_ACCEPTED[self.type]} among: {', '.join(self.values)}"
        return _ACCEPTED[self.type]

    def fault(self, value: object, code: str = "fact_type") -> Fault:
        return Fault(self.name, str(value), self.accepted, code)

    def check(self, value: FactValue) -> Fault | None:
        """What is wrong with a value, or None. A value of None is a fact that is not known."""
        if value is None or self._fits(value):
            return None
        return self.fault(value)

    def _fits(self, value: FactValue) -> bool:
        match self.type:
            case "money":
                return isinstance(value, Money) and self.currency in {None, value.currency}
            case "texts":
                return isinstance(value, tuple) and all(self._listed(item) for item in value)
            case "text":
                return isinstance(value, str) and self._listed(value)
            case "bool":
                return isinstance(value, bool)
            case "int":
                return isinstance(value, int) and not isinstance(value, bool)
            case _:
                return type(value) is date

    def _listed(self, value: str) -> bool:
        return not self.values or value in self.values

    def read(self, raw: Any) -> FactValue | Fault:
        """A written value (from YAML, JSON or a command line) as a fact, or what is wrong."""
        try:
            value = _READERS.get(self.type, _as_is)(raw)
        except ValueError:
            return self.fault(raw)
        return self.check(value) or value


def _read_money(raw: Any) -> FactValue:
    amount, _, currency = str(raw).strip().partition(" ")
    return raw if isinstance(raw, Money) else Money.of(amount, currency.strip())


def _read_date(raw: Any) -> FactValue:
    return raw if isinstance(raw, date) else date.fromisoformat(str(raw))


def _read_texts(raw: Any) -> FactValue:
    items = [part.strip() for part in raw.split(",")] if isinstance(raw, str) else raw
    return tuple(str(item) for item in items if item)


def _read_int(raw: Any) -> FactValue:
    return raw if isinstance(raw, bool) else int(str(raw))


def _read_bool(raw: Any) -> FactValue:
    words: dict[str, FactValue] = {"true": True, "false": False}
    return words.get(str(raw).strip().lower(), str(raw))


def _as_is(raw: Any) -> FactValue:
    value: FactValue = raw
    return value


_READERS = {
    "money": _read_money,
    "date": _read_date,
    "texts": _read_texts,
    "int": _read_int,
    "bool": _read_bool,
}


def plain(value: FactValue) -> Any:
    """A value as conditions see it: money in minor units, a date as its day number."""
    if isinstance(value, Money):
        return value.minor
    if isinstance(value, date):
        return day_number(value)
    return value
