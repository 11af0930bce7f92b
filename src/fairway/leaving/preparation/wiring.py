"""What this room does by itself: it begins when an offer is accepted, and expires what is old."""

from __future__ import annotations

from datetime import timedelta

from fairway.core.accounts.actors import system
from fairway.core.events import on
from fairway.core.journal.models import JournalEntry
from fairway.core.tasks.duties import duty
from fairway.leaving.journeys.models import Journey
from fairway.leaving.preparation import actions


@on("journey.accept", key="preparation.start")
def begin(entry: JournalEntry) -> None:
    """Ask for the steps; one who has meanwhile chosen not to go is asked for nothing."""
    journey = Journey.objects.get(pk=entry.subject_id)
    if journey.state == "accepted":
        actions.start(journey, actor=system(journey.authority))


@duty("preparation.expire", timedelta(hours=6))
def expire_steps() -> int:
    """Say which evidence is no longer valid."""
    return actions.expire_due()
