"""Decisions made once come out the same today, or the difference is declared with its reason."""

from __future__ import annotations

import json

import pytest
from ruamel.yaml import YAML

from fairway.engines.provisions import replay
from tests.packs.corpus import CORPUS, DECLARED, all_packs

FILES = sorted(CORPUS.glob("*.json"))


def declared() -> list[dict[str, str]]:
    return YAML(typ="safe", pure=True).load(DECLARED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def packs():
    return [pack for _, pack in all_packs()]


def test_every_version_of_every_pack_has_its_corpus(packs):
    assert {file.stem for file in FILES} == {f"{pack.id}-{pack.version}" for pack in packs}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_stored_decisions_are_decided_the_same_again(file, packs):
    known = {(d["case"], d["path"]) for d in declared() if d["pack"] == file.stem}
    stored = json.loads(file.read_text(encoding="utf-8"))
    assert stored
    found = {
        (case, difference.path): str(difference)
        for case, decision in stored.items()
        for difference in replay(json.dumps(decision), packs)
    }
    assert {key: text for key, text in found.items() if key not in known} == {}
    assert known <= set(found), "a declared difference is gone: take it off the list"


def test_each_declared_difference_gives_its_reason():
    assert all(entry.get("reason") for entry in declared())
