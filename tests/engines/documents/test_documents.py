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
from fairway.engines.provisions import packs_dir
from tests.engines.documents.samples import (
    CODES,
    COSTS,
    DOCUMENTS,
    FIT,
    PEOPLE,
    RATES,
    ROUND,
    RULES,
    SEED,
    WAGES,
)


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


def changed(document=ROUND, **parts):
    return {**json.loads(json.dumps(document)), **parts}


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
        (b'{"points": {"a": 1, "a": 2}}', "the name 'a' stands twice"),
        (rb'{"id": "\ud800"}', "half of a pair"),
        (b"9" * 5_000, "not JSON"),
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
    with pytest.raises(BadInput, match="one of: matching, retrieval, audit, rules"):
        run("divination", {})


def test_the_best_of_a_register_are_found_with_their_points_in_parts():
    (inn,) = run("retrieval", FIT)["orders"]
    assert [(one["worker"], one["points"]) for one in inn["best"]] == [("a", 14)]
    assert inn["best"][0]["parts"] == {"own_occupation": 10, "experience": 2, "languages": 2}
    near = run("retrieval", changed(FIT, eligibility={"asked": ["occupation"]}))["orders"][0]
    assert [one["worker"] for one in near["best"]] == ["b", "a", "c"]


def test_a_pack_says_of_each_person_what_is_allowed_and_by_which_source():
    found = run("rules", RULES)
    first, second = found["people"]
    assert {reason["outcome"] for reason in second["reasons"]} >= {"refused"}
    broken = [r["provision"] for r in second["reasons"] if r["outcome"] == "refused"]
    assert "ph-ae-domestic/age-origin" in broken
    assert "ph-ae-domestic/age-origin" not in [
        r["provision"] for r in first["reasons"] if r["outcome"] == "refused"
    ]
    assert all(r["source"]["article"] for r in second["reasons"])
    assert found["packs"][0]["digest"]


def test_a_pack_may_be_a_draft_that_is_sent_along():
    text = (packs_dir() / "ph-ae-domestic" / "2026.1" / "pack.yaml").read_text("utf-8")
    assert run("rules", changed(RULES, packs=[{"text": text}])) == run("rules", RULES)


def test_records_of_one_person_are_paired_with_what_speaks_for_it():
    found = run("identity", PEOPLE)
    (pair,) = found["pairs"]
    assert (pair["one"], pair["other"]) == ("office/17", "port/3")
    assert 0.5 <= pair["probability"] <= 1
    assert {"phone"} <= {reason["field"] for reason in pair["reasons"] if reason["bits"] > 0}


def test_a_thousand_alike_records_share_keys_that_tell_nobody_apart():
    records = [{**PEOPLE["records"][0], "id": str(n)} for n in range(1_000)]
    found = run("identity", {"records": records})
    assert (found["compared"], found["pairs"]) == (0, [])
    assert found["too_common"] > 0


def test_a_wage_below_the_contract_is_found():
    found = run("wages", WAGES)
    assert found["totals"] == [{"amount": "1500.00", "currency": "AED"}]
    (short,) = found["findings"]
    assert (short["kind"], short["severity"], short["worker"]) == ("short", "breach", "w1")
    assert short["amounts"]["short"] == {"amount": "500.00", "currency": "AED"}


def test_what_was_paid_beyond_a_limit_goes_back():
    found = run("costs", COSTS)
    assert [(r["reference"], r["amount"]["amount"]) for r in found["refunds"]] == [
        ("a", "15.00"),
        ("b", "70.50"),
    ]
    assert found["lawful"] == {"amount": "25.00", "currency": "USD"}


def test_codes_are_read_and_compared():
    found = run("occupations", CODES)
    assert [one["isco"] for one in found["soc"]] == ["9211", ""]
    assert found["isco"][0]["within"] == ["9", "92", "921"]
    assert found["distances"] == [1]


