"""The core's own duties. Imported when Django is ready, as the rooms' ``tasks.py`` are."""

from __future__ import annotations

from datetime import timedelta

from fairway.core import clock, deadlines, events, idempotency, limits
from fairway.core.accounts import codes
from fairway.core.documents import actions as documents
from fairway.core.documents import store
from fairway.core.documents.models import DocumentVersion
from fairway.core.messages import sending
from fairway.core.people import forgetting
from fairway.core.people.models import Person
from fairway.core.reference import rate_files
from fairway.core.tasks import checks, heads, hunts, jobs
from fairway.core.tasks.duties import duty

SECONDS = timedelta(seconds=2)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

__all__ = ["hunts", "jobs", "rate_files"]  # registered by being imported


@duty("deadlines", MINUTE)
def take_overdue_steps() -> int:
    """Let silence past a deadline escalate."""
    return deadlines.sweep()


@duty("documents.expire", HOUR)
def expire_documents() -> int:
    """Say that a document no longer holds, and tell its owner."""
    return documents.expire_due()


@duty("documents.orphans", DAY)
def sweep_orphans() -> int:
    """Remove files whose transaction was rolled back."""
    known = DocumentVersion.objects.exclude(state="erased").order_by("id")
    return store.sweep(known.values_list("stored_as", flat=True).iterator())


@duty("events", SECONDS)
def deliver_events() -> int:
    """Tell later rooms what earlier ones did."""
    return events.deliver()


@duty("journal.heads", HOUR)
def sign_missing_heads() -> int:
    """Sign the heads that a crash left unsigned."""
    return heads.complete()


@duty("messages", SECONDS)
def send_messages() -> int:
    """Empty the outbox."""
    return sending.send_due()


@duty("people.retention", DAY)
def forget_people() -> int:
    """Erase whoever was kept for as long as the law allows."""
    return forgetting.sweep(clock.today())


@duty("sign_in.codes", HOUR)
def forget_codes() -> int:
    """Drop codes that neither open anything nor count against a limit."""
    return codes.forget_old()


@duty("client_requests", DAY)
def forget_answers() -> int:
    """Drop answers that no client will ask for again."""
    return idempotency.forget_old()


@duty("knocks", HOUR)
def forget_knocks() -> int:
    """Drop who knocked how often, once it counts against no limit."""
    return limits.forget_old()


@duty("inconsistencies", DAY)
def hunt_inconsistencies() -> int:
    """Look for what should not be, every night."""
    return checks.hunt_and_keep()


def erase_documents(person: Person) -> None:
    """Remove the files of a person who is being erased."""
    documents.erase_of(person.id)


forgetting.register_eraser(erase_documents)
