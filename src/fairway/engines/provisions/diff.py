"""What changed between two versions of a pack, in words for the people who negotiate it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel

from fairway.engines.provisions.model import (
    DatedValue,
    PackFile,
    ParameterDeclaration,
    ProvisionDeclaration,
    Texts,
)
from fairway.engines.provisions.names import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LANGUAGE = dict(zip(LANGUAGES, ("English", "French", "Arabic"), strict=True))
_PROVISION_PARTS = {
    "questions": "the questions it answers",
    "channels": "the channels it covers",
    "side": "the side it belongs to",
    "when": "where it applies",
    "require": "what it requires",
    "forbid": "what it forbids",
    "amount": "the sum it fixes",
    "broken": "what follows when it is not kept",
    "yields_to": "the provisions it yields to",
    "valid_from": "the day it begins",
    "valid_to": "the day it ends",
    "basis": "the parameter it rests on",
    "article": "the article",
    "article_basis": "whether the article was seen",
    "source": "the source",
    "confidence": "the confidence",
}
_VALUE_PARTS = {
    "value": "the value",
    "valid_to": "the last day",
    "article": "the article",
    "article_basis": "whether the article was seen",
    "source": "the source",
    "confidence": "the confidence",
    "note": "the note",
}


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: in what part, of which thing, and a sentence that says it."""

    part: str
    name: str
    kind: ChangeKind
    sentence: str


def diff(old: PackFile, new: PackFile) -> tuple[Change, ...]:
    """Every change of content between two versions; layout and comments do not count."""
    return tuple(
        change
        for part in (_head, _channels, _parameters, _provisions, _questions, _rest)
        for change in part(old, new)
    )


def _head(old: PackFile, new: PackFile) -> Iterator[Change]:
    for name, words in (
        ("id", "the pack"),
        ("title", "the title"),
        ("instrument", "the instrument"),
        ("owner", "the owning country"),
        ("side", "the side"),
        ("in_force", "the time in force"),
        ("corridors", "the corridors"),
        ("precedence", "the precedence"),
    ):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            sentence = f"{_capital(words)} changes from {_show(before)} to {_show(after)}."
            yield Change("pack", name, ChangeKind.CHANGED, sentence)


def _channels(old: PackFile, new: PackFile) -> Iterator[Change]:
    yield from _mapping("channel", old.channels, new.channels)


def _questions(old: PackFile, new: PackFile) -> Iterator[Change]:
    yield from _mapping("question", old.questions, new.questions)


def _rest(old: PackFile, new: PackFile) -> Iterator[Change]:
    yield from _mapping("deadline", old.deadlines, new.deadlines)
    yield from _mapping("fact", old.facts, new.facts)
    yield from _mapping("source", old.sources, new.sources)
    for gap in new.not_known:
        if gap not in old.not_known:
            yield Change("not known", gap, ChangeKind.ADDED, f"Now recorded as not known: {gap}.")
    for gap in old.not_known:
        if gap not in new.not_known:
            yield Change("not known", gap, ChangeKind.REMOVED, f"No longer not known: {gap}.")


