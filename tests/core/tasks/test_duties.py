"""A duty runs when it is due by the one clock, and never twice at the same time."""

from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connections

from fairway.core import clock
from fairway.core.tasks import duties
from fairway.core.tasks.duties import duty, run_due
from fairway.core.tasks.models import Duty
from tests.fixtures.tripwires import NOW


@pytest.fixture
def only(monkeypatch):
    """No duty but the test's own."""
    monkeypatch.setattr(duties, "_duties", {})


@pytest.fixture
def counted(only):
    runs = []

    @duty("count", timedelta(minutes=5))
    def count() -> int:
        runs.append(clock.now())
        return 3

    return runs


def test_a_new_duty_is_due_at_once_and_then_after_its_time(db, counted):
    assert [(r.name, r.done) for r in run_due()] == [("count", 3)]
    with clock.at(NOW + timedelta(minutes=4)):
        assert run_due() == []
    with clock.at(NOW + timedelta(minutes=5)):
        assert len(run_due()) == 1
    row = Duty.objects.get(name="count")
    assert (row.done, row.finished_at) == (3, NOW + timedelta(minutes=5))


def test_after_a_jump_of_a_month_it_runs_once(db, counted):
    run_due()
    with clock.at(NOW + timedelta(days=30)):
        run_due()
        run_due()
    assert len(counted) == 2


def test_a_clock_moved_back_makes_it_due_again(db, counted):
    with clock.at(NOW + timedelta(days=30)):
        run_due()
    assert len(run_due()) == 1


def test_a_failing_duty_is_tried_again_soon_and_holds_up_no_other(db, only):
    @duty("a breaks", timedelta(days=1))
    def breaks() -> int:
        raise ZeroDivisionError

    @duty("b works", timedelta(days=1))
    def works() -> int:
        return 1

    assert [(r.name, r.error) for r in run_due()] == [
        ("a breaks", "ZeroDivisionError"),
        ("b works", ""),
    ]
    assert Duty.objects.get(name="a breaks").next_at == NOW + timedelta(minutes=10)


def test_two_duties_cannot_share_a_name(counted):
    with pytest.raises(ValueError, match="count"):
        duty("count", timedelta(minutes=1))(lambda: 0)


@pytest.mark.concurrency
def test_of_many_workers_one_runs_it(committed, counted):
    barrier = Barrier(4)

    def work() -> None:
        with clock.at(NOW):
            barrier.wait()
            run_due()
            connections.close_all()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(counted) == 1


@pytest.mark.concurrency
def test_a_duty_that_takes_longer_than_its_time_is_not_started_again(committed, only):
    started, finish = Event(), Event()

    @duty("long", timedelta(minutes=1))
    def long() -> int:
        started.set()
        assert finish.wait(10)
        return 1

    def work() -> None:
        with clock.at(NOW):
            run_due()
            connections.close_all()

    first = Thread(target=work)
    first.start()
    assert started.wait(10)
    with clock.at(NOW + timedelta(minutes=2)):
        assert run_due() == []
    finish.set()
    first.join()
    with clock.at(NOW + timedelta(minutes=2)):
        assert len(run_due()) == 1
