"""The preparation: what the packs ask, who must act, and nothing about anybody's health."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from PIL import Image

from fairway.core import clock, events
from fairway.core.access.gate import Denied
from fairway.core.documents.actions import Upload
from fairway.core.journal.models import JournalEntry
from fairway.core.screen import Turn
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed, Role
from fairway.leaving.journeys import actions as journeys
from fairway.leaving.preparation import actions, queries
from fairway.leaving.preparation.models import ActsNext, PreparationStep, StepKind

pytestmark = pytest.mark.django_db


def paper() -> Upload:
    """A photo as a telephone makes it."""
    image = Image.effect_noise((1200, 900), 90).convert("RGB")
    data = io.BytesIO()
    image.save(data, "JPEG")
    return Upload("certificate.jpg", data.getvalue())


def step_of(journey, fact: str) -> PreparationStep:
    return PreparationStep.objects.get(journey=journey, fact=fact)


def test_the_list_is_what_the_packs_ask_about_a_departure(world) -> None:
    journey = world.preparing(world.worker())
    steps = {s.fact: (s.kind, s.by) for s in queries.visible_to(world.origin)}
    assert steps == {
        "certificate_nc2": ("skills", "worker"),
        "pre_departure_education": ("orientation", "provider"),
        "pre_departure_seminar": ("orientation", "provider"),
        "insurance_paid_by_others": ("document", "officer_origin"),
    }
    assert journey.state == "preparing"
    assert step_of(journey, "certificate_nc2").title("fr").startswith("Le certificat")


def test_the_preparation_begins_by_itself_when_an_offer_is_accepted(world) -> None:
    journey = world.accepted(world.worker())
    events.deliver()
    journey.refresh_from_db()
    assert journey.state == "preparing"
    assert PreparationStep.objects.filter(journey=journey).count() == 4
    entry = JournalEntry.objects.get(subject_id=journey.id, kind="start_preparation")
    assert entry.role == Role.SYSTEM


def test_who_has_meanwhile_chosen_not_to_go_is_asked_for_nothing(world) -> None:
    worker = world.worker()
    journeys.withdraw(world.accepted(worker), actor=worker)
    events.deliver()
    assert PreparationStep.objects.count() == 0


def test_the_worker_sees_whose_turn_it_is(world) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    clinic = world.provider()
    step = step_of(journey, "pre_departure_seminar")
    actions.assign(step, world.house(clinic), actor=world.origin)
    seen = {s.title: s for s in queries.checklist(journey, worker, lambda s: f"/step/{s.id}/")}
    hers = seen["The household skills certificate (TESDA NC II)"]
    theirs = seen["The pre-departure orientation seminar"]
    assert (hers.turn, theirs.turn) == (Turn.YOURS, Turn.THEIRS)
    assert theirs.who == world.house(clinic).name
    assert theirs.since == step.state_since


def test_evidence_is_handed_in_and_accepted(world) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    step = step_of(journey, "certificate_nc2")
    actions.submit(step, paper(), actor=worker, expires_on=date(2030, 1, 1))
    done = actions.accept(step, actor=world.origin)
    assert (done.state, done.expires_on) == ("done", date(2030, 1, 1))
    done.evidence.refresh_from_db()
    assert done.evidence.state == "accepted"


def test_evidence_that_is_not_accepted_says_why_and_is_handed_in_again(world) -> None:
    worker = world.worker()
    step = step_of(world.preparing(worker), "certificate_nc2")
    actions.submit(step, paper(), actor=worker)
    with pytest.raises(BadInput):
        actions.refuse(step, reason="", actor=world.origin)
    actions.refuse(step, reason="The date cannot be read.", actor=world.origin)
    again = actions.submit(step, paper(), actor=worker)
    assert again.state == "submitted"


def test_a_clinic_answers_fit_and_hands_in_no_record(world) -> None:
    journey = world.preparing(world.worker())
    step = actions.ask_for(
        journey,
        kind=StepKind.MEDICAL,
        title="Medical examination",
        by=ActsNext.PROVIDER,
        actor=world.origin,
        provider=world.house(world.provider()),
    )
    with pytest.raises(BadInput) as error:
        actions.submit(step, paper(), actor=world.provider())
    assert error.value.faults[0].code == "no_medical_record"
    done = actions.answer(
        step, passed=True, actor=world.provider(), expires_on=clock.today() + timedelta(days=90)
    )
    entry = JournalEntry.objects.get(subject_id=done.id, kind="complete")
    assert (done.state, entry.payload, entry.sealed) == ("done", {}, None)


def test_the_table_has_no_place_for_a_medical_record(world) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    step = step_of(journey, "certificate_nc2")
    actions.submit(step, paper(), actor=worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparationStep.objects.filter(pk=step.pk).update(kind="medical")


def test_that_a_worker_is_not_fit_is_seen_by_nobody_beyond_those_who_handle_it(world) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    step = actions.ask_for(
        journey,
        kind=StepKind.MEDICAL,
        title="Medical examination",
        by=ActsNext.PROVIDER,
        actor=world.origin,
        provider=world.house(world.provider()),
    )
    actions.answer(step, passed=False, actor=world.provider())
    sees = {
        role: queries.visible_to(actor).filter(pk=step.pk).exists()
        for role, actor in {
            "worker": worker,
            "origin": world.origin,
            "provider": world.provider(),
            "employer": world.employer,
            "destination": world.destination,
            "attache": world.attache,
            "another provider": world.make_actor(Role.PROVIDER, "PH"),
            "analyst": world.make_actor(Role.ANALYST, "PH"),
        }.items()
    }
    assert [role for role, seen in sees.items() if seen] == ["worker", "origin", "provider"]


def test_a_provider_sees_and_answers_its_own_steps_only(world) -> None:
    journey = world.preparing(world.worker())
    step = step_of(journey, "pre_departure_seminar")
    with pytest.raises(ObjectDoesNotExist):
        actions.answer(step, passed=True, actor=world.provider())


def test_an_employer_cannot_be_made_a_provider(world) -> None:
    step = step_of(world.preparing(world.worker()), "pre_departure_seminar")
    with pytest.raises(BadInput) as error:
        actions.assign(step, world.house(world.employer), actor=world.origin)
    assert error.value.faults[0].field == "provider"


def test_the_same_step_is_asked_for_once(world) -> None:
    journey = world.preparing(world.worker())
    how = {"kind": StepKind.SECURITY, "by": ActsNext.WORKER, "actor": world.origin}
    actions.ask_for(journey, title="Police record", **how)
    with pytest.raises(BadInput, match="already asked"):
        actions.ask_for(journey, title="Police  record", **how)


def test_evidence_expires_by_the_clock_before_the_departure(world) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    step = step_of(journey, "insurance_paid_by_others")
    actions.complete(step, actor=world.origin, expires_on=clock.today())
    assert actions.expire_due() == 0
    with clock.at(clock.now() + timedelta(days=1)):
        assert actions.expire_due() == 1
        assert actions.expire_due() == 0
    step.refresh_from_db()
    assert step.state == "expired"


def test_an_expiry_in_the_past_is_refused(world) -> None:
    step = step_of(world.preparing(world.worker()), "insurance_paid_by_others")
    with pytest.raises(BadInput) as error:
        actions.complete(step, actor=world.origin, expires_on=date(2026, 11, 21))
    assert error.value.faults[0].field == "expires_on"


def test_a_worker_does_not_check_her_own_evidence(world) -> None:
    worker = world.worker()
    step = step_of(world.preparing(worker), "certificate_nc2")
    actions.submit(step, paper(), actor=worker)
    with pytest.raises(Denied):
        actions.accept(step, actor=worker)
    with pytest.raises(NotAllowed):
        actions.complete(step, actor=world.origin)
