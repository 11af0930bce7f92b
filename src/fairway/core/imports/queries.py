"""Which imports an actor sees: those of her authority."""

from __future__ import annotations

from django.db.models import QuerySet

from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.core.imports.models import ImportRun


def visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """The imports of the actor's authority, newest first, for those who may import."""
    if actor.authority_id is None or not may(actor.role, "import.run"):
        return ImportRun.objects.none()
    return ImportRun.objects.filter(authority_id=actor.authority_id).order_by("-created_at", "id")
