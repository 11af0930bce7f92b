"""What packs say of people, as a document: facts in; decisions, reasons and sources out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from fairway.engines.documents.shapes import Day, MoneyFound, Reading, Ref, Shape
from fairway.engines.kernel import BadInput, Decision, FactValue, Fault, Money, Reason, name_faults
from fairway.engines.provisions import (
    ENGINE,
    QUESTIONS,
    FactSpec,
    Pack,
    builtin_pack,
    decide,
    load_pack,
    required_facts,
)

FactName = Annotated[str, Field(min_length=1, max_length=100)]
_LONGEST, _MOST = 1_000, 2**53
_TEXT = {"type": "string", "maxLength": _LONGEST}


def _fact(given: Any) -> Any:
    """A fact as it is written: each kind in the one form that JSON can carry exactly."""
    texts = given if isinstance(given, list) else [given]
    fits = given is None or isinstance(given, bool)
    fits = fits or (isinstance(given, int) and abs(given) <= _MOST)
    if fits or all(isinstance(text, str) and len(text) <= _LONGEST for text in texts):
        return given
    raise PydanticCustomError("fact", "a text, a whole number, true, false, texts in a list, null")


FactGiven = Annotated[
    Any,
    BeforeValidator(_fact),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["boolean", "null"]},
                {"type": "integer", "minimum": -_MOST, "maximum": _MOST},
                _TEXT,
                {"type": "array", "items": _TEXT},
            ]
        }
    ),
]
Facts = dict[FactName, FactGiven]


class PackGiven(Shape):
    """A pack that comes with Fairway, by its id (newest version unless named), or a pack's text."""

    id: Ref | None = None
    version: Ref | None = None
    text: Annotated[str, Field(max_length=200_000)] | None = None


class PersonGiven(Shape):
    """A person under a name of the sender's own, and what is known of the person."""

    id: Ref
    facts: Facts = {}


class RulesGiven(Shape):
    """A question about people on a day. One pack may be given as text, such as a draft.

    A fact is what its pack says that it is: a date is text such as 2026-11-22, money is text such
    as 400.00 USD; what is null or absent is not known. ``facts`` hold for everybody.
    """

    packs: list[PackGiven] = Field(min_length=1, max_length=8)
    question: Ref
    on: Day
    facts: Facts = {}
    people: list[PersonGiven] = Field(min_length=1, max_length=500)


class SourceFound(Shape):
    """Where a provision comes from, and how that was established."""

    title: str
    article: str
    url: str
    confidence: str
    seen: date | None


class ReasonFound(Shape):
    """One provision's part in a decision, in words by language; figures as text."""

    provision: str
    outcome: str
    texts: dict[str, str]
    source: SourceFound
    facts: dict[str, Any]
    parameters: dict[str, Any]
    missing: list[str]


class AmountFound(Shape):
    """A sum that a decision fixes."""

    name: str
    value: MoneyFound
    provision: str


class DecisionFound(Shape):
    """The answer about one person."""

    id: str
    outcome: Literal["allowed", "refused", "incomplete"]
    reasons: list[ReasonFound]
    amounts: list[AmountFound]


class PackFound(Shape):
    """Exactly which text decided: the digest is of its canonical form."""

    id: str
    version: str
    digest: str


class RulesFound(Shape):
    """The answers, in the order of the people."""

    question: str
    on: date
    engine: str
    packs: list[PackFound]
    people: list[DecisionFound]


def answer(given: RulesGiven) -> RulesFound:
    """Decide about each person. Raises BadInput with the path of every fault."""
    reading = Reading()
    if sum(one.text is not None for one in given.packs) > 1:
        reading.faults.append(Fault("packs", "", "at most one pack as text", "too_many"))
    reading.finish()
    packs = [_pack(reading, f"packs[{row}]", one) for row, one in enumerate(given.packs)]
    if given.question not in QUESTIONS:
        accepted = f"one of: {', '.join(sorted(QUESTIONS))}"
        reading.faults.append(Fault("question", given.question[:64], accepted, "unknown"))
    reading.faults += name_faults("people", [one.id for one in given.people], None, "")
    reading.finish()
    known = [pack for pack in packs if pack]
    specs = {spec.name: spec for spec in required_facts(known, given.question)}
    alike = _facts(reading, "facts", given.facts, specs)
    people = [
        (one.id, alike | _facts(reading, f"people[{row}].facts", one.facts, specs))
        for row, one in enumerate(given.people)
    ]
    reading.finish()
    decisions = []
    for row, (name, facts) in enumerate(people):
        try:
            decisions.append((name, decide(known, given.question, facts, given.on)))
        except BadInput as error:
            reading.refused(f"people[{row}].facts", error)
    reading.finish()
    return RulesFound(
        question=given.question,
        on=given.on,
        engine=ENGINE,
        packs=[
            PackFound(id=pack.ref.pack, version=pack.ref.version, digest=pack.ref.digest)
            for pack in known
        ],
        people=[_told(name, decision) for name, decision in decisions],
    )


def _pack(reading: Reading, path: str, given: PackGiven) -> Pack | None:
    if (given.id is None) == (given.text is None) or (given.version and given.text):
        accepted = "either id, with version or without, or text"
        reading.faults.append(Fault(path, "", accepted, "pack"))
        return None
    try:
        if given.text is not None:
            return load_pack(given.text, "text")
        return builtin_pack(given.id or "", given.version)
    except BadInput as error:
        reading.refused(path, error)
        return None


def _facts(
    reading: Reading, path: str, given: Mapping[str, Any], specs: Mapping[str, FactSpec]
) -> dict[str, FactValue]:
    """Facts by the types that the packs declare. One that no provision asks for is a mistake."""
    found: dict[str, FactValue] = {}
    for name, written in given.items():
        spec = specs.get(name)
        if name == "channel" and spec is None and isinstance(written, str):
            found[name] = written
        elif spec is None:
            asked = ", ".join(specs)
            accepted = f"a fact that the question asks for: {asked}"[:500]
            reading.faults.append(Fault(f"{path}.{name}"[:200], "", accepted, "unknown_fact"))
        elif written is not None:
            value = spec.read(tuple(written) if isinstance(written, list) else written)
            if isinstance(value, Fault):
                reading.faults.append(Fault(f"{path}.{name}", value.value[:64], spec.accepted,
                                            value.code))  # fmt: skip
            else:
                found[name] = value
    return found


def _told(name: str, decision: Decision) -> DecisionFound:
    return DecisionFound(
        id=name,
        outcome=decision.outcome.value,
        reasons=[_reason(reason) for reason in decision.reasons],
        amounts=[
            AmountFound(name=one.name, value=MoneyFound.of(one.value), provision=one.provision)
            for one in decision.amounts
        ],
    )


def _reason(reason: Reason) -> ReasonFound:
    source = reason.source
    return ReasonFound(
        provision=reason.provision,
        outcome=reason.outcome.value,
        texts=dict(reason.texts),
        source=SourceFound(
            title=source.title,
            article=source.article,
            url=source.url,
            confidence=source.confidence.value,
            seen=source.seen,
        ),
        facts={name: _plain(value) for name, value in reason.facts.items()},
        parameters={name: _plain(value) for name, value in reason.parameters.items()},
        missing=list(reason.missing),
    )


def _plain(value: FactValue) -> Any:
    """A fact as it is written in a document."""
    match value:
        case bool() | int() | str() | None:
            return value
        case tuple():
            return list(value)
        case Money():
            return f"{value.amount} {value.currency}"
        case _:
            return str(value)
