"""What an upheld appeal was about: the record whose refusal no longer stands."""

from __future__ import annotations

import uuid

from fairway.commons.decisions.queries import appeals_visible_to
from fairway.core.accounts.actors import system
from fairway.core.journal.models import JournalEntry


def overturned(entry: JournalEntry, subject: str) -> list[uuid.UUID]:
    """The record of a kind that an upheld appeal was about; none if it was about another kind."""
    appeal = appeals_visible_to(system()).select_related("decision").get(pk=entry.subject_id)
    return [appeal.decision.about_id] if appeal.decision.about == subject else []
