"""The check of a month: what was paid against what the contracts say.

Amounts are whole minor units until a finding is written, so that a country's month stays a
matter of dictionaries and integers. One pass over the contracts, one over the lines.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault, Money
from fairway.engines.wages.accounts import deduct, open_accounts
from fairway.engines.wages.sif_records import VARIABLE_PARTS, masked
from fairway.engines.wages.terms import Finding, Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from fairway.engines.wages.accounts import Account
    from fairway.engines.wages.months import WageMonth
    from fairway.engines.wages.sif_records import WageLine
    from fairway.engines.wages.terms import ContractTerms, Deduction, DueRule, Payment


def check_month(
    contracts: Sequence[ContractTerms],
    payments: Sequence[Payment],
    month: WageMonth,
    rule: DueRule,
    *,
    on: date,
    last_day: date | None = None,
    deductions: Iterable[Deduction] = (),
    joined: bool = False,
) -> tuple[Finding, ...]:
    """Compare the payments for a month with the contracts of one employer, as known on a day.

    ``last_day`` is the last day that is not late by the authority's own calendar; without it the
    rule's calendar days count. Before it has passed nothing is a breach of the due date, and what
    is still missing is a notice. ``joined``: the employer has handed in a wage file before. Where
    it owes none by the rule, a month without any file says nothing of what was paid.
    """
    if not contracts and not payments:
        return ()
    currency = _currency(contracts, payments, month)
    deadline = last_day or rule.last_day(month)
    accounts = open_accounts(contracts, month, rule)
    deduct(accounts, deductions, currency)
    heard = bool(payments) or (on > deadline and rule.expects_files(joined=joined))
    sheet = _Sheet(month, rule, currency, deadline, on, heard)
    found = [
        *(finding for n, payment in enumerate(payments) for finding in sheet.settled(n, payment)),
        *sheet.enter(accounts, payments),
        *(finding for account in accounts.values() for finding in sheet.judge(account)),
        *sheet.company(accounts.values()),
    ]
    return tuple(found)


def _currency(
    contracts: Sequence[ContractTerms], payments: Sequence[Payment], month: WageMonth
) -> str:
    found = sorted(
        {terms.wage.currency for terms in contracts} | {p.file.currency for p in payments}
    )
    faults = []
    if len(found) > 1:
        faults.append(Fault("currency", ", ".join(found), "one currency", "currency_mix"))
    faults += [
        Fault("month", str(payment.file.month), f"wage files of {month}", "month")
        for payment in payments
        if payment.file.month != month
    ]
    if faults:
        raise BadInput(*faults)
    return found[0]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is the same for every worker of the month."""

    month: WageMonth
    rule: DueRule
    currency: str
    deadline: date
    on: date
    # Whether something is known of the payments: a file came, or one should have come.
    heard: bool

    @property
    def passed(self) -> bool:
        return self.on > self.deadline

    def money(self, minor: int) -> Money:
        return Money.from_minor(minor, self.currency)

    def settled(self, number: int, payment: Payment) -> Iterator[Finding]:
        """The sum that the bank carried out against the sum of the file."""
        if payment.settled is not None and payment.settled != payment.file.total:
            yield Finding(
                Kind.WRONG_TOTAL,
                Severity.BREACH,
                file=number,
                amounts={"file": payment.file.total, "settled": payment.settled},
            )

    def enter(
        self, accounts: Mapping[str, Account], payments: Sequence[Payment]
    ) -> Iterator[Finding]:
        """Book every line on its worker's account; say which cannot be booked."""
        seen: dict[tuple[object, ...], tuple[int, int]] = {}
        # Which amounts of the variable income pay the contract's wage.
        counted = [n for n, part in enumerate(VARIABLE_PARTS) if part in self.rule.counted]
        for number, payment in enumerate(payments):
            several = len(payments) > 1
            for line in payment.file.lines:
                account = accounts.get(line.employee_id)
                if account is None:
                    yield self._unknown(number, line)
                    continue
                if line.row in payment.returned:
                    account.returned = True
                    yield self._returned(number, line, account)
                    continue
                if several:
                    first = seen.setdefault(line[1:], (number, line.row))
                    if first != (number, line.row):
                        yield self._duplicate(number, line, account, first)
                        continue
                paid = line.fixed
                if line.parts:
                    paid += sum(line.parts[n] for n in counted)
                if payment.paid_on > self.deadline:
                    account.late += paid
                    account.last_paid = max(account.last_paid or payment.paid_on, payment.paid_on)
                else:
                    account.on_time += paid
                account.file = number
                account.rows.append(line.row)
                account.leave_claimed += line.leave_days

    def _unknown(self, number: int, line: WageLine) -> Finding:
        return Finding(
            Kind.UNKNOWN,
            Severity.NOTICE,
            file=number,
            rows=(line.row,),
            amounts={"paid": self.money(line.fixed + line.variable)},
            facts={"employee_id": masked(line.employee_id)},
        )

    def _returned(self, number: int, line: WageLine, account: Account) -> Finding:
        return Finding(
            Kind.RETURNED,
            Severity.OWED,
            account.worker,
            number,
            (line.row,),
            {"returned": self.money(line.fixed + line.variable)},
        )

    def _duplicate(
        self, number: int, line: WageLine, account: Account, first: tuple[int, int]
    ) -> Finding:
        return Finding(
            Kind.DUPLICATE,
            Severity.NOTICE,
            account.worker,
            number,
            (line.row,),
            {"repeated": self.money(line.fixed + line.variable)},
            {"first_file": first[0], "first_row": first[1]},
        )

    def judge(self, account: Account) -> Iterator[Finding]:
        """One worker's month."""
        over = self._over_deducted(account) if account.taken else 0
        lawful = sum(account.taken.values()) - over
        open_amount = max(account.owed - lawful - account.paid, 0)
        if over:
            yield self._finding(
                Kind.OVER_DEDUCTION,
                Severity.BREACH,
                account,
                excess=over,
                deducted=sum(account.taken.values()),
            )
        if account.exempt:
            return
        if account.owed - lawful > account.on_time and account.last_paid is not None:
            yield self._finding(Kind.LATE, Severity.BREACH, account, paid_late=account.late)
        if not account.rows:
            if open_amount and not account.returned and self.heard:
                severity = Severity.BREACH if self.passed else Severity.NOTICE
                yield self._finding(Kind.MISSING, severity, account, missing=open_amount)
            return
        below = self._below_share(account)
        if open_amount:
            severity = Severity.BREACH if below else Severity.OWED
            if not self.passed:
                severity = Severity.NOTICE
            yield self._finding(Kind.SHORT, severity, account, short=open_amount)
        elif below and self.passed:
            yield self._finding(Kind.BELOW_SHARE, Severity.BREACH, account, deducted=lawful)

    def _below_share(self, account: Account) -> bool:
        share = self.rule.worker_share
        if share is None or account.paid >= account.owed:
            return False
        return account.paid < account.owed * Fraction(share)

    def _over_deducted(self, account: Account) -> int:
        """What was deducted beyond the limit of each kind or of all together, in minor units."""
        allowed = sum(
            min(amount, account.limits.get(kind, 0)) for kind, amount in account.taken.items()
        )
        share = self.rule.deduction_share
        if share is not None:
            # Rounded down: not a minor unit more than the share.
            allowed = min(allowed, int(account.owed * Fraction(share)))
        return sum(account.taken.values()) - allowed

    def _finding(self, kind: Kind, severity: Severity, account: Account, **amounts: int) -> Finding:
        days = max((self.on - self.deadline).days, 0)
        if account.last_paid is not None and kind is Kind.LATE:
            days = (account.last_paid - self.deadline).days
        return Finding(
            kind,
            severity,
            account.worker,
            account.file,
            tuple(account.rows),
            {
                name: self.money(minor)
                for name, minor in (amounts | {"due": account.owed, "paid": account.paid}).items()
            },
            {
                "month": str(self.month),
                "due_on": self.rule.due_on(self.month),
                "last_day": self.deadline,
                "on": self.on,
                "days_late": days,
                "leave_claimed": account.leave_claimed,
                "leave_agreed": account.leave_agreed,
            },
        )

    def company(self, accounts: Iterable[Account]) -> Iterator[Finding]:
        """What was paid in time of all wages of the company, against the share asked of it."""
        share = self.rule.company_share
        if share is None or not self.passed or not self.heard:
            return
        totals: dict[str, int] = defaultdict(int)
        for account in accounts:
            if not account.exempt:
                totals["due"] += account.owed
                totals["in_time"] += min(account.on_time, account.owed)
        needed = -int(-(totals["due"] * Fraction(share)) // 1)
        if totals["in_time"] < needed:
            yield Finding(
                Kind.COMPANY_BELOW_SHARE,
                Severity.BREACH,
                amounts={
                    "due": self.money(totals["due"]),
                    "paid_in_time": self.money(totals["in_time"]),
                    "needed": self.money(needed),
                },
                facts={"share": share, "last_day": self.deadline},
            )
