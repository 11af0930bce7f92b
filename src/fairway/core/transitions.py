"""The one way in which a record changes its state: lock, check, save, journal, announce."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection

from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.journal import actions as journal
from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import next_state

R = TypeVar("R", bound=StatefulRecord)


class Stale(Exception):  # noqa: N818  what happened
    """The record changed since the client read it; nothing was overwritten."""

    def __init__(self, expected: int, found: int) -> None:
        self.expected, self.found = expected, found
        super().__init__(f"version {expected} was expected, version {found} was found")


def lock(record: R, *, expected_version: int | None = None) -> R:
    """Read the row again under its lock; a second actor waits here and then sees the new state."""
    if not connection.in_atomic_block:
        raise RuntimeError("A record is locked inside the transaction that changes it.")
    manager = type(record)._default_manager  # noqa: SLF001  the public name of a model's manager
    fresh: R = manager.select_for_update(of=("self",)).get(pk=record.pk)
    if expected_version is not None and fresh.version != expected_version:
        raise Stale(expected_version, fresh.version)
    return fresh


def create(  # noqa: PLR0913  all named
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
    record.state = next_state(record.lifecycle, None, event, actor.role)
    record.state_since = record.created_at = clock.now()
    record.due_at = due_at
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


def move(  # noqa: PLR0913  all named
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
    """Move a record that `lock` returned; raises the lifecycle's `NotAllowed`.

    ``changes`` are fields saved together with the state, such as a reason or a date.
    """
    record.state = next_state(record.lifecycle, record.state, event, actor.role)
    record.state_since = clock.now()
    record.due_at = due_at
    record.version += 1
    for name, value in (changes or {}).items():
        setattr(record, name, value)
    record.save(
        update_fields=["state", "state_since", "due_at", "version", *(changes or {})],
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
