"""Planning the steps of a preparation, handing in evidence, and answering whether it is enough."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Organisation, OrganisationKind
from fairway.core.conflicts import told
from fairway.core.documents import actions as documents
from fairway.core.documents.models import DocumentKind
from fairway.core.journal import actions as journal
from fairway.engines.kernel import BadInput, Fault
from fairway.leaving import asking
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.preparation.models import ActsNext, PreparationStep, StepKind
from fairway.leaving.preparation.plan import Part, Planned, steps_for
from fairway.leaving.preparation.queries import visible_to
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


QUESTION = "departure.clear"
_LONGEST = 200


def start(journey: Journey, *, actor: Actor) -> list[PreparationStep]:
    """Ask for everything that the packs in force need to know before a departure.

    Done by the system when an offer is accepted; an officer may do it where that failed.
    """
    authorise(actor, "preparation.plan")
    with transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        transitions.move(fresh, "start_preparation", actor=actor)
        on = clock.today(fresh.authority.time_zone)
        asked = asking.asked_for(QUESTION, fresh.way, on)
        planned = steps_for(asked, with_recruiter=fresh.recruiter_id is not None)
        return [_plan(fresh, step, actor) for step in planned]


def ask_for(
    journey: Journey,
    *,
    kind: StepKind,
    title: str,
    by: ActsNext,
    actor: Actor,
    provider: Organisation | None = None,
) -> PreparationStep:
    """An officer asks for a further step, such as the medical examination of a destination."""
    authorise(actor, "preparation.plan")
    words = asking.needed(title, "title")
    if len(words) > _LONGEST:
        accepted = _("at most %(most)s characters") % {"most": _LONGEST}
        raise BadInput(Fault("title", words[:40], accepted, "too_long"))
    # A name of its own, that no pack asks for: the title is part of it, so it is asked once.
    fact = f"officer_{kind}_{slugify(words).replace('-', '_')}"[:60]
    titles = {actor.language: words, "en": words}
    with told(PreparationStep, "title"), transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        if fresh.state != "preparing":
            accepted = _("a journey that is being prepared")
            raise BadInput(Fault("journey", fresh.state, accepted, "state"))
        step = _plan(fresh, Planned(fact, titles, Part(kind, by)), actor)
        return _assign(step, provider, actor) if provider else step


def assign(step: PreparationStep, provider: Organisation, *, actor: Actor) -> PreparationStep:
    """Send the worker to a provider, who sees this step from now on and answers it."""
    authorise(actor, "preparation.plan")
    with transaction.atomic():
        return _assign(reach(step, visible_to(actor)), provider, actor)


def submit(
    step: PreparationStep,
    upload: documents.Upload,
    *,
    actor: Actor,
    expires_on: date | None = None,
    client_id: uuid.UUID | None = None,
) -> PreparationStep:
    """Hand in evidence. A medical record is not taken: the clinic answers fit or not fit."""
    authorise(actor, "preparation.submit")
    with transaction.atomic():
        fresh = reach(step, visible_to(actor))
        if fresh.kind == StepKind.MEDICAL:
            accepted = _("the answer of the clinic: fit, or not fit")
            raise BadInput(Fault("file", "", accepted, "no_medical_record"))
        version = documents.hand_in(
            fresh.journey.person,
            DocumentKind.EVIDENCE,
            upload,
            actor=actor,
            expires_on=expires_on,
            client_id=client_id,
        )
        return transitions.move(
            fresh,
            "submit",
            actor=actor,
            changes={"evidence": version, "expires_on": expires_on},
            payload={"document": str(version.document_id), "number": version.number},
        )


def accept(
    step: PreparationStep, *, actor: Actor, expires_on: date | None = None
) -> PreparationStep:
    """The authority finds the evidence good; ``expires_on`` is what the document says."""
    authorise(actor, "preparation.check")
    with transaction.atomic():
        fresh = reach(step, visible_to(actor))
        changes: Mapping[str, object] = {"expires_on": _ahead(expires_on) or fresh.expires_on}
        if fresh.evidence is not None and fresh.evidence.state == "received":
            documents.accept(fresh.evidence, actor=actor)
        return transitions.move(fresh, "accept", actor=actor, changes=changes)


def refuse(step: PreparationStep, *, reason: str, actor: Actor) -> PreparationStep:
    """The authority does not accept the evidence, with the reason that the worker reads."""
    authorise(actor, "preparation.check")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = reach(step, visible_to(actor))
        if fresh.evidence is not None and fresh.evidence.state == "received":
            documents.refuse(fresh.evidence, reason=why, actor=actor)
        return transitions.move(
            fresh,
            "refuse",
            actor=actor,
            personal={"reason": why},
            person_id=fresh.journey.person_id,
        )


def answer(
    step: PreparationStep, *, passed: bool, actor: Actor, expires_on: date | None = None
) -> PreparationStep:
    """A provider's whole answer about its step: passed (fit, attended), or not. Nothing more."""
    authorise(actor, "preparation.answer")
    with transaction.atomic():
        fresh = reach(step, visible_to(actor))
        event = "complete" if passed else "refuse"
        return transitions.move(
            fresh, event, actor=actor, changes={"expires_on": _ahead(expires_on)}
        )


def complete(
    step: PreparationStep, *, actor: Actor, expires_on: date | None = None
) -> PreparationStep:
    """The authority records that a step is done which needs no paper of the worker's."""
    authorise(actor, "preparation.check")
    with transaction.atomic():
        fresh = reach(step, visible_to(actor))
        return transitions.move(
            fresh, "complete", actor=actor, changes={"expires_on": _ahead(expires_on)}
        )


def expire_due() -> int:
    """Say of done steps that their evidence is no longer valid; a duty of every night.

    A step of a worker who has left asks for nothing any more.
    """
    expired = 0
    due = PreparationStep.objects.filter(
        state="done",
        expires_on__lt=clock.today(),
        journey__state__in=("preparing", "contract_registered", "cleared"),
    )
    for step in due.order_by("id"):
        with transaction.atomic():
            fresh = transitions.lock(step)
            today = clock.today(fresh.authority.time_zone)
            if fresh.state == "done" and not fresh.holds_on(today):
                transitions.move(fresh, "expire", actor=system(fresh.authority))
                expired += 1
    return expired


def _plan(journey: Journey, planned: Planned, actor: Actor) -> PreparationStep:
    step = PreparationStep(
        authority=journey.authority,
        journey=journey,
        kind=planned.part.kind,
        fact=planned.fact,
        titles=dict(planned.titles),
        by=planned.part.by,
    )
    return transitions.create(step, "plan", actor=actor, payload={"fact": planned.fact})


def _assign(step: PreparationStep, provider: Organisation, actor: Actor) -> PreparationStep:
    if provider.kind != OrganisationKind.PROVIDER or provider.authority_id != step.authority_id:
        accepted = _("a provider of preparation that is known to this authority")
        raise BadInput(Fault("provider", provider.name, accepted, "provider"))
    if step.state == "done":
        raise BadInput(Fault("step", step.state, _("a step that is not done"), "state"))
    step.provider = provider
    step.by = ActsNext.PROVIDER
    step.version += 1
    step.save(update_fields=["provider", "by", "version"])
    journal.record(step, "assign", actor=actor, payload={"provider": str(provider.id)})
    return step


def _ahead(expires_on: date | None) -> date | None:
    if expires_on is not None and expires_on < clock.today():
        accepted = _("a day that is not past")
        raise BadInput(Fault("expires_on", expires_on.isoformat(), accepted, "expired"))
    return expires_on
