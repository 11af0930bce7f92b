"""A job order from draft to close, each step by whom the table and the channel name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fairway.commons.decisions.actions import Refused
from fairway.core.access.gate import Denied
from fairway.core.transitions import history
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import NotAllowed, Role, replay
from fairway.leaving.job_orders import actions, queries
from fairway.leaving.job_orders.drafts import Per, comparable
from fairway.leaving.job_orders.models import JobOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def employer(publish, verified_employer):
    publish("fr-tn-2008")
    return verified_employer("TN-FR")


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_DESTINATION, "FR")


def test_an_order_is_drafted_submitted_approved_and_opened(employer, officer, an_order) -> None:
    order = actions.draft(an_order(), actor=employer)
    actions.submit(order, actor=employer)
    actions.approve(order, actor=officer)
    order = actions.open_to_workers(order, actor=employer)
    assert order.state == "open"
    steps = [(entry.kind, entry.role) for entry in history(order)]
    assert [kind for kind, _ in steps] == ["draft", "submit", "approve", "open"]
    assert replay(JobOrder.lifecycle, steps) == "open"


def test_everything_that_is_wrong_with_a_draft_is_said_at_once(employer, an_order) -> None:
    wrong = an_order(
        occupation="5121",
        places=0,
        start_on=date(2020, 1, 1),
        end_on=date(2019, 1, 1),
        weekly_hours=Decimal(200),
        languages=[("fr", "fluent")],
        channel="holidays",
        terms={"weekly_rest_days": 9, "sauna": True},
    )
    with pytest.raises(BadInput) as caught:
        actions.draft(wrong, actor=employer)
    assert {fault.field for fault in caught.value.faults} == {
        "occupation",
        "places",
        "start_on",
        "end_on",
        "weekly_hours",
        "languages",
        "channel",
        "weekly_rest_days",
        "sauna",
    }
    nearest = next(f for f in caught.value.faults if f.field == "occupation")
    assert "5120" in nearest.accepted
    assert not JobOrder.objects.exists()


def test_a_pay_below_the_minimum_is_refused_with_its_article(employer, officer, an_order) -> None:
    order = actions.draft(an_order(pay=Money.of("900.00", "EUR")), actor=employer)
    actions.submit(order, actor=employer)
    with pytest.raises(Refused) as caught:
        actions.approve(order, actor=officer)
    refusal = next(r for r in caught.value.stored.decision.refusals)
    assert refusal.provision == "fr-tn-2008/pay-floor"
    assert refusal.source.article == "Code du travail R5221-20, 4"
    order.refresh_from_db()
    assert order.state == "submitted"


def test_only_the_authority_that_the_channel_names_decides(employer, make_actor, an_order) -> None:
    order = actions.draft(an_order(), actor=employer)
    actions.submit(order, actor=employer)
    with pytest.raises(Denied):
        actions.approve(order, actor=make_actor(Role.OFFICER_ORIGIN, "TN"))


def test_an_employer_that_is_not_verified_submits_nothing(publish, make_actor, an_order) -> None:
    publish("fr-tn-2008")
    stranger = make_actor(Role.EMPLOYER, "FR")
    order = actions.draft(an_order(), actor=stranger)
    with pytest.raises(BadInput, match="verified"):
        actions.submit(order, actor=stranger)


def test_a_refusal_needs_a_reason_and_lets_the_employer_correct(
    employer, officer, an_order
) -> None:
    order = actions.draft(an_order(), actor=employer)
    actions.submit(order, actor=employer)
    with pytest.raises(BadInput, match="reason"):
        actions.refuse(order, actor=officer, reason="  ")
    order = actions.refuse(order, actor=officer, reason="The posting was closed to locals.")
    assert (order.state, order.reason) == ("refused", "The posting was closed to locals.")
    order = actions.correct(order, actor=employer)
    order = actions.change(order, an_order(places=1), actor=employer)
    assert (order.state, order.places) == ("draft", 1)


def test_a_submitted_order_is_not_written_anew(employer, an_order) -> None:
    order = actions.submit(actions.draft(an_order(), actor=employer), actor=employer)
    with pytest.raises(BadInput, match="draft"):
        actions.change(order, an_order(places=1), actor=employer)


def test_the_same_request_twice_makes_one_order(employer, an_order) -> None:
    from fairway.core.ids import new_id

    key = new_id()
    first = actions.draft(an_order(), actor=employer, client_id=key)
    assert actions.draft(an_order(), actor=employer, client_id=key).pk == first.pk
    assert JobOrder.objects.count() == 1


def test_another_employer_learns_nothing_of_an_order(employer, verified_employer, an_order) -> None:
    order = actions.draft(an_order(), actor=employer)
    other = verified_employer("TN-FR")
    with pytest.raises(JobOrder.DoesNotExist):
        actions.submit(order, actor=other)
    assert not queries.visible_to(other).exists()


def test_workers_see_an_order_only_once_it_is_open(employer, officer, make_actor, an_order) -> None:
    from fairway.core.accounts.actors import Actor

    worker = Actor(role=Role.WORKER)
    order = actions.draft(an_order(), actor=employer)
    actions.submit(order, actor=employer)
    actions.approve(order, actor=officer)
    assert not queries.visible_to(worker).exists()
    actions.open_to_workers(order, actor=employer)
    assert queries.visible_to(worker).get() == order


def test_the_last_place_fills_the_order_and_a_free_one_opens_it(
    employer, officer, an_order
) -> None:
    from django.db import transaction

    order = actions.draft(an_order(places=1), actor=employer)
    actions.submit(order, actor=employer)
    actions.approve(order, actor=officer)
    actions.open_to_workers(order, actor=employer)
    with transaction.atomic():
        order = actions.take_place(order, actor=officer)
    assert (order.state, order.taken) == ("filled", 1)
    with pytest.raises(actions.NoPlaceLeft), transaction.atomic():
        actions.take_place(order, actor=officer)
    with transaction.atomic():
        order = actions.free_place(order, actor=officer)
    assert (order.state, order.taken) == ("open", 0)


def test_a_closed_order_is_not_approved_again(employer, officer, an_order) -> None:
    order = actions.draft(an_order(), actor=employer)
    actions.submit(order, actor=employer)
    actions.approve(order, actor=officer)
    actions.close(order, actor=employer)
    with pytest.raises(NotAllowed):
        actions.approve(order, actor=officer)


@pytest.mark.parametrize(
    ("pay", "per", "hours", "hourly", "monthly"),
    [
        ("12.00", Per.HOUR, 35, "12.00", "1820.00"),
        ("1820.00", Per.MONTH, 35, "12.00", "1820.00"),
        ("1801.80", Per.MONTH, 35, "11.88", "1801.80"),
    ],
)
def test_pay_an_hour_and_a_month_are_the_same_pay(pay, per, hours, hourly, monthly) -> None:
    found = comparable(Money.of(pay, "EUR"), per, Decimal(hours))
    assert [str(money.amount) for money in found] == [hourly, monthly]
