"""What a pack must satisfy beyond its shape: the faults that only the whole file shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Confidence, minor_digits
from fairway.engines.provisions.criteria import AgeLimits
from fairway.engines.provisions.load import Faults, compile_file, read_model
from fairway.engines.provisions.model import (
    CapDeclaration,
    ChannelDeclaration,
    DatedValue,
    PackFile,
    ParameterKind,
    ProvisionDeclaration,
    Texts,
    ValueType,
)
from fairway.engines.provisions.names import NOT_KNOWN
from fairway.engines.provisions.words import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fairway.engines.provisions.faults import PackFault
    from fairway.engines.provisions.pack import Pack, Rule
    from fairway.engines.provisions.yamltext import Path


# As many packs as a corridor has, with the versions that are compared.
_KEPT = 32
# What may keep places for a group: never an aim, a fee or a definition.
_RESERVES = {ParameterKind.REQUIREMENT, ParameterKind.ENTITLEMENT, ParameterKind.CAP}
_MOST_PLACES, _HUNDRED = 10_000_000, 100


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: faults to mend, and counts of what is openly not known."""

    file: str
    pack: Pack | None
    faults: tuple[PackFault, ...]
    counts: Mapping[str, int]


@lru_cache(maxsize=_KEPT)
def check_text(text: str, file: str = "pack.yaml") -> Report:
    """Check the text of a pack file; every fault is reported, none is raised.

    The same text has the same report: it is read once, for to read YAML with its lines is slow.
    """
    model, faults = read_model(text, file, PackFile)
    if model is None:
        return Report(file, None, tuple(sorted(faults.found)), MappingProxyType({}))
    pack = compile_file(model, faults)
    for check in _CHECKS:
        check(pack, faults)
    _check_place(model, file, faults)
    return Report(file, pack, tuple(sorted(set(faults.found))), MappingProxyType(counts(model)))


def counts(file: PackFile) -> dict[str, int]:
    """How much the pack holds, and how much of it is openly not known."""
    dated = [value for parameter in file.parameters.values() for value in parameter.series]
    cited: list[DatedValue | ProvisionDeclaration] = [*dated]
    cited += [provision for provision in file.provisions if provision.article]
    appeals = [question.appeal for question in file.questions.values()]
    return {
        "parameters": len(file.parameters),
        "values": len(dated),
        "provisions": len(file.provisions),
        "article not known": sum(_not_known(str(item.article)) for item in cited),
        "citation not verified": sum(item.article_basis == "inferred" for item in cited),
        "value not known": sum(value.value is None for value in dated),
        "value not established": sum(
            value.confidence in {Confidence.INFERRED, Confidence.UNVERIFIED}
            for value in dated
            if value.value is not None
        ),
        "appeal not known": sum(appeal.to == NOT_KNOWN for appeal in appeals),
    }


def _not_known(article: str) -> bool:
    return NOT_KNOWN in article


def _check_place(file: PackFile, name: str, faults: Faults) -> None:
    """A pack lies in packs/<id>/<version>/pack.yaml, so that two versions can be compared."""
    folders = PurePath(name).parts[:-1]
    if "packs" in folders and folders[-2:] != (file.id, file.version):
        faults.add(("id",), f"the file belongs in packs/{file.id}/{file.version}/", "place")


def _check_series(pack: Pack, faults: Faults) -> None:
    for name, values in pack.values.items():
        path: Path = ("parameters", name, "series")
        for index, value in enumerate(values):
            if value.first > value.last:
                message = "valid_to is before valid_from, or too inexact to leave a certain day"
                faults.add((*path, index), message, "dates_out_of_order")
            if value.entry.value is None and value.entry.source.confidence in {
                Confidence.SEEN,
                Confidence.SECONDARY,
            }:
                message = "a value that is not known has the confidence 'unverified'"
                faults.add((*path, index, "confidence"), message, "confidence")
        dated = sorted(enumerate(values), key=lambda item: item[1].first)
        for (_, before), (index, after) in pairwise(dated):
            if after.first <= before.last:
                message = f"overlaps the value that is in force until {before.last.isoformat()}"
                faults.add((*path, index), message, "overlap")


