"""What later rooms know of a worker who asks for help: her way, her journey, who is around her.

This room comes before journeys, so that protection does not depend on one. The room that has
them registers a provider.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from fairway.core.accounts.actors import Actor


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a worker is; ``around`` are the organisations she deals with, as (id, name)."""

    corridor: str = ""
    journey_id: uuid.UUID | None = None
    around: tuple[tuple[uuid.UUID, str], ...] = field(default=())


Provider = Callable[[Actor], Situation | None]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let a room say where a worker is."""
    if provider not in _providers:
        _providers.append(provider)


def of(actor: Actor) -> Situation:
    """What is known of whoever asks for help; nothing of who has no account."""
    if actor.acts_for is None:
        return Situation()
    found = (provider(actor) for provider in _providers)
    return next((situation for situation in found if situation), Situation())
