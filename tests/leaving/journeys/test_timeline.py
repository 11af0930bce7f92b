"""The timeline: one line for everybody, each seeing only what is theirs to see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.core import clock, deadlines
from fairway.core.people import queries as people
from fairway.engines.lifecycles import Role
from fairway.leaving.departure import actions as departure
from fairway.leaving.journeys import actions, queries
from fairway.leaving.journeys.timeline import timeline
from fairway.leaving.preparation import actions as preparation
from fairway.leaving.preparation.models import PreparationStep

pytestmark = pytest.mark.django_db


def told(journey, actor) -> list[str]:
    return [entry.what for entry in timeline(journey, actor).entries]


def test_steps_and_contracts_stand_in_one_line_in_time(world) -> None:
    worker = world.worker()
    contract = world.registered(worker)
    lines = told(contract.journey, worker)
    wanted = [
        "An offer was made",
        "The worker accepted the offer",
        "The preparation started",
        "The employer signed the contract",
        "The worker signed the contract",
        "The contract was registered",
    ]
    assert [line for line in lines if line in wanted][: len(wanted)] == wanted
    assert "The step was asked for: the household skills certificate (TESDA NC II)" in lines


def test_each_line_names_the_house_that_acted_and_never_a_clerk(world) -> None:
    worker = world.worker()
    contract = world.registered(worker)
    entries = timeline(contract.journey, worker).entries
    assert {e.who for e in entries} >= {"You", world.house(world.employer).name}
    assert not {e.who for e in entries} & {world.employer.name, world.attache.name}


def test_the_next_step_says_who_acts_and_by_when(world) -> None:
    worker = world.worker()
    journey = world.offered(worker, answer_by=clock.now() + timedelta(days=3))
    following = timeline(journey, worker).next
    assert following.what == "The worker accepts or declines the offer."
    assert Role.WORKER in following.who
    assert following.by == clock.now() + timedelta(days=3)


def test_an_employer_does_not_learn_why_a_step_failed(world) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    step = PreparationStep.objects.get(journey=journey, fact="pre_departure_seminar")
    preparation.assign(step, world.house(world.provider()), actor=world.origin)
    preparation.answer(step, passed=False, actor=world.provider())
    refused = "The evidence was not accepted: the pre-departure orientation seminar"
    assert refused in told(journey, worker)
    assert refused in told(journey, world.origin)
    for actor in (world.employer, world.attache):
        assert not any("seminar" in line for line in told(journey, actor))


def test_an_employer_is_not_told_that_contact_was_lost(world) -> None:
    worker = world.worker()
    issued = world.cleared(worker)
    border = world.make_actor(Role.BORDER_OFFICER, "PH")
    with clock.at(datetime(2026, 12, 12, 6, 0, tzinfo=UTC)):
        departure.depart(issued.code, actor=border)
    with clock.at(datetime(2026, 12, 21, 6, 0, tzinfo=UTC)):
        deadlines.sweep()
        seen = {}
        for name, actor in {"attache": world.attache, "employer": world.employer}.items():
            journey = queries.visible_to(actor).get(pk=issued.journey_id)
            seen[name] = (
                journey.shown_state,
                "Contact with the worker was lost" in told(journey, actor),
                timeline(journey, actor).next.by is not None,
            )
    assert seen == {
        "attache": ("lost_contact", True, True),
        "employer": ("departed", False, False),
    }


def test_a_reason_is_read_by_those_who_see_the_step(world) -> None:
    worker = world.worker()
    journey = world.accepted(worker)
    actions.cancel(journey, actor=world.employer, reason="The family is moving away.")
    last = timeline(journey, worker).entries[-1]
    assert last.details == (("Reason", "The family is moving away."),)


def test_a_story_costs_the_same_few_questions_however_long_it_is(world) -> None:
    worker, other = world.worker(), world.worker("Mayumi Cruz")
    short, long = world.offered(other), world.registered(worker)

    with CaptureQueriesContext(connection) as few:
        timeline(queries.get_for(worker, long.journey_id), worker)
    with CaptureQueriesContext(connection) as fewer:
        timeline(queries.get_for(other, short.id), other)
    assert len(few) <= 6
    assert len(few) - len(fewer) <= 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_a_role_without_a_relation_sees_no_journey_and_no_person(world, role) -> None:
    journey = world.offered(world.worker())
    stranger = world.make_actor(role, "TN")
    assert list(queries.visible_to(stranger)) == []
    assert not people.visible_to(stranger).filter(pk=journey.person_id).exists()


def test_parties_see_the_journey_from_their_side(world, make_actor) -> None:
    worker = world.worker()
    journey = world.offered(worker)
    for actor in (worker, world.employer, world.origin, world.destination, world.attache):
        assert list(queries.visible_to(actor)) == [journey]
    elsewhere = make_actor(Role.EMPLOYER, "AE")
    assert list(queries.visible_to(elsewhere)) == []
    assert list(queries.visible_to(world.worker("Mayumi Cruz"))) == []
