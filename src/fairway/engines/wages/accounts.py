"""What each worker is owed and got in a month, in minor units."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.wages.sif_records import masked
from fairway.engines.wages.terms import Proration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fairway.engines.wages.months import WageMonth
    from fairway.engines.wages.terms import ContractTerms, Deduction, DueRule

_DAYS_OF_A_WAGE = 30


@dataclass(slots=True)
class Account:
    """One worker's month: the wage due, what was taken off it, what was paid in time and late."""

    worker: str
    employee_id: str
    due: Fraction = Fraction(0)
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
    def owed(self) -> int:
        """The due wage, rounded half up to the minor unit."""
        return int(self.due + Fraction(1, 2))

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
    accounts: dict[str, Account] = {}
    for terms in contracts:
        if not month.days_within(terms.works):
            continue
        account = accounts.get(terms.employee_id)
        if account is None:
            account = Account(terms.worker, terms.employee_id)
            accounts[terms.employee_id] = account
        elif account.worker != terms.worker:
            number = masked(terms.employee_id)
            raise BadInput(Fault("employee_id", number, "one worker for each number", "two_people"))
        account.due += due_wage(terms, month, rule.proration)
        account.leave_agreed += terms.unpaid_leave
        account.exempt = account.exempt or terms.exempt
        for kind, limit in terms.deductions.items():
            account.limits[kind] = account.limits.get(kind, 0) + limit.minor
    return accounts


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
