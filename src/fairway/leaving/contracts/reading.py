"""Reading terms of work from any written form, with every fault at once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Fault, Money, fact_from_json
from fairway.leaving.contracts.terms import Cover, DeductionKind, Terms, accepted_for

if TYPE_CHECKING:
    from fairway.engines.kernel import FactValue


def from_json(data: Mapping[str, Any]) -> Terms:
    """Read what `to_json` wrote, or what a person or program sent. Raises `BadInput`.

    Money may also be written ``1500.00 EUR``, a date ``2027-01-31``, yes and no as true and false.
    """
    faults = [
        Fault(name, str(data[name])[:40], _("a term that is known"), "unknown_term")
        for name in data
        if name not in _READERS
    ]
    values: dict[str, Any] = {}
    for f in fields(Terms):
        given = data.get(f.name)
        try:
            values[f.name] = _read(f.name, given)
        except BadInput as error:
            faults += [Fault(f.name, x.value, x.accepted, x.code) for x in error.faults]
        except (ValueError, TypeError, ArithmeticError):
            faults.append(Fault(f.name, _shown(given), accepted_for(f.name), "term"))
    if faults:
        raise BadInput(*faults)
    return Terms(**values)


def _read(name: str, given: Any) -> Any:
    if given is None or given == "":
        if name == "deductions":
            return {}
        if name in _DEFAULTS:
            return _DEFAULTS[name]
        raise ValueError(name)
    return _READERS[name](given)


def _shown(given: Any) -> str:
    return "" if given is None else str(given)[:40]


def _money(given: Any) -> Money:
    if isinstance(given, str):
        amount, _, currency = given.strip().partition(" ")
        return Money.of(amount, currency.strip())
    value = given if isinstance(given, Money) else fact_from_json(given)
    if not isinstance(value, Money):
        raise TypeError("not money")
    return value


def _date(given: Any) -> date:
    value: FactValue = given if isinstance(given, date) else None
    if value is None:
        value = date.fromisoformat(given) if isinstance(given, str) else fact_from_json(given)
    if not isinstance(value, date):
        raise TypeError("not a date")
    return value


def _int(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise TypeError("not a whole number")
    return int(given)


def _decimal(given: Any) -> Decimal:
    value = given if isinstance(given, Decimal) else fact_from_json(given)
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise TypeError("not a number")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("not a number")
    return number.quantize(Decimal("0.01"))


def _bool(given: Any) -> bool:
    found = {True: True, False: False, "true": True, "false": False}.get(given)
    if found is None or isinstance(given, int) != isinstance(given, bool):
        raise ValueError("neither true nor false")
    return found


def _text(given: Any) -> str:
    text = " ".join(str(given).split())
    if not isinstance(given, str) or not text:
        raise ValueError("no text")
    return text


def _deductions(given: Any) -> dict[DeductionKind, Money]:
    return {DeductionKind(kind): _money(amount) for kind, amount in dict(given).items()}


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "pay": _money,
    "deductions": _deductions,
    "weekly_hours": _decimal,
    "weekly_rest_days": _int,
    "housing": Cover,
    "place": _text,
    "start": _date,
    "end": _date,
    "occupation": _text,
    "food": Cover,
    "medical_care": Cover,
    "insurance": Cover,
    "travel_out": Cover,
    "travel_home": Cover,
    "probation_months": _int,
    "annual_leave_days": _int,
    "sick_pay": _bool,
    "daily_rest_hours": _int,
    "night_rest_hours": _int,
    "overtime_percent": _int,
    "wage_account": _bool,
    "passport_kept": _bool,
    "phone_kept": _bool,
    "joint_liability": _bool,
}
_DEFAULTS: Mapping[str, Any] = {
    "end": None,
    "probation_months": 0,
    **dict.fromkeys(
        (
            "weekly_hours", "weekly_rest_days", "annual_leave_days", "daily_rest_hours",
            "night_rest_hours", "overtime_percent", "sick_pay",
            "wage_account", "passport_kept", "phone_kept", "joint_liability",
        )
    ),
    **dict.fromkeys(
        ("food", "medical_care", "insurance", "travel_out", "travel_home"), Cover.WORKER
    ),
}  # fmt: skip
