"""Two rounds at the same moment on the same last place."""

from __future__ import annotations

import pytest
from django.db import connections

from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.journeys.models import Journey
from fairway.leaving.rounds import actions
from fairway.leaving.rounds.models import MatchingRound
from tests.leaving.job_orders.test_caps import at_once


@pytest.mark.concurrency
@pytest.mark.usefixtures("committed")
def test_of_two_rounds_that_publish_the_last_place_one_wins_and_the_other_is_told(
    orders, cook_wishing, officer, france, spring, drawn
) -> None:
    rounds = []
    for who in (officer, france):
        cook_wishing(orders[0])
        rounds.append(actions.preview(drawn(spring(), by=who), actor=who))
    connections.close_all()
    outcomes = at_once(
        [
            lambda round_=round_, who=who: actions.publish(round_, actor=who)
            for round_, who in zip(rounds, (officer, france), strict=True)
        ]
    )
    assert [type(found) for found in outcomes if isinstance(found, Exception)] == [actions.Outdated]
    assert Journey.objects.count() == 1
    assert JobOrder.objects.get(pk=orders[0].pk).taken == 1
    assert sorted(MatchingRound.objects.values_list("state", flat=True)) == [
        "previewed",
        "published",
    ]
