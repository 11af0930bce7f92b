"""The agreements room in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from fairway.commons.agreements import actions, queries
from fairway.commons.agreements.models import PackVersion
from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.kernel import (
    BadInput,
    Corridor,
    Decision,
    Fault,
    decision_to_json,
    fact_from_json,
)
from fairway.engines.provisions import decide, required_facts

router = Router()


class PackOut(Schema):
    """A version of an agreement in this installation."""

    id: uuid.UUID
    pack: str
    version: str
    title: dict[str, str]
    state: str
    country: str
    digest: str
    published_at: datetime | None

    @staticmethod
    def of(row: PackVersion) -> PackOut:
        """Build from a row."""
        return PackOut(
            id=row.id,
            pack=row.pack,
            version=row.pack_version,
            title=row.title,
            state=row.state,
            country=row.authority.country,
            digest=row.digest,
            published_at=row.published_at,
        )


class PackText(PackOut):
    """With the text that the lawyer wrote."""

    text: str


class ProposeIn(Schema):
    """A pack as YAML, and what changes."""

    text: str
    note: str = ""


class NoteIn(Schema):
    """The reason of a step."""

    note: str


class AskIn(Schema):
    """A question about facts on a day; nothing is kept, nobody is named.

    Facts are plain JSON; money is ``{"money": ["400.00", "USD"]}``, a date
    ``{"date": "2026-11-22"}``.
    """

    corridor: str
    question: str
    on: date
    facts: dict[str, Any] = {}


class FactOut(Schema):
    """A fact that a question needs."""

    name: str
    type: str
    label: dict[str, str]


@router.get("/packs", response=PageOut[PackOut], operation_id="listPacks")
@operation("pack.read")
def packs(request: HttpRequest, cursor: Cursor) -> PageOut[PackOut]:
    """List the versions of agreements that the caller may see."""
    rows = queries.visible_to(actor_of(request)).select_related("authority")
    return paged(rows, cursor, PackOut.of)


@router.get("/packs/{pack_id}", response=PackText, operation_id="readPack")
@operation("pack.read")
def pack(request: HttpRequest, pack_id: uuid.UUID) -> PackText:
    """Read one version with its text."""
    row = _find(request, pack_id)
    return PackText(**PackOut.of(row).model_dump(), text=row.text)


@router.post("/packs", response={201: PackOut}, operation_id="proposePack")
@operation("pack.propose")
def propose(request: HttpRequest, body: ProposeIn) -> Status[PackOut]:
    """Propose a version; every fault of the text is answered at once."""
    made = actions.propose(body.text, actor=actor_of(request), note=body.note)
    return Status(201, PackOut.of(made))


@router.post("/packs/{pack_id}/approve", response=PackOut, operation_id="approvePack")
@operation("pack.approve")
def approve(request: HttpRequest, pack_id: uuid.UUID) -> PackOut:
    """Approve as the second person."""
    return PackOut.of(actions.approve(_find(request, pack_id), actor=actor_of(request)))


@router.post("/packs/{pack_id}/reject", response=PackOut, operation_id="rejectPack")
@operation("pack.approve")
def reject(request: HttpRequest, pack_id: uuid.UUID, body: NoteIn) -> PackOut:
    """Send a proposal back."""
    row = _find(request, pack_id)
    return PackOut.of(actions.reject(row, actor=actor_of(request), note=body.note))


@router.post("/packs/{pack_id}/publish", response=PackOut, operation_id="publishPack")
@operation("pack.publish")
def publish(request: HttpRequest, pack_id: uuid.UUID) -> PackOut:
    """Let an approved version rule from this moment."""
    return PackOut.of(actions.publish(_find(request, pack_id), actor=actor_of(request)))


@router.post("/packs/{pack_id}/withdraw", response=PackOut, operation_id="withdrawPack")
@operation("pack.publish")
def withdraw(request: HttpRequest, pack_id: uuid.UUID, body: NoteIn) -> PackOut:
    """Take a version out of force."""
    row = _find(request, pack_id)
    return PackOut.of(actions.withdraw(row, actor=actor_of(request), note=body.note))


@router.get("/questions/{corridor}/{question}", response=list[FactOut], operation_id="listFacts")
@operation("pack.read")
def facts(request: HttpRequest, corridor: str, question: str, on: date) -> list[FactOut]:
    """List the facts that the packs in force need for a question."""
    rules = queries.packs_in_force(_corridor(corridor), on)
    return [
        FactOut(name=spec.name, type=str(spec.kind.base), label=dict(spec.labels))
        for spec in required_facts(rules, question)
    ]


@router.post("/questions/ask", response=dict[str, Any], operation_id="askRules")
@operation("pack.read")
def ask(request: HttpRequest, body: AskIn) -> dict[str, Any]:
    """Ask the packs in force, provision by provision; nothing is kept."""
    try:
        given = {name: fact_from_json(value) for name, value in body.facts.items()}
    except (ValueError, ArithmeticError, TypeError) as error:
        raise BadInput(Fault("facts", "", str(error), "fact")) from error
    decision: Decision = decide(
        queries.packs_in_force(_corridor(body.corridor), body.on), body.question, given, body.on
    )
    return decision_to_json(decision)


def _find(request: HttpRequest, pack_id: uuid.UUID) -> PackVersion:
    rows = queries.visible_to(actor_of(request)).select_related("authority")
    return get_object_or_404(rows, pk=pack_id)


def _corridor(text: str) -> Corridor:
    origin, _, destination = text.partition("-")
    return Corridor.of(origin, destination)
