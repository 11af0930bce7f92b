"""What the API takes and gives for terms and contracts. Money is an amount as text, and a code."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from fairway.engines.kernel import Money
from fairway.leaving.contracts.checking import Checked, Likeness, Standing
from fairway.leaving.contracts.comparing import Change, Verdict
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.terms import Cover, DeductionKind, Terms

Expected = Annotated[int | None, Field(ge=1, description="The version that was read.")]
Reason = Annotated[str, Field(min_length=1, max_length=1_000)]
Facts = Annotated[
    dict[str, str], Field(max_length=60, description="Facts that were seen, by their names.")
]


class MoneyIO(Schema):
    """A sum: ``{"amount": "1500.00", "currency": "EUR"}``."""

    amount: Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,4})?$")]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]

    @staticmethod
    def of(money: Money) -> MoneyIO:
        """Write a sum."""
        return MoneyIO(amount=str(money.amount), currency=money.currency)

    @property
    def text(self) -> str:
        """As the terms read it."""
        return f"{self.amount} {self.currency}"


class TermsOut(Schema):
    """Terms of work. Null: the contract is silent on it."""

    pay: MoneyIO
    deductions: dict[DeductionKind, MoneyIO]
    left_at_least: MoneyIO
    weekly_hours: Decimal | None
    weekly_rest_days: int | None
    housing: Cover
    place: str
    start: date
    end: date | None
    occupation: str
    food: Cover
    medical_care: Cover
    insurance: Cover
    travel_out: Cover
    travel_home: Cover
    probation_months: int
    annual_leave_days: int | None
    sick_pay: bool | None
    daily_rest_hours: int | None
    night_rest_hours: int | None
    overtime_percent: int | None
    wage_account: bool | None
    passport_kept: bool | None
    phone_kept: bool | None
    joint_liability: bool | None

    @staticmethod
    def of(terms: Terms) -> TermsOut:
        """Write terms."""
        values = {name: getattr(terms, name) for name in TermsOut.model_fields if name in _SAME}
        return TermsOut(
            **values,
            pay=MoneyIO.of(terms.pay),
            deductions={kind: MoneyIO.of(amount) for kind, amount in terms.deductions.items()},
            left_at_least=MoneyIO.of(terms.left),
        )


_SAME = set(TermsOut.model_fields) - {"pay", "deductions", "left_at_least"}


class TermsIn(Schema):
    """Terms that differ from what was promised, or are added to it; the others stay."""

    model_config = ConfigDict(extra="forbid")

    pay: MoneyIO | None = None
    deductions: dict[DeductionKind, MoneyIO] | None = None
    weekly_hours: Annotated[Decimal, Field(gt=0, le=168)] | None = None
    weekly_rest_days: Annotated[int, Field(ge=0, le=7)] | None = None
    housing: Cover | None = None
    place: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    start: date | None = None
    end: date | None = None
    occupation: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    food: Cover | None = None
    medical_care: Cover | None = None
    insurance: Cover | None = None
    travel_out: Cover | None = None
    travel_home: Cover | None = None
    probation_months: Annotated[int, Field(ge=0, le=120)] | None = None
    annual_leave_days: Annotated[int, Field(ge=0, le=366)] | None = None
    sick_pay: bool | None = None
    daily_rest_hours: Annotated[int, Field(ge=0, le=24)] | None = None
    night_rest_hours: Annotated[int, Field(ge=0, le=24)] | None = None
    overtime_percent: Annotated[int, Field(ge=0, le=1_000)] | None = None
    wage_account: bool | None = None
    passport_kept: bool | None = None
    phone_kept: bool | None = None
    joint_liability: bool | None = None

    def changes(self) -> dict[str, Any]:
        """What was sent, as the terms read it; a null that was sent takes a term out."""
        sent = self.model_dump(exclude_unset=True)
        if self.pay is not None:
            sent["pay"] = self.pay.text
        if self.deductions is not None:
            sent["deductions"] = {kind.value: m.text for kind, m in self.deductions.items()}
        return sent


class ChangeOut(Schema):
    """One clause against what was promised before."""

    clause: str
    verdict: Verdict
    before: str
    after: str

    @staticmethod
    def of(change: Change) -> ChangeOut:
        """Write a change."""
        return ChangeOut(
            clause=change.clause,
            verdict=change.verdict,
            before=_text(change.before),
            after=_text(change.after),
        )


class ContractOut(Schema):
    """One version of a contract."""

    id: uuid.UUID
    version: int
    journey_id: uuid.UUID
    number: int
    occasion: str
    state: str
    due_at: datetime | None
    employer_id: uuid.UUID
    languages: list[str]
    terms: TermsOut
    employer_signed_at: datetime | None
    worker_signed_at: datetime | None
    registered_at: datetime | None
    code: str
    sha256: str

    @staticmethod
    def of(contract: ContractVersion) -> ContractOut:
        """Build from a row."""
        return ContractOut(
            id=contract.id,
            version=contract.version,
            journey_id=contract.journey_id,
            number=contract.number,
            occasion=contract.occasion,
            state=contract.state,
            due_at=contract.due_at,
            employer_id=contract.employer_id,
            languages=contract.languages,
            terms=TermsOut.of(contract.agreed),
            employer_signed_at=contract.employer_signed_at,
            worker_signed_at=contract.worker_signed_at,
            registered_at=contract.registered_at,
            code=contract.code,
            sha256=contract.digest,
        )


class WholeContract(ContractOut):
    """A version with what differs from the promise."""

    changes: list[ChangeOut]


class DraftIn(Schema):
    """A contract to draft."""

    terms: TermsIn = TermsIn()
    employer_id: uuid.UUID | None = None
    client_id: uuid.UUID | None = None


class ReviseIn(Schema):
    """Terms of a draft to write anew."""

    terms: TermsIn
    expected_version: Expected = None


class ExpectedIn(Schema):
    """An act on the version that was read."""

    expected_version: Expected = None


class SignIn(ExpectedIn):
    """The worker's signature."""

    code: Annotated[str, Field(min_length=1, max_length=20)]


class WishIn(Schema):
    """What the worker would have otherwise."""

    wish: Reason


class ReasonIn(Schema):
    """A reason that those whom it concerns read."""

    reason: Reason


class RegisterIn(ExpectedIn):
    """What an officer saw evidence of, and why, where the rules leave it to a person."""

    statements: Facts = {}
    why: Annotated[str, Field(max_length=1_000)] = ""


class CheckedOut(Schema):
    """What was registered under a code."""

    code: str
    standing: Standing
    since: datetime
    registered_at: datetime
    registered_by: str
    employer: str
    initials: str
    terms: list[tuple[str, str]]
    sha256: str
    compared: Likeness | None = None

    @staticmethod
    def of(checked: Checked, compared: Likeness | None) -> CheckedOut:
        """Build from what was found."""
        return CheckedOut(
            code=checked.code,
            standing=checked.standing,
            since=checked.since,
            registered_at=checked.registered_at,
            registered_by=checked.registered_by,
            employer=checked.employer,
            initials=checked.initials,
            terms=list(checked.rows),
            sha256=checked.digest,
            compared=compared,
        )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
