"""Arriving: what she found is hers, what is wrong opens help, silence is noticed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from fairway.abroad.arrival import actions, contact, queries
from fairway.abroad.arrival.models import ArrivalReport
from fairway.abroad.arrival.questions import BY_NAME, Answers
from fairway.commons.cases import queries as cases
from fairway.commons.cases.models import Case
from fairway.commons.decisions import queries as decisions
from fairway.core import clock, deadlines
from fairway.core.access.gate import Denied
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import NotAllowed, Role
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.timeline import timeline
from tests.leaving.journeys.world import LEFT

pytestmark = pytest.mark.django_db
WELL = Answers(dict.fromkeys(BY_NAME, True))
NO_PASSPORT = Answers(dict.fromkeys(BY_NAME, True) | {"papers": False})


@pytest.fixture(autouse=True)
def a_day_later():
    with clock.at(LEFT + timedelta(days=1)):
        yield


def departed(world, worker):
    with clock.at(LEFT - timedelta(days=20)):
        return world.departed(worker)


def test_there_are_eight_questions_and_each_is_answered(world) -> None:
    assert len(BY_NAME) == 8
    with pytest.raises(BadInput) as error:
        Answers({"work": True, "weather": False})
    assert {f.code for f in error.value.faults} == {"required", "unknown_question"}


def test_she_confirms_that_all_is_as_promised(world) -> None:
    worker = world.worker()
    report = actions.confirm(departed(world, worker), WELL, actor=worker)
    report.journey.refresh_from_db()
    assert (report.journey.state, report.concern) == ("arrived", False)
    with pytest.raises(BadInput):
        actions.ask_for_help(report, actor=worker)


def test_they_took_my_passport_holds_nothing_up_and_is_kept_with_the_law(world) -> None:
    worker = world.worker()
    report = actions.confirm(departed(world, worker), NO_PASSPORT, actor=worker)
    report.journey.refresh_from_db()
    assert (report.journey.state, report.concern) == ("arrived", True)
    kept = decisions.visible_to(worker).get(pk=report.decision_id)
    assert (kept.question, kept.outcome) == ("arrival.confirm", "refused")
    assert "ph-ae-domestic/passport-law" in {r.provision for r in decisions.content(kept).refusals}


def test_another_pay_than_signed_is_measured_against_the_contract(world) -> None:
    worker = world.worker()
    answers = Answers(dict.fromkeys(BY_NAME, True) | {"pay": False}, Money.of("450.00", "USD"))
    report = actions.confirm(departed(world, worker), answers, actor=worker)
    assert report.concern
    assert queries.answers_of(report, worker).pay_told == Money.of("450.00", "USD")


def test_one_press_opens_a_case_and_a_second_press_is_the_same_case(world) -> None:
    worker = world.worker()
    report = actions.confirm(departed(world, worker), NO_PASSPORT, actor=worker)
    case = actions.ask_for_help(report, actor=worker)
    assert actions.ask_for_help(report, actor=worker) == case
    assert Case.objects.count() == 1
    assert case.allegations == ["passport_held"]
    assert list(cases.visible_to(worker)) == [case]


def test_no_employer_learns_what_she_found_or_that_she_asked_for_help(world) -> None:
    worker = world.worker()
    journey = departed(world, worker)
    before = [e.what for e in timeline(journey, world.employer).entries]
    report = actions.confirm(journey, NO_PASSPORT, actor=worker)
    actions.ask_for_help(report, actor=worker)
    assert list(queries.visible_to(world.employer)) == []
    assert list(cases.visible_to(world.employer)) == []
    seen = journeys.visible_to(world.employer).get(pk=journey.pk)
    after = [e.what for e in timeline(seen, world.employer).entries]
    assert after == [*before, "The worker confirmed the arrival"]
    well = Answers(dict.fromkeys(BY_NAME, True))
    chain = JournalEntry.objects.filter(subject_id=journey.id, kind="confirm_arrival").get()
    assert (chain.payload, chain.sealed) == ({}, None)
    assert not decisions.visible_to(world.employer).filter(question="arrival.confirm").exists()
    assert well.concerns == ()


def test_her_answers_are_sealed_and_a_reading_by_an_officer_is_logged(world) -> None:
    from fairway.core.access.models import AccessEntry

    worker = world.worker()
    report = actions.confirm(departed(world, worker), NO_PASSPORT, actor=worker)
    assert b"papers" not in bytes(report.sealed)
    seen = queries.of_journey(report.journey, world.attache)
    assert seen == report
    queries.answers_of(seen, world.attache)
    logged = AccessEntry.objects.get(subject_id=report.id)
    assert (logged.role, logged.person_id) == ("attache", report.journey.person_id)


def test_the_employer_may_say_she_came_and_cannot_confirm_it(world) -> None:
    worker = world.worker()
    journey = departed(world, worker)
    actions.report_by_employer(journey, actor=world.employer)
    journey.refresh_from_db()
    assert journey.state == "departed"
    assert "The employer says that the worker has arrived" in [
        e.what for e in timeline(journey, worker).entries
    ]
    with pytest.raises(Denied):
        actions.confirm(journey, WELL, actor=world.employer)


def test_the_same_request_again_finds_the_report_it_made(world) -> None:
    worker = world.worker()
    journey = departed(world, worker)
    again = {"actor": worker, "client_id": journey.id}
    first = actions.confirm(journey, WELL, **again)
    assert actions.confirm(journey, NO_PASSPORT, **again) == first
    assert ArrivalReport.objects.get().concern is False


def test_nobody_confirms_for_a_stranger(world) -> None:
    journey = departed(world, world.worker())
    with pytest.raises(ObjectDoesNotExist):
        actions.confirm(journey, WELL, actor=world.worker("Mayumi Cruz"))


def test_an_arrival_that_nobody_confirms_becomes_a_lost_contact_by_the_clock(world) -> None:
    journey = departed(world, world.worker())
    with clock.at(LEFT + timedelta(days=9)):
        deadlines.sweep()
    journey.refresh_from_db()
    assert journey.state == "lost_contact"
    found = contact.find(journey, contact.Found.STRANDED, actor=world.attache)
    assert found.state == "ending"


def test_work_starts_once_and_after_the_arrival(world) -> None:
    worker = world.worker()
    journey = departed(world, worker)
    with pytest.raises(NotAllowed):
        actions.start_work(journey, actor=world.employer)
    actions.confirm(journey, WELL, actor=worker)
    assert actions.start_work(journey, actor=world.employer).state == "working"


def test_a_death_is_recorded_on_the_strength_of_a_record(world) -> None:
    journey = departed(world, world.worker())
    with pytest.raises(BadInput):
        contact.record_death(journey, actor=world.attache, record=" ")
    with pytest.raises(Denied):
        contact.record_death(journey, actor=world.make_actor(Role.CASEWORKER, "PH"), record="no. 7")
    ended = contact.record_death(journey, actor=world.attache, record="Dubai, no. 2026/7")
    assert ended.state == "closed"
