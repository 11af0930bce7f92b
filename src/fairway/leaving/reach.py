"""From a record that somebody names to the row under its lock, if she may reach it at all."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from fairway.core import transitions
from fairway.core.records import StatefulRecord

R = TypeVar("R", bound=StatefulRecord)


def reach(record: R, visible: QuerySet[R], *, expected_version: int | None = None) -> R:
    """Lock a record; one that is not among the visible does not exist for the actor."""
    fresh = transitions.lock(record, expected_version=expected_version)
    if not visible.filter(pk=fresh.pk).exists():
        raise type(record).DoesNotExist
    return fresh
