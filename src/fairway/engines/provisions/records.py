"""Decisions as JSON and back, exactly, and their replay under the packs they name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairway.engines.kernel import (
    BadInput,
    Decision,
    Fault,
    decision_from_json,
    decision_to_json,
)
from fairway.engines.provisions.decide import decide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fairway.engines.provisions.pack import Pack


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
    return json.dumps(decision_to_json(decision), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Decision:
    """The decision of a JSON text; raises BadInput where it is not one."""
    try:
        return decision_from_json(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BadInput):
            raise
        fault = Fault(
            "decision", type(error).__name__, "a decision as to_json writes it", "decision"
        )
        raise BadInput(fault) from error


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
    return tuple(_differences("", decision_to_json(stored), decision_to_json(now)))


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
