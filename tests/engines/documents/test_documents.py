"""Engines as documents: what a script sends, what it gets, and what is wrong with it by path."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from fairway.cli.engine import engine_app
from fairway.engines.documents import ENGINES, run, schema
from fairway.engines.kernel import BadInput

SEED = "0f" * 32
ROUND = {
    "seed": SEED,
    "groups": ["returning"],
    "workers": [
        {"id": "a", "wishes": ["farm", "mill"]},
        {"id": "b", "wishes": ["farm"]},
        {"id": "c", "wishes": ["farm"], "groups": ["returning"]},
    ],
    "orders": [
        {"id": "farm", "places": 2, "points": {"a": 9, "b": 8, "c": 1}, "kept": {"returning": 1}},
        {"id": "mill", "places": 1, "points": {"a": 0}},
    ],
    "caps": [{"id": "year", "limit": 2, "orders": ["farm", "mill"]}],
}
RATES = {
    "attribute": "sex",
    "groups": [
        {"group": "m", "workers": 100, "eligible": 100, "placed": 60},
        {"group": "w", "workers": 100, "eligible": 80, "placed": 30},
    ],
}
DOCUMENTS = {"matching": ROUND, "audit": RATES}


def test_a_round_is_cleared_with_its_reasons():
    found = run("matching", ROUND)
    assert [(p["worker"], p["order"], p["wish"]) for p in found["placements"]] == [
        ("a", "farm", 1), ("b", None, None), ("c", "farm", 1),
    ]  # fmt: skip
    assert found["placements"][1]["refused"] == [
        {"order": "farm", "wish": 1, "closed_by": "farm", "points": 8, "last_points": 9,
         "decided_by": "points"},
    ]  # fmt: skip
    assert found["caps"] == [{"cap": "year", "limit": 2, "used": 2}]
    assert found["orders"][1]["closed_by"] == "year"
    assert found["passed_over"] == 0


def test_rates_are_compared():
    found = run("audit", RATES)
    assert (found["best"], found["rates"][1]["ratio"]) == ("m", 0.5)
    assert found["rates"][1]["by_eligibility"] + found["rates"][1]["by_ranking"] == pytest.approx(
        0.3
    )


@pytest.mark.parametrize("name", ENGINES)
def test_the_published_schemas_hold_for_what_goes_in_and_comes_out(name):
    told = schema(name)
    jsonschema.Draft202012Validator.check_schema(told["given"])
    jsonschema.validate(DOCUMENTS[name], told["given"])
    jsonschema.validate(run(name, DOCUMENTS[name]), told["found"])
    assert run(name, DOCUMENTS[name]) == run(name, DOCUMENTS[name])


def changed(**parts):
    return {**json.loads(json.dumps(ROUND)), **parts}


def order(**parts):
    return [{**ROUND["orders"][0], **parts}, ROUND["orders"][1]]


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ([], {"document"}),
        ({}, {"workers", "orders", "seed"}),
        (changed(seed="x", more=1), {"seed", "more"}),
        (changed(orders=order(places=-1)), {"orders[0].places"}),
        (changed(orders=order(places="2")), {"orders[0].places"}),
        (changed(orders=order(points={"a": 9, "b": 8, "c": float("nan")})), {"orders[0].points.c"}),
        (changed(orders=order(points={"a": 9, "b": 8})), {"orders.farm.points"}),
        (changed(orders=order(points={"a": 9, "b": 8, "c": 1, "z": 1})), {"orders[0].points"}),
        (changed(orders=order(kept={"returning": 3})), {"orders[0].kept"}),
        (changed(orders=order(kept={"women": 1})), {"orders[0].kept"}),
        (changed(groups=["returning", "returning"]), {"groups[1]"}),
        (changed(caps=[{"id": "year", "limit": 1, "orders": ["inn"]}]), {"caps[0].orders"}),
        (changed(workers=[*ROUND["workers"], {"id": "a", "wishes": []}]), {"workers[3]"}),
        (changed(workers=[{"id": "a", "wishes": ["farm", "farm", "mill"]}, *ROUND["workers"][1:]]),
         {"workers[0].wishes[1]"}),
    ],
)  # fmt: skip
def test_every_fault_of_a_document_is_told_with_its_path(document, paths):
    with pytest.raises(BadInput) as refused:
        run("matching", document)
    assert {fault.field for fault in refused.value.faults} == paths


def test_caps_that_cross_are_refused_or_divided_as_the_document_says():
    orders = [{"id": o, "places": 1, "points": {}} for o in "abc"]
    caps = [
        {"id": "x", "limit": 2, "orders": ["a", "b"]},
        {"id": "y", "limit": 2, "orders": ["b", "c"]},
    ]
    document = {"seed": SEED, "workers": [], "orders": orders, "caps": caps}
    with pytest.raises(BadInput, match="nested or apart"):
        run("matching", document)
    found = run("matching", {**document, "crossing_caps": "divide"})
    assert sorted(cap["cap"] for cap in found["caps"]) == ["x", "y, part 1 of 2", "y, part 2 of 2"]


def test_a_round_of_nobody_is_a_round():
    assert run("matching", {"seed": SEED, "workers": [], "orders": []})["placements"] == []


def test_the_command_lists_describes_and_runs(tmp_path: Path):
    runner, source, out = CliRunner(), tmp_path / "round.json", tmp_path / "found.json"
    source.write_text(json.dumps(ROUND), encoding="utf-8")
    assert "matching" in runner.invoke(engine_app, ["list"]).stdout
    told = json.loads(runner.invoke(engine_app, ["schema", "matching"]).stdout)
    assert told["given"]["title"] == "RoundGiven"
    done = runner.invoke(engine_app, ["run", "matching", "--in", str(source), "--out", str(out)])
    assert done.exit_code == 0
    assert json.loads(out.read_text("utf-8")) == run("matching", ROUND)
    piped = runner.invoke(engine_app, ["run", "matching", "--in", "-"], input=json.dumps(ROUND))
    assert json.loads(piped.stdout) == run("matching", ROUND)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not in UTF-8"),
        (b'{"seed": NaN}', "NaN is no number"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_that_is_no_document_is_refused_in_one_sentence(tmp_path: Path, text, said):
    source = tmp_path / "round.json"
    source.write_bytes(text)
    done = CliRunner().invoke(engine_app, ["run", "matching", "--in", str(source)])
    assert done.exit_code == 3
    assert said in done.stderr


def test_an_engine_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(BadInput, match="matching, audit"):
        run("divination", {})
