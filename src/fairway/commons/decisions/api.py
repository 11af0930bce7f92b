"""The decisions room in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.commons.decisions import actions, queries
from fairway.commons.decisions.models import Appeal, DecisionRecord
from fairway.core.access.gate import actor_of, log_reading, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.kernel import decision_to_json

router = Router()
Words = Annotated[str, Field(min_length=1, max_length=5_000)]


class DecisionOut(Schema):
    """A decision without the facts it rests on."""

    id: uuid.UUID
    question: str
    outcome: str
    rules_said: str
    on: date
    corridor: str
    about: str
    about_id: uuid.UUID
    packs: list[dict[str, str]]
    appeal_until: date | None
    replaces_id: uuid.UUID | None

    @staticmethod
    def of(row: DecisionRecord) -> DecisionOut:
        """Build from a row."""
        return DecisionOut.from_orm(row)


class WholeDecision(DecisionOut):
    """With facts, reasons and sources."""

    content: dict[str, Any]


class ReplayOut(Schema):
    """Whether deciding again gives the same; what differs, if not."""

    same: bool
    differences: list[str]


class AppealOut(Schema):
    """An appeal."""

    id: uuid.UUID
    decision_id: uuid.UUID
    state: str
    due_at: datetime | None
    answer: str

    @staticmethod
    def of(row: Appeal) -> AppealOut:
        """Build from a row."""
        return AppealOut.from_orm(row)


class LodgeIn(Schema):
    """Why somebody disagrees."""

    grounds: Words


class AnswerIn(Schema):
    """The answer to an appeal."""

    uphold: bool
    reasons: Words


@router.get("/decisions", response=PageOut[DecisionOut], operation_id="listDecisions")
@operation("decision.read")
def decisions(request: HttpRequest, cursor: Cursor) -> PageOut[DecisionOut]:
    """List the decisions that the caller may see."""
    return paged(queries.visible_to(actor_of(request)), cursor, DecisionOut.of)


@router.get("/decisions/{decision_id}", response=WholeDecision, operation_id="readDecision")
@operation("decision.read")
def decision(request: HttpRequest, decision_id: uuid.UUID) -> WholeDecision:
    """Read one decision whole; reading one about a person is logged."""
    row = _decision(request, decision_id)
    if row.person_id:
        log_reading(actor_of(request), "decision.read", row, row.person_id)
    whole = decision_to_json(queries.content(row))
    return WholeDecision(**DecisionOut.of(row).model_dump(), content=whole)


@router.get("/decisions/{decision_id}/replay", response=ReplayOut, operation_id="replayDecision")
@operation("decision.read")
def replay(request: HttpRequest, decision_id: uuid.UUID) -> ReplayOut:
    """Decide again from the kept packs and facts."""
    differences = queries.replay(_decision(request, decision_id))
    return ReplayOut(same=not differences, differences=list(differences))


@router.post("/decisions/{decision_id}/appeals", response={201: AppealOut}, operation_id="appeal")
@operation("appeal.lodge")
def lodge(request: HttpRequest, decision_id: uuid.UUID, body: LodgeIn) -> Status[AppealOut]:
    """Object to a decision."""
    row = _decision(request, decision_id)
    made = actions.lodge(row, grounds=body.grounds, actor=actor_of(request))
    return Status(201, AppealOut.of(made))


@router.get("/appeals", response=PageOut[AppealOut], operation_id="listAppeals")
@operation("appeal.read")
def appeals(request: HttpRequest, cursor: Cursor) -> PageOut[AppealOut]:
    """List one's appeals, or those of one's country."""
    return paged(queries.appeals_visible_to(actor_of(request)), cursor, AppealOut.of)


@router.post("/appeals/{appeal_id}/assign", response=AppealOut, operation_id="assignAppeal")
@operation("appeal.decide")
def assign(request: HttpRequest, appeal_id: uuid.UUID) -> AppealOut:
    """Take an appeal up."""
    return AppealOut.of(actions.assign(_appeal(request, appeal_id), actor=actor_of(request)))


@router.post("/appeals/{appeal_id}/answer", response=AppealOut, operation_id="answerAppeal")
@operation("appeal.decide")
def answer(request: HttpRequest, appeal_id: uuid.UUID, body: AnswerIn) -> AppealOut:
    """Decide an appeal with reasons."""
    found = _appeal(request, appeal_id)
    done = actions.answer(found, uphold=body.uphold, words=body.reasons, actor=actor_of(request))
    return AppealOut.of(done)


@router.post("/appeals/{appeal_id}/withdraw", response=AppealOut, operation_id="withdrawAppeal")
@operation("appeal.lodge")
def withdraw(request: HttpRequest, appeal_id: uuid.UUID) -> AppealOut:
    """Take one's appeal back."""
    return AppealOut.of(actions.withdraw(_appeal(request, appeal_id), actor=actor_of(request)))


def _decision(request: HttpRequest, decision_id: uuid.UUID) -> DecisionRecord:
    return get_object_or_404(queries.visible_to(actor_of(request)), pk=decision_id)


def _appeal(request: HttpRequest, appeal_id: uuid.UUID) -> Appeal:
    return get_object_or_404(queries.appeals_visible_to(actor_of(request)), pk=appeal_id)
