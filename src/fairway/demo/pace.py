"""The days of the demonstration. Its world begins in January 2026 and has come to November."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

BEGINS = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
# What the demonstration's clock shows when it is opened for the first time: a Monday morning.
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

# Between nine in the morning in Manila and the evening in Tunis lie these hours of UTC.
_FIRST_HOUR, _LAST_HOUR = 5, 14


class Pace:
    """The moments at which one story goes on: seeded, so that every build tells it alike."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311  a story, no secret

    def on(self, day: date) -> datetime:
        """Some moment of the working hours of a day."""
        minute = self._random.randrange((_LAST_HOUR - _FIRST_HOUR) * 60)
        morning = datetime.combine(day, time(_FIRST_HOUR), tzinfo=UTC)
        return morning + timedelta(minutes=minute, seconds=self._random.randrange(60))

    def after(self, moment: datetime, days: int, at_most: int = 0) -> datetime:
        """Some moment so many days after another, or up to ``at_most`` days after it."""
        later = self._random.randint(days, max(days, at_most))
        return self.on(moment.date() + timedelta(days=later)) if later else self.soon(moment)

    def soon(self, moment: datetime) -> datetime:
        """Within the hour."""
        return moment + timedelta(minutes=self._random.randint(2, 50))

    def chance(self, share: float) -> bool:
        """Whether something that happens in this share of stories happens in this one."""
        return self._random.random() < share

    def pick(self, low: int, high: int) -> int:
        """A whole number between two, both included."""
        return self._random.randint(low, high)
