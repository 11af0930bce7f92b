"""A round is previewed as often as wanted and published once, whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from fairway.core import transitions
from fairway.core.access.gate import Denied
from fairway.core.journal.verify import verify
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed, Role, replay
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.job_orders import actions as job_orders
from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.journeys.models import Journey
from fairway.leaving.rounds import actions, clearing, queries
from fairway.leaving.rounds.models import MatchingRound, RoundResult

pytestmark = pytest.mark.django_db


def results(round_: MatchingRound) -> dict[object, str]:
    return {
        result.candidacy_id: result.job_order.title if result.job_order else result.reason
        for result in RoundResult.objects.filter(round=round_).select_related("job_order")
    }


def test_a_preview_takes_candidacies_in_and_offers_nothing(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    cook = cook_wishing(*orders)
    round_ = actions.preview(drawn(spring()), actor=officer)
    assert (round_.state, round_.figures["placed"]) == ("previewed", 1)
    cook.refresh_from_db()
    assert (cook.state, cook.in_round) == ("in_round", round_)
    assert not Journey.objects.exists()


def test_the_best_by_the_published_priority_gets_the_wish_and_the_other_the_next(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    novice = cook_wishing(*orders, experience=0)
    master = cook_wishing(*orders, experience=60)
    round_ = actions.preview(drawn(spring()), actor=officer)
    assert results(round_) == {
        master.pk: "Cook in a seaside hotel",
        novice.pk: "Baker",
    }
    assert round_.figures["by_wish"] == {"1": 1, "2": 1}
    assert round_.figures["passed_over"] == 0


def test_a_published_round_offers_places_and_opens_the_other_candidacies_again(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    master = cook_wishing(orders[0], experience=60)
    novice = cook_wishing(orders[0], experience=0)
    round_ = actions.preview(drawn(spring()), actor=officer)
    round_ = actions.publish(round_, actor=officer)
    assert (round_.state, round_.figures["offered"]) == ("published", 1)
    journey = Journey.objects.get()
    assert (journey.candidacy, journey.job_order, journey.round) == (master, orders[0], round_)
    assert journey.due_at is not None
    states = dict(Candidacy.objects.values_list("pk", "state"))
    assert states == {master.pk: "offered", novice.pk: "open"}
    assert results(round_)[novice.pk] == "places_taken"
    assert JobOrder.objects.get(pk=orders[0].pk).state == "filled"


def test_every_state_equals_its_replay_and_the_chains_are_whole(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    for _ in range(3):
        cook_wishing(*orders)
    round_ = actions.preview(drawn(spring()), actor=officer)
    actions.publish(round_, actor=officer)
    for candidacy in Candidacy.objects.all():
        steps = [(entry.kind, entry.role) for entry in transitions.history(candidacy)]
        assert replay(Candidacy.lifecycle, steps) == candidacy.state
    assert verify().whole


def test_a_worker_for_whom_the_rules_do_not_allow_the_offer_stays_open_and_is_counted(
    central, open_orders, cook_wishing, officer, spring, drawn
) -> None:
    orders = open_orders({"channel": "seasonal"}, why="No test was needed: I saw the list.")
    # Nobody said how long she worked in France within the last twelve months.
    cook_wishing(orders[0], channel="seasonal", statements={"keeps_home_abroad": True})
    round_ = drawn(spring(channel="seasonal"))
    round_ = actions.publish(actions.preview(round_, actor=officer), actor=officer)
    assert (round_.figures["offered"], round_.figures["rules"]) == (0, 1)
    assert Candidacy.objects.get().state == "open"
    assert RoundResult.objects.get().reason == "rules"


def test_a_channel_where_employers_offer_can_be_previewed_and_not_published(
    central, open_orders, officer, spring, drawn
) -> None:
    round_ = drawn(spring(channel="salaried"))
    round_ = actions.preview(round_, actor=officer)
    with pytest.raises(BadInput, match="employers make the offers"):
        actions.publish(round_, actor=officer)
    round_.refresh_from_db()
    assert round_.state == "previewed"


def test_what_changed_since_the_preview_is_told_and_nothing_is_offered(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    cook_wishing(*orders)
    round_ = actions.preview(drawn(spring()), actor=officer)
    with transaction.atomic():
        job_orders.take_place(orders[1], actor=officer)
    with pytest.raises(actions.Outdated):
        actions.publish(round_, actor=officer)
    assert not Journey.objects.exists()
    round_ = actions.preview(round_, actor=officer)
    assert actions.publish(round_, actor=officer).state == "published"


def test_a_cancelled_round_opens_every_candidacy_again(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    cook = cook_wishing(*orders)
    round_ = actions.preview(drawn(spring()), actor=officer)
    with pytest.raises(BadInput, match="reason"):
        actions.cancel(round_, actor=officer)
    ended = actions.cancel(round_, actor=officer, reason="A job order was wrong.")
    assert (ended.state, ended.reason) == ("cancelled", "A job order was wrong.")
    cook.refresh_from_db()
    assert (cook.state, cook.in_round, cook.due_event) == ("open", None, "lapse")
    with pytest.raises(NotAllowed):
        actions.publish(round_, actor=officer)


def test_what_a_round_is_made_of_changes_only_while_its_lists_are_open(
    orders, officer, spring, drawn
) -> None:
    begun = actions.begin(spring(), actor=officer)
    changed = actions.change(begun, spring(answer_days=14), actor=officer)
    assert (changed.state, changed.answer_days) == ("draft", 14)
    round_ = drawn(spring())
    with pytest.raises(NotAllowed):
        actions.change(round_, spring(answer_days=14), actor=officer)
    with pytest.raises(BadInput, match="lists are open"):
        actions.change(actions.preview(round_, actor=officer), spring(), actor=officer)


def test_a_clearing_follows_from_its_inputs_alone(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    for _ in range(4):
        cook_wishing(*orders)
    round_ = actions.preview(drawn(spring()), actor=officer)
    inputs = clearing.gather(queries.held_by(round_), queries.orders_of(round_), round_.lot_seed)
    assert inputs.digest == round_.inputs_digest
    assert clearing.clear(inputs) == clearing.clear(inputs)
    assert replace(inputs, seed="8" * 64).digest != inputs.digest


def test_an_officer_of_another_corridor_learns_nothing_of_a_round(
    central, officer, spring, make_actor
) -> None:
    round_ = actions.begin(spring(), actor=officer)
    stranger = make_actor(Role.OFFICER_ORIGIN, "PH")
    with pytest.raises(MatchingRound.DoesNotExist):
        actions.preview(round_, actor=stranger)
    with pytest.raises(BadInput, match="your country"):
        actions.begin(spring(), actor=stranger)


def test_an_employer_runs_no_round(central, spring, make_actor) -> None:
    with pytest.raises(Denied):
        actions.begin(spring(), actor=make_actor(Role.EMPLOYER, "FR"))
