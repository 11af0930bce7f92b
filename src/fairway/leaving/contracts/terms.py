"""The terms of work: typed, exact, and read from any written form with every fault at once.

Pure: no database, no clock. The same terms are offered, signed, compared and paid against.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fairway.core import formats
from fairway.engines.kernel import BadInput, Fault, Money, fact_to_json
from fairway.engines.occupations import isco

if TYPE_CHECKING:
    from collections.abc import Mapping


WEEK_HOURS, WEEK_DAYS, YEAR_DAYS, DAY_HOURS = 168, 7, 366, 24
_MOST_MONTHS = 120
_MOST_PERCENT = 1_000


class Cover(StrEnum):
    """Who pays for something that the work brings with it."""

    EMPLOYER = "employer"
    SHARED = "shared"
    WORKER = "worker"


class DeductionKind(StrEnum):
    """What may be taken off a wage, each with its own limit in the contract."""

    HOUSING = "housing"
    FOOD = "food"
    TRANSPORT = "transport"
    INSURANCE = "insurance"
    ADVANCE = "advance"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Terms:
    """What employer and worker agree on. None: the contract is silent on it.

    ``pay`` is a month's gross wage; ``deductions`` are the most that may be taken off it in a
    month, by kind: a kind that is not there must not be deducted. ``end`` None: no end is agreed.
    ``daily_rest_hours`` counts all rest of a day, ``night_rest_hours`` the unbroken part;
    ``overtime_percent`` is of the basic hourly pay (125: a quarter more).
    """

    pay: Money
    deductions: Mapping[DeductionKind, Money]
    housing: Cover
    place: str
    start: date
    end: date | None
    occupation: str
    weekly_hours: Decimal | None = None
    weekly_rest_days: int | None = None
    food: Cover = Cover.WORKER
    medical_care: Cover = Cover.WORKER
    insurance: Cover = Cover.WORKER
    travel_out: Cover = Cover.WORKER
    travel_home: Cover = Cover.WORKER
    probation_months: int = 0
    annual_leave_days: int | None = None
    sick_pay: bool | None = None
    daily_rest_hours: int | None = None
    night_rest_hours: int | None = None
    overtime_percent: int | None = None
    wage_account: bool | None = None
    passport_kept: bool | None = None
    phone_kept: bool | None = None
    joint_liability: bool | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "deductions", MappingProxyType(dict(self.deductions)))
        faults = tuple(_faults(self))
        if faults:
            raise BadInput(*faults)

    @property
    def months(self) -> int | None:
        """Months begun between start and end; None where no end is agreed."""
        if self.end is None:
            return None
        after = self.end + timedelta(days=1)
        whole = (after.year - self.start.year) * 12 + after.month - self.start.month
        return whole + (1 if after.day > self.start.day else 0)

    @property
    def deducted(self) -> Money:
        """The most that may be taken off a month's wage, all kinds together."""
        return sum(self.deductions.values(), Money.from_minor(0, self.pay.currency))

    @property
    def left(self) -> Money:
        """The least that a month's wage leaves after all agreed deductions."""
        return self.pay - self.deducted

    def to_json(self) -> dict[str, Any]:
        """As JSON, exact; `from_json` gives the same terms back."""
        return {f.name: _out(getattr(self, f.name)) for f in fields(self)}


_COVERS = ("housing", "food", "medical_care", "insurance", "travel_out", "travel_home")
_ANSWERS = ("sick_pay", "wage_account", "passport_kept", "phone_kept", "joint_liability")


def accepted_for(name: str) -> str:
    """What is accepted as a term, in the reader's language."""
    if name in _BOUNDS:
        least, most = _BOUNDS[name]
        return _("a whole number from %(least)s to %(most)s") % {"least": least, "most": most}
    if name in _COVERS:
        return _("one of: %(choices)s") % {"choices": ", ".join(Cover)}
    if name in _ANSWERS:
        return _("true or false")
    if name == "deductions":
        return _("an amount for each of: %(kinds)s") % {"kinds": ", ".join(DeductionKind)}
    if name == "weekly_hours":
        return _("a number of hours above 0, at most %(most)s, such as 37.5") % {"most": WEEK_HOURS}
    return {
        "pay": _("a month's wage with its currency, such as 1500.00 EUR"),
        "place": _("a text of at most 200 characters"),
        "start": _("a date such as 2027-01-31"),
        "end": _("a date such as 2027-01-31, not before the start, or nothing"),
        "occupation": _("an ISCO-08 code of four digits such as 5120"),
    }[name]


_BOUNDS: Mapping[str, tuple[int, int]] = {
    "weekly_rest_days": (0, WEEK_DAYS),
    "probation_months": (0, _MOST_MONTHS),
    "annual_leave_days": (0, YEAR_DAYS),
    "daily_rest_hours": (0, DAY_HOURS),
    "night_rest_hours": (0, DAY_HOURS),
    "overtime_percent": (0, _MOST_PERCENT),
}
_PLACE_LENGTH = 200


def _faults(terms: Terms) -> list[Fault]:
    faults = []

    def fault(name: str, value: object, accepted: str = "") -> None:
        faults.append(Fault(name, str(value)[:40], accepted or accepted_for(name), "term"))

    for name, (least, most) in _BOUNDS.items():
        value = getattr(terms, name)
        if value is not None and not least <= value <= most:
            fault(name, value)
    if terms.weekly_hours is not None and not 0 < terms.weekly_hours <= WEEK_HOURS:
        fault("weekly_hours", terms.weekly_hours)
    if terms.pay.amount <= 0:
        fault("pay", terms.pay)
    if len(terms.place) > _PLACE_LENGTH:
        fault("place", terms.place)
    if terms.end is not None and terms.end < terms.start:
        fault("end", terms.end)
    if terms.occupation not in isco.unit_groups():
        nearest = ", ".join(isco.nearest(terms.occupation))
        known = _("an ISCO-08 code of four digits; the nearest: %(nearest)s")
        fault("occupation", terms.occupation, known % {"nearest": nearest})
    faults += _deduction_faults(terms)
    return faults


def _deduction_faults(terms: Terms) -> list[Fault]:
    currency = terms.pay.currency
    wrong = [m for m in terms.deductions.values() if m.currency != currency or m.amount < 0]
    if wrong:
        accepted = _("amounts in %(currency)s that are not negative") % {"currency": currency}
        return [Fault("deductions", str(m), accepted, "term") for m in wrong]
    if terms.deducted > terms.pay:
        accepted = _("at most %(amount)s") % {"amount": formats.money(terms.pay)}
        return [Fault("deductions", formats.money(terms.deducted), accepted, "term")]
    return []


def _out(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return {kind.value: fact_to_json(amount) for kind, amount in sorted(value.items())}
    return value.value if isinstance(value, StrEnum) else fact_to_json(value)
