"""The decision: every applicable provision of every pack in force, with its reason.

Every side's rules must be met: origin law, destination law, agreement and contract are asked
alike, so the rule that is better for the worker always holds. A provision steps back only where
it says itself that it yields to another (never because a foreign authority's pack says so), and
where several fix the same sum, the one that is better for the worker is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
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
    Reason,
    Source,
    day_number,
)
from fairway.engines.provisions.evaluate import Plain, Scope
from fairway.engines.provisions.facts import FactSpec, plain
from fairway.engines.provisions.model import NOT_KNOWN
from fairway.engines.provisions.pack import (
    USABLE,
    Pack,
    Rule,
    Value,
    article_text,
    source_of,
    weaker,
)
from fairway.engines.provisions.words import NO_RULE, NOTHING_APPLIES, fill, not_decided

if TYPE_CHECKING:
    from datetime import date

ENGINE = "provisions/1"
_NO_SOURCE = Source(
    "no agreement or law recorded here", NOT_KNOWN, NOT_KNOWN, Confidence.UNVERIFIED
)


class Standing(StrEnum):
    """What part a provision plays in a decision."""

    APPLIES = "applies"
    NOT_APPLICABLE = "not applicable"
    YIELDS = "yields to another provision"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One provision considered: its standing, and its reason and amount where it applies."""

    rule: Rule
    standing: Standing
    reason: Reason | None = None
    amount: Amount | None = None
    yielded_to: str | None = None


def decide(
    packs: Sequence[Pack], question: str, facts: Mapping[str, FactValue], on: date
) -> Decision:
    """Answer a question about a person on a date, from the packs in force.

    Facts that are absent or None are unknown. Facts that no provision asks for are left out of
    the decision. Raises BadInput where a fact is not of its declared type.
    """
    active = [pack for pack in packs if pack.in_force(on)]
    verdicts = consider(active, question, facts, on)
    reasons = tuple(v.reason for v in verdicts if v.reason is not None)
    if not reasons:
        reasons = _silence(active, question)
    return Decision(
        question=question,
        outcome=overall(reasons),
        reasons=reasons,
        packs=tuple(pack.ref for pack in active),
        facts=_frozen(active, question, facts),
        on=on,
        engine=ENGINE,
        amounts=_best([v for v in verdicts if v.amount is not None]),
    )


def overall(reasons: Sequence[Reason]) -> Outcome:
    """Refused if any provision refuses, else incomplete if any cannot be decided, else allowed."""
    outcomes = {reason.outcome for reason in reasons}
    for outcome in (Outcome.REFUSED, Outcome.INCOMPLETE):
        if outcome in outcomes:
            return outcome
    return Outcome.ALLOWED


def consider(
    packs: Sequence[Pack], question: str, facts: Mapping[str, FactValue], on: date
) -> tuple[Verdict, ...]:
    """Every provision of the packs on a question, in their order, applicable or not."""
    check_facts(packs, question, facts)
    known = {name: plain(value) for name, value in facts.items() if value is not None}
    found: list[tuple[_Case, bool | None]] = []
    for pack in packs:
        scope = Scope(known, _parameters(pack, on), day_number(on))
        for rule in pack.rules.get(question, ()):
            applies = rule.applies(scope) if rule.first <= on <= rule.last else False
            found.append((_Case(pack, rule, scope, facts, on), applies))
    standing = {case.rule.ref: (case.rule, applies) for case, applies in found}
    return tuple(_verdict(case, _yielding(case.rule, applies, standing)) for case, applies in found)


def required_facts(packs: Sequence[Pack], question: str) -> tuple[FactSpec, ...]:
    """The facts that the packs' provisions on a question ask for, once each, in order."""
    specs: dict[str, FactSpec] = {}
    for pack in packs:
        for rule in pack.rules.get(question, ()):
            for name in rule.asked:
                specs.setdefault(name, pack.facts[name])
    return tuple(specs.values())


def check_facts(packs: Sequence[Pack], question: str, facts: Mapping[str, FactValue]) -> None:
    """Raise BadInput naming every fact that is not what a pack declares."""
    faults: dict[Fault, None] = {}
    for pack in packs:
        for rule in pack.rules.get(question, ()):
            for name in rule.asked:
                fault = pack.facts[name].check(facts.get(name))
                if fault:
                    faults[fault] = None
    channels = {name for pack in packs for name in pack.file.channels}
    channel = facts.get("channel")
    if channels and channel is not None and channel not in channels:
        accepted = "one of: " + ", ".join(sorted(channels))
        faults[Fault("channel", str(channel), accepted, "channel")] = None
    if faults:
        raise BadInput(*faults)


@lru_cache(maxsize=512)
def _values(pack: Pack, on: date) -> Mapping[str, Value | None]:
    return {name: pack.value_on(name, on) for name in pack.values}


