"""What each worker is owed and got in a month, in minor units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.wages.sif_records import masked
from fairway.engines.wages.terms import Proration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fairway.engines.wages.months import WageMonth
    from fairway.engines.wages.terms import ContractTerms, Deduction, DueRule

_DAYS_OF_A_WAGE = 30


@dataclass(slots=True)
class Account:
    """One worker's month: the wage owed, what was taken off it, what was paid in time and late.

    What is owed is rounded once, half up, over all contracts of the month.
    """

    worker: str
    employee_id: str
    owed: int = 0
    exempt: str = ""
    limits: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    on_time: int = 0
    late: int = 0
    last_paid: date | None = None
    file: int | None = None
    rows: list[int] = field(default_factory=list)
    leave_claimed: int = 0
    leave_agreed: int = 0
    returned: bool = False

    @property
    def paid(self) -> int:
        """All that reached the worker towards the wage."""
        return self.on_time + self.late


def due_wage(terms: ContractTerms, month: WageMonth, proration: Proration) -> Fraction:
    """What a contract owes for a month, in exact minor units before rounding."""
    at_work = month.days_within(terms.works)
    days = max(at_work - terms.unpaid_leave, 0)
    if days in (0, month.days):
        return Fraction(terms.wage.minor if days else 0)
    whole = _DAYS_OF_A_WAGE if proration is Proration.THIRTIETHS else month.days
    if proration is Proration.THIRTIETHS and at_work == month.days:
        # Leave in a month of work takes its thirtieths off the wage, in February too.
        days = max(whole - terms.unpaid_leave, 0)
    return Fraction(terms.wage.minor * min(days, whole), whole)


def open_accounts(
    contracts: Sequence[ContractTerms], month: WageMonth, rule: DueRule
) -> dict[str, Account]:
    """One account for each worker with a contract in the month, by employee number."""
    by_number: dict[str, list[ContractTerms]] = {}
    for terms in contracts:
        if month.days_within(terms.works):
            by_number.setdefault(terms.employee_id, []).append(terms)
    faults = [
        Fault(
            "employee_id", masked(number), "contracts of one worker, one after the other", "clash"
        )
        for number, several in by_number.items()
        if len(several) > 1 and _clash(several)
    ]
    if faults:
        raise BadInput(*faults)
    return {number: _account(number, several, month, rule) for number, several in by_number.items()}


def _clash(several: Sequence[ContractTerms]) -> bool:
    if any(terms.worker != several[0].worker for terms in several):
        return True
    # In the order of their first days, two overlap only if two neighbours do.
    works = sorted((terms.works for terms in several), key=lambda period: period.start or date.min)
    return any(one.overlaps(other) for one, other in pairwise(works))


def _account(
    number: str, several: Sequence[ContractTerms], month: WageMonth, rule: DueRule
) -> Account:
    due = sum((due_wage(terms, month, rule.proration) for terms in several), Fraction(0))
    account = Account(several[0].worker, number, owed=int(due + Fraction(1, 2)))
    for terms in several:
        account.leave_agreed += terms.unpaid_leave
        account.exempt = account.exempt or terms.exempt
        for kind, limit in terms.deductions.items():
            account.limits[kind] = account.limits.get(kind, 0) + limit.minor
    return account


def deduct(accounts: Mapping[str, Account], deductions: Iterable[Deduction], currency: str) -> None:
    """Write what the employer says was taken off; all that cannot be right is told at once."""
    faults = []
    for deduction in deductions:
        account, amount = accounts.get(deduction.employee_id), deduction.amount
        if account is None or amount.currency != currency or amount.minor < 0:
            accepted = f"an amount in {currency} of a worker with a contract in the month"
            given = f"{masked(deduction.employee_id)} {amount}"
            faults.append(Fault("deduction", given, accepted, "deduction"))
            continue
        account.taken[deduction.kind] = account.taken.get(deduction.kind, 0) + amount.minor
    if faults:
        raise BadInput(*faults)
