"""Engines as documents: JSON in, JSON out, each with its published JSON Schema.

A ministry can script an engine and a researcher check it, without a database. What is wrong with a
document is told all at once, each fault with its path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from fairway.engines.documents import codes, fees, fit, pay, people, rates, rounds, rules
from fairway.engines.documents.text import read_json
from fairway.engines.kernel import MOST_FAULTS, BadInput, Fault

__all__ = ["ENGINES", "Engine", "bounded", "engine_named", "read_json", "run", "schema"]


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
            "retrieval",
            "Who of a register is eligible for which order, and who comes first by which points.",
            fit.FitGiven,
            fit.FitFound,
            fit.find,
        ),
        Engine(
            "audit",
            "Whether groups were placed alike, and what explains a gap.",
            rates.RatesGiven,
            rates.RatesFound,
            rates.compare,
        ),
        Engine(
            "rules",
            "Whether agreements and laws allow something about each person, and why.",
            rules.RulesGiven,
            rules.RulesFound,
            rules.answer,
        ),
        Engine(
            "identity",
            "Which records are likely of one person, and what speaks for and against it.",
            people.RecordsGiven,
            people.PairsFound,
            people.pair,
        ),
        Engine(
            "wages",
            "Whether a month's wage files pay what the contracts say, in time.",
            pay.WagesGiven,
            pay.WagesFound,
            pay.check,
        ),
        Engine(
            "costs",
            "What a worker paid beyond what may be asked, and who pays it back.",
            fees.CostsGiven,
            fees.CostsFound,
            fees.check,
        ),
        Engine(
            "occupations",
            "Which group of ISCO-08 a job is of, and how far apart two groups are.",
            codes.CodesGiven,
            codes.CodesFound,
            codes.read,
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
    """Run an engine on a document. Raises BadInput with the path of every fault (the first 200)."""
    engine = engine_named(name)
    try:
        given = engine.given.model_validate(document)
    except ValidationError as error:
        told = error.errors(include_url=False)[:MOST_FAULTS]
        raise BadInput(*(_fault(dict(one)) for one in told)) from None
    return bounded(engine, given).model_dump(mode="json")


def bounded(engine: Engine, given: BaseModel) -> BaseModel:
    """Run an engine on what was read already. Raises BadInput with the first 200 faults."""
    try:
        return engine.run(given)
    except BadInput as error:
        raise BadInput(*error.faults[:MOST_FAULTS]) from None


def _fault(told: Mapping[str, Any]) -> Fault:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in told["loc"])
    value = told.get("input")
    shown = str(value)[:64] if isinstance(value, str | int | float | bool) else ""
    return Fault(path.removeprefix(".") or "document", shown, told["msg"], told["type"])
