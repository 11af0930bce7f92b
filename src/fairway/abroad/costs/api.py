"""The costs room in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.abroad.costs import actions, queries
from fairway.abroad.costs.kinds import Finding, PayeeKind
from fairway.abroad.costs.models import CostEntry, RefundOrder
from fairway.core.access.gate import actor_of, log_readings, operation
from fairway.core.accounts.models import Organisation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.kernel import BadInput, Fault, Money
from fairway.leaving.journeys import queries as journeys

router = Router()


class CostIn(Schema):
    """What a worker paid."""

    journey_id: uuid.UUID
    fee_kind: Annotated[str, Field(max_length=40)]
    payee_kind: PayeeKind
    amount: Annotated[Decimal, Field(gt=0, max_digits=18)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    paid_on: date
    payee_id: Annotated[
        uuid.UUID | None, Field(description="The employer or recruiter of the journey.")
    ] = None
    payee_name: Annotated[str, Field(max_length=200)] = ""
    client_id: uuid.UUID | None = None


class CostOut(Schema):
    """A payment, and what the rules say of it."""

    id: uuid.UUID
    journey_id: uuid.UUID
    fee_kind: str
    kind: str
    payee_kind: PayeeKind
    amount: Decimal
    currency: str
    paid_on: date
    finding: Finding
    decision_id: uuid.UUID | None
    refund_id: uuid.UUID | None

    @staticmethod
    def of(entry: CostEntry) -> CostOut:
        """Build from a row."""
        refund = getattr(entry, "refund", None)
        return CostOut(
            id=entry.id,
            journey_id=entry.journey_id,
            fee_kind=entry.fee_kind,
            kind=entry.kind,
            payee_kind=PayeeKind(entry.payee_kind),
            amount=entry.money.amount,
            currency=entry.currency,
            paid_on=entry.paid_on,
            finding=Finding(entry.finding),
            decision_id=entry.decision_id,
            refund_id=refund.id if refund else None,
        )


class RefundOut(Schema):
    """What must come back, and how far it is."""

    id: uuid.UUID
    amount: Decimal
    currency: str
    provisions: list[str]
    asked_at: datetime | None
    due_on: date | None
    declared_at: datetime | None
    settled: bool

    @staticmethod
    def of(order: RefundOrder) -> RefundOut:
        """Build from a row."""
        return RefundOut(
            id=order.id,
            amount=order.money.amount,
            currency=order.currency,
            provisions=order.provisions,
            asked_at=order.asked_at,
            due_on=order.due_on,
            declared_at=order.declared_at,
            settled=order.settled_id is not None,
        )


@router.post("/costs", response={201: CostOut}, operation_id="reportCost")
@operation("cost.report")
def report(request: HttpRequest, body: CostIn) -> Status[CostOut]:
    """Report a payment; at once the answer of the rules."""
    actor = actor_of(request)
    journey = journeys.get_for(actor, body.journey_id)
    parties = {pk for pk in (journey.employer_id, journey.recruiter_id) if pk}
    if body.payee_id is not None and body.payee_id not in parties:
        accepted = ", ".join(sorted(str(pk) for pk in parties))
        raise BadInput(Fault("payee_id", str(body.payee_id), accepted, "not_a_choice"))
    payee = Organisation.objects.get(pk=body.payee_id) if body.payee_id else None
    entry = actions.report(
        body.journey_id,
        fee_kind=body.fee_kind,
        payee_kind=body.payee_kind,
        money=Money.of(body.amount, body.currency),
        paid_on=body.paid_on,
        actor=actor,
        payee=payee,
        payee_name=body.payee_name,
        client_id=body.client_id,
    )
    return Status(201, CostOut.of(entry))


@router.get("/costs", response=PageOut[CostOut], operation_id="listCosts")
@operation("cost.read")
def costs(request: HttpRequest, cursor: Cursor) -> PageOut[CostOut]:
    """List the payments that the caller may see."""
    actor = actor_of(request)
    read: list[CostEntry] = []

    def shown(entry: CostEntry) -> CostOut:
        read.append(entry)
        return CostOut.of(entry)

    found = paged(queries.visible_to(actor), cursor, shown)
    log_readings(actor, "cost.read", [(entry, entry.person_id) for entry in read])
    return found


@router.get("/refunds", response=PageOut[RefundOut], operation_id="listRefunds")
@operation("refund.read")
def refunds(request: HttpRequest, cursor: Cursor) -> PageOut[RefundOut]:
    """List what must come back: hers, an office's, or what the caller was asked."""
    actor = actor_of(request)
    read: list[RefundOrder] = []

    def shown(order: RefundOrder) -> RefundOut:
        read.append(order)
        return RefundOut.of(order)

    found = paged(queries.refunds_visible_to(actor), cursor, shown)
    log_readings(actor, "refund.read", [(order, order.entry.person_id) for order in read])
    return found


@router.post("/refunds/{refund_id}/ask", response=RefundOut, operation_id="askRefund")
@operation("refund.ask")
def ask(request: HttpRequest, refund_id: uuid.UUID) -> RefundOut:
    """Agree that whoever took the money is asked for it."""
    return RefundOut.of(actions.ask_back(_find(request, refund_id), actor=actor_of(request)))


@router.post("/refunds/{refund_id}/declare", response=RefundOut, operation_id="declareRefund")
@operation("refund.declare")
def declare(request: HttpRequest, refund_id: uuid.UUID) -> RefundOut:
    """Say that it was paid back."""
    return RefundOut.of(actions.declare_paid(_find(request, refund_id), actor=actor_of(request)))


@router.post("/refunds/{refund_id}/confirm", response=RefundOut, operation_id="confirmRefund")
@operation("refund.confirm")
def confirm(request: HttpRequest, refund_id: uuid.UUID) -> RefundOut:
    """Say that the money came."""
    return RefundOut.of(actions.confirm_paid(_find(request, refund_id), actor=actor_of(request)))


def _find(request: HttpRequest, refund_id: uuid.UUID) -> RefundOrder:
    return queries.refund_for(actor_of(request), refund_id)
