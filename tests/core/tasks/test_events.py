"""What one room did reaches the rooms after it: in order, at least once, and its effect once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction

from fairway.core import clock, events
from fairway.core.people.models import Person
from fairway.core.tasks.models import Duty, PendingEvent
from tests.fixtures.tripwires import NOW


@pytest.fixture
def heard():
    """Everything that a later room was told of consents."""
    told = []

    def hear(entry) -> None:
        told.append((entry.subject_id, entry.kind))

    for name in ("consent.give", "consent.withdraw", "consent.give_again"):
        events.on(name, key="tests.hear")(hear)
    yield told
    events.forget(hear)


def test_steps_are_heard_in_their_order(db, heard, make_consent, move):
    consent = make_consent()
    move(move(consent, "withdraw"), "give_again")
    assert heard == []
    assert events.deliver() == 3
    assert [kind for _, kind in heard] == ["give", "withdraw", "give_again"]
    assert events.deliver() == 0


def test_what_is_rolled_back_is_never_heard(db, heard, make_consent):
    with transaction.atomic():
        make_consent()
        transaction.set_rollback(True)
    assert events.deliver() == 0


def test_a_handler_that_is_not_for_it_hears_nothing(db, heard, make_consent):
    @events.on("journey.accept")
    def other(entry) -> None:
        raise AssertionError(entry)

    make_consent()
    assert events.deliver() == 1
    events.forget(other)


def test_a_failure_holds_up_its_subject_and_no_other(db, make_consent, move):
    broken, told = make_consent(), []

    def picky(entry) -> None:
        if entry.subject_id == broken.id and not told.count("healed"):
            raise ZeroDivisionError
        told.append((entry.subject_id, entry.kind))

    for name in ("consent.give", "consent.withdraw"):
        events.on(name, key="tests.picky")(picky)
    move(broken, "withdraw")
    other = make_consent()
    events.on("consent.give_again", key="tests.picky")(picky)
    move(move(broken, "give_again"), "withdraw")
    assert events.deliver() == 1
    assert told == [(other.id, "give")]
    waiting = PendingEvent.objects.order_by("sequence")
    assert [(p.attempts, p.error) for p in waiting] == [(1, "ZeroDivisionError"), (0, ""), (0, "")]
    told.append("healed")
    assert events.deliver() == 0
    with clock.at(NOW + timedelta(minutes=1)):
        assert events.deliver() == 3
    assert [kind for _, kind in told[2:]] == ["withdraw", "give_again", "withdraw"]
    events.forget(picky)


def test_what_a_failed_handler_changed_is_undone(db, make_consent):
    def half(entry) -> None:
        Duty.objects.create(name="half done")
        raise ZeroDivisionError

    events.on("consent.give", key="tests.half")(half)
    make_consent()
    events.deliver()
    assert not Duty.objects.filter(name="half done").exists()
    events.forget(half)


def test_an_event_whose_handler_left_waits_and_disturbs_nobody(db, heard, make_consent):
    def gone(entry) -> None:
        raise AssertionError

    events.on("consent.give", key="tests.gone")(gone)
    make_consent()
    events.forget(gone)
    assert events.deliver() == 1
    assert PendingEvent.objects.get().handler == "tests.gone"


def test_two_handlers_cannot_share_a_key(heard):
    with pytest.raises(ValueError, match=r"tests\.hear"):
        events.on("consent.give", key="tests.hear")(lambda entry: None)


def test_every_handler_hears_for_itself(db, heard, make_consent):
    also = []
    handler = events.on("consent.give")(lambda entry: also.append(entry.kind))
    make_consent()
    assert events.deliver() == 2
    assert len(heard) == len(also) == 1
    events.forget(handler)


@pytest.mark.concurrency
def test_of_two_workers_one_tells_each_event(committed, heard, make_consent, move):
    for _ in range(5):
        move(make_consent(), "withdraw")
    assert Person.objects.count() == 5
    barrier = Barrier(3)

    def work() -> None:
        with clock.at(NOW):
            barrier.wait()
            for _ in range(10):
                events.deliver()
            connections.close_all()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(heard) == len(set(heard)) == 10
    order = {subject: [k for s, k in heard if s == subject] for subject, _ in heard}
    assert set(map(tuple, order.values())) == {("give", "withdraw")}
