"""Clause by clause: what was promised against what is now written. Substitution shows here.

Pure. A clause that falls short of the promise is found whatever the form it hides in: a lower
amount, a cost moved to the worker, a promise that is no longer there, another job or place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fairway.engines.kernel import Money
from fairway.leaving.contracts.terms import Cover, Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Verdict(StrEnum):
    """What a change means for the worker."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    # Neither by itself: the worker sees it and judges.
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One clause before and after."""

    clause: str
    before: Any
    after: Any
    verdict: Verdict


def _higher(before: Any, after: Any) -> Verdict:
    return Verdict.BETTER if after > before else Verdict.WORSE


def _lower(before: Any, after: Any) -> Verdict:
    return _higher(after, before)


def _money_higher(before: Money, after: Money) -> Verdict:
    # Another currency is another promise: nobody can say at the signing what it will be worth.
    return Verdict.WORSE if before.currency != after.currency else _higher(before, after)


_LEAST_COST = (Cover.WORKER, Cover.SHARED, Cover.EMPLOYER)


def _cover(before: Cover, after: Cover) -> Verdict:
    return _higher(_LEAST_COST.index(before), _LEAST_COST.index(after))


def _another(_before: Any, _after: Any) -> Verdict:
    return Verdict.WORSE


def _open(_before: Any, _after: Any) -> Verdict:
    return Verdict.CHANGED


# In the order in which people read them; the first eight are those that matter first.
CLAUSES: dict[str, Callable[[Any, Any], Verdict]] = {
    "pay": _money_higher,
    "deductions": _open,  # judged kind by kind, below
    "weekly_hours": _lower,
    "weekly_rest_days": _higher,
    "housing": _cover,
    "place": _another,
    "start": _open,
    "end": _open,
    "occupation": _another,
    "food": _cover,
    "medical_care": _cover,
    "insurance": _cover,
    "travel_out": _cover,
    "travel_home": _cover,
    "probation_months": _lower,
    "annual_leave_days": _higher,
    "sick_pay": _higher,
    "daily_rest_hours": _higher,
    "night_rest_hours": _higher,
    "overtime_percent": _higher,
    "wage_account": _higher,
    "passport_kept": _higher,
    "phone_kept": _higher,
    "joint_liability": _higher,
}
FIRST_EIGHT = tuple(CLAUSES)[:8]
# An end that is not agreed is open, not silent: the worker judges it.
_MAY_BE_OPEN = {"end"}


def compare(before: Terms, after: Terms) -> tuple[Change, ...]:
    """Every clause of two versions, in the order of `CLAUSES`."""
    return tuple(_changes(before, after))


def worse(before: Terms, after: Terms) -> tuple[Change, ...]:
    """The clauses that fall short of what was promised."""
    return tuple(c for c in compare(before, after) if c.verdict is Verdict.WORSE)


def _changes(before: Terms, after: Terms) -> Iterator[Change]:
    for clause, judge in CLAUSES.items():
        if clause == "deductions":
            yield from _deductions(before, after)
            continue
        old, new = getattr(before, clause), getattr(after, clause)
        yield Change(clause, old, new, _verdict(clause, old, new, judge))


def _verdict(clause: str, old: Any, new: Any, judge: Callable[[Any, Any], Verdict]) -> Verdict:
    if old == new:
        return Verdict.SAME
    if clause in _MAY_BE_OPEN:
        return Verdict.CHANGED
    if new is None:
        return Verdict.WORSE
    if old is None:
        return Verdict.CHANGED
    return judge(old, new)


def _deductions(before: Terms, after: Terms) -> Iterator[Change]:
    if before.deductions == after.deductions:
        yield Change("deductions", before.deducted, after.deducted, Verdict.SAME)
        return
    for kind in sorted(before.deductions.keys() | after.deductions.keys()):
        old = before.deductions.get(kind) or Money.from_minor(0, before.pay.currency)
        new = after.deductions.get(kind) or Money.from_minor(0, after.pay.currency)
        if old == new:
            continue
        verdict = _lower(old, new) if old.currency == new.currency else Verdict.WORSE
        yield Change(f"deductions.{kind}", old, new, verdict)
