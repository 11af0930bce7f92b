"""Engines as documents: JSON in, JSON out, each with its published JSON Schema.

A ministry can script an engine and a researcher check it, without a database. What is wrong with a
document is told all at once, each fault with its path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from fairway.engines.documents import rates, rounds
from fairway.engines.kernel import BadInput, Fault

__all__ = ["ENGINES", "Engine", "engine_named", "run", "schema"]


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine: what it decides, and the shapes of what it is given and gives back."""

    name: str
    decides: str
    given: type[BaseModel]
    found: type[BaseModel]
    run: Callable[[Any], BaseModel]


ENGINES: Mapping[str, Engine] = {
    engine.name: engine
    for engine in (
        Engine(
            "matching",
            "Who is placed where by lists, points, places, caps and places kept; and why not.",
            rounds.RoundGiven,
            rounds.RoundFound,
            rounds.clear,
        ),
        Engine(
            "audit",
            "Whether groups were placed alike, and what explains a gap.",
            rates.RatesGiven,
            rates.RatesFound,
            rates.compare,
        ),
    )
}


def engine_named(name: str) -> Engine:
    """An engine by its name. Raises BadInput with the names that there are."""
    if name not in ENGINES:
        accepted = f"one of: {', '.join(ENGINES)}"
        raise BadInput(Fault("engine", name[:64], accepted, "unknown_engine"))
    return ENGINES[name]


def schema(name: str) -> dict[str, Any]:
    """The JSON Schemas of what an engine is given and of what it gives back."""
    engine = engine_named(name)
    return {
        "engine": engine.name,
        "decides": engine.decides,
        "given": engine.given.model_json_schema(),
        "found": engine.found.model_json_schema(mode="serialization"),
    }


def run(name: str, document: Any) -> dict[str, Any]:
    """Run an engine on a document. Raises BadInput with every fault and its path."""
    engine = engine_named(name)
    try:
        given = engine.given.model_validate(document)
    except ValidationError as error:
        raise BadInput(*(_fault(dict(one)) for one in error.errors(include_url=False))) from None
    return engine.run(given).model_dump(mode="json")


def _fault(told: Mapping[str, Any]) -> Fault:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in told["loc"])
    value = told.get("input")
    shown = str(value)[:64] if isinstance(value, str | int | float | bool) else ""
    return Fault(path.removeprefix(".") or "document", shown, told["msg"], told["type"])
