"""The employers room in the API."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.employers import actions, queries
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.enrolment import NewOrganisation
from fairway.leaving.schemas import AllowIn, Corridor, ReasonIn, Why

router = Router()


class OrganisationIn(Schema):
    """An organisation with its first account."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    registration_number: Annotated[str, Field(min_length=1, max_length=64)]
    login: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(min_length=12, max_length=200)]
    member_name: Annotated[str, Field(min_length=1, max_length=200)]
    language: Annotated[str, Field(pattern="^(en|fr|ar)$")] = "en"
    contact: Annotated[str, Field(max_length=500)] = ""

    def organisation(self) -> NewOrganisation:
        """As the actions take it."""
        return NewOrganisation(
            name=self.name,
            country=self.country,
            registration_number=self.registration_number,
            login=self.login,
            password=self.password,
            member_name=self.member_name,
            language=self.language,
            contact=self.contact,
        )


class RegisterIn(OrganisationIn):
    """An employer that asks to be verified."""

    corridor: Corridor
    activity: Annotated[str, Field(min_length=1, max_length=200)]


class EmployerOut(Schema):
    """An employer's registration."""

    id: uuid.UUID
    version: int
    organisation_id: uuid.UUID
    name: str
    country: str
    corridor: str
    activity: str
    state: str
    reason: str
    due_at: datetime | None

    @staticmethod
    def of(row: EmployerRegistration) -> EmployerOut:
        """Build from a row."""
        return EmployerOut(
            id=row.id,
            version=row.version,
            organisation_id=row.organisation_id,
            name=row.organisation.name,
            country=row.organisation.country,
            corridor=row.corridor,
            activity=row.activity,
            state=row.state,
            reason=row.reason,
            due_at=row.due_at,
        )


class CorrectIn(Schema):
    """What is corrected."""

    activity: Annotated[str, Field(min_length=1, max_length=200)]


class WhyIn(Schema):
    """Why an officer allows what the rules do not."""

    why: Why = ""


@router.get("/employers", response=PageOut[EmployerOut], operation_id="listEmployers")
@operation("employer.read")
def employers(request: HttpRequest, cursor: Cursor) -> PageOut[EmployerOut]:
    """List the registrations that the caller may see."""
    return paged(queries.visible_to(actor_of(request)), cursor, EmployerOut.of)


@router.post("/employers", response={201: EmployerOut}, operation_id="registerEmployer")
@operation("employer.register")
def register(request: HttpRequest, body: RegisterIn) -> Status[EmployerOut]:
    """Register an employer with its first account."""
    made = actions.register(
        body.organisation(),
        corridor=body.corridor,
        activity=body.activity,
        actor=actor_of(request),
    )
    return Status(201, EmployerOut.of(made))


@router.get("/employers/{employer_id}", response=EmployerOut, operation_id="readEmployer")
@operation("employer.read")
def employer(request: HttpRequest, employer_id: uuid.UUID) -> EmployerOut:
    """Read one registration."""
    return EmployerOut.of(queries.get_for(actor_of(request), employer_id))


@router.post("/employers/{employer_id}/verify", response=EmployerOut, operation_id="verifyEmployer")
@operation("employer.decide")
def verify(request: HttpRequest, employer_id: uuid.UUID, body: AllowIn) -> EmployerOut:
    """Verify an employer, stating what was seen."""
    actor = actor_of(request)
    done = actions.verify(
        queries.get_for(actor, employer_id),
        actor=actor,
        statements=body.statements,
        why=body.why,
        expected_version=body.expected_version,
    )
    return EmployerOut.of(done)


@router.post("/employers/{employer_id}/refuse", response=EmployerOut, operation_id="refuseEmployer")
@operation("employer.decide")
def refuse(request: HttpRequest, employer_id: uuid.UUID, body: ReasonIn) -> EmployerOut:
    """Refuse a registration, with the reason."""
    actor = actor_of(request)
    found = queries.get_for(actor, employer_id)
    return EmployerOut.of(actions.refuse(found, actor=actor, reason=body.reason))


@router.post(
    "/employers/{employer_id}/suspend", response=EmployerOut, operation_id="suspendEmployer"
)
@operation("employer.decide")
def suspend(request: HttpRequest, employer_id: uuid.UUID, body: ReasonIn) -> EmployerOut:
    """Stop an employer from recruiting, with the reason."""
    actor = actor_of(request)
    found = queries.get_for(actor, employer_id)
    return EmployerOut.of(actions.suspend(found, actor=actor, reason=body.reason))


@router.post(
    "/employers/{employer_id}/reinstate", response=EmployerOut, operation_id="reinstateEmployer"
)
@operation("employer.decide")
def reinstate(request: HttpRequest, employer_id: uuid.UUID, body: WhyIn) -> EmployerOut:
    """Lift a suspension."""
    actor = actor_of(request)
    found = queries.get_for(actor, employer_id)
    return EmployerOut.of(actions.reinstate(found, actor=actor, why=body.why))


@router.post(
    "/employers/{employer_id}/correct", response=EmployerOut, operation_id="correctEmployer"
)
@operation("employer.correct")
def correct(request: HttpRequest, employer_id: uuid.UUID, body: CorrectIn) -> EmployerOut:
    """Send a refused registration again, corrected."""
    actor = actor_of(request)
    found = queries.get_for(actor, employer_id)
    return EmployerOut.of(actions.correct(found, activity=body.activity, actor=actor))