def _check_facts(pack: Pack, faults: Faults) -> None:
    for name, fact in pack.file.facts.items():
        if name == "channel":
            faults.add(("facts", name), "'channel' is known to every pack", "reserved")
        if fact.currency:
            _check_currency(fact.currency, ("facts", name, "currency"), faults)
    for name, parameter in pack.file.parameters.items():
        if parameter.currency:
            _check_currency(parameter.currency, ("parameters", name, "currency"), faults)


def _check_currency(code: str, path: Path, faults: Faults) -> None:
    try:
        minor_digits(code)
    except BadInput:
        faults.add(path, f"{code!r} is not an ISO 4217 currency code", "currency")


def _check_channels(pack: Pack, faults: Faults) -> None:
    for name, channel in pack.file.channels.items():
        for key, declared in (("caps", channel.caps), ("targets", channel.targets)):
            for index, cap in enumerate(declared):
                _check_cap(pack.file, cap, key, ("channels", name, key, index), faults)
        if channel.criteria.ages is not None:
            _check_ages(pack.file, channel.criteria.ages, ("channels", name, "criteria"), faults)
        _check_reserves(pack.file, channel, ("channels", name, "reserves"), faults)


def _check_ages(file: PackFile, ages: AgeLimits, path: Path, faults: Faults) -> None:
    for end, named in (("least", ages.least), ("most", ages.most)):
        if named is None:
            continue
        parameter = file.parameters.get(named)
        if parameter is None:
            message, code = f"the parameter {named!r} is not in this pack", "unknown_parameter"
        elif parameter.type is not ValueType.INT or not parameter.kind.decides:
            message, code = f"{named!r} is no limit of age: whole years that the law sets", "kind"
        else:
            continue
        faults.add((*path, "ages", end), message, code)


def _check_reserves(
    file: PackFile, channel: ChannelDeclaration, path: Path, faults: Faults
) -> None:
    seen: set[str] = set()
    for index, reserve in enumerate(channel.reserves):
        here: Path = (*path, index, "parameter")
        if reserve.id in seen:
            faults.add((*path, index, "id"), f"{reserve.id!r} is there twice", "twice")
        seen.add(reserve.id)
        parameter = file.parameters.get(reserve.parameter)
        if parameter is None:
            message = f"the parameter {reserve.parameter!r} is not in this pack"
            faults.add(here, message, "unknown_parameter")
            continue
        if parameter.kind not in _RESERVES:
            message = f"{reserve.parameter!r} is a {parameter.kind}: no places are kept by it"
            faults.add(here, message, "kind")
        if parameter.type is not ValueType.INT:
            faults.add(here, f"{reserve.parameter!r} is not a whole number", "type")
        most = _HUNDRED if reserve.measure == "percent" else _MOST_PLACES
        for value in parameter.series:
            if isinstance(value.value, int) and not 0 <= value.value <= most:
                faults.add(here, f"{value.value} is not from 0 to {most}", "range")


def _check_cap(file: PackFile, cap: CapDeclaration, key: str, path: Path, faults: Faults) -> None:
    parameter = file.parameters.get(cap.parameter)
    if parameter is None:
        message = f"the parameter {cap.parameter!r} is not in this pack"
        faults.add((*path, "parameter"), message, "unknown_parameter")
        return
    allowed = {
        "caps": {ParameterKind.CAP},
        "targets": {ParameterKind.TARGET, ParameterKind.FORECAST},
    }[key]
    if parameter.kind not in allowed:
        message = f"{cap.parameter!r} is a {parameter.kind}: a {key[:-1]} must not be made of it"
        faults.add((*path, "parameter"), message, "kind")
    if parameter.type is not ValueType.INT:
        faults.add((*path, "parameter"), f"{cap.parameter!r} is not a whole number", "type")


def _check_deadlines(pack: Pack, faults: Faults) -> None:
    for name, deadline in pack.file.deadlines.items():
        path: Path = ("deadlines", name, "parameter")
        parameter = pack.file.parameters.get(deadline.parameter)
        if parameter is None:
            message = f"the parameter {deadline.parameter!r} is not in this pack"
            faults.add(path, message, "unknown_parameter")
        elif parameter.type is not ValueType.INT:
            faults.add(path, f"{deadline.parameter!r} is not a whole number", "type")


