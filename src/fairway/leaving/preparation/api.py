"""Steps of the preparation in the API. Files are handed in as multipart."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.accounts.models import Organisation
from fairway.core.documents.actions import Upload
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.kernel import BadInput, Fault
from fairway.leaving.contracts.schemas import ReasonIn
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.preparation import actions, queries
from fairway.leaving.preparation.models import ActsNext, PreparationStep, StepKind

router = Router()


class StepOut(Schema):
    """One step; ``titles`` say by language what is asked for."""

    id: uuid.UUID
    version: int
    journey_id: uuid.UUID
    fact: str
    kind: StepKind
    titles: dict[str, str]
    state: str
    by: ActsNext
    provider_id: uuid.UUID | None
    expires_on: date | None
    due_at: datetime | None

    @staticmethod
    def of(step: PreparationStep) -> StepOut:
        """Build from a row."""
        return StepOut(
            id=step.id,
            version=step.version,
            journey_id=step.journey_id,
            fact=step.fact,
            kind=StepKind(step.kind),
            titles=step.titles,
            state=step.state,
            by=ActsNext(step.by),
            provider_id=step.provider_id,
            expires_on=step.expires_on,
            due_at=step.due_at,
        )


class AskIn(Schema):
    """A further step."""

    kind: StepKind
    title: Annotated[str, Field(min_length=1, max_length=200)]
    by: ActsNext
    provider_id: uuid.UUID | None = None


class AssignIn(Schema):
    """Where the worker is sent."""

    provider_id: uuid.UUID


class UntilIn(Schema):
    """Until when something holds."""

    expires_on: date | None = None


class AnswerIn(UntilIn):
    """A provider's whole answer."""

    passed: bool


@router.get("/preparation-steps", response=PageOut[StepOut], operation_id="listSteps")
@operation("preparation.read")
def steps(
    request: HttpRequest, cursor: Cursor, journey_id: uuid.UUID | None = None
) -> PageOut[StepOut]:
    """List the steps that the caller may see, of all journeys or of one."""
    rows = queries.still_asked(actor_of(request))
    return paged(rows.filter(journey_id=journey_id) if journey_id else rows, cursor, StepOut.of)


@router.get("/preparation-steps/{step_id}", response=StepOut, operation_id="readStep")
@operation("preparation.read")
def step(request: HttpRequest, step_id: uuid.UUID) -> StepOut:
    """Read one step."""
    return StepOut.of(_find(request, step_id))


@router.post(
    "/journeys/{journey_id}/start-preparation",
    response=list[StepOut],
    operation_id="startPreparation",
)
@operation("preparation.plan")
def start(request: HttpRequest, journey_id: uuid.UUID) -> list[StepOut]:
    """Ask for everything that the packs need to know; usually done by itself."""
    actor = actor_of(request)
    made = actions.start(journeys.get_for(actor, journey_id), actor=actor)
    return [StepOut.of(step) for step in made]


@router.post(
    "/journeys/{journey_id}/preparation-steps",
    response={201: StepOut},
    operation_id="askForStep",
)
@operation("preparation.plan")
def ask_for(request: HttpRequest, journey_id: uuid.UUID, body: AskIn) -> Status[StepOut]:
    """Ask for a further step."""
    actor = actor_of(request)
    made = actions.ask_for(
        journeys.get_for(actor, journey_id),
        kind=body.kind,
        title=body.title,
        by=body.by,
        actor=actor,
        provider=_provider(body.provider_id) if body.provider_id else None,
    )
    return Status(201, StepOut.of(made))


@router.post("/preparation-steps/{step_id}/assign", response=StepOut, operation_id="assignStep")
@operation("preparation.plan")
def assign(request: HttpRequest, step_id: uuid.UUID, body: AssignIn) -> StepOut:
    """Send the worker to a provider."""
    found = _find(request, step_id)
    done = actions.assign(found, _provider(body.provider_id), actor=actor_of(request))
    return StepOut.of(done)


@router.post("/preparation-steps/{step_id}/evidence", response=StepOut, operation_id="submitStep")
@operation("preparation.submit")
def submit(
    request: HttpRequest,
    step_id: uuid.UUID,
    file: File[UploadedFile],
    expires_on: Form[date | None] = None,
) -> StepOut:
    """Hand in evidence: a photo or a PDF."""
    upload = Upload(file.name or "file", file.read(settings.MAX_UPLOAD_BYTES + 1))
    found = _find(request, step_id)
    done = actions.submit(found, upload, actor=actor_of(request), expires_on=expires_on)
    return StepOut.of(done)


@router.post("/preparation-steps/{step_id}/accept", response=StepOut, operation_id="acceptStep")
@operation("preparation.check")
def accept(request: HttpRequest, step_id: uuid.UUID, body: UntilIn) -> StepOut:
    """Accept the evidence."""
    found = _find(request, step_id)
    return StepOut.of(actions.accept(found, actor=actor_of(request), expires_on=body.expires_on))


@router.post("/preparation-steps/{step_id}/complete", response=StepOut, operation_id="completeStep")
@operation("preparation.check")
def complete(request: HttpRequest, step_id: uuid.UUID, body: UntilIn) -> StepOut:
    """Record that a step is done which needs no paper of the worker's."""
    found = _find(request, step_id)
    return StepOut.of(actions.complete(found, actor=actor_of(request), expires_on=body.expires_on))


@router.post("/preparation-steps/{step_id}/refuse", response=StepOut, operation_id="refuseStep")
@operation("preparation.check")
def refuse(request: HttpRequest, step_id: uuid.UUID, body: ReasonIn) -> StepOut:
    """Refuse the evidence, with the reason that the worker reads."""
    found = _find(request, step_id)
    return StepOut.of(actions.refuse(found, reason=body.reason, actor=actor_of(request)))


@router.post("/preparation-steps/{step_id}/answer", response=StepOut, operation_id="answerStep")
@operation("preparation.answer")
def answer(request: HttpRequest, step_id: uuid.UUID, body: AnswerIn) -> StepOut:
    """A provider's whole answer: passed, or not."""
    done = actions.answer(
        _find(request, step_id),
        passed=body.passed,
        actor=actor_of(request),
        expires_on=body.expires_on,
    )
    return StepOut.of(done)


def _find(request: HttpRequest, step_id: uuid.UUID) -> PreparationStep:
    return queries.get_for(actor_of(request), step_id)


def _provider(pk: uuid.UUID) -> Organisation:
    found = Organisation.objects.filter(pk=pk, kind="provider").first()
    if found is None:
        raise BadInput(Fault("provider_id", str(pk), _("a provider that is known here"), "unknown"))
    return found