@pytest.mark.parametrize(
    ("name", "document", "paths"),
    [
        ("retrieval", changed(FIT, orders=[
            {**FIT["orders"][0], "occupation": "0000", "end": "2027-02-01",
             "languages": {"fr": "D9"}}]),
         {"orders[0].languages.fr"}),
        ("retrieval", changed(FIT, orders=[
            {**FIT["orders"][0], "occupation": "0000", "end": "2027-02-01"}],
            eligibility={"asked": ["pay"], "least_age": 30, "most_age": 20},
            workers=[{"id": "a", "occupations": ["5131", "5131", "9999"]}]),
         {"orders[0].occupation", "orders[0].end", "eligibility.asked", "eligibility.most_age",
          "workers[0].occupations[1]", "workers[0].occupations"}),
        ("rules", changed(RULES, packs=[{"id": "nowhere"}, {}]), {"packs[0].pack", "packs[1]"}),
        ("rules", changed(RULES, packs=[{"text": "a: ["}]), {"packs[0].(file)"}),
        ("rules", changed(RULES, packs=[{"text": "a: 1"}] * 2), {"packs"}),
        ("rules", changed(RULES, question="may.i"), {"question"}),
        ("rules", changed(RULES, on="2026-02-30"), {"on"}),
        ("rules", changed(RULES, people=[{"id": "a"}, {"id": "a"}]), {"people[1]"}),
        ("rules", changed(RULES, facts={"height": [3], "worker_age": 24.5}),
         {"facts.height", "facts.worker_age"}),
        ("rules", changed(RULES, facts={"height": 3, "worker_age": "old"}),
         {"facts.height", "facts.worker_age"}),
        ("rules", changed(RULES, facts={"channel": "nowhere"}), {"people[0].facts.channel",
                                                                 "people[1].facts.channel"}),
        ("identity", {"records": [
            {"id": "a", "names": [{"parts": ["..."]}], "birth": "soon"},
            {"id": "a", "names": [{"parts": ["Amira"]}]}], "least": 0.5},
         {"records[0].names[0].name", "records[0].birth", "records[1]"}),
        ("identity", {"records": [], "least": float("nan")}, {"least"}),
        ("wages", changed(WAGES, month="2026-13", on="soon"), {"month", "on"}),
        ("wages", changed(WAGES, rule={**WAGES["rule"], "worker_share": "0"}),
         {"rule.worker_share"}),
        ("wages", changed(WAGES, rule={**WAGES["rule"], "counted": ["luck"]}), {"rule.counted"}),
        ("wages", changed(WAGES, files=[{"content": "x", "paid_on": "2026-10-31"}]),
         {"files[0].content.record_type"}),
        ("wages", changed(WAGES, contracts=[{
            **WAGES["contracts"][0], "works_to": "2025-01-01",
            "wage": {"amount": "1.001", "currency": "AED"}}]),
         {"contracts[0].wage.amount", "contracts[0].end"}),
        ("costs", changed(COSTS, currency="XXZ"), {
            "paid[0].amount.currency", "paid[0].refunded.currency", "paid[1].amount.currency",
            "limits[0].at_most.currency"}),
        ("costs", changed(COSTS, paid=[COSTS["paid"][0], {**COSTS["paid"][0], "amount": "-1",
                                                          "refunded": "1e5"}]),
         {"paid[1].refunded"}),
        ("costs", changed(COSTS, paid=[COSTS["paid"][0], {**COSTS["paid"][0], "amount": "-1"}]),
         {"paid[1].amount", "paid[1].refunded", "paid[1]"}),
        ("occupations", {"isco": ["9211", "0000"], "pairs": [{"one": "92", "other": "9211"}]},
         {"isco[1]", "pairs[0].one"}),
        ("audit", changed(RATES, groups=[{**RATES["groups"][0], "placed": 101}]), {"sex.m"}),
    ],
)  # fmt: skip
def test_every_fault_of_any_document_is_told_with_its_path(name, document, paths):
    with pytest.raises(BadInput) as refused:
        run(name, document)
    assert {fault.field for fault in refused.value.faults} == paths


def test_no_more_than_two_hundred_faults_are_told_of_one_document():
    for document in ({"isco": ["0000"] * 5_000}, {"isco": [1] * 5_000}):
        with pytest.raises(BadInput) as refused:
            run("occupations", document)
        assert len(refused.value.faults) == 200


def test_many_contracts_of_one_number_are_looked_through_in_their_order():
    with pytest.raises(BadInput, match="one after the other"):
        run("wages", changed(WAGES, contracts=WAGES["contracts"] * 20_000))
