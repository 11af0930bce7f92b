"""The recruiters room in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.employers.api import OrganisationIn, WhyIn
from fairway.leaving.recruiters import actions, checking, queries
from fairway.leaving.recruiters.models import Licence
from fairway.leaving.schemas import Corridor, MoneyIO, ReasonIn, Statements, Why

router = Router()


class ApplyIn(Schema):
    """A licence that is asked for; a new agency comes with its first account."""

    corridor: Corridor
    organisation: OrganisationIn | None = None
    statements: Statements = {}


class LicenceOut(Schema):
    """A recruiter's licence."""

    id: uuid.UUID
    version: int
    organisation_id: uuid.UUID
    name: str
    corridor: str
    number: str
    state: str
    valid_from: date | None
    valid_to: date | None
    deposit: MoneyIO | None
    reason: str
    due_at: datetime | None

    @staticmethod
    def of(row: Licence) -> LicenceOut:
        """Build from a row."""
        return LicenceOut(
            id=row.id,
            version=row.version,
            organisation_id=row.organisation_id,
            name=row.organisation.name,
            corridor=row.corridor,
            number=row.number,
            state=row.state,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            deposit=MoneyIO.of(row.deposit) if row.deposit else None,
            reason=row.reason,
            due_at=row.due_at,
        )


class GrantIn(Schema):
    """What a licence says; the deposit is booked with it."""

    number: Annotated[str, Field(min_length=1, max_length=64)]
    valid_from: date
    valid_to: date
    deposit: MoneyIO | None = None
    statements: Statements = {}
    why: Why = ""

    def grant(self) -> actions.Grant:
        """As the actions take it."""
        deposit = self.deposit.money() if self.deposit else None
        return actions.Grant(self.number, self.valid_from, self.valid_to, deposit)


class StatementsIn(Schema):
    """What the recruiter states of itself."""

    statements: Statements = {}


class HappenedOut(Schema):
    """One thing that happened to a licence."""

    on: date
    what: str


class CheckOut(Schema):
    """What the public may know of a licence."""

    name: str
    number: str
    corridor: str
    state: str
    in_force: bool
    licensed_until: date | None
    history: list[HappenedOut]


@router.get("/recruiters/check", response=list[CheckOut], operation_id="checkRecruiter", auth=None)
@operation("public.read")
def check(
    request: HttpRequest,
    words: Annotated[str, Query(min_length=2, max_length=200)],
) -> list[CheckOut]:
    """Look a recruiter up by licence number, or by its name however it is spelt."""
    return [
        CheckOut(
            name=found.licence.organisation.name,
            number=found.licence.number,
            corridor=found.licence.corridor,
            state=found.licence.state,
            in_force=found.in_force,
            licensed_until=found.licence.valid_to,
            history=[HappenedOut(on=on, what=str(what)) for on, what in found.history],
        )
        for found in checking.check(words)
    ]


@router.get("/licences", response=PageOut[LicenceOut], operation_id="listLicences")
@operation("recruiter.read")
def licences(request: HttpRequest, cursor: Cursor) -> PageOut[LicenceOut]:
    """List the licences that the caller may see."""
    return paged(queries.visible_to(actor_of(request)), cursor, LicenceOut.of)


@router.post("/licences", response={201: LicenceOut}, operation_id="applyForLicence")
@operation("recruiter.apply")
def apply(request: HttpRequest, body: ApplyIn) -> Status[LicenceOut]:
    """Apply for a licence."""
    made = actions.apply(
        corridor=body.corridor,
        actor=actor_of(request),
        new=body.organisation.organisation() if body.organisation else None,
        statements=body.statements,
    )
    return Status(201, LicenceOut.of(made))


@router.get("/licences/{licence_id}", response=LicenceOut, operation_id="readLicence")
@operation("recruiter.read")
def licence(request: HttpRequest, licence_id: uuid.UUID) -> LicenceOut:
    """Read one licence."""
    return LicenceOut.of(queries.get_for(actor_of(request), licence_id))


@router.post("/licences/{licence_id}/grant", response=LicenceOut, operation_id="grantLicence")
@operation("recruiter.decide")
def grant(request: HttpRequest, licence_id: uuid.UUID, body: GrantIn) -> LicenceOut:
    """Grant a licence from a day to a day."""
    actor = actor_of(request)
    done = actions.grant(
        queries.get_for(actor, licence_id),
        body.grant(),
        actor=actor,
        statements=body.statements,
        why=body.why,
    )
    return LicenceOut.of(done)


@router.post("/licences/{licence_id}/renew", response=LicenceOut, operation_id="renewLicence")
@operation("recruiter.decide")
def renew(request: HttpRequest, licence_id: uuid.UUID, body: GrantIn) -> LicenceOut:
    """Renew a licence that runs or has run out."""
    actor = actor_of(request)
    found = queries.get_for(actor, licence_id)
    return LicenceOut.of(actions.renew(found, body.grant(), actor=actor, why=body.why))


@router.post("/licences/{licence_id}/refuse", response=LicenceOut, operation_id="refuseLicence")
@operation("recruiter.decide")
def refuse(request: HttpRequest, licence_id: uuid.UUID, body: ReasonIn) -> LicenceOut:
    """Refuse a licence, with the reason."""
    actor = actor_of(request)
    found = queries.get_for(actor, licence_id)
    return LicenceOut.of(actions.refuse(found, actor=actor, reason=body.reason))


@router.post("/licences/{licence_id}/suspend", response=LicenceOut, operation_id="suspendLicence")
@operation("recruiter.decide")
def suspend(request: HttpRequest, licence_id: uuid.UUID, body: ReasonIn) -> LicenceOut:
    """Stop a recruiter from working, with the reason."""
    actor = actor_of(request)
    found = queries.get_for(actor, licence_id)
    return LicenceOut.of(actions.suspend(found, actor=actor, reason=body.reason))


@router.post(
    "/licences/{licence_id}/reinstate", response=LicenceOut, operation_id="reinstateLicence"
)
@operation("recruiter.decide")
def reinstate(request: HttpRequest, licence_id: uuid.UUID, body: WhyIn) -> LicenceOut:
    """Lift a suspension."""
    actor = actor_of(request)
    found = queries.get_for(actor, licence_id)
    return LicenceOut.of(actions.reinstate(found, actor=actor, why=body.why))


@router.post("/licences/{licence_id}/revoke", response=LicenceOut, operation_id="revokeLicence")
@operation("recruiter.decide")
def revoke(request: HttpRequest, licence_id: uuid.UUID, body: ReasonIn) -> LicenceOut:
    """End a licence for good."""
    actor = actor_of(request)
    found = queries.get_for(actor, licence_id)
    return LicenceOut.of(actions.revoke(found, actor=actor, reason=body.reason))


@router.post("/licences/{licence_id}/correct", response=LicenceOut, operation_id="correctLicence")
@operation("recruiter.correct")
def correct(request: HttpRequest, licence_id: uuid.UUID, body: StatementsIn) -> LicenceOut:
    """Send a refused application again, corrected."""
    actor = actor_of(request)
    found = queries.get_for(actor, licence_id)
    return LicenceOut.of(actions.correct(found, actor=actor, statements=body.statements))
