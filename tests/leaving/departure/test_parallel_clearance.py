"""Two officers clear the same journey at once: one pass is issued, the other is told why."""

from __future__ import annotations

import pytest

from fairway.core.conflicts import Conflict
from fairway.engines.lifecycles import Role
from fairway.leaving.departure import actions
from fairway.leaving.departure.models import DeparturePass
from tests.leaving.journeys.parallel import at_once
from tests.leaving.journeys.world import LEAVES

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed")]


def test_one_of_two_officers_issues_the_pass(world) -> None:
    contract = world.registered(world.worker())
    journey = world.prepared(contract.journey)
    second = world.make_actor(Role.OFFICER_ORIGIN, "PH")
    met = at_once(
        lambda: actions.clear(journey, departs_on=LEAVES, actor=world.origin),
        lambda: actions.clear(journey, departs_on=LEAVES, actor=second),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [Conflict]
    assert DeparturePass.objects.count() == 1