@lru_cache(maxsize=512)
def _parameters(pack: Pack, on: date) -> Mapping[str, Plain]:
    return {
        name: value.plain
        for name, value in _values(pack, on).items()
        if value is not None and value.plain is not None
    }


@dataclass(frozen=True, slots=True)
class _Case:
    """One provision asked about one person."""

    pack: Pack
    rule: Rule
    scope: Scope
    facts: Mapping[str, FactValue]
    on: date


@dataclass(frozen=True, slots=True)
class _Yielding:
    applies: bool | None
    to: str | None = None


def _yielding(
    rule: Rule, applies: bool | None, standing: Mapping[str, tuple[Rule, bool | None]]
) -> _Yielding:
    """Applicability after stepping back: unknown where it is unknown whether the other applies."""
    for ref in rule.yields_to:
        if applies is False or ref not in standing:
            continue
        other, other_applies = standing[ref]
        if other_applies is False or rule.ref in other.yields_to:
            continue
        if other_applies is True:
            return _Yielding(applies=False, to=ref)
        applies = None
    return _Yielding(applies)


def _verdict(case: _Case, yielding: _Yielding) -> Verdict:
    rule = case.rule
    if yielding.to is not None:
        return Verdict(rule, Standing.YIELDS, yielded_to=yielding.to)
    if yielding.applies is False:
        return Verdict(rule, Standing.NOT_APPLICABLE)
    amount = _amount(rule, case.scope) if yielding.applies else None
    holds = True if rule.test is None else rule.test(case.scope)
    if rule.amount is not None and amount is None and holds is not False:
        holds = None
    if (yielding.applies is None and holds is False) or not _is_founded(case):
        holds = None
    return Verdict(rule, Standing.APPLIES, _reason(case, holds, amount), amount)


def _is_founded(case: _Case) -> bool:
    """Whether the provision itself is established: a doubtful rule decides nothing."""
    declaration = case.rule.declaration
    if declaration.basis is None:
        return declaration.confidence in USABLE
    value = _values(case.pack, case.on)[declaration.basis]
    return value is not None and value.entry.usable


def _amount(rule: Rule, scope: Scope) -> Amount | None:
    if rule.amount is None:
        return None
    units = rule.amount.run(scope)
    if units is None:
        return None
    return Amount(rule.amount.name, Money.from_minor(units, rule.amount.currency), rule.ref)


def _reason(case: _Case, holds: bool | None, amount: Amount | None) -> Reason:
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


def _values_used(case: _Case) -> list[_Used]:
    """The values that a provision reads, and that of its basis; of tables, what was looked up."""
    declaration, rule = case.rule.declaration, case.rule
    names = rule.parameters if declaration.basis is None else (*rule.parameters, declaration.basis)
    found: list[_Used] = []
    for name in dict.fromkeys(names):
        value = _values(case.pack, case.on)[name]
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
    case: _Case,
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


def _source(case: _Case) -> Source:
    """The provision's citation: its own, or that of its basis as it stood on the date."""
    declaration, values = case.rule.declaration, _values(case.pack, case.on)
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


def _silence(packs: Sequence[Pack], question: str) -> tuple[Reason, ...]:
    """The reason where no provision applies: the packs say so, or nobody answers at all."""
    answering = [pack for pack in packs if question in pack.rules]
    if not answering:
        return (Reason("fairway/no-rule", Outcome.INCOMPLETE, NO_RULE, _NO_SOURCE),)
    return tuple(
        Reason(
            provision=f"{pack.id}/no-rule-applies",
            outcome=Outcome.ALLOWED,
            texts={
                language: template.replace("{title}", pack.file.title.by_language()[language])
                for language, template in NOTHING_APPLIES.items()
            },
            source=Source(pack.file.instrument, NOT_KNOWN, NOT_KNOWN, Confidence.SEEN),
        )
        for pack in answering
    )


def _frozen(
    packs: Sequence[Pack], question: str, facts: Mapping[str, FactValue]
) -> dict[str, FactValue]:
    asked = {spec.name for spec in required_facts(packs, question)}
    return {name: value for name, value in facts.items() if name in asked and value is not None}


def _best(verdicts: Sequence[Verdict]) -> tuple[Amount, ...]:
    """The amounts, keeping of each name and currency the one that is better for the worker."""
    kept: dict[tuple[str, str], Amount] = {}
    for verdict in verdicts:
        amount, rule = verdict.amount, verdict.rule.amount
        if amount is None or rule is None:
            continue
        key = (amount.name, amount.value.currency)
        held = kept.get(key)
        if held is None or _is_better(rule.better, amount.value, held.value):
            kept[key] = amount
    return tuple(kept.values())


def _is_better(better: str | None, new: Money, held: Money) -> bool:
    return (better == "lower" and new < held) or (better == "higher" and new > held)
