"""Globally unique, time-ordered identifiers (UUID version 7, RFC 9562), by our own clock.

No library takes the time from its caller and keeps order within a millisecond: two records of
one transaction, or of a demonstration whose clock stands still, must sort as they were made.
"""

from __future__ import annotations

import secrets
import threading
import uuid
from datetime import UTC, datetime

from fairway.core import clock

# RFC 9562, section 6.2, method 3: twelve bits below the millisecond, here counted upwards.
_TICKS = 4096
_SECOND = 1000 * _TICKS
_lock = threading.Lock()
_last = 0


def new_id() -> uuid.UUID:
    """Make an identifier that sorts after every one that this process made at this moment."""
    global _last  # noqa: PLW0603  one counter for a process
    ticks = int(clock.now().timestamp() * 1_000_000) * _TICKS // 1000
    with _lock:
        # A clock that was moved far back starts its own order.
        _last = max(ticks, _last + 1) if abs(_last - ticks) < _SECOND else ticks
        milliseconds, fraction = divmod(_last, _TICKS)
    random = secrets.randbits(62)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random)


def made_at(identifier: uuid.UUID) -> datetime:
    """Return the moment (to the millisecond) that an identifier carries."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)
