"""The wages room in the API."""

from __future__ import annotations

import base64
import binascii
import uuid
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.abroad.wages import actions, queries
from fairway.abroad.wages.kinds import Answer, Gravity
from fairway.abroad.wages.models import PayMonth, WageFile, WageFinding
from fairway.core.access.gate import actor_of, log_readings, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.kernel import BadInput, Fault, Money
from fairway.engines.wages import WageMonth
from fairway.leaving.contracts.terms import DeductionKind

router = Router()
_LONGEST = 12_000_000
MonthText = Annotated[str, Field(pattern=r"^[1-9]\d{3}-(0[1-9]|1[0-2])$")]


class WageFileIn(Schema):
    """A Salary Information File, as Base64, and the day on which its wages reached the workers."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(max_length=_LONGEST)]
    paid_on: date


class WageFileOut(Schema):
    """A file that was kept."""

    id: uuid.UUID
    month: str
    paid_on: date
    workers: int
    total: Decimal
    currency: str

    @staticmethod
    def of(file: WageFile) -> WageFileOut:
        """Build from a row."""
        return WageFileOut(
            id=file.id,
            month=f"{file.month:%Y-%m}",
            paid_on=file.paid_on,
            workers=file.lines_count,
            total=file.money.amount,
            currency=file.currency,
        )


class TakenOut(WageFileOut):
    """A file that came in; ``already``: it was here before, and nothing changed."""

    already: bool


class PayOut(Schema):
    """One month of pay. ``paid`` is null where no wage file came: then it is not known.

    ``file_owed`` says whether the employer owed a wage file for the month.
    """

    id: uuid.UUID
    journey_id: uuid.UUID
    month: str
    due: Decimal
    paid: Decimal | None
    file_owed: bool
    currency: str
    deductions: dict[str, list[str]]
    converted: dict[str, Any] | None

    @staticmethod
    def of(row: PayMonth) -> PayOut:
        """Build from a row."""
        return PayOut(
            id=row.id,
            journey_id=row.journey_id,
            month=f"{row.month:%Y-%m}",
            due=Money(row.due, row.currency).amount,
            paid=Money(row.paid, row.currency).amount if row.heard else None,
            file_owed=row.wage_check.file_owed,
            currency=row.currency,
            deductions=row.deductions,
            converted=row.converted,
        )


class FindingOut(Schema):
    """One thing that a check found; numbers of people are masked."""

    id: uuid.UUID
    month: str
    kind: str
    gravity: Gravity
    employer_id: uuid.UUID
    journey_id: uuid.UUID | None
    file_id: uuid.UUID | None
    rows: list[int]
    amounts: dict[str, list[str]]
    facts: dict[str, Any]

    @staticmethod
    def of(row: WageFinding) -> FindingOut:
        """Build from a row."""
        return FindingOut(
            id=row.id,
            month=f"{row.wage_check.month:%Y-%m}",
            kind=row.kind,
            gravity=Gravity(row.gravity),
            employer_id=row.wage_check.employer_id,
            journey_id=row.journey_id,
            file_id=row.file_id,
            rows=row.rows,
            amounts=row.amounts,
            facts=row.facts,
        )


class AnswerIn(Schema):
    """What she says of a month."""

    answer: Answer


class NumberIn(Schema):
    """Whose number a number in the files is."""

    journey_id: uuid.UUID
    number: Annotated[str, Field(min_length=1, max_length=20)]


class DeductionIn(Schema):
    """What was taken off a wage, and what for."""

    journey_id: uuid.UUID
    month: MonthText
    kind: DeductionKind
    amount: Annotated[Decimal, Field(gt=0, max_digits=18)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]


class DoneOut(Schema):
    """The record that was made."""

    id: uuid.UUID


class CaseIn(Schema):
    """Why an alert becomes a case."""

    words: Annotated[str, Field(min_length=1, max_length=2_000)]


@router.post("/wage-files", response={201: TakenOut}, operation_id="handInWageFile")
@operation("wage.file")
def hand_in(request: HttpRequest, body: WageFileIn) -> Status[TakenOut]:
    """Hand in a wage file; refused whole with every fault by line and field."""
    try:
        content = base64.b64decode(body.content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput(Fault("content", "", _("a file as Base64"), "base64")) from error
    taken = actions.take_file(
        content, name=body.name, paid_on=body.paid_on, actor=actor_of(request)
    )
    out = WageFileOut.of(taken.file).model_dump()
    return Status(201, TakenOut(**out, already=taken.already))


@router.get("/wage-files", response=PageOut[WageFileOut], operation_id="listWageFiles")
@operation("wage.read")
def files(request: HttpRequest, cursor: Cursor) -> PageOut[WageFileOut]:
    """List the caller's own wage files."""
    return paged(queries.files_visible_to(actor_of(request)), cursor, WageFileOut.of)


