"""How often one place may knock: one count in the database for all web processes.

A place is an address (`core/proxies.py` says whose, behind a proxy), kept as a keyed digest until
its window of time is over. Codes and passwords have stricter limits of their own.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from fairway.core.access.models import Knock
from fairway.core.keys import keyring

_COUNT = """
INSERT INTO core_knock AS k (digest, number, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (digest) DO UPDATE SET number = k.number + 1 RETURNING number
"""


class TooMany(Exception):  # noqa: N818  what was sent
    """Too many requests came from one place. Nothing was done; ``retry_after`` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"again in {retry_after} seconds")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in each window of so many seconds, for each place."""

    name: str
    most: int
    seconds: int

    def count(self, place: str) -> None:
        """Count one; raises `TooMany` beyond the limit. An unknown place is not counted."""
        if not place:
            return
        # A machine's own clock: a moved clock of a demonstration opens no door.
        window, gone = divmod(int(time.time()), self.seconds)
        place = place.encode("utf-8", "replace").decode()
        digest = keyring.blind("knock", f"{self.name}:{window}:{place}")
        ends = datetime.fromtimestamp((window + 1) * self.seconds, UTC)
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [digest, ends])
            (number,) = cursor.fetchone()
        if number > self.most:
            raise TooMany(self.seconds - gone)


# A hostel, or a ministry's waiting room, is one place.
PUBLIC_WRITES = Limit("public-writes", most=60, seconds=600)
ENGINE_RUNS = Limit("engine-runs", most=60, seconds=60)
WITHOUT_TOKEN = Limit("without-token", most=300, seconds=60)


def forget_old() -> int:
    """Drop the counts of windows that are over."""
    return Knock.objects.filter(ends_at__lt=datetime.fromtimestamp(time.time(), UTC)).delete()[0]