def _check_sources(pack: Pack, faults: Faults) -> None:
    file = pack.file
    cited: list[tuple[Path, str | list[str] | None]] = [
        (("precedence", "source"), file.precedence.source)
    ]
    for name, question in file.questions.items():
        cited.append((("questions", name, "appeal", "source"), question.appeal.source))
    for index, provision in enumerate(file.provisions):
        cited.append((("provisions", index, "source"), provision.source))
    for path, keys in cited:
        for key in [keys] if isinstance(keys, str) else keys or []:
            if key not in file.sources:
                message = f"the source {key!r} is not among the pack's sources"
                faults.add(path, message, "unknown_source")


def _check_provisions(pack: Pack, faults: Faults) -> None:
    rules = {rule.declaration.id: rule for found in pack.rules.values() for rule in found}
    seen: set[str] = set()
    for index, provision in enumerate(pack.file.provisions):
        path: Path = ("provisions", index)
        if provision.id in seen:
            faults.add((*path, "id"), f"the id {provision.id!r} is used twice", "duplicate_id")
        seen.add(provision.id)
        for question in provision.questions:
            if question not in pack.file.questions:
                message = f"{question!r} is not among the pack's questions"
                faults.add((*path, "questions"), message, "unknown_question")
        for channel in provision.channels or []:
            if channel not in pack.file.channels:
                message = f"{channel!r} is not among the pack's channels"
                faults.add((*path, "channels"), message, "unknown_channel")
        _check_rule(pack, rules[provision.id], path, faults)
        _check_yields(provision, rules, path, faults)
        _check_texts(pack, provision, path, faults)


def _check_rule(pack: Pack, rule: Rule, path: Path, faults: Faults) -> None:
    basis = rule.declaration.basis
    if basis is not None and basis not in pack.file.parameters:
        message = f"the parameter {basis!r} is not in this pack"
        faults.add((*path, "basis"), message, "unknown_parameter")
    for name in rule.parameters:
        parameter = pack.file.parameters[name]
        if not parameter.kind.decides:
            message = f"{name!r} is a {parameter.kind}, and a {parameter.kind} decides nothing"
            faults.add(path, message, "kind")
        if parameter.label is None:
            message = f"{name!r} decides about people and needs a label in en, fr and ar"
            faults.add(("parameters", name), message, "missing")


def _check_yields(
    provision: ProvisionDeclaration, rules: Mapping[str, Rule], path: Path, faults: Faults
) -> None:
    for ref in provision.yields_to:
        if "/" in ref:
            continue
        other = rules.get(ref)
        if other is None:
            faults.add((*path, "yields_to"), f"there is no provision {ref!r}", "unknown_provision")
        elif not set(provision.questions) <= set(other.declaration.questions):
            message = f"{ref!r} does not answer the same questions"
            faults.add((*path, "yields_to"), message, "question")
        elif provision.id in other.declaration.yields_to:
            message = f"{ref!r} yields to this one in turn; one of the two must hold"
            faults.add((*path, "yields_to"), message, "cycle")


def _check_texts(pack: Pack, provision: ProvisionDeclaration, path: Path, faults: Faults) -> None:
    names = {*pack.facts, *pack.file.parameters, "on"}
    if provision.amount:
        names.add("amount")
    texts = provision.texts
    for key, words in (("met", texts.met), ("broken", texts.broken), ("unknown", texts.unknown)):
        for language, template in _templates(words):
            for name in PLACEHOLDER.findall(template):
                if name not in names:
                    message = f"{{{name}}} is neither a fact nor a parameter of this pack"
                    faults.add((*path, "texts", key, language), message, "placeholder")
    _check_same_placeholders(texts.broken, (*path, "texts", "broken"), faults)


def _check_same_placeholders(words: Texts | None, path: Path, faults: Faults) -> None:
    """A translation that drops a figure tells people less than the original."""
    found = {language: set(PLACEHOLDER.findall(text)) for language, text in _templates(words)}
    for language in ("fr", "ar"):
        if found and found[language] != found["en"]:
            message = "the placeholders differ from those of the English text"
            faults.add((*path, language), message, "placeholder")


def _templates(words: Texts | None) -> Iterable[tuple[str, str]]:
    return words.by_language().items() if words else ()


_CHECKS = (
    _check_series,
    _check_facts,
    _check_channels,
    _check_deadlines,
    _check_sources,
    _check_provisions,
)
