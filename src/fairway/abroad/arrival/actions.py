"""Arriving: she says what she found, and gets help at once where it is not what was promised."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.abroad.arrival.facts import facts_of
from fairway.abroad.arrival.models import ArrivalReport
from fairway.abroad.arrival.queries import answers_of, visible_to
from fairway.abroad.arrival.questions import Answers
from fairway.commons.cases import actions as cases
from fairway.core import transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.conflicts import told
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.engines.kernel import BadInput, Fault
from fairway.leaving import asking
from fairway.leaving.contracts import queries as contracts
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.commons.cases.models import Case
    from fairway.leaving.journeys.models import Journey


QUESTION = "arrival.confirm"


def confirm(
    journey: Journey,
    answers: Answers,
    *,
    actor: Actor,
    client_id: uuid.UUID | None = None,
) -> ArrivalReport:
    """Confirm an arrival and keep what was found; nothing that is wrong holds the arrival up.

    What the packs say about it is kept with the report. Her answers go to no employer.
    """
    authorise(actor, "arrival.confirm")
    if client_id is not None:
        before = visible_to(actor).filter(client_id=client_id).first()
        if before is not None:
            return before
    with told(ArrivalReport, "journey"), transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        transitions.move(fresh, "confirm_arrival", actor=actor)
        report = ArrivalReport(
            authority=fresh.authority,
            client_id=client_id,
            journey=fresh,
            sealed=keyring.seal(fresh.person_id, answers.as_json()),
            concern=bool(answers.concerns),
        )
        said = asking.ask(
            QUESTION,
            facts_of(answers, contracts.promised(fresh), fresh.channel),
            corridor=fresh.way,
            actor=actor,
            subject=report,
            person_id=fresh.person_id,
        )
        report.decision = said.record
        report.concern = report.concern or said.refused
        report.save(force_insert=True)
        _journal(report, answers, actor)
        return report


def ask_for_help(report: ArrivalReport, *, actor: Actor) -> Case:
    """Open a case out of what she answered: one press, no form. Pressed again it is the same."""
    authorise(actor, "arrival.ask_help")
    with transaction.atomic():
        fresh = visible_to(actor).select_for_update(of=("self",)).get(pk=report.pk)
        answers = answers_of(fresh, actor)
        if not answers.allegations:
            raise BadInput(Fault("report", "", _("a report in which something is wrong"), "none"))
        journey = fresh.journey
        filed = cases.file(
            cases.Told.of(answers.allegations),
            actor=actor,
            corridor=journey.corridor,
            journey_id=journey.id,
            accused=[journey.employer],
            language=actor.language,
            client_id=fresh.id,
        )
        if fresh.case_id is None:
            fresh.case_id = filed.case.id
            fresh.version += 1
            fresh.save(update_fields=["case_id", "version"])
        return filed.case


def report_by_employer(journey: Journey, *, actor: Actor) -> Journey:
    """The employer says that the worker has come; only she herself can confirm it."""
    authorise(actor, "arrival.report")
    with transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        if fresh.state != "departed":
            accepted = _("a worker who is on the way")
            raise BadInput(Fault("journey", fresh.state, accepted, "state"))
        journal.record(fresh, "arrival.reported", actor=actor)
        return fresh


def start_work(journey: Journey, *, actor: Actor) -> Journey:
    """Record that the work has begun."""
    authorise(actor, "arrival.start_work")
    with transaction.atomic():
        return transitions.move(
            reach(journey, journeys.visible_to(actor)), "start_work", actor=actor
        )


def _journal(report: ArrivalReport, answers: Answers, actor: Actor) -> None:
    """A chain of its own: nothing in the journey's betrays that something is wrong."""
    kind = "arrival.concern" if report.concern else "arrival.well"
    personal: dict[str, Any] = answers.as_json()
    journal.record(
        report,
        kind,
        actor=actor,
        payload={"journey": str(report.journey_id)},
        personal=personal,
        person_id=report.journey.person_id,
    )