@router.get("/wage-findings", response=PageOut[FindingOut], operation_id="listWageFindings")
@operation("wage.read")
def findings(request: HttpRequest, cursor: Cursor) -> PageOut[FindingOut]:
    """List the findings that count now: the employer's own, or an office's alerts."""
    actor = actor_of(request)
    read: list[WageFinding] = []

    def shown(row: WageFinding) -> FindingOut:
        read.append(row)
        return FindingOut.of(row)

    found = paged(queries.findings_visible_to(actor), cursor, shown)
    if actor.role in queries.OFFICES:
        log_readings(
            actor,
            "wage.read",
            [(row.wage_check, row.journey.person_id) for row in read if row.journey is not None],
        )
    return found


@router.post("/wage-numbers", response={201: DoneOut}, operation_id="nameWorkerInWageFiles")
@operation("wage.declare")
def number(request: HttpRequest, body: NumberIn) -> Status[DoneOut]:
    """Say whose number it is; the months with files are checked again."""
    made = actions.name_worker(body.journey_id, number=body.number, actor=actor_of(request))
    return Status(201, DoneOut(id=made.id))


@router.post("/wage-deductions", response={201: DoneOut}, operation_id="declareDeduction")
@operation("wage.declare")
def deduction(request: HttpRequest, body: DeductionIn) -> Status[DoneOut]:
    """Say what was taken off a wage; the month is checked again."""
    year, month = body.month.split("-")
    made = actions.declare_deduction(
        body.journey_id,
        month=WageMonth(int(year), int(month)),
        kind=body.kind,
        money=Money.of(body.amount, body.currency),
        actor=actor_of(request),
    )
    return Status(201, DoneOut(id=made.id))


@router.post("/wage-findings/{finding_id}/case", response={201: DoneOut}, operation_id="openCase")
@operation("wage.open_case")
def open_case(request: HttpRequest, finding_id: uuid.UUID, body: CaseIn) -> Status[DoneOut]:
    """Turn an alert about a worker into a case."""
    actor = actor_of(request)
    filed = actions.open_case(queries.finding_for(actor, finding_id), words=body.words, actor=actor)
    return Status(201, DoneOut(id=filed.case.id))


@router.get("/pay", response=PageOut[PayOut], operation_id="listPay")
@operation("pay.read")
def pay(request: HttpRequest, cursor: Cursor) -> PageOut[PayOut]:
    """List the caller's own months of pay."""
    return paged(queries.months_visible_to(actor_of(request)), cursor, PayOut.of)


@router.post("/pay/{month_id}/answer", response=DoneOut, operation_id="answerPay")
@operation("pay.answer")
def answer(request: HttpRequest, month_id: uuid.UUID, body: AnswerIn) -> DoneOut:
    """Say whether a month's pay was right; the employer does not see it."""
    actor = actor_of(request)
    made = actions.answer(queries.month_for(actor, month_id), body.answer, actor=actor)
    return DoneOut(id=made.id)
