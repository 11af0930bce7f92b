"""Bad input, one row a kind: at the door where people meet it, a clear error or a defined result.

The engines' own tests go further: `matching/test_rankings.py`, `test_deferred.py` (a million level
scores), `test_caps.py`, `tables/test_csv_files.py`, and at the API `tests/api/test_problems.py`.
"""

from __future__ import annotations

import io
import json

import pytest
from typer.testing import CliRunner

from fairway.cli.engine import engine_app
from fairway.engines.documents import run
from fairway.engines.kernel import BadInput
from fairway.engines.occupations import groups
from fairway.engines.tables import read_table
from fairway.engines.wages import read_sif
from tests.engines.documents.samples import CODES, ROUND, SEED, SIF, WAGES
from tests.engines.wages.wage_file_writing import Sheet


def workers(*wishes):
    rest = ROUND["workers"][1:]
    return {**ROUND, "workers": [{"id": "a", "wishes": list(wishes)}, *rest]}


def farm(**parts):
    return {**ROUND, "orders": [{**ROUND["orders"][0], **parts}, ROUND["orders"][1]]}


def caps(*sets, limit=1):
    orders = [{"id": name, "places": 1, "points": {}} for name in "abc"]
    found = [{"id": f"cap {n}", "limit": limit, "orders": list(s)} for n, s in enumerate(sets)]
    return {"seed": SEED, "workers": [], "orders": orders, "caps": found}


