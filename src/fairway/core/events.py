"""What one room did, told to the rooms that come after it, without an import between them.

    @on("journey.accept")
    def reserve_place(entry: JournalEntry) -> None: ...

A name is the kind of record and the kind of journal entry. The handler runs after the commit, in
a transaction of its own, at least once until it succeeds: its changes and the note that it was
told are committed together, so that what it does to the database happens once. Of one subject it
hears in the order of the chain; a failure holds up only that subject, with longer and longer waits.
Rooms register their handlers in ``tasks.py``, which every process loads.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from fairway.core import clock

if TYPE_CHECKING:
    from fairway.core.journal.models import JournalEntry
    from fairway.core.tasks.models import PendingEvent

Handler = Callable[["JournalEntry"], None]

log = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}
_by_name: dict[str, list[str]] = defaultdict(list)

_BATCH = 1_000
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=12)


def on(name: str, *, key: str = "") -> Callable[[Handler], Handler]:
    """Register a handler for ``<kind of record>.<kind of entry>``.

    ``key`` names it in the database; state one where the function may be renamed or moved.
    """

    def register(handler: Handler) -> Handler:
        own = key or f"{handler.__module__}.{handler.__qualname__}"
        if _handlers.get(own, handler) is not handler:
            raise ValueError(f"Two handlers of events are named {own}.")
        _handlers[own] = handler
        if own not in _by_name[name]:
            _by_name[name].append(own)
        return handler

    return register


def forget(handler: Handler) -> None:
    """Take a handler out again: for tests."""
    for own in [own for own, found in _handlers.items() if found is handler]:
        del _handlers[own]
        for owners in _by_name.values():
            if own in owners:
                owners.remove(own)


def known() -> frozenset[str]:
    """The names of all handlers."""
    return frozenset(_handlers)


def announce(entries: Iterable[JournalEntry]) -> None:
    """Note, in the transaction of the entries, who must be told of them."""
    from fairway.core.tasks.models import PendingEvent  # noqa: PLC0415  the journal imports us

    pending = [
        PendingEvent(
            handler=handler,
            partition=entry.partition,
            entry_id=entry.id,
            subject_id=entry.subject_id,
            sequence=entry.sequence,
        )
        for entry in entries
        for handler in _by_name.get(f"{entry.subject}.{entry.kind}", ())
    ]
    if pending:
        PendingEvent.objects.bulk_create(pending, batch_size=2_000)


def deliver() -> int:
    """Tell every handler what it has not heard; returns how many were told."""
    told = 0
    while batch := _first_of_each_subject():
        count = sum(_tell(pk) for pk in batch)
        if not count:
            break
        told += count
    return told


def _first_of_each_subject() -> list[int]:
    from fairway.core.tasks.models import PendingEvent  # noqa: PLC0415  the journal imports us

    first = (
        PendingEvent.objects.filter(handler__in=_handlers)
        .order_by("handler", "subject_id", "sequence")
        .distinct("handler", "subject_id")
        .values("pk")
    )
    due = PendingEvent.objects.filter(pk__in=first, next_at__lte=clock.now())
    return list(due.order_by("pk").values_list("pk", flat=True)[:_BATCH])


def _tell(pk: int) -> bool:
    from fairway.core.journal.models import JournalEntry  # noqa: PLC0415  the journal imports us
    from fairway.core.tasks.models import PendingEvent  # noqa: PLC0415  the journal imports us

    with transaction.atomic():
        pending = PendingEvent.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if pending is None:
            return False  # another worker tells it
        entry = JournalEntry.objects.get(partition=pending.partition, id=pending.entry_id)
        try:
            with transaction.atomic():
                _handlers[pending.handler](entry)
        except Exception as error:
            log.exception("%s could not be told of %s", pending.handler, entry)
            _wait(pending, error)
            return False
        pending.delete()
        return True


def _wait(pending: PendingEvent, error: Exception) -> None:
    longer = _FIRST_WAIT * 2 ** min(pending.attempts, 12)
    pending.attempts += 1
    pending.next_at = clock.now() + min(longer, _LONGEST_WAIT)
    pending.error = type(error).__name__
    pending.save(update_fields=["attempts", "next_at", "error"])
