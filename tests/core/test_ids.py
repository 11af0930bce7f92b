"""Identifiers sort as they were made, one at a time or many, also while the clock stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fairway.core import clock
from fairway.core.ids import made_at, new_id, new_ids

NOON = datetime(2030, 5, 17, 12, tzinfo=UTC)


def test_identifiers_of_one_moment_sort_as_they_were_made() -> None:
    with clock.at(NOON):
        made = [new_id(), *new_ids(20_000), new_id(), *new_ids(3)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_identifier_is_a_uuid_of_version_seven_and_says_when_it_was_made() -> None:
    with clock.at(NOON):
        made = new_ids(2)
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert all(abs(made_at(one) - NOON) < timedelta(seconds=1) for one in made)


def test_a_clock_that_was_moved_far_back_starts_its_own_order() -> None:
    with clock.at(NOON):
        new_id()
    with clock.at(NOON - timedelta(days=365)):
        assert made_at(new_id()) < NOON - timedelta(days=364)
