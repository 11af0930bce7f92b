"""What waits for whom. Rooms register what they have for a role; the shell shows it at home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING
from uuid import UUID

from fairway.core.accounts.actors import Actor

if TYPE_CHECKING:
    from fairway.engines.lifecycles.roles import Role


class Urgency(IntEnum):
    """How much harm waiting does. The lower, the sooner."""

    DANGER = 0
    LATE = 1
    SOON = 2
    ORDINARY = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody: what to do, where, since when, by when, about whom.

    A room gives the person's id, and the page that shows the list reads the names of all at once.
    """

    title: str
    detail: str
    url: str
    urgency: Urgency
    since: datetime
    due_at: datetime | None = None
    person_id: UUID | None = None

    def urgency_at(self, now: datetime) -> Urgency:
        """The urgency it was given, or LATE once its deadline has passed."""
        late = self.due_at is not None and self.due_at < now
        return min(self.urgency, Urgency.LATE) if late else self.urgency


Provider = Callable[[Actor], Iterable[Waiting]]

_providers: defaultdict[Role, list[Provider]] = defaultdict(list)
_NEVER = datetime.max.replace(tzinfo=UTC)


def register_home(role: Role, provider: Provider) -> None:
    """Let a room say what waits for a role; call it when the app is ready.

    A provider answers with the most pressing things only, a page's worth at most.
    """
    if provider not in _providers[role]:
        _providers[role].append(provider)


def waiting_for(actor: Actor, now: datetime) -> list[Waiting]:
    """Everything that waits for an actor: the most urgent first, then the nearest and oldest."""
    found = [item for provider in _providers[actor.role] for item in provider(actor)]
    return sorted(found, key=lambda w: (w.urgency_at(now), w.due_at or _NEVER, w.since))
