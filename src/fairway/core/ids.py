"""Globally unique, time-ordered identifiers (UUID version 7, RFC 9562), by our own clock."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import uuid_utils

from fairway.core import clock


def new_id() -> uuid.UUID:
    """Make an identifier that sorts by the moment it was made."""
    nanoseconds = int(clock.now().timestamp() * 1_000_000) * 1_000
    return uuid.UUID(int=uuid_utils.uuid7(nanoseconds=nanoseconds).int)


def made_at(identifier: uuid.UUID) -> datetime:
    """Return the moment (to the millisecond) that an identifier carries."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)
