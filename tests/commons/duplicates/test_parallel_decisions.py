"""Two officers at one pair in the same moment: one succeeds, the other is told."""

from __future__ import annotations

import pytest

from fairway.commons.duplicates import actions, queries
from fairway.commons.duplicates.models import LikelyPair
from fairway.core.conflicts import Conflict
from fairway.engines.lifecycles import NotAllowed, Role
from tests.core.people.builders import a_person
from tests.leaving.journeys.parallel import at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed")]


def test_a_confirmation_and_two_persons_do_not_both_happen(
    pair, officer, colleague, make_actor
) -> None:
    actions.propose(pair, why="The same papers.", actor=officer)
    third = make_actor(Role.OFFICER_ORIGIN, "TN")
    met = at_once(
        lambda: actions.confirm(pair, actor=colleague),
        lambda: actions.keep_apart(pair, why="Two faces.", actor=third),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [NotAllowed]
    pair.refresh_from_db()
    assert pair.state in {"linked", "apart"}


def test_one_pair_is_proposed_by_one_of_two_officers(pair, officer, colleague) -> None:
    met = at_once(
        lambda: actions.propose(pair, why="The same papers.", actor=officer),
        lambda: actions.propose(pair, why="The same face.", actor=colleague),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [NotAllowed]


def test_two_links_at_once_do_not_join_what_a_third_pair_sets_apart(
    pair, officer, colleague, make_authority
) -> None:
    """A and B, B and C are confirmed at the same moment; A and C were set apart."""
    from tests.commons.duplicates.conftest import AS_WRITTEN

    third = a_person(make_authority, **{**AS_WRITTEN, "birth_date": "1991-04-13"})
    others = {p.first_id: p for p in LikelyPair.objects.filter(second=third)}
    actions.keep_apart(others[pair.first_id], why="Not him.", actor=officer)
    one, other = pair, others[pair.second_id]
    for each in (one, other):
        actions.propose(each, why="The same papers.", actor=officer)
    met = at_once(
        lambda: actions.confirm(one, actor=colleague),
        lambda: actions.confirm(other, actor=colleague),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [Conflict]
    assert len(queries.linked_with(pair.second_id)) == 2


def test_the_same_man_registered_twice_at_one_moment_is_one_pair(make_authority) -> None:
    from fairway.commons.duplicates import finding
    from tests.commons.duplicates.conftest import AS_HEARD, AS_WRITTEN

    make_authority("TN")
    met = at_once(
        lambda: a_person(make_authority, **AS_WRITTEN),
        lambda: a_person(make_authority, **AS_HEARD),
    )
    assert not [m for m in met if isinstance(m, Exception)]
    finding.look_through(10)  # what neither transaction could see, the duty sees
    assert LikelyPair.objects.count() == 1
