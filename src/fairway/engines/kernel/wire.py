"""A decision as JSON and back, exact: what is stored, replayed and sent by the API.

A fact keeps its type: text, whole numbers, truth values and null are themselves; a decimal is
``{"decimal": "1.50"}``, a date ``{"date": "2026-11-22"}``, money ``{"money": ["400.00", "USD"]}``,
a list of texts is a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from fairway.engines.kernel.decisions import (
    Amount,
    Confidence,
    Decision,
    FactValue,
    Outcome,
    PackRef,
    Reason,
    Source,
)
from fairway.engines.kernel.errors import BadInput, Fault
from fairway.engines.kernel.money import Money

FORMAT = 1
_FACTS = (
    "text, a whole number, true, false, texts, money, a decimal or a date; no number with a point"
)


def fact_to_json(value: FactValue) -> Any:
    """One fact as JSON."""
    match value:
        case Money():
            return {"money": [str(value.amount), value.currency]}
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return list(value)
        case _:
            return value


def fact_from_json(value: Any) -> FactValue:
    """One fact from JSON. Raises BadInput for what is no fact."""
    match value:
        case {"money": [str() as amount, str() as currency], **more} if not more:
            return Money.of(amount, currency)
        case {"decimal": str() as text, **more} if not more:
            return _decimal(text)
        case {"date": str() as text, **more} if not more:
            return _date(text)
        case list() if all(isinstance(item, str) for item in value):
            return tuple(value)
        case bool() | int() | str() | None:
            return value
        case _:
            raise BadInput(Fault("fact", str(value)[:40], _FACTS, "fact"))


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except ArithmeticError:
        found = Decimal("NaN")
    if not found.is_finite():
        raise BadInput(Fault("fact", text[:40], "a finite decimal number", "decimal"))
    return found


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(Fault("fact", text[:40], "a date such as 2027-03-01", "date")) from None


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """A whole decision as JSON."""
    return {
        "format": FORMAT,
        "question": decision.question,
        "outcome": decision.outcome.value,
        "on": decision.on.isoformat(),
        "engine": decision.engine,
        "packs": [[p.pack, p.version, p.digest] for p in decision.packs],
        "facts": _facts(decision.facts),
        "reasons": [_reason(reason) for reason in decision.reasons],
        "amounts": [
            {"name": a.name, "value": fact_to_json(a.value), "provision": a.provision}
            for a in decision.amounts
        ],
    }


def decision_from_json(data: Mapping[str, Any]) -> Decision:
    """A whole decision from JSON; refuses another format than this version writes."""
    if data["format"] != FORMAT:
        raise BadInput(Fault("format", str(data["format"]), str(FORMAT), "decision_format"))
    return Decision(
        question=data["question"],
        outcome=Outcome(data["outcome"]),
        on=date.fromisoformat(data["on"]),
        engine=data["engine"],
        packs=tuple(PackRef(*ref) for ref in data["packs"]),
        facts=_read_facts(data["facts"]),
        reasons=tuple(_read_reason(reason) for reason in data["reasons"]),
        amounts=tuple(
            Amount(a["name"], Money(Decimal(a["value"]["money"][0]), a["value"]["money"][1]),
                   a["provision"])
            for a in data["amounts"]
        ),
    )  # fmt: skip


def _facts(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    return {name: fact_to_json(value) for name, value in facts.items()}


def _read_facts(data: Mapping[str, Any]) -> dict[str, FactValue]:
    return {name: fact_from_json(value) for name, value in data.items()}


def _reason(reason: Reason) -> dict[str, Any]:
    source = reason.source
    return {
        "provision": reason.provision,
        "outcome": reason.outcome.value,
        "texts": dict(reason.texts),
        "source": {
            "title": source.title,
            "article": source.article,
            "url": source.url,
            "confidence": source.confidence.value,
            "seen": source.seen.isoformat() if source.seen else None,
        },
        "facts": _facts(reason.facts),
        "parameters": _facts(reason.parameters),
        "missing": list(reason.missing),
    }


def _read_reason(data: Mapping[str, Any]) -> Reason:
    source = data["source"]
    return Reason(
        provision=data["provision"],
        outcome=Outcome(data["outcome"]),
        texts=dict(data["texts"]),
        source=Source(
            title=source["title"],
            article=source["article"],
            url=source["url"],
            confidence=Confidence(source["confidence"]),
            seen=date.fromisoformat(source["seen"]) if source["seen"] else None,
        ),
        facts=_read_facts(data["facts"]),
        parameters=_read_facts(data["parameters"]),
        missing=tuple(data["missing"]),
    )
