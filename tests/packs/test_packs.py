"""The packs that come with Fairway: faultless, worked through, in three languages, sourced."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from itertools import combinations

import jsonschema
import pytest

from fairway.engines.kernel import Confidence
from fairway.engines.provisions import (
    check_text,
    load_cases,
    load_pack,
    packs_dir,
    run_cases,
)
from fairway.engines.provisions.schema import SCHEMAS, schema_text
from fairway.engines.provisions.yamltext import read_yaml

FILES = sorted(packs_dir().glob("*/*/pack.yaml"))
THE_PACKS = {"ph-ae-domestic", "fr-tn-2008", "us-h2a", "us-h2b", "ae-wage-protection"}

each_pack = pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)


@cache
def load(file):
    return load_pack(file.read_text(encoding="utf-8"), str(file))


@cache
def results(file):
    pack = load(file)
    return pack, run_cases(
        load_cases(file.with_name("cases.yaml").read_text(encoding="utf-8"), pack), pack
    )


def test_the_packs_are_there():
    assert {file.parent.parent.name for file in FILES} == THE_PACKS


@each_pack
def test_a_pack_has_no_fault(file):
    assert [str(fault) for fault in check_text(file.read_text("utf-8"), str(file)).faults] == []


@each_pack
def test_every_worked_case_comes_out_exactly(file):
    _, found = results(file)
    assert {r.case.id: r.differences for r in found if not r.passed} == {}


@each_pack
def test_every_provision_is_seen_kept_and_broken_in_a_worked_case(file):
    pack, found = results(file)
    outcomes = defaultdict(set)
    for result in found:
        for reason in result.decision.reasons:
            if not reason.missing:
                outcomes[reason.provision.partition("/")[2]].add(reason.outcome.value)
    untried = []
    for provision in pack.file.provisions:
        if provision.id == "talents-conditions":  # its only value is not known, so it never decides
            continue
        if "allowed" not in outcomes[provision.id]:
            untried.append(f"{provision.id} is never kept")
        if (provision.require or provision.forbid) and not outcomes[provision.id] - {"allowed"}:
            untried.append(f"{provision.id} is never broken")
    assert untried == []


@each_pack
def test_every_question_of_a_pack_is_asked_in_a_worked_case(file):
    pack, found = results(file)
    assert set(pack.rules) == {result.case.question for result in found}
    assert set(pack.rules) == set(pack.file.questions)


@each_pack
def test_files_carry_their_schema_and_satisfy_it(file):
    for name, schema in (("pack.yaml", "pack"), ("cases.yaml", "cases")):
        text = file.with_name(name).read_text(encoding="utf-8")
        head = f"# yaml-language-server: $schema=../../{schema}.schema.json\n"
        assert text.startswith(head)
        content = json.loads(json.dumps(read_yaml(text).value, default=plain))
        jsonschema.validate(content, json.loads(schema_text(f"{schema}.schema.json")))


def plain(value):
    """As an editor's YAML sees it: a date is a text, a decimal a number."""
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_files_are_what_the_models_say(name):
    assert (packs_dir() / name).read_text(encoding="utf-8") == schema_text(name), (
        "run: fairway pack schema --write"
    )


@each_pack
def test_what_decides_is_established_and_what_is_not_never_decides(file):
    pack = load(file)
    for values in pack.values.values():
        for value in values:
            doubtful = value.entry.source.confidence in {
                Confidence.INFERRED,
                Confidence.UNVERIFIED,
            }
            assert (value.plain is None) == (doubtful or value.entry.value is None)


@each_pack
def test_every_source_with_an_address_says_when_it_was_seen(file):
    for key, source in load(file).file.sources.items():
        assert source.url == "not known" or source.seen, key


@each_pack
def test_words_for_people_are_whole_in_three_languages(file):
    for provision in load(file).file.provisions:
        for texts in (provision.texts.met, provision.texts.broken, provision.texts.unknown):
            if texts is None:
                continue
            assert texts.ar != texts.en
            assert texts.fr != texts.en
            assert any("\u0600" <= letter <= "\u06ff" for letter in texts.ar)


def test_packs_that_meet_on_a_corridor_mean_the_same_by_a_fact():
    packs = [load(file) for file in FILES]
    for left, right in combinations(packs, 2):
        origins = {p.origin for p in left.file.corridors} & {p.origin for p in right.file.corridors}
        anywhere = any(p.origin == "any" for p in (*left.file.corridors, *right.file.corridors))
        destinations = {p.destination for p in left.file.corridors} & {
            p.destination for p in right.file.corridors
        }
        if not (destinations and (origins or anywhere)):
            continue
        for name in left.facts.keys() & right.facts.keys():
            assert left.facts[name].kind == right.facts[name].kind, name
