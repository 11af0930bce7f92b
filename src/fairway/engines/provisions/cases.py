"""Worked cases beside a pack: facts on a date, and what must come out, exact to the minor unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from fairway.engines.kernel import BadInput, Decision, FactValue, Fault
from fairway.engines.provisions.decide import decide
from fairway.engines.provisions.faults import PackFault, refuse
from fairway.engines.provisions.load import Faults, read_model
from fairway.engines.provisions.model import Model
from fairway.engines.provisions.names import Line, Name, QuestionId, Slug, Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fairway.engines.provisions.pack import Pack

Outcomes = Literal["allowed", "refused", "incomplete"]
Written = bool | int | Decimal | date | str | list[str] | None


class CaseDeclaration(Model):
    """One worked case. ``given`` names backgrounds whose facts it starts from."""

    id: Name
    title: Line | None = None
    question: QuestionId
    on: date
    given: list[Name] = []
    facts: dict[Name, Written] = {}
    outcome: Outcomes | None = None
    reasons: dict[Slug, Outcomes | Literal["not applicable"]] = {}
    amounts: dict[Name, Line] = {}
    source: Line | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if not (self.outcome or self.reasons or self.amounts):
            raise ValueError("a case expects an outcome, reasons or amounts")
        return self


class CasesFile(Model):
    """Worked cases beside a pack; ``backgrounds`` are facts that several cases share."""

    pack: Slug
    version: Version
    backgrounds: dict[Name, dict[Name, Written]] = {}
    cases: Annotated[list[CaseDeclaration], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run: the decision, and what differs from what was expected."""

    case: CaseDeclaration
    decision: Decision
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def load_cases(text: str, pack: Pack, file: str = "cases.yaml") -> CasesFile:
    """Read worked cases; raises BadInput with every fault at once."""
    cases, faults = check_cases(text, pack, file)
    if cases is None or faults:
        raise refuse(faults)
    return cases


def check_cases(text: str, pack: Pack, file: str) -> tuple[CasesFile | None, list[PackFault]]:
    """Worked cases and what is wrong in them."""
    model, faults = read_model(text, file, CasesFile)
    if model is None:
        return None, sorted(faults.found)
    _check(model, pack, faults)
    return model, sorted(faults.found)


def _check(model: CasesFile, pack: Pack, faults: Faults) -> None:
    if (model.pack, model.version) != (pack.id, pack.version):
        faults.add(("pack",), f"the cases belong to {pack.id} {pack.version}", "pack")
    provisions = {provision.id for provision in pack.file.provisions}
    seen: set[str] = set()
    for index, case in enumerate(model.cases):
        if case.id in seen:
            faults.add(("cases", index, "id"), f"{case.id!r} is used twice", "duplicate_id")
        seen.add(case.id)
        for background in case.given:
            if background not in model.backgrounds:
                message = f"there is no background {background!r}"
                faults.add(("cases", index, "given"), message, "unknown_background")
        for provision in set(case.reasons) - provisions:
            message = f"the pack has no provision {provision!r}"
            faults.add(("cases", index, "reasons"), message, "unknown_provision")
        for fault in _read(model, case, pack)[1]:
            path = ("cases", index, "facts", fault.field)
            faults.add(path, f"{fault.value!r} was given; accepted: {fault.accepted}", fault.code)


def facts_of(model: CasesFile, case: CaseDeclaration, pack: Pack) -> dict[str, FactValue]:
    """The facts of a case, read as the pack declares them; raises BadInput."""
    facts, faults = _read(model, case, pack)
    if faults:
        raise BadInput(*faults)
    return facts


def _read(
    model: CasesFile, case: CaseDeclaration, pack: Pack
) -> tuple[dict[str, FactValue], list[Fault]]:
    written: dict[str, Any] = {}
    for background in case.given:
        written |= model.backgrounds.get(background, {})
    return read_facts(pack, {**written, **case.facts})


def read_facts(pack: Pack, written: Mapping[str, Any]) -> tuple[dict[str, FactValue], list[Fault]]:
    """Written values as the facts that a pack declares, and what is wrong in them."""
    facts: dict[str, FactValue] = {}
    faults: list[Fault] = []
    for name, raw in written.items():
        spec = pack.facts.get(name)
        if spec is None:
            known = ", ".join(sorted(pack.facts))
            faults.append(Fault(name, str(raw), f"one of: {known}", "unknown_fact"))
            continue
        value = None if raw is None else spec.read(raw)
        if isinstance(value, Fault):
            faults.append(value)
        else:
            facts[name] = value
    return facts, faults


def run_cases(model: CasesFile, pack: Pack) -> tuple[CaseResult, ...]:
    """Run every case against its pack."""
    return tuple(_run(model, case, pack) for case in model.cases)


def _run(model: CasesFile, case: CaseDeclaration, pack: Pack) -> CaseResult:
    decision = decide([pack], case.question, facts_of(model, case, pack), case.on)
    return CaseResult(case, decision, tuple(_differences(case, pack, decision)))


def _differences(case: CaseDeclaration, pack: Pack, decision: Decision) -> Iterator[str]:
    if case.outcome and decision.outcome != case.outcome:
        yield f"the outcome is {decision.outcome}, expected {case.outcome}"
    found = {reason.provision: reason.outcome.value for reason in decision.reasons}
    for provision, expected in case.reasons.items():
        outcome = found.get(f"{pack.id}/{provision}", "not applicable")
        if outcome != expected:
            yield f"{provision} gives {outcome}, expected {expected}"
    amounts = {amount.name: str(amount.value) for amount in decision.amounts}
    for name, written in case.amounts.items():
        if amounts.get(name) != written:
            yield f"the amount {name} is {amounts.get(name, 'none')}, expected {written}"
