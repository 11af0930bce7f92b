"""The decision: every applicable provision of every pack in force, with its reason.

Every side's rules must be met: origin law, destination law, agreement and contract are asked
alike, so the rule that is better for the worker always holds. A provision steps back only where
it says itself that it yields to another (never because a foreign authority's pack says so), and
where several fix the same sum, the one that is better for the worker is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

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
from fairway.engines.provisions.evaluate import Scope
from fairway.engines.provisions.facts import FactSpec, plain
from fairway.engines.provisions.names import NOT_KNOWN
from fairway.engines.provisions.reasons import (
    Case,
    amount_of,
    is_founded,
    parameters_on,
    reason_for,
)
from fairway.engines.provisions.words import NO_RULE, NOTHING_APPLIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fairway.engines.provisions.pack import (
        Pack,
        Rule,
    )

ENGINE = "provisions/1"
_NO_SOURCE = Source(
    "no agreement or law recorded here", NOT_KNOWN, NOT_KNOWN, Confidence.UNVERIFIED
)


class Standing(StrEnum):
    """What part a provision plays in a decision."""

    APPLIES = "applies"
    NOT_APPLICABLE = "not applicable"
    YIELDS = "yields to another provision"
    HOLDS_EITHER_WAY = "holds whether it applies or not"


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

    Facts that are absent or None are unknown. The fact ``channel`` leaves out the packs that rule
    other channels. Facts that no provision asks for are left out of the decision. Raises BadInput
    where a fact is not of its declared type.
    """
    active = packs_asked(packs, facts, on)
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


def packs_asked(
    packs: Sequence[Pack], facts: Mapping[str, FactValue], on: date
) -> tuple[Pack, ...]:
    """The packs in force on a date that rule the channel of the facts, or any where it is unknown.

    Raises BadInput where the channel is none that they know.
    """
    in_force = [pack for pack in packs if pack.in_force(on)]
    check_channel(in_force, facts)
    return tuple(pack for pack in in_force if pack.rules_channel(facts.get("channel")))


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
    found: list[tuple[Case, bool | None]] = []
    for pack in packs:
        scope = Scope(known, parameters_on(pack, on), day_number(on))
        for rule in pack.rules.get(question, ()):
            applies = rule.applies(scope) if rule.first <= on <= rule.last else False
            found.append((Case(pack, rule, scope, facts, on), applies))
    standing = {case.rule.ref: (case.rule, applies) for case, applies in found}
    return tuple(_verdict(case, _yielding(case.rule, applies, standing)) for case, applies in found)


def required_facts(
    packs: Sequence[Pack], question: str, channel: str | None = None
) -> tuple[FactSpec, ...]:
    """The facts that the packs' provisions on a question ask for, once each, in order.

    With a channel, only those of packs and provisions that concern it.
    """
    specs: dict[str, FactSpec] = {}
    for pack in packs:
        if not pack.rules_channel(channel):
            continue
        for rule in pack.rules.get(question, ()):
            listed = rule.declaration.channels
            if channel is not None and listed and channel not in listed:
                continue
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
    if faults:
        raise BadInput(*faults)


def check_channel(packs: Sequence[Pack], facts: Mapping[str, FactValue]) -> None:
    """Raise BadInput where the channel is none that the packs know: it would hide every rule."""
    channels = {name for pack in packs for name in pack.file.channels}
    channel = facts.get("channel")
    if channels and channel is not None and channel not in channels:
        accepted = "one of: " + ", ".join(sorted(channels))
        raise BadInput(Fault("channel", str(channel), accepted, "channel"))


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


def _verdict(case: Case, yielding: _Yielding) -> Verdict:
    rule = case.rule
    if yielding.to is not None:
        return Verdict(rule, Standing.YIELDS, yielded_to=yielding.to)
    if yielding.applies is False:
        return Verdict(rule, Standing.NOT_APPLICABLE)
    founded = is_founded(case.pack, rule, case.on)
    amount = amount_of(rule, case.scope) if yielding.applies and founded else None
    holds = True if rule.test is None else rule.test(case.scope)
    if rule.amount is not None and amount is None and holds is not False:
        holds = None
    if yielding.applies is None and holds is True:
        return Verdict(rule, Standing.HOLDS_EITHER_WAY)
    if yielding.applies is None or not founded:
        holds = None
    return Verdict(rule, Standing.APPLIES, reason_for(case, holds, amount), amount)


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
    asked = {"channel"} | {spec.name for spec in required_facts(packs, question)}
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
