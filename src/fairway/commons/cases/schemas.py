"""What the API takes and gives for cases."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field

from fairway.commons.cases.kinds import (
    Allegation,
    ContactWay,
    Ground,
    NoteKind,
    PartyRole,
    Remedy,
    Urgency,
)
from fairway.commons.cases.models import Case, Notice

Words = Annotated[str, Field(min_length=1, max_length=8_000)]
Expected = Annotated[int | None, Field(ge=1, description="The version that was read.")]


class HelpIn(Schema):
    """What somebody tells who asks for help."""

    allegations: Annotated[list[Allegation], Field(min_length=1)]
    words: Annotated[str, Field(max_length=8_000)] = ""
    place: Annotated[str, Field(max_length=300)] = ""
    danger: bool = False
    way: ContactWay = ContactWay.HERE
    number: Annotated[str, Field(max_length=300)] = ""
    when: Annotated[str, Field(max_length=300)] = ""
    silent: bool = False
    corridor: Annotated[str, Field(pattern="^([A-Z]{2}-[A-Z]{2})?$")] = ""
    about: Annotated[
        list[uuid.UUID], Field(max_length=10, description="Organisations of her own situation.")
    ] = []
    language: Annotated[str, Field(max_length=8)] = "en"
    client_id: uuid.UUID | None = None


class HelpOut(Schema):
    """A request that was received; ``code`` opens it to whoever has no account."""

    id: uuid.UUID
    code: str
    due_at: datetime | None


class CaseOut(Schema):
    """A case without what is sealed in it."""

    id: uuid.UUID
    version: int
    state: str
    urgency: Urgency
    allegations: list[Allegation]
    corridor: str
    side: str
    handler_id: uuid.UUID | None
    due_at: datetime | None
    created_at: datetime
    disclosed_at: datetime | None
    remedies: list[Remedy]
    recovered: list[str] | None

    @staticmethod
    def of(case: Case) -> CaseOut:
        """Build from a row."""
        money = case.recovered
        return CaseOut(
            id=case.id,
            version=case.version,
            state=case.state,
            urgency=Urgency(case.urgency),
            allegations=[Allegation(a) for a in case.allegations],
            corridor=case.corridor,
            side=case.side,
            handler_id=case.handler_id,
            due_at=case.due_at,
            created_at=case.created_at,
            disclosed_at=case.disclosed_at,
            remedies=[Remedy(r) for r in case.remedies],
            recovered=[str(money.amount), money.currency] if money else None,
        )


class LineOut(Schema):
    """One line of the file."""

    at: datetime
    kind: NoteKind
    words: str
    organisation: str


class StepOut(Schema):
    """One step that was taken."""

    at: datetime
    what: str
    who: str


class WholeCase(CaseOut):
    """A case in the clear; that it was read is logged."""

    name: str
    words: str
    place: str
    way: ContactWay
    number: str
    when: str
    silent: bool
    lines: list[LineOut]
    steps: list[StepOut]


class AssignIn(Schema):
    """Who takes it up; nobody named: the caller's own organisation."""

    handler_id: uuid.UUID | None = None
    expected_version: Expected = None


class NoteIn(Schema):
    """A line for the file."""

    kind: NoteKind
    words: Words


class AssessIn(Schema):
    """What was understood."""

    words: Words
    urgency: Urgency
    expected_version: Expected = None


class PartyIn(Schema):
    """An organisation of the case."""

    organisation_id: uuid.UUID
    role: PartyRole


class DiscloseIn(Schema):
    """What the accused may read, and why it may be told."""

    text: Annotated[str, Field(min_length=1, max_length=4_000)]
    ground: Ground
    legal_ground: Annotated[str, Field(max_length=300)] = ""
    names_worker: bool = False
    expected_version: Expected = None


class ResolveIn(Schema):
    """What came of it."""

    remedies: Annotated[list[Remedy], Field(min_length=1)]
    words: Words
    amount: Decimal | None = None
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = ""
    expected_version: Expected = None


class WordsIn(Schema):
    """A sentence that says why."""

    words: Words


class NoticeOut(Schema):
    """What the caller's organisation was told, and what it said."""

    id: uuid.UUID
    told_at: datetime
    text: str
    allegations: list[Allegation]
    ground: Ground
    legal_ground: str
    reply_by: datetime
    replied_at: datetime | None

    @staticmethod
    def of(notice: Notice) -> NoticeOut:
        """Build from a row."""
        return NoticeOut(
            id=notice.id,
            told_at=notice.created_at,
            text=notice.text,
            allegations=[Allegation(a) for a in notice.allegations],
            ground=Ground(notice.ground),
            legal_ground=notice.legal_ground,
            reply_by=notice.reply_by,
            replied_at=notice.replied_at,
        )
