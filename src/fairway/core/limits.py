"""How often one place may knock: counted in memory by each web process, forgotten by itself.

It blunts a flood; it is no guarantee. What must hold exactly (codes, passwords) is counted in the
database by the room that it concerns.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache


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
        window, left = divmod(int(time.time()), self.seconds)
        digest = hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()
        key = f"fairway:{self.name}:{window}:{digest}"
        cache.add(key, 0, self.seconds)
        try:
            number = cache.incr(key)
        except ValueError:  # pushed out of a full memory between the two lines
            return
        if number > self.most:
            raise TooMany(self.seconds - left)


# A hostel, or a ministry's waiting room, is one place.
PUBLIC_WRITES = Limit("public-writes", most=60, seconds=600)
WITHOUT_TOKEN = Limit("without-token", most=300, seconds=60)
