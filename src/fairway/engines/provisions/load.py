"""From the text of a pack file to a Pack, with every fault in it named by line and path."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from fairway.engines.kernel import BadInput, PackRef
from fairway.engines.provisions.cel import ConditionError, parse
from fairway.engines.provisions.dates import certain_span
from fairway.engines.provisions.evaluate import program
from fairway.engines.provisions.facts import FactSpec
from fairway.engines.provisions.faults import PackFault, refuse
from fairway.engines.provisions.kinds import Base, Checker, Kind
from fairway.engines.provisions.model import AmountDeclaration, PackFile, ProvisionDeclaration
from fairway.engines.provisions.pack import (
    AmountRule,
    Pack,
    Rule,
    Value,
    canonical,
    compile_value,
    digest,
    kind_of_parameter,
)
from fairway.engines.provisions.tree import (
    TRUE,
    And,
    Fact,
    In,
    ListLiteral,
    Node,
    Not,
    ParameterAt,
    asked_facts_in,
    facts_in,
    parameters_in,
    walk,
)
from fairway.engines.provisions.words import CHANNEL_LABEL
from fairway.engines.provisions.yamltext import Document, Path, path_text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

M = TypeVar("M", bound=BaseModel)
CHANNEL = FactSpec("channel", "text", None, None, (), CHANNEL_LABEL, None)


@dataclass(slots=True)
class Faults:
    """Collects what is wrong in one document."""

    file: str
    document: Document
    found: list[PackFault] = field(default_factory=list)

    def add(self, path: Path, message: str, code: str) -> None:
        """Note a fault at a path of the document."""
        place = self.document.position(path)
        self.found.append(
            PackFault(self.file, place.line, place.column, path_text(path), message, code)
        )


def read_model(text: str, file: str, model: type[M]) -> tuple[M | None, Faults]:
    """A YAML text as its model, or None with the faults that prevent it."""
    document = read_yaml(text)
    faults = Faults(file, document)
    for found in document.faults:
        place, path = found.position, path_text(found.path)
        faults.found.append(
            PackFault(file, place.line, place.column, path, found.message, found.code)
        )
    if document.value is None:
        return None, faults
    try:
        return model.model_validate(document.value), faults
    except ValidationError as error:
        _note_shape(error, faults)
        return None, faults


def _note_shape(error: ValidationError, faults: Faults) -> None:
    """Pydantic's errors as faults: one a path, with the path cut to what the file contains."""
    seen: set[str] = set()
    for item in error.errors(include_url=False, include_context=False):
        path = tuple(
            step for step in item["loc"] if isinstance(step, int) or not _is_branch(str(step))
        )
        if path_text(path) in seen:
            continue
        seen.add(path_text(path))
        faults.add(path, _shape_message(item["type"], str(item["msg"]), path), item["type"])


def _is_branch(step: str) -> bool:
    """Whether a step of a location names a branch of a union rather than a key."""
    return "[" in step or step in {"str", "int", "bool", "decimal", "date", "Texts"}


def _shape_message(code: str, message: str, path: Path) -> str:
    last = str(path[-1]) if path else ""
    if code == "missing" and last == "source":
        return "a value without a source: name one of the pack's sources"
    if code == "missing" and last in {"en", "fr", "ar"}:
        return f"the translation into {last!r} is missing"
    if code == "missing":
        return f"{last!r} is missing"
    if code == "extra_forbidden":
        return f"{last!r} is not a part of a pack here; check the spelling"
    return message.removeprefix("Value error, ")


def load_pack(text: str, file: str = "pack.yaml") -> Pack:
    """Read, check and compile a pack; raises BadInput with every fault at once."""
    pack, faults = compile_text(text, file)
    if pack is None or faults:
        raise refuse(faults)
    return pack


def load_canonical(text: str) -> Pack:
    """The pack of a canonical JSON text, as stored beside a published version."""
    try:
        model = PackFile.model_validate_json(text)
    except ValidationError as error:
        faults = Faults("canonical.json", Document())
        _note_shape(error, faults)
        raise refuse(faults.found) from error
    faults = Faults("canonical.json", Document())
    pack = compile_file(model, faults)
    if faults.found:
        raise refuse(faults.found)
    return pack


def compile_text(text: str, file: str) -> tuple[Pack | None, list[PackFault]]:
    """A pack and what is wrong in it; no pack where its shape cannot be read."""
    model, faults = read_model(text, file, PackFile)
    if model is None or faults.found:
        return None, sorted(faults.found)
    pack = compile_file(model, faults)
    return pack, sorted(faults.found)


