"""What the check of a month is given and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, FactValue, Fault, Money, Period
from fairway.engines.wages.sif_records import VARIABLE_PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from fairway.engines.wages.months import WageMonth
    from fairway.engines.wages.sif import WageFile


class Proration(StrEnum):
    """What a day of a month in part is worth. A month in whole is always the whole wage.

    No rule of the wage protection system says it, so it is a parameter: the contract or the law
    that applies does.
    """

    CALENDAR = "a share of the month's own days"
    THIRTIETHS = "a thirtieth of the monthly wage"


class FileDuty(StrEnum):
    """Who must hand in wage files. Where nobody must, a month without one says nothing."""

    NOBODY = "nobody"
    WHO_JOINED = "whoever has handed one in before"
    EVERYBODY = "every employer"


@dataclass(frozen=True, slots=True)
class Measure:
    """What the authority does when a wage is so many days past its due date."""

    days: int
    code: str


@dataclass(frozen=True, slots=True)
class DueRule:
    """When a wage is due and when it counts as paid. Every value comes from a pack in force.

    The wage of a month is due on ``due_day`` of the next month and late ``grace_days`` after it.
    ``worker_share`` of the worker's wage and ``company_share`` of all wages must have been paid
    by then, ``deduction_share`` of a wage is the most that may be deducted; None where the law
    states none. ``counted`` names the variable parts that pay the contract's wage: overtime, for
    one, comes on top of it. ``files`` says who must hand in wage files: only of them a month
    without any file is a month without pay.
    """

    due_day: int
    grace_days: int
    proration: Proration
    worker_share: Decimal | None = None
    company_share: Decimal | None = None
    deduction_share: Decimal | None = None
    counted: frozenset[str] = frozenset()
    ladder: tuple[Measure, ...] = ()
    files: FileDuty = FileDuty.NOBODY

    def __post_init__(self) -> None:
        faults = [
            Fault(name, str(value), "a share above 0 and at most 1", "share")
            for name, value in (
                ("worker_share", self.worker_share),
                ("company_share", self.company_share),
                ("deduction_share", self.deduction_share),
            )
            if value is not None and not 0 < value <= 1
        ]
        if not 1 <= self.due_day <= 31:  # noqa: PLR2004  days of a month
            faults.append(Fault("due_day", str(self.due_day), "1 to 31", "due_day"))
        if self.grace_days < 0:
            faults.append(Fault("grace_days", str(self.grace_days), "0 or more", "grace_days"))
        unknown = self.counted - set(VARIABLE_PARTS)
        if unknown:
            known = ", ".join(VARIABLE_PARTS)
            faults.append(Fault("counted", ", ".join(sorted(unknown)), known, "counted"))
        if faults:
            raise BadInput(*faults)

    def due_on(self, month: WageMonth) -> date:
        """The day on which the wage of a month is due."""
        following = month.next
        return following.first.replace(day=min(self.due_day, following.days))

    def last_day(self, month: WageMonth) -> date:
        """The last calendar day on which it is not late."""
        return self.due_on(month) + timedelta(days=self.grace_days)

    def expects_files(self, *, joined: bool) -> bool:
        """Whether an employer owes a wage file; ``joined``: it has handed one in before."""
        return self.files is FileDuty.EVERYBODY or (self.files is FileDuty.WHO_JOINED and joined)

    def measures(self, month: WageMonth, on: date) -> tuple[str, ...]:
        """What the authority does about a wage that is still unpaid on a day, in order."""
        late = (on - self.due_on(month)).days
        steps = sorted(self.ladder, key=lambda step: step.days)
        return tuple(step.code for step in steps if late >= step.days)


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """One registered contract of one worker, as far as wages go.

    ``worker`` is the installation's own reference, ``employee_id`` the number in wage files.
    ``unpaid_leave`` counts the days of the month that the worker agreed to: what a file claims
    beyond them reduces nothing. ``deductions`` are the limits of the month by kind; a kind that
    is not there must not be deducted. ``exempt`` is the ground on which the wage protection
    system does not apply to the worker, where there is one.
    """

    worker: str
    employee_id: str
    wage: Money
    works: Period
    unpaid_leave: int = 0
    deductions: Mapping[str, Money] = field(default_factory=dict)
    exempt: str = ""

    def __post_init__(self) -> None:
        if self.unpaid_leave < 0:
            raise BadInput(
                Fault("unpaid_leave", str(self.unpaid_leave), "0 days or more", "unpaid_leave")
            )
        if any(money.amount < 0 for money in (self.wage, *self.deductions.values())):
            raise BadInput(Fault("wage", str(self.wage), "no amount below 0", "negative_money"))


@dataclass(frozen=True, slots=True)
class Deduction:
    """What the employer says was taken off a worker's wage of the month, and what for."""

    employee_id: str
    kind: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Payment:
    """A wage file together with what the bank said of it.

    ``paid_on`` is the day on which the money reached the workers, ``settled`` the sum that the
    bank carried out, ``returned`` the rows that came back from the workers' banks.
    """

    file: WageFile
    paid_on: date
    settled: Money | None = None
    returned: frozenset[int] = frozenset()


class Kind(StrEnum):
    """What was found."""

    LATE = "late"
    SHORT = "short"
    MISSING = "missing worker"
    UNKNOWN = "unknown person"
    WRONG_TOTAL = "wrong total"
    OVER_DEDUCTION = "over-deduction"
    DUPLICATE = "duplicate"
    RETURNED = "returned"
    BELOW_SHARE = "below the share"
    COMPANY_BELOW_SHARE = "company below the share"


class Severity(StrEnum):
    """How much it weighs: to look at, money that is owed, or a rule that is broken."""

    NOTICE = "notice"
    OWED = "owed"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: about whom, how grave, the amounts by name, the facts that were used.

    ``worker`` is empty where it is about a file or the company; ``rows`` are the rows of
    ``file``, the position of the file among those given. Employee numbers appear masked only.
    """

    kind: Kind
    severity: Severity
    worker: str = ""
    file: int | None = None
    rows: tuple[int, ...] = ()
    amounts: Mapping[str, Money] = field(default_factory=dict)
    facts: Mapping[str, FactValue] = field(default_factory=dict)
