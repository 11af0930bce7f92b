"""Facts written in a file are read in columns as each would be read alone."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairway.engines.identity import PartialDate
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.provisions.facts import FactSpec, plain
from fairway.engines.provisions.written import ages_from_births, written_facts

SLOW = settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])


def spec(kind: str, currency: str | None = None, values: tuple[str, ...] = ()) -> FactSpec:
    return FactSpec("fact", kind, currency, None, values, {"en": "a fact"}, None)


def read(texts: list[str | None], one: FactSpec) -> tuple[list[object], list[Fault]]:
    rows = pa.table(
        {"row_number": pa.array(range(1, len(texts) + 1)), "fact": pa.array(texts, pa.string())}
    )
    backend = ibis.duckdb.connect()
    ibis.options.default_backend = backend
    found = written_facts(ibis.memtable(rows), [one])
    people = backend.to_pyarrow(found.people.order_by("row_number")).to_pylist()
    return [row["fact"] for row in people], found.faults(200)


KINDS = [
    (
        spec("int"),
        st.integers(-(10**6), 10**6).map(str) | st.sampled_from(["+7", "1.5", "x", "1e3"]),
    ),
    (spec("bool"), st.sampled_from(["true", "FALSE", " True ", "yes", "1", "0"])),
    (spec("date"), st.dates().map(str) | st.sampled_from(["2026-02-30", "2026-2-3", "soon"])),
    (
        spec("money", "USD"),
        st.decimals(-(10**6), 10**6, places=2).map(lambda n: f"{n} USD")
        | st.sampled_from(
            ["400 USD", "400.5 USD", "400.005 USD", "400 EUR", "USD", "400", "-1 USD"]
        ),
    ),
    (spec("money", "TND"), st.decimals(0, 10**5, places=3).map(lambda n: f"{n} TND")),
    (spec("money", "JPY"), st.sampled_from(["500 JPY", "500.5 JPY"])),
    (spec("text"), st.sampled_from(["a", "b c", "é"])),
    (spec("text", values=("a", "b.c")), st.sampled_from(["a", "b.c", "bxc", "A"])),
    (spec("texts"), st.sampled_from(["a", "a, b", "a,,b", " a ,b , "])),
    (spec("texts", values=("a", "b.c")), st.sampled_from(["a", "a, b.c", "a,c", "bxc"])),
]


@pytest.mark.parametrize(("one", "texts"), KINDS, ids=lambda value: getattr(value, "type", None))
@SLOW
@given(data=st.data())
def test_a_cell_is_read_as_the_same_words_would_be_for_one_person(data, one, texts):
    written = data.draw(st.lists(st.none() | texts, min_size=1, max_size=40))
    values, faults = read(written, one)
    wrong = {fault.row for fault in faults}
    for row, (text, value) in enumerate(zip(written, values, strict=True), start=1):
        if text is None:
            assert value is None
            continue
        alone = one.read(text.strip())
        assert (row in wrong) == isinstance(alone, Fault), text
        if not isinstance(alone, Fault):
            found = tuple(value) if isinstance(value, list) else value
            assert found == plain(alone), text


def test_each_cell_that_cannot_be_read_is_named_with_its_row_and_what_is_accepted():
    _, faults = read(["1", "two", None, "3.5"], spec("int"))
    assert [(f.row, f.field, f.value, f.accepted) for f in faults] == [
        (2, "fact", "two", "a whole number"),
        (4, "fact", "3.5", "a whole number"),
    ]


def test_money_in_any_currency_is_no_column():
    with pytest.raises(BadInput) as refused:
        read(["4 USD"], spec("money"))
    assert refused.value.faults[0].code == "currency"


BORN = st.dates(date(1900, 1, 1), date(2030, 1, 1)) | st.sampled_from(["1990", "1990-05"])


@SLOW
@given(st.lists(BORN), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_an_age_is_that_of_the_whole_date_of_birth_and_else_not_known(born, on):
    texts = [str(one) for one in born]
    raw = ibis.memtable(pa.table({"birth_date": pa.array(texts, pa.string())}))
    rows = ibis.duckdb.connect().to_pyarrow(ages_from_births(raw, on)).to_pylist()
    for text, row in zip(texts, rows, strict=True):
        youngest, oldest = PartialDate.parse(text).age_bounds(on)
        whole = len(text) == len("1990-05-01") and date.fromisoformat(text) <= on
        assert row["worker_age"] == (str(youngest) if whole else None)
        assert not whole or youngest == oldest


def test_an_age_that_is_written_stands():
    rows = pa.table({"birth_date": ["1990-01-01"], "worker_age": ["20"]})
    raw = ibis.memtable(rows)
    found = ages_from_births(raw, date(2026, 1, 1) + timedelta(days=1))
    assert ibis.duckdb.connect().to_pyarrow(found).to_pylist() == rows.to_pylist()
