# ruff: noqa: S608  names of columns and tables of this file alone go into SQL
"""A whole register: the same bits as for one pair, whatever computes them, and groups that hold."""

import random
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.identity import PUBLISHED
from fairway.engines.identity.clusters import components, parted
from fairway.engines.identity.evidence import compare_prepared
from fairway.engines.identity.linkage import (
    _weighed_sql,
    link_records,
    wide_sql,
)
from fairway.engines.identity.prepared import Prepared, prepare
from fairway.engines.identity.register import known_of, prepare_register
from fairway.engines.identity.splink_path import linker_for

GIVEN = [
    "Mohamed",
    "Mohammed",
    "Mohamed Amine",
    "Fatima",
    "Fatma",
    "Ali",
    "Karim",
    "Jose",
    "José",
    "Alexandra",
    "Aleksandra",
    None,
]
FAMILY = [
    "El Amrani",
    "Amrani",
    "Ben Salah",
    "Bensalah",
    "García López",
    "Garcia",
    "Mohamed",
    "Ali",
    "Bennani",
    None,
]
ARABIC = ["محمد العمراني", "فاطمة بن صالح", "علي", None, None]
BORN = [
    "1990-03-04",
    "1990-04-03",
    "1990-01-01",
    "1990",
    "1991-03-04",
    "1990-03-05",
    "nonsense",
    "1990-03",
    "1909-03-04",
    None,
]
PLACES = ["Agadir", "أكادير", "Agadyr", "Tunis", None]
PHONES = ["+212600000001", "0600000001", "0600000011", None]
NUMBERS = ["AB123456", "ab-123456", "AB123465", "ZX999999", None]
STREETS = ["Rue de Fès", "Rue de Fez", "Avenue Hassan II", "Hassan II", None]


def invented(size: int, seed: int = 3) -> list[dict[str, str | None]]:
    draw = random.Random(seed)
    return [
        {
            "id": f"r{number:04d}",
            "given_names": draw.choice(GIVEN),
            "family_names": draw.choice(FAMILY),
            "name_arabic": draw.choice(ARABIC),
            "sex": draw.choice(["f", "m", None]),
            "birth_date": draw.choice(BORN),
            "birth_place": draw.choice(PLACES),
            "phone": draw.choice(PHONES),
            "national_id": draw.choice(NUMBERS),
            "house_number": draw.choice(["7", "12", None]),
            "street": draw.choice(STREETS),
            "address_more": draw.choice([*STREETS, None]),
            "town": draw.choice(["Tunis", "Tuniss", "Sfax", None]),
            "postcode": draw.choice(["1002", "1020", "3000", None]),
        }
        for number in range(size)
    ]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        rows = invented(60)
        columns = list(rows[0])
        connection.execute(f"CREATE TABLE plain ({', '.join(f'{c} VARCHAR' for c in columns)})")
        marks = ", ".join("?" for _ in columns)
        connection.executemany(
            f"INSERT INTO plain VALUES ({marks})", [list(r.values()) for r in rows]
        )
        # Others, whose number makes the names above rare.
        connection.execute(
            "INSERT INTO plain (id, given_names, family_names)"
            " SELECT 'z' || i, 'Zohra', 'Yahyaoui' FROM range(20000) AS others(i)"
        )
        prepare_register(connection, "plain")
        connection.execute(
            "CREATE TABLE every_pair AS SELECT a.row AS l, b.row AS r"
            " FROM prepared a JOIN prepared b ON a.row < b.row"
            " WHERE a.row <= 60 AND b.row <= 60"
        )
        yield connection


def pair_by_pair(con: duckdb.DuckDBPyConnection) -> dict[tuple[int, int], float]:
    shares = dict(con.execute("SELECT sound, share FROM rarities").fetchall())
    rows = invented(60)
    known = {int(row["id"][1:]) + 1: prepare(known_of(row), shares)[0] for row in rows}
    pairs = con.execute("SELECT l, r FROM every_pair").fetchall()
    return {
        (one, other): compare_prepared(known[one], known[other]).bits - PUBLISHED.prior_bits
        for one, other in pairs
    }


