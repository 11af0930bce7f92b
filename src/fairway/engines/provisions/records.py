"""Decisions as JSON and back, exactly, and their replay under the packs they name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fairway.engines.kernel import (
    Amount,
    BadInput,
    Confidence,
    Decision,
    FactValue,
    Fault,
    Money,
    Outcome,
    PackRef,
    Reason,
    Source,
)
from fairway.engines.provisions.decide import decide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fairway.engines.provisions.pack import Pack

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a replay gives otherwise than was stored."""

    path: str
    stored: str
    now: str

    def __str__(self) -> str:
        return f"{self.path}: stored {self.stored}, now {self.now}"


def to_json(decision: Decision) -> str:
    """A decision as canonical JSON: money, dates and decimals are tagged, nothing is a float."""
    return json.dumps(encode(decision), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Decision:
    """The decision of a JSON text; raises BadInput where it is not one."""
    try:
        return decode(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BadInput):
            raise
        fault = Fault(
            "decision", type(error).__name__, "a decision as to_json writes it", "decision"
        )
        raise BadInput(fault) from error


def encode(decision: Decision) -> dict[str, Any]:
    """A decision as plain values for JSON."""
    return {
        "format": FORMAT,
        "question": decision.question,
        "outcome": decision.outcome.value,
        "on": decision.on.isoformat(),
        "engine": decision.engine,
        "packs": [[ref.pack, ref.version, ref.digest] for ref in decision.packs],
        "facts": _values(decision.facts),
        "reasons": [_reason(reason) for reason in decision.reasons],
        "amounts": [
            {"name": a.name, "value": _value(a.value), "provision": a.provision}
            for a in decision.amounts
        ],
    }


def decode(stored: Mapping[str, Any]) -> Decision:
    """The decision of plain values."""
    if stored["format"] != FORMAT:
        raise BadInput(Fault("format", str(stored["format"]), str(FORMAT), "decision_format"))
    return Decision(
        question=stored["question"],
        outcome=Outcome(stored["outcome"]),
        reasons=tuple(_read_reason(reason) for reason in stored["reasons"]),
        packs=tuple(PackRef(*ref) for ref in stored["packs"]),
        facts=_read_values(stored["facts"]),
        on=date.fromisoformat(stored["on"]),
        engine=stored["engine"],
        amounts=tuple(
            Amount(a["name"], _read_money(a["value"]), a["provision"]) for a in stored["amounts"]
        ),
    )


def replay(text: str, packs: Sequence[Pack]) -> tuple[Difference, ...]:
    """Decide a stored decision again under the packs it names; what comes out otherwise.

    The packs are found by id and version among those given. A pack whose text has another digest
    is a difference in itself: a published version never changes.
    """
    stored = from_json(text)
    known = {(pack.id, pack.version): pack for pack in packs}
    found, missing = [], []
    for ref in stored.packs:
        pack = known.get((ref.pack, ref.version))
        if pack is None:
            missing.append(Difference(f"packs.{ref.pack}", ref.version, "not at hand"))
        else:
            found.append(pack)
    if missing:
        return tuple(missing)
    now = decide(found, stored.question, stored.facts, stored.on)
    return tuple(_differences("", encode(stored), encode(now)))


def _differences(path: str, stored: Any, now: Any) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(now, dict):
        for key in sorted(stored.keys() | now.keys()):
            inner = f"{path}.{key}" if path else key
            yield from _differences(inner, stored.get(key), now.get(key))
    elif isinstance(stored, list) and isinstance(now, list) and len(stored) == len(now):
        for index, (left, right) in enumerate(zip(stored, now, strict=True)):
            yield from _differences(f"{path}[{index}]", left, right)
    elif stored != now:
        yield Difference(path, json.dumps(stored, ensure_ascii=False), _text(now))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


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
        "facts": _values(reason.facts),
        "parameters": _values(reason.parameters),
        "missing": list(reason.missing),
    }


def _read_reason(stored: Mapping[str, Any]) -> Reason:
    source = stored["source"]
    return Reason(
        provision=stored["provision"],
        outcome=Outcome(stored["outcome"]),
        texts=dict(stored["texts"]),
        source=Source(
            title=source["title"],
            article=source["article"],
            url=source["url"],
            confidence=Confidence(source["confidence"]),
            seen=date.fromisoformat(source["seen"]) if source["seen"] else None,
        ),
        facts=_read_values(stored["facts"]),
        parameters=_read_values(stored["parameters"]),
        missing=tuple(stored["missing"]),
    )


def _values(values: Mapping[str, FactValue]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: FactValue) -> Any:
    if isinstance(value, Money):
        return {"money": [str(value.amount), value.currency]}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return list(value) if isinstance(value, tuple) else value


def _read_values(stored: Mapping[str, Any]) -> dict[str, FactValue]:
    return {name: _read_value(value) for name, value in stored.items()}


def _read_value(stored: Any) -> FactValue:
    if isinstance(stored, list):
        return tuple(str(item) for item in stored)
    if not isinstance(stored, dict):
        plain: FactValue = stored
        if isinstance(plain, float):
            raise BadInput(Fault("decision", str(plain), "no number with a point", "float"))
        return plain
    ((tag, content),) = stored.items()
    if tag == "money":
        return _read_money(stored)
    return date.fromisoformat(content) if tag == "date" else Decimal(content)


def _read_money(stored: Mapping[str, Any]) -> Money:
    amount, currency = stored["money"]
    return Money(Decimal(amount), currency)
