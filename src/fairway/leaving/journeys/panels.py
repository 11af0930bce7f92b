"""What later rooms show on the page of a journey: registered by them, unknown to this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fairway.core.accounts.actors import Actor
from fairway.core.screen import Step
from fairway.leaving.journeys.models import Journey


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a journey's page: steps to be done, what stops it, ways that lead on."""

    title: str
    text: str = ""
    steps: tuple[Step, ...] = ()
    stops: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


Provider = Callable[[Journey, Actor], Iterable[Panel]]
_providers: list[Provider] = []


def register_panel(provider: Provider) -> None:
    """Let a room show something on the page of a journey; call it when the app is ready."""
    if provider not in _providers:
        _providers.append(provider)


def panels_for(journey: Journey, actor: Actor) -> list[Panel]:
    """Every part that the rooms have for this reader."""
    return [panel for provider in _providers for panel in provider(journey, actor)]
