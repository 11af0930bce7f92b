"""Going home: the contract ends by itself, the employer's view ends, one question is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fairway.abroad.arrival import actions as arrival
from fairway.abroad.arrival.questions import BY_NAME, Answers
from fairway.core import clock, deadlines
from fairway.core.access.gate import Denied
from fairway.core.messages.models import Message
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.timeline import timeline
from fairway.returning.home import actions, queries
from fairway.returning.home.models import FollowUp, HowAreYou
from tests.leaving.journeys.world import LEFT

pytestmark = pytest.mark.django_db
CONTRACT_OVER = datetime(2029, 2, 1, 9, 0, tzinfo=UTC)


def working(world, worker):
    journey = world.departed(worker)
    with clock.at(LEFT + timedelta(days=1)):
        arrival.confirm(journey, Answers(dict.fromkeys(BY_NAME, True)), actor=worker)
        return arrival.start_work(journey, actor=world.employer)


def home(world, worker):
    journey = working(world, worker)
    with clock.at(CONTRACT_OVER):
        actions.end_contract(journey, actor=worker)
        return actions.return_home(journey, actor=worker)


def test_a_contract_ends_by_the_clock_the_day_after_its_last(world) -> None:
    journey = working(world, world.worker())
    with clock.at(CONTRACT_OVER - timedelta(days=1)):
        assert actions.end_due() == 0
    with clock.at(CONTRACT_OVER):
        assert actions.end_due() == 1
        assert actions.end_due() == 0
    journey.refresh_from_db()
    assert journey.state == "ending"


def test_six_months_after_the_return_she_is_asked_once(world) -> None:
    journey = home(world, world.worker())
    with clock.at(CONTRACT_OVER + timedelta(days=180)):
        assert actions.ask_due() == 0
    with clock.at(CONTRACT_OVER + timedelta(days=185)):
        assert actions.ask_due() == 1
        assert actions.ask_due() == 0
    assert Message.objects.filter(template="how_are_you", person_id=journey.person_id).exists()


def test_her_answer_is_sealed_and_read_by_her_authority_alone(world) -> None:
    worker = world.worker()
    journey = home(world, worker)
    with clock.at(CONTRACT_OVER + timedelta(days=185)):
        told = actions.follow_up(
            journey, how=HowAreYou.NEED_HELP, words="No work since March.", actor=worker
        )
    journey.refresh_from_db()
    assert (journey.state, told.how) == ("reintegrating", "need_help")
    assert b"March" not in bytes(told.sealed)
    assert queries.words_of(queries.visible_to(world.origin).get(), world.origin).endswith("March.")
    for actor in (world.employer, world.attache, world.destination):
        assert list(queries.visible_to(actor)) == []


def test_a_journey_closes_by_itself_a_month_after_the_answer(world) -> None:
    worker = world.worker()
    journey = home(world, worker)
    answered = CONTRACT_OVER + timedelta(days=185)
    with clock.at(answered):
        actions.follow_up(journey, how=HowAreYou.WELL, actor=worker)
    with clock.at(answered + timedelta(days=29)):
        assert deadlines.sweep() == 0
    with clock.at(answered + timedelta(days=31)):
        assert deadlines.sweep() == 1
    journey.refresh_from_db()
    assert journey.state == "closed"
    assert FollowUp.objects.get().how == "well"


def test_what_happens_at_home_is_not_the_employers_to_see(world) -> None:
    worker = world.worker()
    journey = home(world, worker)
    with clock.at(CONTRACT_OVER + timedelta(days=185)):
        actions.follow_up(journey, how=HowAreYou.WELL, actor=worker)
    seen = journeys.visible_to(world.employer).get(pk=journey.pk)
    assert seen.shown_state == "returned"
    assert [e.what for e in timeline(seen, world.employer).entries][
        -1
    ] == "The worker returned home"
    with pytest.raises(Denied):
        actions.follow_up(journey, how=HowAreYou.WELL, actor=world.employer)


def test_she_is_not_asked_before_she_is_home(world) -> None:
    worker = world.worker()
    with pytest.raises(NotAllowed):
        actions.follow_up(working(world, worker), how=HowAreYou.WELL, actor=worker)
    assert FollowUp.objects.count() == 0


def test_overlong_words_are_refused(world) -> None:
    worker = world.worker()
    with pytest.raises(BadInput) as error:
        actions.follow_up(home(world, worker), how=HowAreYou.WELL, words="x" * 2001, actor=worker)
    assert error.value.faults[0].field == "words"


def test_a_returned_worker_may_go_again(world) -> None:
    worker = world.worker()
    journey = home(world, worker)
    assert not journey.is_live
    assert journeys.live_of(worker.person_id) is None
