"""A worker's month in words and figures: what was due, what arrived, what was taken off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from fairway.abroad.wages.kinds import TITLES, Answer, Gravity
from fairway.abroad.wages.models import PayAnswer, PayMonth, WageFinding
from fairway.core import formats
from fairway.engines.kernel import Money


@dataclass(frozen=True, slots=True)
class Taken:
    """One deduction: what for, how much, and the most that the contract allows."""

    kind: str
    amount: Money
    allowed: Money | None

    @property
    def sentence(self) -> str:
        """In words."""
        parts = {"amount": formats.money(self.amount), "kind": self.kind}
        if self.allowed is None or self.allowed.amount == 0:
            return _("%(amount)s were deducted for %(kind)s; the contract allows nothing.") % parts
        parts["most"] = formats.money(self.allowed)
        return _("%(amount)s were deducted for %(kind)s, allowed up to %(most)s.") % parts


@dataclass(frozen=True, slots=True)
class Statement:
    """One month of pay."""

    month: PayMonth
    sentence: str
    question: str
    taken: tuple[Taken, ...]
    found: tuple[Found, ...]
    answer: PayAnswer | None

    @property
    def title(self) -> str:
        """The month in words."""
        return formats.partial_date(f"{self.month.month:%Y-%m}")

    @property
    def is_well(self) -> bool:
        """She says that it is right, and nothing was found that says otherwise."""
        return not self.found and self.answer is not None and self.answer.answer == Answer.YES

    @property
    def converted(self) -> str:
        """How a wage agreed in another currency was compared; empty where it was not."""
        kept = self.month.converted
        if not kept:
            return ""
        parts = {
            "agreed": formats.money(Money.of(*kept["agreed"])),
            "rate": formats.number(Decimal(kept["rate"])),
            "on": formats.day(date.fromisoformat(kept["on"])),
            "source": kept["source"],
        }
        return (
            _("Your contract says %(agreed)s; at the rate %(rate)s of %(on)s (%(source)s).") % parts
        )


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as it is shown: title, gravity, amounts, facts."""

    finding: WageFinding
    title: str
    gravity: str
    pairs: tuple[tuple[str, Any], ...]
    name: str = ""

    @property
    def month(self) -> str:
        """The month in words."""
        return formats.partial_date(f"{self.finding.wage_check.month:%Y-%m}")


def statements(
    months: Iterable[PayMonth],
    findings: Iterable[WageFinding],
    answers: Iterable[PayAnswer],
) -> list[Statement]:
    """Put together what each month's page says."""
    said = {(a.journey_id, a.month): a for a in answers}
    by_month: dict[tuple[Any, Any], list[Found]] = {}
    for finding in findings:
        key = (finding.journey_id, finding.wage_check_id)
        by_month.setdefault(key, []).append(found(finding))
    return [
        Statement(
            month=month,
            sentence=known_of(month),
            question=asked_of(month),
            taken=tuple(_taken(kind, row) for kind, row in sorted(month.deductions.items())),
            found=tuple(by_month.get((month.journey_id, month.wage_check_id), ())),
            answer=said.get((month.journey_id, month.month)),
        )
        for month in months
    ]


def known_of(month: PayMonth) -> str:
    """What is known of a month's pay: what a file says, or that none came, or that none does."""
    parts = {
        "paid": formats.money(Money(month.paid, month.currency)),
        "due": formats.money(Money(month.due, month.currency)),
    }
    if month.heard:
        return _("%(paid)s of %(due)s arrived.") % parts
    if month.wage_check.file_owed:
        return _("No wage file came for this month: nothing shows that %(due)s arrived.") % parts
    return (
        _(
            "No wage file is handed in for this work, so nothing here shows what arrived. "
            "By your contract %(due)s were due."
        )
        % parts
    )


def asked_of(month: PayMonth) -> str:
    """What she is asked of a month."""
    if month.heard:
        return _("Is that right? Your employer does not see what you answer.")
    return _("Were you paid? Your employer does not see what you answer.")


def _taken(kind: str, row: list[str]) -> Taken:
    amount, currency, most, most_currency = row
    allowed = Money.of(most, most_currency) if most_currency else None
    return Taken(_kind(kind), Money.of(amount, currency), allowed)


def _kind(kind: str) -> str:
    words = {
        "housing": _("housing"),
        "food": _("food"),
        "transport": _("transport"),
        "insurance": _("insurance"),
        "advance": _("an advance"),
        "other": _("something else"),
    }
    return words[kind]


def found(finding: WageFinding, name: str = "") -> Found:
    """One finding in words, with the worker's name for who may know it."""
    names = {
        "due": _("Due"),
        "paid": _("Arrived"),
        "short": _("Missing"),
        "missing": _("Missing"),
        "paid_late": _("Paid late"),
        "excess": _("Too much deducted"),
        "deducted": _("Deducted"),
        "file": _("In the file"),
        "settled": _("Carried out by the bank"),
        "repeated": _("Repeated"),
        "returned": _("Sent back"),
        "paid_in_time": _("Paid in time"),
        "needed": _("Needed in time"),
    }
    pairs: list[tuple[str, Any]] = [
        (names[name], Money.of(*value)) for name, value in sorted(finding.amounts.items())
    ]
    if finding.facts.get("days_late"):
        pairs.append((_("Days late"), finding.facts["days_late"]))
    if finding.facts.get("employee_id"):
        pairs.append((_("Number"), finding.facts["employee_id"]))
    if finding.facts.get("why"):
        pairs.append((_("Why"), finding.facts["why"]))
    if finding.rows:
        pairs.append((_("Line of the file"), ", ".join(str(row) for row in finding.rows)))
    return Found(
        finding, str(TITLES[finding.kind]), str(Gravity(finding.gravity).label), tuple(pairs), name
    )