ALL = {"a": 9, "b": 8, "c": 1}
REFUSED = {
    "a list names an order that is not there": (
        "matching", workers("farm", "mill", "inn"), "workers[0].wishes", "an order of the document",
    ),
    "a list names an order twice": (
        "matching", workers("farm", "mill", "farm"), "workers[0].wishes[2]", "each name once",
    ),
    "a capacity is negative": (
        "matching", farm(places=-1), "orders[0].places", "greater than or equal to 0",
    ),
    "a capacity is no whole number": (
        "matching", farm(places=1.5), "orders[0].places", "integer",
    ),
    "a cap is negative": (
        "matching", caps("ab", limit=-1), "caps[0].limit", "greater than or equal to 0",
    ),
    "caps overlap in part": (
        "matching", caps("ab", "bc"), "caps[0]", "nested or apart",
    ),
    "an order ranks a worker who did not list it": (
        "matching", farm(points={**ALL, "stranger": 1}), "orders[0].points", "who list the order",
    ),
    "an order leaves out a worker who listed it": (
        "matching", farm(points={"a": 9, "b": 8}), "orders.farm.points", "points of c",
    ),
    "a score is not a number": (
        "matching", farm(points={**ALL, "c": float("nan")}), "orders[0].points.c", "integer",
    ),
    "a score is infinite": (
        "matching", farm(points={**ALL, "c": float("inf")}), "orders[0].points.c", "integer",
    ),
    "a score is larger than can be weighed": (
        "matching", farm(points={**ALL, "c": 2**63}), "orders[0].points.c", "less than or equal",
    ),
    "a code of an occupation that there is not": (
        "occupations", {**CODES, "isco": ["9219"]}, "isco[0]", "nearest",
    ),
    "occupations that lie in each other": (
        "occupations", {**CODES, "parents": {"9211": "9212", "9212": "9211"}}, "parents",
        "not permitted",
    ),
    "a wage file in another encoding": (
        "wages",
        {**WAGES, "files": [{"content": "\ufeff" + "\0".join(SIF), "paid_on": "2026-10-31"}]},
        "files[0].content.file", "plain text in ASCII or UTF-8",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_its_path_and_what_is_accepted(what):
    name, document, path, accepted = REFUSED[what]
    with pytest.raises(BadInput) as refused:
        run(name, document)
    told = {fault.field: fault.accepted for fault in refused.value.faults}
    assert path in told
    assert accepted in told[path]


NOBODY = {"seed": SEED, "workers": [], "orders": []}
EMPTY = {
    "nobody and nothing": NOBODY,
    "workers and no order": {**NOBODY, "workers": [{"id": "a", "wishes": []}]},
    "an order and no worker": {**NOBODY, "orders": [{"id": "x", "places": 3, "points": {}}]},
    "a cap over no order": {**NOBODY, "caps": [{"id": "year", "limit": 0, "orders": []}]},
    "an order without places": {
        **NOBODY,
        "workers": [{"id": "a", "wishes": ["x"]}],
        "orders": [{"id": "x", "places": 0, "points": {"a": 1}}],
    },
}


@pytest.mark.parametrize("what", EMPTY)
def test_an_empty_market_is_a_market_in_which_nobody_is_placed(what):
    found = run("matching", EMPTY[what])
    assert [one["order"] for one in found["placements"]] == [None] * len(EMPTY[what]["workers"])
    assert found["passed_over"] == 0


def test_of_many_level_scores_the_lot_decides_and_says_so():
    everybody = [f"w{n}" for n in range(5_000)]
    document = {
        "seed": SEED,
        "workers": [{"id": name, "wishes": ["x"]} for name in everybody],
        "orders": [{"id": "x", "places": 10, "points": dict.fromkeys(everybody, 7)}],
    }
    found = run("matching", document)
    assert found["orders"][0]["filled"] == 10
    said = {one["refused"][0]["decided_by"] for one in found["placements"] if one["refused"]}
    assert said == {"the drawing of lots"}
    document["workers"].reverse()
    again = run("matching", document)
    taken = [{p["worker"] for p in f["placements"] if p["order"]} for f in (found, again)]
    assert taken[0] == taken[1]


def test_no_group_of_occupations_lies_in_itself_by_any_way():
    for code, group in groups().items():
        above = group
        for _step in range(3):
            if above.parent is not None:
                above = groups()[above.parent]
                assert above.code != code
        assert above.parent is None


TEXTS = {
    "a score is NaN": (json.dumps(farm(points={**ALL, "c": float("nan")})).encode(), "NaN is no"),
    "a score is Infinity": (json.dumps(farm(points=dict(ALL, c=float("-inf")))).encode(), "-Infin"),
    "a score beyond all numbers": (json.dumps(ROUND).replace("9,", "1e999,").encode(), "integer"),
    "one name stands twice": (json.dumps(ROUND).replace('"b": 8', '"a": 8').encode(), "twice"),
    "UTF-16": (json.dumps(ROUND).encode("utf-16"), "not in UTF-8"),
    "Windows-1256": ('{"seed": "محمد"}'.encode("cp1256"), "not in UTF-8"),
    "nothing at all": (b"", "not JSON"),
}


@pytest.mark.parametrize("what", TEXTS)
def test_the_command_refuses_a_text_in_one_sentence_and_writes_nothing(tmp_path, what):
    text, said = TEXTS[what]
    source, out = tmp_path / "round.json", tmp_path / "found.json"
    source.write_bytes(text)
    done = CliRunner().invoke(
        engine_app, ["run", "matching", "--in", str(source), "--out", str(out)]
    )
    assert done.exit_code != 0
    assert said in done.stderr or said in str(done.exception)
    assert not out.exists()


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1256", "Windows-1256"), ("utf-16", "UTF-16")],
)
def test_a_register_in_another_encoding_is_named_and_the_way_to_utf_8_told(encoding, named):
    register = "المرجع,الاسم,مكان الولادة\n1,محمد الصالح,صفاقس\n2,فاطمة الزهراء,تونس\n"
    with pytest.raises(BadInput) as refused:
        read_table(io.BytesIO(register.encode(encoding)), "register.csv")
    (fault,) = refused.value.faults
    assert (fault.code, named in fault.value) == ("encoding", True)
    assert "UTF-8" in fault.accepted


def test_a_wage_file_in_another_encoding_is_refused():
    from datetime import date

    with pytest.raises(BadInput, match="UTF-16"):
        read_sif(Sheet().pay("00000000000001", "1.00").text().decode().encode("utf-16"),
                 today=date(2026, 11, 22))  # fmt: skip
