"""Whose journey it is, by name, for those who may know it; each reading is logged."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from fairway.core.accounts.actors import Actor
from fairway.core.people import reading
from fairway.leaving.journeys.models import Journey

_ACTION = "journey.read"


def name_of(journey: Journey, actor: Actor, action: str = _ACTION) -> str:
    """The worker's name; empty where the actor may not know it, or she was erased."""
    return names_of([journey], actor, action).get(journey.person_id, "")


def names_of(
    journeys: Iterable[Journey], actor: Actor, action: str = _ACTION
) -> dict[uuid.UUID, str]:
    """The workers' names by the person's id, in a few questions however many they are."""
    return reading.names((journey.person_id for journey in journeys), actor=actor, action=action)
