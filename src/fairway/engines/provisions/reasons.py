"""The reason of one provision: does it hold, on what values, in which words, by what source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fairway.engines.kernel import Amount, Confidence, FactValue, Money, Outcome, Reason, Source
from fairway.engines.provisions.names import NOT_KNOWN
from fairway.engines.provisions.pack import USABLE, article_text, source_of, weaker
from fairway.engines.provisions.words import fill, not_decided

if TYPE_CHECKING:
    from datetime import date

    from fairway.engines.provisions.evaluate import Plain, Scope
    from fairway.engines.provisions.pack import Pack, Rule, Value


@lru_cache(maxsize=512)
def values_on(pack: Pack, on: date) -> Mapping[str, Value | None]:
    """The value of each parameter that is surely in force on a day."""
    return {name: pack.value_on(name, on) for name in pack.values}


@lru_cache(maxsize=512)
def parameters_on(pack: Pack, on: date) -> Mapping[str, Plain]:
    """The parameters that may decide on a day, as conditions see them."""
    return {
        name: value.plain
        for name, value in values_on(pack, on).items()
        if value is not None and value.plain is not None
    }


@dataclass(frozen=True, slots=True)
class Case:
    """One provision asked about one person."""

    pack: Pack
    rule: Rule
    scope: Scope
    facts: Mapping[str, FactValue]
    on: date


def is_founded(pack: Pack, rule: Rule, on: date) -> bool:
    """Whether the provision itself is established: a doubtful rule decides nothing."""
    declaration = rule.declaration
    if declaration.basis is None:
        return declaration.confidence in USABLE
    value = values_on(pack, on)[declaration.basis]
    return value is not None and value.entry.usable


def amount_of(rule: Rule, scope: Scope) -> Amount | None:
    """The sum that a provision fixes, or None where it is not known."""
    if rule.amount is None:
        return None
    units = rule.amount.run(scope)
    if units is None:
        return None
    return Amount(rule.amount.name, Money.from_minor(units, rule.amount.currency), rule.ref)


def reason_for(case: Case, holds: bool | None, amount: Amount | None) -> Reason:
    """The reason of a provision; ``holds`` None where it cannot be decided."""
    rule, scope = case.rule, case.scope
    seen = {name: case.facts.get(name) for name in rule.asked}
    values = _values_used(case)
    missing: tuple[str, ...] = ()
    unusable: dict[str, str] = {}
    if holds is None:
        missing = tuple(name for name in rule.facts if name not in scope.facts)
        unusable = {f"params.{v.shown}": v.name for v in values if v.value is None}
    filling: dict[str, Any] = {v.name: v.value for v in reversed(values)}
    filling |= {**seen, "on": case.on, "amount": amount and amount.value}
    return Reason(
        provision=rule.ref,
        outcome=_outcome(rule, holds),
        texts=_texts(case, holds, missing, tuple(unusable.values()), filling),
        source=_source(case),
        facts=seen,
        parameters={v.shown: v.value for v in values},
        missing=(*missing, *unusable),
    )


@dataclass(frozen=True, slots=True)
class _Used:
    """A parameter that a provision rests on: its value in force and usable, or None."""

    name: str
    shown: str
    value: FactValue


def _values_used(case: Case) -> list[_Used]:
    """The values that a provision reads, and that of its basis; of tables, what was looked up."""
    declaration, rule = case.rule.declaration, case.rule
    names = rule.parameters if declaration.basis is None else (*rule.parameters, declaration.basis)
    found: list[_Used] = []
    for name in dict.fromkeys(names):
        value = values_on(case.pack, case.on)[name]
        held = value.entry.value if value is not None and value.entry.usable else None
        keys = [key(case.scope) for table, key in rule.lookups if table == name]
        if case.pack.file.parameters[name].of is None:
            found.append(_Used(name, name, None if isinstance(held, Mapping) else held))
        found.extend(
            _Used(name, f"{name}[{key}]", held.get(key) if isinstance(held, Mapping) else None)
            for key in dict.fromkeys(keys)
            if key is not None
        )
    return found


def _outcome(rule: Rule, holds: bool | None) -> Outcome:
    if holds is True:
        return Outcome.ALLOWED
    if holds is False and rule.declaration.broken == "refused":
        return Outcome.REFUSED
    return Outcome.INCOMPLETE


def _texts(
    case: Case,
    holds: bool | None,
    missing: Sequence[str],
    unusable: Sequence[str],
    filling: Mapping[str, Any],
) -> Mapping[str, str]:
    pack, texts = case.pack, case.rule.declaration.texts
    if holds is None and texts.unknown is None:
        labels = {name: pack.facts[name].labels for name in missing}
        return not_decided(labels, {name: pack.label(name) for name in unusable})
    chosen = texts.unknown if holds is None else texts.met if holds else texts.broken
    return fill((chosen or texts.met).by_language(), filling)


def _source(case: Case) -> Source:
    """The provision's citation: its own, or that of its basis as it stood on the date."""
    declaration, values = case.rule.declaration, values_on(case.pack, case.on)
    if declaration.basis is not None:
        based = values[declaration.basis] or case.pack.values[declaration.basis][-1]
        return based.entry.source
    confidence = declaration.confidence or Confidence.UNVERIFIED
    for name in case.rule.parameters:
        value = values[name]
        if value is not None:
            confidence = weaker(confidence, value.entry.source.confidence)
    article = article_text(declaration.article or NOT_KNOWN, declaration.article_basis)
    return source_of(case.pack.file, declaration.source or [], article, confidence)
