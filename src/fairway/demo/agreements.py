"""The agreements come into force: proposed by one person of the owner, published by another."""

from __future__ import annotations

from datetime import datetime

from fairway.commons.agreements import actions as agreements
from fairway.core import clock
from fairway.core.imports.actions import run_import
from fairway.core.reference.rate_files import PEGGED_RATES
from fairway.demo.pace import Pace
from fairway.demo.schedule import Story
from fairway.demo.world import World
from fairway.paths import packs_dir

# The pack, its version, and the office that owns it.
_PACKS = (
    ("ph-ae-domestic", "2026.1", "manila"),
    ("ae-wage-protection", "2026.1", "dubai"),
    ("fr-tn-2008", "2026.1", "lyon"),
)


def publications(world: World) -> Story:
    """Rates that law has fixed are loaded, and each pack takes its two persons."""
    pace = Pace("agreements")
    run_import(
        "exchange-rates",
        PEGGED_RATES,
        actor=world.cast.of("dubai"),
        authority=world.cast.authorities["AE"],
    )
    proposed = []
    for pack, version, office in _PACKS:
        text = (packs_dir() / pack / version / "pack.yaml").read_text(encoding="utf-8")
        note = "First version in this installation."
        proposed.append((agreements.propose(text, actor=world.cast.of(office), note=note), office))
    yield pace.soon(_now())
    for made, office in proposed:
        second = world.cast.of(office, 1)
        agreements.publish(agreements.approve(made, actor=second), actor=second)


def _now() -> datetime:
    return clock.now()
