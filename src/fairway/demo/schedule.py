"""Many stories told at once, in the order of time.

A story is a generator: it does something, yields the moment of its next step, and is woken then
with the one clock held at that moment. So every record, deadline and journal entry carries the
date on which it would have been made, and what two stories do to one job order follows in the
order in which it would have happened.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from itertools import count
from typing import TypeVar

from fairway.core import clock

T = TypeVar("T")
Telling = Generator[datetime, None, T]
Story = Telling[None]

_DAY = timedelta(days=1)


class Schedule:
    """Stories, what the worker process does after each step of one, and what it does at night."""

    def __init__(
        self, start: datetime, *, between: Callable[[], None], nightly: Callable[[], None]
    ) -> None:
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._numbers = count()
        self._next_night = start
        self._between = between
        self._nightly = nightly
        self._watchers: list[Callable[[datetime], None]] = []

    def on_night(self, watcher: Callable[[datetime], None]) -> None:
        """Let somebody hear of each night that has passed."""
        self._watchers.append(watcher)

    def tell(self, story: Story, begins: datetime) -> None:
        """Let a story begin at a moment."""
        heapq.heappush(self._waiting, (begins, next(self._numbers), story))

    def run(self, until: datetime) -> None:
        """Tell everything that happens before a moment; what comes later is never told."""
        while self._waiting and self._waiting[0][0] < until:
            moment, _number, story = heapq.heappop(self._waiting)
            self._nights_before(moment)
            with clock.at(moment):
                following = next(story, None)
                self._between()
            if following is not None:
                # A story never goes back: a step that is late follows at once.
                self.tell(story, max(following, moment))
        self._nights_before(until)

    def _nights_before(self, moment: datetime) -> None:
        while self._next_night <= moment:
            with clock.at(self._next_night):
                self._nightly()
                self._between()
            for watcher in self._watchers:
                watcher(self._next_night)
            self._next_night += _DAY
