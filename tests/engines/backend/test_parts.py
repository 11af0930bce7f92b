"""A function over the parts of a table: the same in parts, whole, here and on Spark."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.backend import (
    Engine,
    chosen,
    map_parts,
    matrix,
    numbers,
    processors,
    ragged,
    rows,
    spark,
)
from fairway.engines.backend.tables import connection
from fairway.engines.kernel import BadInput


def totals(part: pa.Table) -> pa.Table:
    """The number of each row, with what its row adds up to and how many rows are in its part."""
    start, entries = rows(part, "ragged")
    whole = np.concatenate([[0], np.cumsum(entries, dtype=np.int64)])
    return pa.table(
        {
            "number": part["number"],
            "sum": numbers(part, "matrix").sum(axis=1) + whole[start[1:]] - whole[start[:-1]],
            "rows": np.full(len(part), len(part)),
        }
    )


def table(parts: list[int], draw: np.random.Generator) -> pa.Table:
    """Rows with a matrix of two columns and a row of up to four further numbers each."""
    lengths = draw.integers(0, 5, len(parts))
    start = np.concatenate([[0], np.cumsum(lengths)])
    return pa.table(
        {
            "number": np.arange(len(parts)),
            "matrix": matrix(draw.integers(0, 100, (len(parts), 2))),
            "ragged": ragged(start, draw.integers(0, 100, start[-1])),
        }
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-2, 4), max_size=40), st.integers(0, 1_000))
def test_parts_are_put_together_by_number_and_each_row_stays_in_its_place(parts, seed):
    whole = table(parts, np.random.default_rng(seed))
    found = map_parts(totals, whole, np.array(parts, dtype=np.int32))
    expected = np.argsort(np.array(parts, dtype=np.int32), kind="stable")
    assert numbers(found, "number").tolist() == expected.tolist()
    assert numbers(found, "rows").tolist() == [parts.count(parts[i]) for i in expected]
    alone = [totals(whole.slice(i, 1)) for i in expected]
    assert numbers(found, "sum").tolist() == [int(numbers(one, "sum")[0]) for one in alone]


@pytest.mark.parametrize(
    "given_rows",
    [
        np.arange(6, dtype=np.uint64).reshape(3, 2),
        np.zeros((3, 0), dtype=np.uint64),
        np.array([[True], [False], [True]]),
        np.array([[2**31 - 1], [-(2**31)], [0]], dtype=np.int32),
        np.array([1.5, -2.5, 0.0]),
    ],
)
def test_a_column_comes_back_as_it_was_also_from_a_slice_and_after_its_travels(given_rows):
    column = matrix(given_rows) if given_rows.ndim > 1 else pa.array(given_rows)
    whole = pa.table({"it": column})
    travelled = spark._unpacked(pa.py_buffer(spark._packed(whole.slice(1))))
    for found, expected in (
        (numbers(whole, "it"), given_rows),
        (numbers(whole.slice(1, 1), "it"), given_rows[1:2]),
        (numbers(whole.slice(0, 0), "it"), given_rows[:0]),
        (numbers(whole.take(pa.array([2, 0])), "it"), given_rows[[2, 0]]),
        (numbers(travelled, "it"), given_rows[1:]),
    ):
        assert found.dtype == expected.dtype
        assert found.flags.writeable, "for a read-only array every loop would be compiled anew"
        assert np.array_equal(found, expected)


def test_a_fault_in_one_part_is_told_as_it_is():
    with pytest.raises(KeyError):
        map_parts(totals, pa.table({"number": [1, 2]}), np.array([0, 1]))


def test_the_engine_is_duckdb_unless_another_is_named(monkeypatch):
    monkeypatch.delenv("FAIRWAY_ENGINE", raising=False)
    assert chosen() is Engine.DUCKDB
    assert connection().name == "duckdb"
    assert processors() >= 1
    monkeypatch.setenv("FAIRWAY_ENGINE", "")
    assert chosen() is Engine.DUCKDB


def test_an_unknown_engine_is_refused_with_those_that_are_known(monkeypatch):
    monkeypatch.setenv("FAIRWAY_ENGINE", "hadoop")
    with pytest.raises(BadInput) as refused:
        chosen()
    assert refused.value.faults[0].field == "FAIRWAY_ENGINE"
    assert refused.value.faults[0].accepted == "duckdb or spark"


def test_spark_that_is_not_installed_is_one_sentence(monkeypatch):
    monkeypatch.setenv("FAIRWAY_ENGINE", "spark")
    monkeypatch.setattr(spark, "find_spec", lambda _name: None)
    with pytest.raises(BadInput) as refused:
        chosen()
    assert "make spark" in refused.value.faults[0].accepted


def test_java_that_is_not_installed_is_one_sentence(monkeypatch):
    monkeypatch.setenv("FAIRWAY_ENGINE", "spark")
    monkeypatch.setattr(spark, "find_spec", lambda _name: object())
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput) as refused:
        chosen()
    assert "Java 17" in refused.value.faults[0].accepted
