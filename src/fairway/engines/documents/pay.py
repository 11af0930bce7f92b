"""A month of wages as a document: wage files and contracts in, findings out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from fairway.engines.documents.shapes import (
    Day,
    MoneyFound,
    MoneyGiven,
    Reading,
    Ref,
    Shape,
    Share,
    by_name,
)
from fairway.engines.kernel import BadInput, FactValue, Period
from fairway.engines.wages import (
    ContractTerms,
    Deduction,
    DueRule,
    FileDuty,
    Finding,
    Measure,
    Payment,
    Proration,
    WageFile,
    WageMonth,
    check_month,
    read_sif,
)

_PRORATION = {"calendar": Proration.CALENDAR, "thirtieths": Proration.THIRTIETHS}
_FILES = {
    "nobody": FileDuty.NOBODY,
    "who_joined": FileDuty.WHO_JOINED,
    "everybody": FileDuty.EVERYBODY,
}
MonthGiven = Annotated[str, Field(pattern="^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
Days = Annotated[int, Field(ge=0, le=10_000)]


class MeasureGiven(Shape):
    """What the authority does when a wage is so many days past its due date."""

    days: Days
    code: Ref


class RuleGiven(Shape):
    """When a wage is due and when it counts as paid, as the law that applies says.

    ``counted`` names the variable parts that pay the contract's wage; ``files`` says who must hand
    in wage files; shares are texts such as 0.8.
    """

    due_day: Annotated[int, Field(ge=1, le=31)]
    grace_days: Days
    proration: Literal["calendar", "thirtieths"]
    worker_share: Share | None = None
    company_share: Share | None = None
    deduction_share: Share | None = None
    counted: list[Ref] = Field(default=[], max_length=100)
    ladder: list[MeasureGiven] = Field(default=[], max_length=100)
    files: Literal["nobody", "who_joined", "everybody"] = "nobody"


class ContractGiven(Shape):
    """One contract, as far as wages go; ``employee_id`` is the number in wage files."""

    worker: Ref
    employee_id: Ref
    wage: MoneyGiven
    works_from: Day | None = None
    works_to: Day | None = None
    unpaid_leave: Days = 0
    deductions: dict[Ref, MoneyGiven] = {}
    exempt: Annotated[str, Field(max_length=200)] = ""


class FileGiven(Shape):
    """A wage file's text, the day its money reached the workers, and what the bank said of it."""

    content: Annotated[str, Field(max_length=10_000_000)]
    paid_on: Day
    settled: MoneyGiven | None = None
    returned: list[Annotated[int, Field(ge=1, le=10_000_000)]] = Field(
        default=[], max_length=100_000
    )


class DeductionGiven(Shape):
    """What the employer says was taken off a worker's wage of the month, and what for."""

    employee_id: Ref
    kind: Ref
    amount: MoneyGiven


class WagesGiven(Shape):
    """A month of one employer, as known on a day. ``joined``: it handed in a file before."""

    month: MonthGiven
    on: Day
    rule: RuleGiven
    contracts: list[ContractGiven] = Field(max_length=200_000)
    files: list[FileGiven] = Field(max_length=100)
    deductions: list[DeductionGiven] = Field(default=[], max_length=200_000)
    last_day: Day | None = None
    joined: bool = False


class FindingFound(Shape):
    """One finding: about whom, how grave, the amounts by name, the facts that were used."""

    kind: str
    severity: str
    worker: str
    file: int | None
    rows: list[int]
    amounts: dict[str, MoneyFound]
    facts: dict[str, str | int | bool | None]


class WagesFound(Shape):
    """The findings, graver or not in the order in which they were met; and each file's total."""

    findings: list[FindingFound]
    totals: list[MoneyFound]


def check(given: WagesGiven) -> WagesFound:
    """Check the month. Raises BadInput with the path of every fault, of a file also the row."""
    reading = Reading()
    year, month = given.month.split("-")
    contracts = [_contract(reading, row, one) for row, one in enumerate(given.contracts)]
    payments = [_payment(reading, row, one, given.on) for row, one in enumerate(given.files)]
    deductions = [
        Deduction(one.employee_id, one.kind, one.amount.read(reading, f"deductions[{row}].amount"))
        for row, one in enumerate(given.deductions)
    ]
    rule = _rule(reading, given.rule)
    reading.finish()
    found = check_month(
        [one for one in contracts if one],
        [one for one in payments if one],
        WageMonth(int(year), int(month)),
        rule,
        on=given.on,
        last_day=given.last_day,
        deductions=deductions,
        joined=given.joined,
    )
    return WagesFound(
        findings=[_told(one) for one in found],
        totals=[MoneyFound.of(one.file.total) for one in payments if one],
    )


def _rule(reading: Reading, given: RuleGiven) -> DueRule:
    told: dict[str, Any] = {
        **given.model_dump(exclude={"proration", "counted", "ladder", "files"}),
        "proration": _PRORATION[given.proration],
        "counted": frozenset(given.counted),
        "ladder": tuple(Measure(step.days, step.code) for step in given.ladder),
        "files": _FILES[given.files],
    }
    try:
        return DueRule(**told)
    except BadInput as error:
        reading.refused("rule", error)
        return DueRule(1, 0, Proration.CALENDAR)


def _contract(reading: Reading, row: int, given: ContractGiven) -> ContractTerms | None:
    path = f"contracts[{row}]"
    wage = given.wage.read(reading, f"{path}.wage")
    limits = {
        kind: limit.read(reading, f"{path}.deductions.{kind}")
        for kind, limit in given.deductions.items()
    }
    try:
        works = Period(given.works_from, given.works_to)
        return ContractTerms(
            given.worker,
            given.employee_id,
            wage,
            works,
            given.unpaid_leave,
            limits,
            given.exempt,
        )
    except BadInput as error:
        reading.refused(path, error)
        return None


def _payment(reading: Reading, row: int, given: FileGiven, on: date) -> Payment | None:
    path = f"files[{row}]"
    settled = given.settled.read(reading, f"{path}.settled") if given.settled else None
    file = _file(reading, f"{path}.content", given.content, on)
    if file is None:
        return None
    return Payment(file, given.paid_on, settled, frozenset(given.returned))


def _file(reading: Reading, path: str, content: str, on: date) -> WageFile | None:
    try:
        return read_sif(content.encode("utf-8", "surrogatepass"), today=on)
    except BadInput as error:
        reading.refused(path, error)
        return None


def _told(one: Finding) -> FindingFound:
    return FindingFound(
        kind=str(one.kind),
        severity=str(one.severity),
        worker=one.worker,
        file=one.file,
        rows=list(one.rows),
        amounts=by_name(one.amounts),
        facts={name: _plain(value) for name, value in one.facts.items()},
    )


def _plain(value: FactValue) -> str | int | bool | None:
    return value if isinstance(value, bool | int | str | None) else str(value)