def _mapping(part: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for name in (*old, *(key for key in new if key not in old)):
        before, after = old.get(name), new.get(name)
        words = f"the {part} {name!r}"
        if before is None:
            yield Change(part, name, ChangeKind.ADDED, f"{_capital(words)} is new.")
        elif after is None:
            yield Change(part, name, ChangeKind.REMOVED, f"{_capital(words)} is removed.")
        elif before != after:
            details = "; ".join(_fields(before, after))
            yield Change(part, name, ChangeKind.CHANGED, f"{_capital(words)} changes: {details}.")


def _fields(before: object, after: object) -> Iterator[str]:
    """The fields of two models that differ, in words."""
    if not (isinstance(before, BaseModel) and isinstance(after, BaseModel)):
        yield f"{_show(before)} becomes {_show(after)}"
        return
    for name in type(before).model_fields:
        left, right = getattr(before, name), getattr(after, name)
        if left != right:
            yield f"{name.replace('_', ' ')} was {_show(left)} and becomes {_show(right)}"


def _parameters(old: PackFile, new: PackFile) -> Iterator[Change]:
    names = (*old.parameters, *(name for name in new.parameters if name not in old.parameters))
    for name in names:
        before, after = old.parameters.get(name), new.parameters.get(name)
        if before is None and after is not None:
            values = "; ".join(_dated(value, after) for value in after.series)
            sentence = f"The parameter {name!r} is new ({after.kind}): {values}."
            yield Change("parameter", name, ChangeKind.ADDED, sentence)
        elif after is None:
            sentence = f"The parameter {name!r} is removed."
            yield Change("parameter", name, ChangeKind.REMOVED, sentence)
        elif before is not None and before != after:
            for sentence in _parameter(name, before, after):
                yield Change("parameter", name, ChangeKind.CHANGED, sentence)


def _parameter(
    name: str, before: ParameterDeclaration, after: ParameterDeclaration
) -> Iterator[str]:
    for field in ("type", "kind", "of", "currency", "unit", "label"):
        left, right = getattr(before, field), getattr(after, field)
        if left != right:
            yield f"The {field} of {name!r} changes from {_show(left)} to {_show(right)}."
    old = {_start(value): value for value in before.series}
    new = {_start(value): value for value in after.series}
    for start in sorted(old.keys() | new.keys()):
        left, right = old.get(start), new.get(start)
        if left is None and right is not None:
            yield f"{name!r} gets a value: {_dated(right, after)}."
        elif right is None and left is not None:
            yield f"{name!r} loses the value {_dated(left, before)}."
        elif left is not None and right is not None:
            yield from _value(name, left, right, after)


def _value(
    name: str, left: DatedValue, right: DatedValue, parameter: ParameterDeclaration
) -> Iterator[str]:
    when = f"from {left.valid_from}" if left.valid_from else "from the beginning"
    for field, words in _VALUE_PARTS.items():
        before, after = getattr(left, field), getattr(right, field)
        if before != after:
            unit = f" {parameter.currency}" if field == "value" and parameter.currency else ""
            yield (
                f"{name!r}, {when}: {words} changes from {_show(before)}{unit}"
                f" to {_show(after)}{unit}."
            )


def _start(value: DatedValue) -> str:
    return str(value.valid_from or "")


def _dated(value: DatedValue, parameter: ParameterDeclaration) -> str:
    shown = "not known" if value.value is None else _show(value.value)
    unit = f" {parameter.currency}" if parameter.currency and value.value is not None else ""
    start = f" from {value.valid_from}" if value.valid_from else ""
    end = f" to {value.valid_to}" if value.valid_to else ""
    return f"{shown}{unit}{start}{end} ({value.article}; {value.confidence})"


def _provisions(old: PackFile, new: PackFile) -> Iterator[Change]:
    before = {provision.id: provision for provision in old.provisions}
    after = {provision.id: provision for provision in new.provisions}
    for name in (*before, *(key for key in after if key not in before)):
        left, right = before.get(name), after.get(name)
        if left is None and right is not None:
            asked = ", ".join(right.questions)
            sentence = f"The provision {name!r} is new, for {asked}: {right.texts.met.en}"
            yield Change("provision", name, ChangeKind.ADDED, sentence)
        elif right is None:
            sentence = f"The provision {name!r} is removed."
            yield Change("provision", name, ChangeKind.REMOVED, sentence)
        elif left is not None and left != right:
            for sentence in _provision(name, left, right):
                yield Change("provision", name, ChangeKind.CHANGED, sentence)


def _provision(name: str, left: ProvisionDeclaration, right: ProvisionDeclaration) -> Iterator[str]:
    for field, words in _PROVISION_PARTS.items():
        before, after = getattr(left, field), getattr(right, field)
        if before != after:
            yield f"{name!r}: {words} changes from {_show(before)} to {_show(after)}."
    for key, when in (("met", "kept"), ("broken", "not kept"), ("unknown", "not decidable")):
        before, after = getattr(left.texts, key), getattr(right.texts, key)
        for language in LANGUAGES:
            old, new = _words(before, language), _words(after, language)
            if old != new:
                spoken = _LANGUAGE[language]
                yield f"{name!r}: the {spoken} text when {when} was “{old}”, now “{new}”."


def _words(texts: Texts | None, language: str) -> str:
    return texts.by_language()[language] if texts else ""


def _show(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Texts):
        return f"“{value.en}”"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, BaseModel):
        dumped = value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return "“" + ", ".join(f"{key} {item}" for key, item in dumped.items()) + "”"
    if isinstance(value, list | tuple):
        return ", ".join(_show(item) for item in value) or "nothing"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
