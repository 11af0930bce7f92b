"""Globally unique, time-ordered identifiers (UUID version 7, RFC 9562), by our own clock.

No library takes the time from its caller and keeps order within a millisecond: two records of
one transaction, or of a demonstration whose clock stands still, must sort as they were made.
"""

from __future__ import annotations

import os
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
    return new_ids(1)[0]


def new_ids(count: int) -> list[uuid.UUID]:
    """Make several identifiers, each sorting after the one before it."""
    global _last  # noqa: PLW0603  one counter for a process
    ticks = int(clock.now().timestamp() * 1_000_000) * _TICKS // 1000
    with _lock:
        # A clock that was moved far back starts its own order.
        first = max(ticks, _last + 1) if abs(_last - ticks) < _SECOND else ticks
        _last = first + count - 1
    noise = os.urandom(8 * count)
    return [_assemble(first + n, noise[8 * n : 8 * n + 8]) for n in range(count)]


def _assemble(tick: int, noise: bytes) -> uuid.UUID:
    milliseconds, fraction = divmod(tick, _TICKS)
    random = int.from_bytes(noise) >> 2
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random)


def made_at(identifier: uuid.UUID) -> datetime:
    """Return the moment (to the millisecond) that an identifier carries."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)
