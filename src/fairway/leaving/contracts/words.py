"""Terms of work in words, in the active language: for the paper, the page and reading aloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fairway.core import formats
from fairway.engines.kernel import Money
from fairway.leaving.contracts.comparing import CLAUSES
from fairway.leaving.contracts.terms import Cover, DeductionKind, Terms

TITLES = {
    "pay": gettext_lazy("Pay a month, before deductions"),
    "deductions": gettext_lazy("What may be deducted in a month"),
    "weekly_hours": gettext_lazy("Hours of work a week"),
    "weekly_rest_days": gettext_lazy("Days of rest a week"),
    "housing": gettext_lazy("Housing"),
    "place": gettext_lazy("Place of work"),
    "start": gettext_lazy("Start"),
    "end": gettext_lazy("End"),
    "occupation": gettext_lazy("Work"),
    "food": gettext_lazy("Meals"),
    "medical_care": gettext_lazy("Medical care"),
    "insurance": gettext_lazy("Health and accident insurance"),
    "travel_out": gettext_lazy("Travel to the place of work"),
    "travel_home": gettext_lazy("Travel home at the end"),
    "probation_months": gettext_lazy("Probation"),
    "annual_leave_days": gettext_lazy("Paid leave a year"),
    "sick_pay": gettext_lazy("Pay during illness"),
    "daily_rest_hours": gettext_lazy("Rest a day"),
    "night_rest_hours": gettext_lazy("Unbroken rest at night"),
    "overtime_percent": gettext_lazy("Pay for overtime"),
    "wage_account": gettext_lazy("The wage goes to an account in the name of the worker"),
    "passport_kept": gettext_lazy("The worker keeps the passport"),
    "phone_kept": gettext_lazy("The worker keeps a telephone"),
    "joint_liability": gettext_lazy("Employer and recruiter are liable together"),
}
KINDS = {
    DeductionKind.HOUSING: gettext_lazy("housing"),
    DeductionKind.FOOD: gettext_lazy("meals"),
    DeductionKind.TRANSPORT: gettext_lazy("transport"),
    DeductionKind.INSURANCE: gettext_lazy("insurance"),
    DeductionKind.ADVANCE: gettext_lazy("repayment of an advance"),
    DeductionKind.OTHER: gettext_lazy("other"),
}
_COVERS = {
    Cover.EMPLOYER: gettext_lazy("The employer pays"),
    Cover.SHARED: gettext_lazy("Employer and worker share the cost"),
    Cover.WORKER: gettext_lazy("The worker pays"),
}


def covers() -> list[tuple[str, str]]:
    """Who may pay for something, as the choices of a form."""
    return [(cover.value, str(words)) for cover, words in _COVERS.items()]


def rows(terms: Terms) -> list[tuple[str, str]]:
    """Every clause as title and text, the eight that matter first in front."""
    return [(str(TITLES[clause]), text_of(clause, getattr(terms, clause))) for clause in CLAUSES]


def title_of(clause: str) -> str:
    """The name of a clause; of one kind of deduction, ``deductions.housing``, with its kind."""
    name, _dot, kind = clause.partition(".")
    if not kind:
        return str(TITLES[name])
    return f"{TITLES[name]} ({KINDS[DeductionKind(kind)]})"


def text_of(clause: str, value: Any) -> str:
    """The text of one clause."""
    if value is None:
        return _("No end is agreed") if clause == "end" else _("Not stated")
    if clause == "occupation":
        return formats.occupation(value).title
    if clause in _COUNTED:
        return _COUNTED[clause](value)
    return _plain(value)


def _plain(value: Any) -> str:  # noqa: PLR0911  one answer for each kind of value
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case Money():
            return formats.money(value)
        case Cover():
            return str(_COVERS[value])
        case date():
            return formats.day(value)
        case Decimal():
            return formats.number(value)
        case Mapping():
            return _deductions(value)
        case _:
            return str(value)


def _deductions(amounts: Mapping[DeductionKind, Money]) -> str:
    if not amounts:
        return _("Nothing")
    each = _("%(kind)s: at most %(amount)s")
    return "; ".join(
        each % {"kind": KINDS[kind], "amount": formats.money(amount)}
        for kind, amount in sorted(amounts.items())
    )


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}


def _months(count: int) -> str:
    if count == 0:
        return _("None")
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


def _overtime(percent: int) -> str:
    return _("%(percent)s%% of the basic hourly pay") % {"percent": percent}


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "weekly_rest_days": _days,
    "annual_leave_days": _days,
    "daily_rest_hours": _hours,
    "night_rest_hours": _hours,
    "probation_months": _months,
    "overtime_percent": _overtime,
}
