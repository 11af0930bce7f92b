"""Finding what each room brings: its pages, its operations, what it tells the others.

A room is a package of a stage. What it has lies in modules of fixed names: ``urls`` (pages),
``api`` (operations), ``wiring`` (what it registers with the core when Django is ready).
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

# In the order of the journey.
STAGES = ("fairway.commons", "fairway.leaving", "fairway.abroad", "fairway.returning")


def having(module: str, stages: tuple[str, ...] = STAGES) -> Iterator[ModuleType]:
    """Import and yield the modules of a name, stage by stage, in the rooms' order by name."""
    for stage in stages:
        for room in iter_modules(import_module(stage).__path__):
            name = f"{stage}.{room.name}.{module}"
            if room.ispkg and room.name != "migrations" and find_spec(name):
                yield import_module(name)


def wire(stage: str) -> None:
    """Let every room of a stage register what it gives; its app calls this when ready."""
    list(having("wiring", (stage,)))
