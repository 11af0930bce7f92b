"""The job orders room in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.accounts.models import Organisation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.job_orders import actions, queries
from fairway.leaving.job_orders.drafts import MOST_PLACES, WEEK_HOURS, Draft, Per
from fairway.leaving.job_orders.models import Housing, JobOrder
from fairway.leaving.schemas import (
    AllowIn,
    Channel,
    Corridor,
    Expected,
    LanguageIO,
    MoneyIO,
    Occupation,
    ReasonIn,
)

router = Router()


class OrderIn(Schema):
    """A job order as its employer states it. Pay is before deductions, for the basic hours."""

    corridor: Corridor
    channel: Channel
    occupation: Occupation
    title: Annotated[str, Field(min_length=1, max_length=200)]
    places: Annotated[int, Field(ge=1, le=MOST_PLACES)]
    workplace: Annotated[str, Field(min_length=1, max_length=200)]
    region: Annotated[str, Field(pattern="^[A-Z0-9]{0,6}$")] = ""
    start_on: date
    end_on: date
    weekly_hours: Annotated[Decimal, Field(gt=0, le=WEEK_HOURS, decimal_places=2)]
    pay: MoneyIO
    per: Per = Per.MONTH
    housing: Housing = Housing.NOT_STATED
    languages: Annotated[list[LanguageIO], Field(max_length=10)] = []
    experience_months: Annotated[int, Field(ge=0, le=600)] = 0
    terms: Annotated[
        dict[str, Any],
        Field(description="Further terms, such as annual_leave_days: 30 or meals: true."),
    ] = {}

    def draft(self) -> Draft:
        """As the actions take it."""
        return Draft(
            corridor=self.corridor,
            channel=self.channel,
            occupation=self.occupation,
            title=self.title,
            places=self.places,
            workplace=self.workplace,
            region=self.region,
            start_on=self.start_on,
            end_on=self.end_on,
            weekly_hours=self.weekly_hours,
            pay=self.pay.money(),
            per=self.per,
            housing=self.housing,
            languages=[(one.language, one.level) for one in self.languages],
            experience_months=self.experience_months,
            terms=self.terms,
        )


class NewOrderIn(OrderIn):
    """A new order; a recruiter names the employer, a repeated ``client_id`` finds the first."""

    employer_id: uuid.UUID | None = None
    client_id: uuid.UUID | None = None


class ChangeIn(OrderIn):
    """A draft written anew."""

    expected_version: Expected = None


class OrderOut(Schema):
    """A job order."""

    id: uuid.UUID
    version: int
    state: str
    corridor: str
    channel: str
    employer_id: uuid.UUID
    employer: str
    recruiter_id: uuid.UUID | None
    occupation: str
    title: str
    places: int
    places_left: int
    workplace: str
    region: str
    start_on: date
    end_on: date
    weekly_hours: Decimal
    pay_an_hour: MoneyIO
    pay_a_month: MoneyIO
    housing: str
    languages: list[LanguageIO]
    experience_months: int
    terms: dict[str, Any]
    case_number: str
    reason: str
    due_at: datetime | None

    @staticmethod
    def of(row: JobOrder) -> OrderOut:
        """Build from a row."""
        return OrderOut(
            id=row.id,
            version=row.version,
            state=row.state,
            corridor=row.corridor,
            channel=row.channel,
            employer_id=row.employer_id,
            employer=row.employer.name,
            recruiter_id=row.recruiter_id,
            occupation=row.occupation,
            title=row.title,
            places=row.places,
            places_left=row.places_left,
            workplace=row.workplace,
            region=row.region,
            start_on=row.start_on,
            end_on=row.end_on,
            weekly_hours=row.weekly_hours,
            pay_an_hour=MoneyIO.of(row.pay_an_hour),
            pay_a_month=MoneyIO.of(row.pay_a_month),
            housing=row.housing,
            languages=[LanguageIO(language=code, level=level) for code, level in row.spoken],
            experience_months=row.experience_months,
            terms=row.conditions,
            case_number=row.case_number,
            reason=row.reason,
            due_at=row.due_at,
        )


class VersionIn(Schema):
    """The version that was read."""

    expected_version: Expected = None


@router.get("/job-orders", response=PageOut[OrderOut], operation_id="listJobOrders")
@operation("job_order.read")
def orders(request: HttpRequest, cursor: Cursor) -> PageOut[OrderOut]:
    """List the job orders that the caller may see."""
    return paged(queries.visible_to(actor_of(request)), cursor, OrderOut.of)


@router.post("/job-orders", response={201: OrderOut}, operation_id="draftJobOrder")
@operation("job_order.draft")
def draft(request: HttpRequest, body: NewOrderIn) -> Status[OrderOut]:
    """Begin a job order."""
    employer = None
    if body.employer_id is not None:
        employer = Organisation.objects.filter(pk=body.employer_id, kind="employer").first()
    made = actions.draft(
        body.draft(), actor=actor_of(request), employer=employer, client_id=body.client_id
    )
    return Status(201, OrderOut.of(made))


@router.get("/job-orders/{order_id}", response=OrderOut, operation_id="readJobOrder")
@operation("job_order.read")
def order(request: HttpRequest, order_id: uuid.UUID) -> OrderOut:
    """Read one job order."""
    return OrderOut.of(queries.get_for(actor_of(request), order_id))


@router.put("/job-orders/{order_id}", response=OrderOut, operation_id="changeJobOrder")
@operation("job_order.draft")
def change(request: HttpRequest, order_id: uuid.UUID, body: ChangeIn) -> OrderOut:
    """Write a draft anew."""
    actor = actor_of(request)
    done = actions.change(
        queries.get_for(actor, order_id),
        body.draft(),
        actor=actor,
        expected_version=body.expected_version,
    )
    return OrderOut.of(done)


@router.post("/job-orders/{order_id}/submit", response=OrderOut, operation_id="submitJobOrder")
@operation("job_order.submit")
def submit(request: HttpRequest, order_id: uuid.UUID, body: VersionIn) -> OrderOut:
    """Send an order to whoever decides on it."""
    actor = actor_of(request)
    found = queries.get_for(actor, order_id)
    done = actions.submit(found, actor=actor, expected_version=body.expected_version)
    return OrderOut.of(done)


@router.post("/job-orders/{order_id}/approve", response=OrderOut, operation_id="approveJobOrder")
@operation("job_order.decide")
def approve(request: HttpRequest, order_id: uuid.UUID, body: AllowIn) -> OrderOut:
    """Approve an order; its places are held under every legal cap."""
    actor = actor_of(request)
    done = actions.approve(
        queries.get_for(actor, order_id),
        actor=actor,
        statements=body.statements,
        why=body.why,
        expected_version=body.expected_version,
    )
    return OrderOut.of(done)


@router.post("/job-orders/{order_id}/refuse", response=OrderOut, operation_id="refuseJobOrder")
@operation("job_order.decide")
def refuse(request: HttpRequest, order_id: uuid.UUID, body: ReasonIn) -> OrderOut:
    """Refuse an order, with the reason."""
    actor = actor_of(request)
    found = queries.get_for(actor, order_id)
    return OrderOut.of(actions.refuse(found, actor=actor, reason=body.reason))


@router.post("/job-orders/{order_id}/return", response=OrderOut, operation_id="returnJobOrder")
@operation("job_order.decide")
def send_back(request: HttpRequest, order_id: uuid.UUID, body: ReasonIn) -> OrderOut:
    """Send an order back to be corrected, saying what."""
    actor = actor_of(request)
    found = queries.get_for(actor, order_id)
    return OrderOut.of(actions.return_for_correction(found, actor=actor, reason=body.reason))


@router.post("/job-orders/{order_id}/correct", response=OrderOut, operation_id="correctJobOrder")
@operation("job_order.draft")
def correct(request: HttpRequest, order_id: uuid.UUID) -> OrderOut:
    """Take a refused order up again as a draft."""
    actor = actor_of(request)
    return OrderOut.of(actions.correct(queries.get_for(actor, order_id), actor=actor))


@router.post("/job-orders/{order_id}/open", response=OrderOut, operation_id="openJobOrder")
@operation("job_order.open")
def open_to_workers(request: HttpRequest, order_id: uuid.UUID) -> OrderOut:
    """Let workers see an approved order and wish for it."""
    actor = actor_of(request)
    return OrderOut.of(actions.open_to_workers(queries.get_for(actor, order_id), actor=actor))


@router.post("/job-orders/{order_id}/close", response=OrderOut, operation_id="closeJobOrder")
@operation("job_order.close")
def close(request: HttpRequest, order_id: uuid.UUID) -> OrderOut:
    """Offer no more places."""
    actor = actor_of(request)
    return OrderOut.of(actions.close(queries.get_for(actor, order_id), actor=actor))


@router.post("/job-orders/{order_id}/withdraw", response=OrderOut, operation_id="withdrawJobOrder")
@operation("job_order.withdraw")
def withdraw(request: HttpRequest, order_id: uuid.UUID) -> OrderOut:
    """Take an order back."""
    actor = actor_of(request)
    return OrderOut.of(actions.withdraw(queries.get_for(actor, order_id), actor=actor))