def compile_file(file: PackFile, faults: Faults) -> Pack:
    """Compile a pack's values and conditions, noting what cannot be."""
    values = {name: _values(file, name, faults) for name in file.parameters}
    facts = {name: FactSpec.of(name, fact) for name, fact in file.facts.items()}
    facts["channel"] = CHANNEL
    checker = Checker(
        facts={name: spec.kind for name, spec in facts.items()},
        parameters={name: kind_of_parameter(p) for name, p in file.parameters.items()},
    )
    rules: dict[str, list[Rule]] = {}
    for index, declaration in enumerate(file.provisions):
        compiler = _Compiler(file.id, checker, faults, ("provisions", index))
        rule = compiler.rule(declaration)
        for question in dict.fromkeys(declaration.questions):
            rules.setdefault(question, []).append(rule)
    first, last = certain_span(file.in_force.start, file.in_force.end)
    text = canonical(file)
    return Pack(
        ref=PackRef(file.id, file.version, digest(text)),
        file=file,
        rules={question: tuple(found) for question, found in rules.items()},
        facts=facts,
        values=values,
        first=first,
        last=last,
    )


def _values(file: PackFile, name: str, faults: Faults) -> tuple[Value, ...]:
    found = []
    for index, dated in enumerate(file.parameters[name].series):
        try:
            found.append(compile_value(file, name, dated))
        except (ValueError, KeyError) as error:
            path = ("parameters", name, "series", index)
            faults.add(path, _value_message(error), "value")
    return tuple(found)


def _value_message(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"the source {error.args[0]!r} is not among the pack's sources"
    if isinstance(error, BadInput):
        return "; ".join(str(fault) for fault in error.faults)
    return str(error)


@dataclass(slots=True)
class _Compiler:
    """Compiles the conditions of one provision."""

    pack: str
    checker: Checker
    faults: Faults
    path: Path

    def rule(self, provision: ProvisionDeclaration) -> Rule:
        when = TRUE if provision.when is None else self.condition(provision.when, "when")
        if provision.channels:
            listed = In(Fact("channel"), ListLiteral(tuple(provision.channels)))
            when = listed if when == TRUE else And(listed, when)
        holds = self._holds(provision)
        amount = self.amount(provision.amount) if provision.amount else None
        nodes = [node for node in (when, holds, amount.node if amount else None) if node]
        first, last = certain_span(provision.valid_from, provision.valid_to)
        return Rule(
            ref=f"{self.pack}/{provision.id}",
            declaration=provision,
            when=when,
            holds=holds,
            applies=program(when),
            test=None if holds is None else program(holds),
            amount=amount,
            facts=_unique(facts_in, nodes),
            asked=_unique(asked_facts_in, nodes),
            parameters=_unique(parameters_in, nodes),
            lookups=tuple(
                (part.name, program(part.key))
                for node in nodes
                for part in walk(node)
                if isinstance(part, ParameterAt)
            ),
            yields_to=tuple(
                ref if "/" in ref else f"{self.pack}/{ref}" for ref in provision.yields_to
            ),
            first=first,
            last=last,
        )

    def _holds(self, provision: ProvisionDeclaration) -> Node | None:
        if provision.require:
            return self.condition(provision.require, "require")
        if provision.forbid:
            return Not(self.condition(provision.forbid, "forbid"))
        return None

    def condition(self, text: str, key: str) -> Node:
        """A condition of truth; one that is faulty is noted and stands as true."""
        return self._checked(text, (key,), Base.BOOL)[0]

    def amount(self, declaration: AmountDeclaration) -> AmountRule:
        """The sum that a provision fixes."""
        node, kind = self._checked(declaration.value, ("amount", "value"), Base.MONEY)
        if kind.base is Base.MONEY and kind.currency is None:
            message = "an amount needs a currency: use a fact or parameter that fixes one"
            self.faults.add((*self.path, "amount", "value"), message, "currency")
        return AmountRule(
            declaration.name, node, program(node), kind.currency or "XXX", declaration.better
        )

    def _checked(self, text: str, key: Path, base: Base) -> tuple[Node, Kind]:
        try:
            node = parse(text)
            return node, self.checker.expect(node, base)
        except ConditionError as error:
            self.faults.add((*self.path, *key), str(error), "condition")
            return TRUE, Kind(Base.BOOL)


def _unique(find: Callable[[Node], tuple[str, ...]], nodes: list[Node]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for node in nodes for name in find(node)))


def canonical_text(pack: Pack) -> str:
    """The canonical JSON of a pack: what is signed, hashed and stored."""
    return canonical(pack.file)
