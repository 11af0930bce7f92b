"""The core's own checks for inconsistencies."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery

from fairway.core import clock, events
from fairway.core.documents import store
from fairway.core.documents.models import DocumentVersion
from fairway.core.journal import verify as journal
from fairway.core.journal.models import JournalEntry
from fairway.core.ledger import verify as ledger
from fairway.core.messages.models import Message, MessageState
from fairway.core.records import StatefulRecord
from fairway.core.tasks.checks import Finding, check
from fairway.core.tasks.models import Duty, PendingEvent
from fairway.engines.lifecycles import Lifecycle, NotAllowed, replay

_CHUNK = 2_000
_STUCK = timedelta(hours=1)
_PATIENCE = 5  # attempts


@check("states", room="core")
def states_equal_their_replay() -> Iterator[Finding]:
    """Every state is what the journal's steps, followed through the table, lead to."""
    for model in apps.get_models():
        if issubclass(model, StatefulRecord):
            yield from _states_of(model)


def _states_of(model: type[StatefulRecord]) -> Iterator[Finding]:
    name = model._meta.model_name or ""  # noqa: SLF001  Django's documented Meta
    rows = model._base_manager.order_by("pk").values_list("pk", "state")  # noqa: SLF001  all of them
    chunk: dict[uuid.UUID, str] = {}
    for pk, state in rows.iterator(chunk_size=_CHUNK):
        chunk[pk] = state
        if len(chunk) == _CHUNK:
            yield from _compare(name, model.lifecycle, chunk)
            chunk = {}
    yield from _compare(name, model.lifecycle, chunk)
    there = model._base_manager.filter(pk=OuterRef("subject_id"))  # noqa: SLF001  all of them
    gone = (
        JournalEntry.objects.filter(subject=name, sequence=1)
        .annotate(there=Subquery(there.values("pk")[:1]))
        .filter(there=None)
    )
    for subject_id in gone.order_by("subject_id").values_list("subject_id", flat=True):
        yield Finding("The journal knows a record that is not there.", name, subject_id)


def _compare(name: str, lifecycle: Lifecycle, states: dict[uuid.UUID, str]) -> Iterator[Finding]:
    steps: dict[uuid.UUID, list[tuple[str, str, str]]] = defaultdict(list)
    entries = JournalEntry.objects.filter(subject_id__in=list(states)).exclude(state="")
    for subject_id, kind, role, state in entries.order_by("subject_id", "sequence").values_list(
        "subject_id", "kind", "role", "state"
    ):
        steps[subject_id].append((kind, role, state))
    for subject_id, state in states.items():
        what = _differs(lifecycle, state, steps[subject_id])
        if what:
            yield Finding(what, name, subject_id)


def _differs(lifecycle: Lifecycle, state: str, steps: Sequence[tuple[str, str, str]]) -> str:
    try:
        led_to = replay(lifecycle, [(kind, role) for kind, role, _ in steps])
    except NotAllowed as error:
        return f"The journal holds a step that the table does not allow: {error.event}."
    if led_to != state:
        return f"The state is {state}; the journal leads to {led_to or 'none'}."
    if steps[-1][2] != state:
        return f"The state is {state}; the last entry says {steps[-1][2]}."
    return ""


@check("documents.files", room="core")
def stored_files_are_those_of_the_versions() -> Iterator[Finding]:
    """Every version has its file, and every older file its version."""
    on_disk = set(store.names())
    known = set()
    versions = DocumentVersion.objects.exclude(state="erased").order_by("id")
    for pk, name in versions.values_list("id", "stored_as").iterator():
        known.add(name)
        if name not in on_disk:
            yield Finding("The stored file of a document is gone.", "documentversion", pk)
    for path in store.old_files():
        if path.name not in known:
            yield Finding(f"A stored file belongs to no document: {path.name}.")


@check("messages.stuck", room="core")
def messages_go_out() -> Iterator[Finding]:
    """No message waits an hour beyond its time."""
    late = Message.objects.filter(
        state=MessageState.PENDING, next_at__lt=clock.now() - _STUCK
    ).order_by("id")
    for pk in late.values_list("id", flat=True):
        yield Finding("A message waits, and nobody sends it. Does the worker run?", "message", pk)


@check("events.stuck", room="core")
def events_arrive() -> Iterator[Finding]:
    """Every event has a handler that takes it."""
    stuck = PendingEvent.objects.filter(Q(attempts__gte=_PATIENCE) | ~Q(handler__in=events.known()))
    for event in stuck.order_by("id"):
        why = f"fails with {event.error}" if event.attempts else "is not there"
        yield Finding(
            f"An event waits: its handler {event.handler} {why}.", "event", event.subject_id
        )


@check("duties", room="core")
def duties_are_done() -> Iterator[Finding]:
    """The last run of every duty succeeded."""
    for duty in Duty.objects.exclude(error="").order_by("name"):
        yield Finding(f"The duty {duty.name} failed with {duty.error}.")


@check("journal", room="core")
def journal_is_whole() -> Iterator[Finding]:
    """Chains and signed heads agree."""
    for found in journal.verify().findings:
        yield Finding(f"Entry {found.sequence}: {found.what}.", "journal", found.subject_id)


@check("ledger", room="core")
def ledger_balances() -> Iterator[Finding]:
    """Every transaction balances and is what was booked."""
    for what in ledger.verify().findings:
        yield Finding(what, "ledger")
