"""Whose journey it is, by name, for those who may know it; each reading is logged."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

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


def show_names(
    rows: Iterable[Any],
    actor: Actor,
    action: str = _ACTION,
    of: Callable[[Any], Journey | None] = attrgetter("journey"),
) -> None:
    """Give each row of a list the name of its journey's worker, as ``shown_name``.

    ``of`` finds a row's journey. The name is empty where there is none, where the actor may not
    know her, or where she was erased.
    """
    listed = [(row, of(row)) for row in rows]
    names = names_of((journey for _, journey in listed if journey is not None), actor, action)
    for row, journey in listed:
        row.shown_name = names.get(journey.person_id, "") if journey else ""
