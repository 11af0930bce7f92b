"""Two records that are likely of one man, as two clerks took him down."""

from __future__ import annotations

import pytest

from fairway.commons.duplicates.models import LikelyPair
from fairway.engines.lifecycles import Role
from tests.core.people.builders import a_person

AS_WRITTEN = {
    "names": [{"parts": ["Mohamed", "Trabelsi"]}],
    "birth_date": "1991-04-12",
    "sex": "male",
    "identities": [],
}
AS_HEARD = {
    "names": [{"parts": ["محمد", "الطرابلسي"]}],
    "birth_date": "1991-12-04",
    "sex": "male",
    "identities": [],
}


@pytest.fixture
def one_man(make_authority):
    """Register him twice: the second clerk wrote Arabic, and the month before the day."""
    return (
        a_person(make_authority, **AS_WRITTEN),
        a_person(make_authority, **AS_HEARD),
    )


@pytest.fixture
def pair(one_man) -> LikelyPair:
    return LikelyPair.objects.get()


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


@pytest.fixture
def colleague(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


@pytest.fixture
def link(pair, officer, colleague):
    """Let two officers link the two records: `link()`."""
    from fairway.commons.duplicates import actions

    def make() -> LikelyPair:
        actions.propose(pair, why="The same papers were shown.", actor=officer)
        return actions.confirm(pair, actor=colleague)

    return make
