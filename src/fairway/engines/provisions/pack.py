"""A pack ready to decide: its text checked, its conditions compiled, its values by date."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fairway.engines.kernel import (
    Confidence,
    Corridor,
    FactValue,
    Money,
    PackRef,
    Source,
    minor_digits,
)
from fairway.engines.provisions.dates import certain_span
from fairway.engines.provisions.facts import FactSpec, plain
from fairway.engines.provisions.kinds import Base, Kind
from fairway.engines.provisions.model import (
    DatedValue,
    PackFile,
    ParameterDeclaration,
    ParameterKind,
    ProvisionDeclaration,
    ValueType,
)
from fairway.engines.provisions.names import NOT_KNOWN

if TYPE_CHECKING:
    from fairway.engines.provisions.evaluate import Plain, Program
    from fairway.engines.provisions.tree import Node

# A value established otherwise than by reading the source, or a report of it, never decides.
USABLE = {Confidence.SEEN, Confidence.SECONDARY}
_RANK = list(Confidence)
RULE_ITSELF = {"en": "the rule itself", "fr": "la règle elle-même", "ar": "القاعدة نفسها"}


@dataclass(frozen=True, slots=True)
class InForceValue:
    """A parameter's value on a date. ``usable`` false, with ``why``: it must not decide."""

    parameter: str
    kind: ParameterKind
    value: FactValue | Mapping[str, Money | int]
    unit: str | None
    source: Source
    start: date | None
    end: date | None
    usable: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value of a parameter, read and typed."""

    entry: InForceValue
    first: date
    last: date
    plain: Plain | None


@dataclass(frozen=True, slots=True)
class AmountRule:
    name: str
    node: Node
    run: Program
    currency: str
    better: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A provision with its conditions compiled. ``holds`` is None where it only fixes an amount."""

    ref: str
    declaration: ProvisionDeclaration
    when: Node
    holds: Node | None
    applies: Program
    test: Program | None
    amount: AmountRule | None
    facts: tuple[str, ...]
    asked: tuple[str, ...]
    parameters: tuple[str, ...]
    lookups: tuple[tuple[str, Program], ...]
    yields_to: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One version of an agreement, law or contract, compiled. Immutable and shareable."""

    ref: PackRef
    file: PackFile
    rules: Mapping[str, tuple[Rule, ...]]
    facts: Mapping[str, FactSpec]
    values: Mapping[str, tuple[Value, ...]]
    first: date
    last: date

    @property
    def id(self) -> str:
        return self.ref.pack

    @property
    def version(self) -> str:
        return self.ref.version

    def label(self, parameter: str) -> Mapping[str, str]:
        """The words that name a parameter, or the rule itself where it has none."""
        label = self.file.parameters[parameter].label
        return label.by_language() if label else RULE_ITSELF

    def in_force(self, on: date) -> bool:
        """Whether the instrument is surely in force on a day."""
        return self.first <= on <= self.last

    def rules_channel(self, channel: FactValue) -> bool:
        """Whether the pack concerns a channel: its own, any if it has none, all if not known."""
        return channel is None or not self.file.channels or channel in self.file.channels

    def covers(self, corridor: Corridor) -> bool:
        """Whether the instrument concerns people who go this way."""
        return any(
            pattern.origin in {"any", corridor.origin.code}
            and pattern.destination in {"any", corridor.destination.code}
            for pattern in self.file.corridors
        )

    def value_on(self, parameter: str, on: date) -> Value | None:
        """The dated value that is surely in force on a day."""
        for value in self.values[parameter]:
            if value.first <= on <= value.last:
                return value
        return None


def canonical(file: PackFile) -> str:
    """The text that is signed and hashed: the same for any layout of the same content."""
    content = file.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a canonical text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def source_of(
    file: PackFile, keys: str | list[str], article: str, confidence: Confidence
) -> Source:
    """The source of a value or provision, from the keys it cites."""
    cited = [file.sources[key] for key in ([keys] if isinstance(keys, str) else keys)]
    return Source(
        title="; ".join(source.title for source in cited),
        article=article,
        url=cited[0].url,
        confidence=confidence,
        seen=cited[0].seen,
    )


def weaker(left: Confidence, right: Confidence) -> Confidence:
    """The less certain of two."""
    return max(left, right, key=_RANK.index)


def kind_of_parameter(declaration: ParameterDeclaration) -> Kind:
    """The kind under which conditions see a parameter."""
    of = Base(declaration.of) if declaration.of else None
    return Kind(Base(declaration.type.value), declaration.currency, of)


def compile_value(file: PackFile, name: str, dated: DatedValue) -> Value:
    """One dated value of a parameter; raises ValueError where it is not of its type."""
    declaration = file.parameters[name]
    first, last = certain_span(dated.valid_from, dated.valid_to)
    value = None if dated.value is None else read_value(declaration, dated.value)
    why = ""
    if value is None:
        why = "the value is not known"
    elif dated.confidence not in USABLE:
        why = f"the value is {dated.confidence}"
    article = article_text(dated.article, dated.article_basis)
    entry = InForceValue(
        parameter=name,
        kind=declaration.kind,
        value=value,
        unit=declaration.unit,
        source=source_of(file, dated.source, article, dated.confidence),
        start=None if dated.valid_from is None else first,
        end=None if dated.valid_to is None else last,
        usable=not why,
        why=why,
    )
    usable = None if why or value is None else _plain_value(value)
    return Value(entry, first, last, usable)


def article_text(article: str, basis: str) -> str:
    """The article as it is shown: a citation that nobody has seen says so."""
    if basis == "inferred" and article != NOT_KNOWN:
        return f"{article} (citation not verified)"
    return article


def read_value(
    declaration: ParameterDeclaration, raw: Any
) -> FactValue | Mapping[str, Money | int]:
    """A written value as its declared type."""
    if declaration.type is ValueType.TABLE:
        if not isinstance(raw, dict):
            raise ValueError("a table is written as key: value lines")
        return {
            key: _scalar(declaration.of or "", declaration.currency, v) for key, v in raw.items()
        }
    value: FactValue = _scalar(declaration.type.value, declaration.currency, raw)
    return value


def _scalar(base: str, currency: str | None, raw: Any) -> Any:
    if base == "money":
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
            raise ValueError(f"{raw!r} is not an amount of money")
        minor_digits(currency or "")
        return Money.of(raw, currency or "")
    if base == "date":
        return raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    if base == "texts" and isinstance(raw, list):
        return tuple(raw)
    expected: Mapping[str, type] = {"bool": bool, "int": int, "text": str}
    if base in expected and type(raw) is expected[base]:
        return raw
    raise ValueError(f"{raw!r} is not of type {base}")


def _plain_value(value: FactValue | Mapping[str, Money | int]) -> Plain | None:
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    result: Plain | None = plain(value)
    return result
