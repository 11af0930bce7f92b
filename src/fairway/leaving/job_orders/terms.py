"""The further terms of a job order, typed: what a contract later says and packs may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from fairway.engines.kernel import BadInput, Fault

_LONGEST_NOTE = 2_000


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
        data: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value in ((), ""):
                continue
            if field.name == "deductions":
                data[field.name] = [[label, str(amount)] for label, amount in value]
            else:
                data[field.name] = value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Terms:
        """Read what `as_json` wrote, or what a client sent; raises BadInput with every fault."""
        faults: list[Fault] = []
        known = {field.name for field in fields(cls)}
        for name in data:
            if name not in known:
                faults.append(Fault(name, "", "one of " + ", ".join(sorted(known)), "unknown_term"))
        values: dict[str, Any] = {
            name: _value(name, data[name], faults) for name in data if name in known
        }
        if faults:
            raise BadInput(*faults)
        return cls(**values)


# The most that is sensible, so that a slip of the key is caught.
_WHOLE = {
    "weekly_rest_days": 7,
    "daily_rest_hours": 24,
    "annual_leave_days": 366,
    "probation_months": 24,
    "overtime_percent": 1_000,
}
_YES_NO = {"sick_pay", "meals"}
_PAYERS = {"health_insurance", "outbound_travel", "return_travel"}


def _value(name: str, value: Any, faults: list[Fault]) -> Any:
    if value is None:
        return () if name == "deductions" else "" if name == "note" else None
    if name in _WHOLE:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _WHOLE[name]:
            return value
        faults.append(_fault(name, value, f"a whole number from 0 to {_WHOLE[name]}"))
    elif name in _YES_NO:
        if isinstance(value, bool):
            return value
        faults.append(_fault(name, value, "true or false"))
    elif name in _PAYERS:
        if value in set(Payer):
            return Payer(value)
        faults.append(_fault(name, value, ", ".join(Payer)))
    elif name == "deductions":
        return _deductions(value, faults)
    elif isinstance(value, str) and len(value) <= _LONGEST_NOTE:
        return value
    else:
        faults.append(_fault(name, value, f"a text of at most {_LONGEST_NOTE} characters"))
    return None


def _deductions(value: Any, faults: list[Fault]) -> tuple[tuple[str, Decimal], ...]:
    found = []
    accepted = 'a list such as [["housing", "100.00"]], no amount negative'
    if not isinstance(value, list | tuple):
        faults.append(_fault("deductions", value, accepted))
        return ()
    for item in value:
        try:
            label, amount = item
            money = Decimal(str(amount))
        except (TypeError, ValueError, InvalidOperation):
            faults.append(_fault("deductions", item, accepted))
            continue
        if not money.is_finite() or money < 0 or not isinstance(label, str) or not label.strip():
            faults.append(_fault("deductions", item, accepted))
            continue
        found.append((label.strip()[:100], money))
    return tuple(found)


def _fault(name: str, value: Any, accepted: str) -> Fault:
    return Fault(name, str(value)[:64], accepted, "term")
