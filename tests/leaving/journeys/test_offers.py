"""An offer: made under the rules, answered in time, and never a second one beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from fairway.commons.decisions import queries as decisions
from fairway.commons.decisions.actions import Refused
from fairway.core import clock, deadlines
from fairway.core.access.gate import Denied
from fairway.core.conflicts import Conflict
from fairway.core.journal.models import JournalEntry
from fairway.core.transitions import Stale
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import JOURNEY, replay
from fairway.leaving.contracts.terms import Cover
from fairway.leaving.job_orders.actions import NoPlaceLeft
from fairway.leaving.journeys import actions
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.queries import live_of

pytestmark = pytest.mark.django_db


def test_an_offer_freezes_the_terms_of_the_order_and_keeps_its_decision(world) -> None:
    worker = world.worker()
    journey = world.offered(worker)
    assert journey.state == "offered"
    assert journey.offered.pay == Money.of("500.00", "USD")
    assert journey.offered.housing is Cover.EMPLOYER
    assert journey.due_event == "let_offer_lapse"
    entry = JournalEntry.objects.get(subject_id=journey.id, kind="offer")
    kept = decisions.visible_to(worker).get(pk=entry.payload["decision"])
    assert (kept.question, kept.outcome) == ("offer.make", "allowed")
    journey.candidacy.refresh_from_db()
    journey.job_order.refresh_from_db()
    assert journey.candidacy.state == "offered"
    assert (journey.job_order.taken, journey.job_order.state) == (1, "filled")


def test_a_later_change_of_the_order_does_not_reach_an_offer(world) -> None:
    journey = world.offered(world.worker(), world.order(places=2))
    journey.job_order.monthly_pay = 1
    journey.job_order.save(update_fields=["monthly_pay"])
    journey.refresh_from_db()
    assert journey.offered.pay == Money.of("500.00", "USD")


def test_an_offer_to_somebody_too_young_is_refused_and_the_refusal_is_kept(world) -> None:
    child = world.worker("Ligaya Santos", born="2010-05-01")
    order, candidacy = world.order(), world.candidacy(child)
    with pytest.raises(Refused) as refusal:
        actions.offer(candidacy, order, actor=world.origin)
    assert {r.provision for r in refusal.value.stored.decision.refusals} == {
        "ph-ae-domestic/age-origin",
        "ph-ae-domestic/age-destination",
    }
    assert decisions.visible_to(child).get(question="offer.make").outcome == "refused"
    assert live_of(child.person_id) is None
    order.refresh_from_db()
    assert order.taken == 0


def test_an_age_that_is_not_known_leaves_the_offer_to_an_officer_with_a_reason(world) -> None:
    worker = world.worker("Dalisay", born="")
    order, candidacy = world.order(), world.candidacy(worker)
    with pytest.raises(Refused) as refusal:
        actions.offer(candidacy, order, actor=world.origin)
    assert refusal.value.stored.incomplete
    why = "Her baptismal record of 1990 was shown to me."
    journey = actions.offer(candidacy, order, actor=world.origin, why=why)
    assert journey.state == "offered"
    assert decisions.latest(candidacy.id, "offer.make").why == why


def test_an_officers_reason_does_not_lift_a_refusal_of_the_law(world) -> None:
    child = world.worker("Ligaya Santos", born="2010-05-01")
    with pytest.raises(Refused):
        actions.offer(world.candidacy(child), world.order(), actor=world.origin, why="Please.")


def test_a_worker_is_not_offered_a_second_live_journey(world) -> None:
    worker = world.worker()
    journey = world.offered(worker, world.order(places=2))
    with pytest.raises(Conflict, match="not over"):
        actions.offer(journey.candidacy, journey.job_order, actor=world.origin)
    journey.job_order.refresh_from_db()
    assert journey.job_order.taken == 1


def test_the_same_request_again_finds_the_offer_it_made(world) -> None:
    worker, order = world.worker(), world.order(places=2)
    candidacy = world.candidacy(worker)
    again = {"actor": world.origin, "client_id": candidacy.id}
    first = actions.offer(candidacy, order, **again)
    assert actions.offer(candidacy, order, **again) == first
    assert Journey.objects.count() == 1


def test_no_offer_is_made_when_every_place_is_taken(world) -> None:
    order = world.order(places=1)
    world.offered(world.worker(), order)
    with pytest.raises(NoPlaceLeft):
        world.offered(world.worker("Mayumi Cruz"), order)
    assert Journey.objects.count() == 1


def test_an_order_of_another_channel_cannot_be_offered(world) -> None:
    candidacy = world.candidacy(world.worker())
    order = world.order()
    order.channel = "nurses"
    order.save(update_fields=["channel"])
    with pytest.raises(BadInput) as error:
        actions.offer(candidacy, order, actor=world.origin)
    assert error.value.faults[0].code == "other_channel"


def test_a_day_to_answer_that_is_past_is_refused(world) -> None:
    with pytest.raises(BadInput) as error:
        world.offered(world.worker(), answer_by=clock.now())
    assert error.value.faults[0].field == "answer_by"


def test_accepting_places_the_candidacy(world) -> None:
    worker = world.worker()
    journey = world.accepted(worker)
    journey.candidacy.refresh_from_db()
    assert (journey.state, journey.candidacy.state) == ("accepted", "placed")


def test_declining_gives_place_and_candidacy_back(world) -> None:
    worker = world.worker()
    journey = actions.decline(world.offered(worker), actor=worker)
    journey.candidacy.refresh_from_db()
    journey.job_order.refresh_from_db()
    assert (journey.state, journey.candidacy.state) == ("declined", "open")
    assert (journey.job_order.taken, journey.job_order.state) == (0, "open")
    again = actions.offer(journey.candidacy, journey.job_order, actor=world.origin)
    assert again.state == "offered"


def test_nobody_answers_for_another(world) -> None:
    journey = world.offered(world.worker())
    with pytest.raises(ObjectDoesNotExist):
        actions.accept(journey, actor=world.worker("Mayumi Cruz"))
    with pytest.raises(Denied):
        actions.accept(journey, actor=world.employer)


def test_an_offer_that_is_not_answered_lapses_by_itself(world) -> None:
    journey = world.offered(world.worker(), answer_by=clock.now() + timedelta(days=3))
    with clock.at(clock.now() + timedelta(days=3, minutes=1)):
        deadlines.sweep()
    journey.refresh_from_db()
    journey.candidacy.refresh_from_db()
    journey.job_order.refresh_from_db()
    assert (journey.state, journey.candidacy.state) == ("declined", "open")
    assert journey.job_order.taken == 0


def test_an_answer_after_the_deadline_is_none_even_before_the_sweep(world) -> None:
    worker = world.worker()
    journey = world.offered(worker, answer_by=clock.now() + timedelta(days=1))
    with clock.at(clock.now() + timedelta(days=1, seconds=1)), pytest.raises(BadInput) as error:
        actions.accept(journey, actor=worker)
    assert error.value.faults[0].code == "late"


def test_a_worker_may_choose_not_to_go_without_a_reason(world) -> None:
    worker = world.worker()
    journey = actions.withdraw(world.accepted(worker), actor=worker)
    journey.candidacy.refresh_from_db()
    assert (journey.state, journey.candidacy.state) == ("withdrawn", "open")


def test_a_placement_is_cancelled_with_a_reason_that_is_sealed_for_the_worker(world) -> None:
    journey = world.accepted(world.worker())
    with pytest.raises(BadInput):
        actions.cancel(journey, actor=world.employer, reason=" ")
    actions.cancel(journey, actor=world.employer, reason="The family is moving away.")
    entry = JournalEntry.objects.get(subject_id=journey.id, kind="cancel")
    assert entry.person_id == journey.person_id
    assert b"moving" not in bytes(entry.sealed)
    assert "reason" not in entry.payload


def test_a_stale_answer_overwrites_nothing(world) -> None:
    worker = world.worker()
    journey = world.offered(worker)
    with pytest.raises(Stale):
        actions.accept(journey, actor=worker, expected_version=journey.version + 1)


def test_the_state_is_what_its_journal_says(world) -> None:
    worker = world.worker()
    journey = actions.withdraw(world.accepted(worker), actor=worker)
    steps = JournalEntry.objects.filter(subject_id=journey.id).exclude(state="")
    told = [(e.kind, e.role) for e in steps.order_by("sequence")]
    assert replay(JOURNEY, told) == journey.state
