"""The one clock. Nothing else in Fairway asks the machine what time it is.

In a demonstration the clock can be moved: the offset lives in the database, so that every
process and the database's own defaults (``fairway_now()``) agree. A real installation has
no offset and pays nothing for the question.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

_fixed: ContextVar[datetime | None] = ContextVar("fairway_fixed_time", default=None)
_OFFSET_SECONDS = 2.0  # how long a process trusts the offset it read
_offset: tuple[float, timedelta] = (float("-inf"), timedelta(0))


class ClockIsReal(RuntimeError):  # noqa: N818  a state of affairs, not a fault of the code
    """Moving the clock of a real installation is refused."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if fixed := _fixed.get():
        return fixed
    return datetime.now(UTC) + (_demo_offset() if settings.DEMO else timedelta(0))


def today(zone: str = "UTC") -> date:
    """The date at a place, by its IANA time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment for this thread of work: tests and replays."""
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)


def move_to(moment: datetime) -> None:
    """Set a demonstration's clock, for every process and for the database."""
    global _offset  # noqa: PLW0603  one cached number for a process
    if not settings.DEMO:
        raise ClockIsReal("Only a demonstration's clock can be moved.")
    offset = moment.astimezone(UTC) - datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_installation SET shift = %s", [offset])  # type: ignore[list-item]  # psycopg adapts intervals
    _offset = (time.monotonic(), offset)


def _demo_offset() -> timedelta:
    global _offset  # noqa: PLW0603  see move_to
    read_at, offset = _offset
    if time.monotonic() - read_at > _OFFSET_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute("SELECT shift FROM core_installation")
            row = cursor.fetchone()
        offset = row[0] if row else timedelta(0)
        _offset = (time.monotonic(), offset)
    return offset
