"""Periodic duties: rows evaluated by the one clock, each run by one worker at a time.

The demonstration's clock moves, so a duty is not a timer but a question: is it due by now? After
a jump of a month a daily duty runs once; a duty is therefore written as a sweep over what is due,
never as one tick. A clock moved back makes every duty due.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Q

from fairway.core import clock
from fairway.core.tasks.models import Duty

# A duty answers how many things it did.
Work = Callable[[], int]

log = logging.getLogger(__name__)
_RETRY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Periodic:
    """One registered duty."""

    name: str
    every: timedelta
    work: Work


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a duty: how much it did, or what stopped it."""

    name: str
    done: int = 0
    error: str = ""


_duties: dict[str, Periodic] = {}


def duty(name: str, every: timedelta) -> Callable[[Work], Work]:
    """Register a duty; rooms do so in ``tasks.py``, which every process loads."""

    def register(work: Work) -> Work:
        if name in _duties and _duties[name].work is not work:
            raise ValueError(f"Two duties are named {name}.")
        _duties[name] = Periodic(name, every, work)
        return work

    return register


def forget(name: str) -> None:
    """Take a duty out again: for tests."""
    _duties.pop(name, None)


def run_due(leave_out: Collection[str] = ()) -> list[Ran]:
    """Run every duty that is due and that no other worker runs, in the order of their names.

    ``leave_out`` names duties that whoever fills an installation quickly runs once at the end.
    """
    known = set(Duty.objects.values_list("name", flat=True))
    Duty.objects.bulk_create(
        [Duty(name=name) for name in sorted(_duties.keys() - known)], ignore_conflicts=True
    )
    now = clock.now()
    times = Duty.objects.filter(name__in=_duties).order_by("name").values_list("name", "next_at")
    due = [
        _duties[name]
        for name, at in times
        if name not in leave_out and (at <= now or at > now + _duties[name].every)
    ]
    ran = [_run(found) for found in due]
    return [result for result in ran if result is not None]


def _run(found: Periodic) -> Ran | None:
    with _alone(found.name) as alone:
        if not alone or not _claim(found):
            return None
        try:
            done = found.work()
        except Exception as error:
            log.exception("the duty %s failed", found.name)
            Duty.objects.filter(name=found.name).update(
                error=type(error).__name__,
                next_at=clock.now() + min(found.every, _RETRY),
            )
            return Ran(found.name, error=type(error).__name__)
        Duty.objects.filter(name=found.name).update(finished_at=clock.now(), done=done, error="")
        return Ran(found.name, done)


def _claim(found: Periodic) -> bool:
    """Move the time of the next run forward; of two who try, one succeeds."""
    now = clock.now()
    # Further away than one period: the clock was moved back.
    still_due = Q(next_at__lte=now) | Q(next_at__gt=now + found.every)
    return bool(
        Duty.objects.filter(still_due, name=found.name).update(
            next_at=now + found.every, started_at=now
        )
    )


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Hold a lock of the database session, which ends with the process that holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('duty'), hashtext(%s))", [name])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('duty'), hashtext(%s))", [name])
