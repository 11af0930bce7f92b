"""The clock, the ids, and the one way in which a state changes."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connections, transaction

from fairway.commons.agreements.models import PackVersion
from fairway.core import clock, transitions
from fairway.core.accounts.models import Authority, User
from fairway.core.ids import made_at, new_id
from fairway.core.reference.models import Installation
from fairway.core.setup import NotADemonstration, migrate
from fairway.engines.lifecycles import NotAllowed, Role
from tests.fixtures.tripwires import NOW


@pytest.fixture
def version(committed, make_actor):
    """A proposed pack version, with the officer who proposed it."""
    actor = make_actor(Role.OFFICER_ORIGIN, "PH")
    with transaction.atomic():
        record = transitions.create(
            PackVersion(
                authority=Authority.objects.get(pk=actor.authority_id),
                pack="p",
                pack_version="2026.1",
                title={},
                text="",
            ),
            "propose",
            actor=actor,
        )
    return record, actor


def test_ids_sort_as_they_were_made_also_within_one_moment() -> None:
    ids = [new_id() for _ in range(5_000)]
    assert ids == sorted(ids)
    assert abs(made_at(ids[0]) - NOW) < timedelta(seconds=1)
    assert {i.version for i in ids} == {7}


def test_ids_follow_a_clock_that_is_moved_back() -> None:
    new_id()
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        assert made_at(new_id()).year == 2020


def test_the_clock_of_a_real_installation_cannot_be_moved(db) -> None:
    with pytest.raises(clock.ClockIsReal):
        clock.move_to(NOW)
    with pytest.raises(DatabaseError, match="real_clock"), transaction.atomic():
        Installation.objects.update(shift=timedelta(days=1))


def test_an_installation_with_people_never_becomes_a_demonstration(committed) -> None:
    User.objects.create_user("someone@example.test", "a long pass phrase")
    with pytest.raises(NotADemonstration, match="Real people"):
        migrate(demo=True)
    assert not Installation.objects.get().demo


def test_the_application_cannot_declare_a_demonstration(committed) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Installation.objects.update(demo=True)


def test_accounts_of_a_demonstration_are_refused_beside_real_data(committed) -> None:
    with pytest.raises(DatabaseError, match="no demonstration"), transaction.atomic():
        User.objects.create_user("demo@example.test", is_demo=True)


def test_a_state_that_changes_without_its_journal_entry_cannot_be_committed(version) -> None:
    record, _ = version
    with pytest.raises(DatabaseError, match="without a journal entry"), transaction.atomic():
        PackVersion.objects.filter(pk=record.pk).update(state="approved")


def test_a_step_that_the_table_does_not_hold_is_refused(version, make_actor) -> None:
    record, _ = version
    with pytest.raises(NotAllowed), transaction.atomic():
        transitions.move(
            transitions.lock(record), "publish", actor=make_actor(Role.OFFICER_ORIGIN, "PH")
        )
    record.refresh_from_db()
    assert record.state == "proposed"


def test_a_client_that_read_an_older_version_overwrites_nothing(version) -> None:
    record, _ = version
    with pytest.raises(transitions.Stale), transaction.atomic():
        transitions.lock(record, expected_version=7)


def test_a_record_is_locked_only_inside_a_transaction(version) -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        transitions.lock(version[0])


@pytest.mark.concurrency
def test_of_two_people_who_act_at_once_one_succeeds_and_the_other_is_told(
    version, make_actor
) -> None:
    record, _ = version
    actors = [make_actor(Role.OFFICER_ORIGIN, "PH") for _ in range(2)]
    barrier = threading.Barrier(2)
    results: list[str] = []

    def approve(actor) -> None:
        with clock.at(NOW):
            barrier.wait()
            try:
                with transaction.atomic():
                    transitions.move(transitions.lock(record), "approve", actor=actor)
                results.append("approved")
            except NotAllowed as refused:
                results.append(refused.code)
            finally:
                connections.close_all()

    threads = [threading.Thread(target=approve, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(results) == ["approved", "not from this state"]
