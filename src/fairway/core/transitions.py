"""The one way in which a record changes its state: lock, check, save, journal, start the clock."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import connection

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.journal import actions as journal
from fairway.core.journal.models import JournalEntry
from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import Transition, conflicts, running, step

R = TypeVar("R", bound=StatefulRecord)


class Stale(Exception):  # noqa: N818  what happened
    """The record changed since the client read it; nothing was overwritten."""

    def __init__(self, expected: int, found: int) -> None:
        self.expected, self.found = expected, found
        super().__init__(f"version {expected} was expected, version {found} was found")


class SamePerson(Exception):  # noqa: N818  what is wrong
    """A step that needs a second person was taken by one who took an earlier one."""

    def __init__(self, event: str, earlier: tuple[str, ...]) -> None:
        self.event, self.earlier = event, earlier
        super().__init__(f"{event} needs another person than {', '.join(earlier)}")


def lock(record: R, *, expected_version: int | None = None) -> R:
    """Read the row again under its lock; a second actor waits here and then sees the new state."""
    if not connection.in_atomic_block:
        raise RuntimeError("A record is locked inside the transaction that changes it.")
    manager = type(record)._base_manager  # noqa: SLF001  reads the row whatever its room shows
    # With its authority: every step asks for its time zone and writes on its behalf.
    rows = manager.select_for_update(of=("self",)).select_related("authority")
    fresh: R = rows.get(pk=record.pk)
    if expected_version is not None and fresh.version != expected_version:
        raise Stale(expected_version, fresh.version)
    return fresh


def create(
    record: R,
    event: str,
    *,
    actor: Actor,
    due_at: datetime | None = None,
    payload: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    person_id: uuid.UUID | None = None,
) -> R:
    """Save a new record in the state that its first event gives it, with its first entry."""
    row = step(record.lifecycle, None, event, actor.role)
    record.state = row.target
    record.state_since = record.created_at = clock.now()
    _start_clock(record, [], row, due_at)
    record.save(force_insert=True)
    journal.record(
        record,
        event,
        actor=actor,
        state=record.state,
        payload=payload,
        personal=personal,
        person_id=person_id,
    )
    return record


def move(
    record: R,
    event: str,
    *,
    actor: Actor,
    due_at: datetime | None = None,
    changes: Mapping[str, Any] | None = None,
    payload: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    person_id: uuid.UUID | None = None,
) -> R:
    """Move a record that `lock` returned; raises the lifecycle's `NotAllowed`, or `SamePerson`.

    ``changes`` are fields saved together with the state, such as a reason or a date.
    ``due_at`` replaces the length of the step's deadline, where a pack in force states another.
    """
    row = step(record.lifecycle, record.state, event, actor.role)
    past = history(record)
    if row.other_person_than:
        taken = [(e.kind, str(e.actor_id)) for e in past if e.actor_id]
        earlier = conflicts(record.lifecycle, taken, row, str(actor.user_id))
        if earlier:
            raise SamePerson(event, earlier)
    record.state = row.target
    record.state_since = clock.now()
    _start_clock(record, past, row, due_at)
    record.version += 1
    for name, value in (changes or {}).items():
        setattr(record, name, value)
    record.save(
        update_fields=["state", "state_since", "due_at", "due_event", "version", *(changes or {})],
    )
    journal.record(
        record,
        event,
        actor=actor,
        state=record.state,
        payload=payload,
        personal=personal,
        person_id=person_id,
    )
    return record


def history(record: StatefulRecord) -> list[JournalEntry]:
    """Every step that the record took, oldest first."""
    return list(
        JournalEntry.objects.filter(subject_id=record.id).exclude(state="").order_by("sequence")
    )


def end_of_day(day: datetime, days: int, zone: str) -> datetime:
    """The end of the last day of a deadline, in the place where it runs."""
    local = day.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime.combine(local, time(23, 59, 59), tzinfo=ZoneInfo(zone))


def _start_clock(
    record: StatefulRecord, past: list[JournalEntry], row: Transition, due_at: datetime | None
) -> None:
    zone = record.authority.time_zone
    days = [(entry.kind, entry.at.astimezone(ZoneInfo(zone)).date()) for entry in past]
    now = clock.now()
    days.append((row.event, now.astimezone(ZoneInfo(zone)).date()))
    dues: list[tuple[datetime, str]] = []
    for run in running(record.lifecycle, days):
        ends = datetime.combine(run.due, time(23, 59, 59), tzinfo=ZoneInfo(zone))
        if due_at is not None and row.deadline and run.deadline.name == row.deadline.name:
            ends = due_at
        elif record.due_at is not None and run.deadline.then == record.due_event and past:
            ends = record.due_at if run.deadline is not row.deadline else ends
        dues.append((ends, run.deadline.then or ""))
    if due_at is not None and row.deadline is None:
        dues.append((due_at, ""))
    record.due_at, record.due_event = min(dues, default=(None, ""))


__all__ = ["SamePerson", "Stale", "create", "end_of_day", "history", "lock", "move"]
