"""Two officers at the same moment: one succeeds, the other is told why."""

from __future__ import annotations

import pytest
from django.db import transaction

from fairway.core import transitions
from fairway.core.accounts.actors import system
from fairway.core.conflicts import Conflict
from fairway.core.ids import new_id
from fairway.leaving.job_orders.actions import NoPlaceLeft
from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.journeys import actions
from fairway.leaving.journeys.models import Journey
from tests.leaving.journeys.parallel import at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed")]


def test_one_candidacy_gets_one_of_two_offers(world) -> None:
    order = world.order(places=2)
    candidacy = world.candidacy(world.worker())
    met = at_once(
        lambda: actions.offer(candidacy, order, actor=world.origin),
        lambda: actions.offer(candidacy, order, actor=world.employer),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [Conflict]
    assert "not over" in str(next(m for m in met if isinstance(m, Conflict)))
    order.refresh_from_db()
    assert (Journey.objects.count(), order.taken) == (1, 1)


def test_one_worker_with_two_candidacies_gets_one_of_two_offers(world, make_authority) -> None:
    """Different rows are locked here: only the index over the person can tell."""
    worker = world.worker()
    here, there = world.order(), _copy(world, world.order(), "FR", make_authority("FR"))
    one, other = world.candidacy(worker), world.candidacy(worker, corridor="PH-FR")
    met = at_once(
        lambda: actions.offer(one, here, actor=world.origin),
        lambda: actions.offer(other, there, actor=world.origin, why="No rule is recorded."),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [Conflict]
    assert Journey.objects.filter(person_id=worker.person_id).count() == 1
    for order in (here, there):
        order.refresh_from_db()
    assert here.taken + there.taken == 1


def test_the_last_place_goes_to_one_of_two_workers(world) -> None:
    order = world.order(places=1)
    candidacies = [world.candidacy(world.worker(n)) for n in ("Amihan Reyes", "Mayumi Cruz")]
    met = at_once(*(lambda c=c: actions.offer(c, order, actor=world.origin) for c in candidacies))
    assert [type(m) for m in met if isinstance(m, Exception)] == [NoPlaceLeft]
    order.refresh_from_db()
    assert (Journey.objects.count(), order.taken, order.state) == (1, 1, "filled")


def test_an_acceptance_and_a_withdrawal_of_the_offer_do_not_both_happen(world) -> None:
    worker = world.worker()
    journey = world.offered(worker)
    met = at_once(
        lambda: actions.accept(journey, actor=worker),
        lambda: actions.withdraw_offer(journey, actor=world.employer, reason="We found a cousin."),
    )
    assert len([m for m in met if isinstance(m, Exception)]) == 1
    journey.refresh_from_db()
    journey.candidacy.refresh_from_db()
    journey.job_order.refresh_from_db()
    assert (journey.state, journey.candidacy.state, journey.job_order.taken) in {
        ("accepted", "placed", 1),
        ("cancelled", "open", 0),
    }


def _copy(world, order: JobOrder, destination: str, authority) -> JobOrder:
    """The same demand in another country, brought to its open state step by step."""
    fields = {f.name: getattr(order, f.name) for f in JobOrder._meta.fields}
    fields |= {"id": new_id(), "destination": destination, "authority": authority, "taken": 0}
    copy = JobOrder(**fields)
    with transaction.atomic():
        transitions.create(copy, "draft", actor=system(authority))
        transitions.move(copy, "submit", actor=world.employer)
        transitions.move(copy, "approve", actor=world.destination)
        return transitions.move(copy, "open", actor=system(authority))
