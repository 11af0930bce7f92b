"""What a room hands to the shell to be shown: plain values, no markup.

The shell's template tags draw them: ``{% timeline entries next %}``, ``{% steps steps %}`` ...
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fairway.core.records import StatefulRecord
    from fairway.engines.lifecycles.roles import Role


@dataclass(frozen=True, slots=True)
class Crumb:
    """One place on the way from home to this page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, what, who, and details as (label, value) pairs.

    A value may be a Money, a date, a datetime, a number or a text; the shell writes each in the
    reader's language.
    """

    at: datetime
    what: str
    who: str = ""
    details: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, who acts, by when, and what happens if nobody does."""

    what: str
    who: tuple[Role, ...] = ()
    by: datetime | None = None
    otherwise: str = ""


def next_step(record: StatefulRecord) -> NextStep:
    """What the life cycle of a record says comes next."""
    state = record.lifecycle.state(record.state)
    return NextStep(what=_(state.next_text), who=tuple(sorted(state.who_acts)), by=record.due_at)


class Turn(StrEnum):
    """Whose turn a step of a list is."""

    DONE = "done"
    YOURS = "yours"
    THEIRS = "theirs"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One of several things to be done; ``who`` and ``since`` where it is somebody else's turn."""

    title: str
    turn: Turn
    url: str = ""
    who: str = ""
    since: datetime | None = None
    by: datetime | None = None


class Limit(StrEnum):
    """What kind of number an agreement sets. A target is not a quota."""

    CAP = "cap"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Places:
    """Places taken of a channel, against its cap or target; no limit where the law has none."""

    title: str
    taken: int
    limit: int | None = None
    kind: Limit = Limit.CAP

    @property
    def left(self) -> int:
        """Places that remain; never below nothing."""
        return max((self.limit or 0) - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; ``note`` says what the reader should know about this figure."""

    label: str
    value: int | float
    note: str = ""


def largest(bars: Iterable[Bar]) -> float:
    """The value that fills the whole width; at least a little, so that nothing divides by zero."""
    return max((float(bar.value) for bar in bars), default=0.0) or 1.0
