"""Two officers at the same moment: no secret counts twice, no lots are drawn twice."""

from __future__ import annotations

import pytest
from django.db import connections

from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed
from fairway.leaving.rounds import actions, drawing
from fairway.leaving.rounds.models import LotSecret, MatchingRound
from tests.leaving.job_orders.test_caps import at_once


@pytest.mark.concurrency
@pytest.mark.usefixtures("committed")
def test_two_secrets_that_are_revealed_at_once_draw_the_lots_once(
    orders, officer, france, spring
) -> None:
    round_ = actions.begin(spring(), actor=officer)
    for side in (officer, france):
        drawing.commit(round_, actor=side)
    drawing.close(round_, actor=officer)
    connections.close_all()
    outcomes = at_once(
        [lambda side=side: drawing.reveal(round_, actor=side) for side in (officer, france)]
    )
    assert sorted(found.state for found in outcomes) == ["closed", "drawn"]
    assert LotSecret.objects.count() == 2
    assert JournalEntry.objects.filter(subject_id=round_.pk, kind="draw").count() == 1


@pytest.mark.concurrency
@pytest.mark.usefixtures("committed")
def test_of_two_officers_of_one_side_one_commits(orders, officer, spring) -> None:
    round_ = actions.begin(spring(), actor=officer)
    connections.close_all()
    outcomes = at_once([lambda: drawing.commit(round_, actor=officer)] * 2)
    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [BadInput]
    assert round_.commitments.count() == 1


@pytest.mark.concurrency
@pytest.mark.usefixtures("committed")
def test_a_change_of_what_was_fixed_and_the_closing_of_the_lists_do_not_pass_each_other(
    orders, officer, france, spring
) -> None:
    round_ = actions.begin(spring(), actor=officer)
    for side in (officer, france):
        drawing.commit(round_, actor=side)
    connections.close_all()
    outcomes = at_once(
        [
            lambda: drawing.close(round_, actor=officer),
            lambda: actions.change(round_, spring(answer_days=30), actor=france),
        ]
    )
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(one, NotAllowed) for one in refused)
    fresh = MatchingRound.objects.get()
    assert fresh.state == "closed"
    assert (fresh.answer_days == 30) is not bool(refused)