def test_a_register_s_rows_are_prepared_as_one_record_is(con: duckdb.DuckDBPyConnection) -> None:
    shares = dict(con.execute("SELECT sound, share FROM rarities").fetchall())
    assert con.execute("SELECT count(*) FROM prepared").fetchall() == [(20_060,)]
    for row in invented(60):
        known = known_of(row)
        if not (row["given_names"] and row["family_names"]) or not known.names:
            continue  # who has one name alone has it as a given name; its weight is the same
        mine = prepare(known, shares)[0]
        columns = list(Prepared.__slots__)
        [its] = con.execute(
            f"SELECT {', '.join(columns)} FROM prepared WHERE reference = ?", [row["id"]]
        ).fetchall()
        for name, value in zip(columns, its, strict=True):
            expected = getattr(mine, name)
            assert (tuple(value) if isinstance(value, list) else value) == expected, name


def test_one_query_gives_each_pair_the_bits_of_the_one_pair_path(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = con.execute(_weighed_sql("every_pair", PUBLISHED)).fetchall()
    expected = pair_by_pair(con)
    assert len(found) == len(expected)
    for one, other, bits in found:
        assert bits == pytest.approx(expected[one, other], abs=1e-9)


def test_splink_gives_each_pair_the_bits_of_the_one_pair_path(
    con: duckdb.DuckDBPyConnection,
) -> None:
    from splink import DuckDBAPI

    con.execute(
        "CREATE OR REPLACE TABLE for_splink AS SELECT l AS join_key_l, r AS join_key_r,"
        " '0' AS match_key FROM every_pair"
    )
    linker = linker_for(DuckDBAPI(con), "prepared", pairs="for_splink")
    table = linker.inference.predict(warning_mode="never").physical_name
    found = con.execute(f"SELECT row_l, row_r, match_weight FROM {table}").fetchall()
    expected = pair_by_pair(con)
    assert len(found) == len(expected)
    for one, other, bits in found:
        assert bits - PUBLISHED.prior_bits == pytest.approx(
            expected[min(one, other), max(one, other)], abs=1e-6
        )


def test_every_level_is_met_by_some_pair_of_the_comparison(con: duckdb.DuckDBPyConnection) -> None:
    """Else the two tests above would compare less than they say."""
    for field in PUBLISHED.fields:
        rows = con.execute(
            f"SELECT DISTINCT {field.level_sql('duckdb')} FROM ({wide_sql('every_pair')})"
        ).fetchall()
        assert len(rows) >= min(3, len(field.levels)), field.name


PEOPLE = [
    {
        "id": "a1",
        "given_names": "Mohamed",
        "family_names": "El Amrani",
        "birth_date": "1990-03-04",
        "birth_place": "Agadir",
        "phone": "+212611223344",
    },
    {
        "id": "a2",
        "given_names": "Amrani",
        "family_names": "Mohammed",
        "birth_date": "1990-04-03",
        "birth_place": "Agadir",
        "phone": "0611223344",
    },
    {
        "id": "a3",
        "name_arabic": "محمد العمراني",
        "birth_date": "1990-03-04",
        "birth_place": "أكادير",
        "phone": "0611223344",
    },
    {
        "id": "b1",
        "given_names": "Karim",
        "family_names": "Bennani",
        "birth_date": "1985-07-12",
        "national_id": "QA654321",
    },
    {
        "id": "b2",
        "given_names": "Karim",
        "family_names": "Benani",
        "birth_date": "1985-07-12",
        "national_id": "QA-654321",
    },
    {"id": "c1", "given_names": "Youssef", "family_names": "Idrissi", "birth_date": "1992-11-23"},
]


def test_spellings_scripts_and_orders_of_one_person_come_together_with_reasons() -> None:
    linked = link_records(PEOPLE)
    assert linked.clusters == (("a1", "a2", "a3"), ("b1", "b2"))
    first = linked.pairs[0]
    assert first.bits == pytest.approx(
        linked.model.prior_bits + sum(reason.bits for reason in first.reasons)
    )
    assert all(0.5 <= pair.probability <= 1 for pair in linked.pairs)


def test_the_order_of_rows_changes_nothing() -> None:
    assert link_records(PEOPLE) == link_records(PEOPLE[::-1])


@pytest.mark.parametrize("records", [[], PEOPLE[:1], [{"id": "x"}, {"id": "y"}]])
@pytest.mark.parametrize("teach", [True, False])
def test_a_register_of_nobody_of_one_or_of_no_facts_links_nobody(
    records: list[dict[str, str | None]], teach: bool
) -> None:
    assert link_records(records, teach=teach).pairs == ()


def spoilt(text: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(text))
    return text[:place] + draw.choice("aeiou") + text[place + 1 :]


def test_a_register_teaches_its_own_weights_without_labels() -> None:
    draw = random.Random(5)
    names = ["".join(draw.choices("abdefghiklmnorstuz", k=7)) for _ in range(120)]
    records: list[dict[str, str | None]] = []
    for number in range(300):
        person: dict[str, str | None] = {
            "given_names": draw.choice(names),
            "family_names": draw.choice(names),
            "birth_date": f"19{draw.randrange(60, 99)}-0{draw.randrange(1, 10)}-17",
            "street": draw.choice(names) + " street",
            "town": draw.choice(names),
        }
        changed = draw.choice(["given_names", "family_names", "street", "town"])
        again = {**person, changed: spoilt(str(person[changed]), draw), "birth_date": None}
        records += [{"id": f"{number}-a", **person}, {"id": f"{number}-b", **again}]
    linked = link_records(records, teach=True)
    right = sum(len({row[:-1] for row in rows}) == 1 for rows in linked.clusters)
    assert right >= 295
    assert len(linked.clusters) <= 301
    assert linked.model.by_name["rarity"] == PUBLISHED.by_name["rarity"]
    assert linked.model.by_name["home"] != PUBLISHED.by_name["home"]


def test_a_small_register_teaches_nothing() -> None:
    assert link_records(PEOPLE, teach=True) == link_records(PEOPLE)


def test_a_chain_of_likely_pairs_between_two_people_is_taken_apart() -> None:
    bits = {(1, 2): 9.0, (3, 4): 9.0, (2, 3): 1.0, (1, 3): -8.0, (1, 4): -8.0, (2, 4): -8.0}
    assert parted([1, 2, 3, 4], bits) == [(1, 2), (3, 4)]


def test_a_spoilt_record_stays_with_those_that_it_resembles_most() -> None:
    bits = {(1, 2): 9.0, (1, 3): 8.0, (2, 3): -2.0}
    assert parted([1, 2, 3], bits) == [(1, 2, 3)]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(-30, 30),
    )
)
@settings(max_examples=200)
def test_groups_part_the_rows_and_two_groups_never_speak_for_one_person(
    bits: dict[tuple[int, int], float],
) -> None:
    groups = parted(range(8), bits)
    assert sorted(row for group in groups for row in group) == list(range(8))
    for one in groups:
        for other in groups:
            if one < other:
                between = [
                    max(-10.0, min(10.0, bits.get((min(a, b), max(a, b)), -10.0)))
                    for a in one
                    for b in other
                ]
                assert sum(between) / len(between) <= 1e-9


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_who_is_joined_by_any_path_is_in_one_component(edges: list[tuple[int, int]]) -> None:
    found = components(edges)
    assert all(found[one] == found[other] for one, other in edges)
    assert all(root <= row for row, root in found.items())
