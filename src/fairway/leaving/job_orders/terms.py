"""The further terms of a job order, typed: what a contract later says and packs may ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import partial
from typing import Any

from fairway.engines.kernel import BadInput, Fault

_LONGEST_NOTE = 2_000
_LONGEST_LABEL = 100
_MOST_DEDUCTIONS = 20


class Payer(StrEnum):
    """Who bears a cost."""

    EMPLOYER = "employer"
    SHARED = "shared"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms beside pay, hours and dates. None: the order does not say.

    ``overtime_percent`` is of the basic hourly pay (125: a quarter more); ``deductions`` are
    sums a month in the currency of the pay, each with what it is for.
    """

    weekly_rest_days: int | None = None
    daily_rest_hours: int | None = None
    annual_leave_days: int | None = None
    probation_months: int | None = None
    overtime_percent: int | None = None
    sick_pay: bool | None = None
    meals: bool | None = None
    health_insurance: Payer | None = None
    outbound_travel: Payer | None = None
    return_travel: Payer | None = None
    deductions: tuple[tuple[str, Decimal], ...] = ()
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Write it as JSON-able data; what the order does not say is left out."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        data["deductions"] = [[label, str(amount)] for label, amount in self.deductions]
        return {name: value for name, value in data.items() if value not in (None, [], "")}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Terms:
        """Read what `as_json` wrote, or what a client sent; raises BadInput with every fault."""
        faults: list[Fault] = []
        values: dict[str, Any] = {}
        for name, value in data.items():
            term = _TERMS.get(name)
            if term is None:
                accepted = "one of " + ", ".join(_TERMS)
                faults.append(Fault(str(name)[:60], "", accepted, "unknown_term"))
            elif value is not None:
                try:
                    values[name] = term.read(value)
                except (TypeError, ValueError, InvalidOperation):
                    faults.append(Fault(name, str(value)[:64], term.accepted, "term"))
        if faults:
            raise BadInput(*faults)
        return cls(**values)


@dataclass(frozen=True, slots=True)
class _Term:
    """How one term is read; a reader raises where the value is not one of what is accepted."""

    read: Callable[[Any], Any]
    accepted: str


def _whole(value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError(value)
    return value


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _note(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NOTE:
        raise ValueError(value)
    return value.strip()


def _deductions(value: Any) -> tuple[tuple[str, Decimal], ...]:
    if isinstance(value, str) or len(value) > _MOST_DEDUCTIONS:
        raise ValueError(value)
    return tuple(_deduction(*item) for item in value)


def _deduction(label: Any, amount: Any) -> tuple[str, Decimal]:
    money = Decimal(str(amount))
    if not money.is_finite() or money < 0 or not str(label).strip():
        raise ValueError(amount)
    return str(label).strip()[:_LONGEST_LABEL], money


def _up_to(most: int) -> _Term:
    """A whole number; ``most`` is the most that is sensible, so that a slip is caught."""
    return _Term(partial(_whole, most=most), f"a whole number from 0 to {most}")


_YES_NO = _Term(_yes_no, "true or false")
_PAYER = _Term(Payer, ", ".join(Payer))
_TERMS: Mapping[str, _Term] = {
    "weekly_rest_days": _up_to(7),
    "daily_rest_hours": _up_to(24),
    "annual_leave_days": _up_to(366),
    "probation_months": _up_to(24),
    "overtime_percent": _up_to(1_000),
    "sick_pay": _YES_NO,
    "meals": _YES_NO,
    "health_insurance": _PAYER,
    "outbound_travel": _PAYER,
    "return_travel": _PAYER,
    "deductions": _Term(_deductions, 'a list such as [["housing", "100.00"]], none negative'),
    "note": _Term(_note, f"a text of at most {_LONGEST_NOTE} characters"),
}
