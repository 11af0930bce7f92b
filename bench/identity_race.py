"""Who are the same people: Fairway's linkage against plain Splink, on one invented register.

    python bench/identity_race.py --size 100000 --times 1
    python bench/identity_race.py --febrl DIR      # a folder with the FEBRL files; no race

The register comes from `registers_with_errors`, which saw neither side's settings; the labels are
read when the last pair is told. Splink gets what its guides recommend: texts cleaned before, its
name, date and exact comparisons with term frequencies, nine blocking rules, u from pairs drawn at
random and m by two runs of EM, both capped so that training stays short, and clusters at a
probability of 0.9.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from racing import Race, Runner, main

_SEED = 7
_PAIRS_TRAINED = 2_000_000
_SPLINK_AT = 0.9

Pairs = list[tuple[str, str]]
Columns = dict[str, list[str | None]]


@dataclass(frozen=True)
class Register:
    """What a matcher sees, in plain lists, and apart from it who the people are."""

    columns: Columns
    people: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """What a matcher told, and the truth to compare it with."""

    pairs: Pairs
    clusters: list[list[str]]
    people: Mapping[str, str]


def make(size: int) -> Register:
    """An invented register of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        writer = Path(__file__).with_name("registers_with_errors.py")
        asked = ["--rows", str(size), "--seed", str(_SEED), "--out", folder]
        subprocess.run([sys.executable, str(writer), *asked], check=True, capture_output=True)  # noqa: S603  our own script
        with (Path(folder) / "register.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        with (Path(folder) / "labels.csv").open(encoding="utf-8", newline="") as file:
            _header, *labels = csv.reader(file)
    columns: Columns = {
        name: [value or None for value in values]
        for name, values in zip(header, zip(*rows, strict=True), strict=True)
    }
    return Register(columns, dict(labels))


def _table(con: Any, columns: Columns) -> None:
    import pyarrow as pa

    con.register("arriving", pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}))
    con.execute("CREATE TABLE plain AS SELECT * FROM arriving")


def ours(register: Register) -> Told:
    """Fairway: published weights, no training but the share of pairs of one person."""
    return _ours(register, teach=False)


def ours_taught(register: Register) -> Told:
    """Fairway with the weights that the register teaches."""
    return _ours(register, teach=True)


def _ours(register: Register, *, teach: bool) -> Told:
    import duckdb

    from fairway.engines.identity.linkage import group, score

    con = duckdb.connect()
    _table(con, register.columns)
    model = score(con, "plain", teach=teach)
    groups = group(con, model)
    names = dict(con.execute("SELECT row, reference FROM prepared").fetchall())
    pairs = [(names[a], names[b]) for a, b in con.execute("SELECT l, r FROM likely").fetchall()]
    return Told(pairs, [[names[row] for row in rows] for rows in groups], register.people)


def plain_splink(register: Register) -> Told:
    """Splink 5 by its guides, its training capped."""
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    con = duckdb.connect()
    _table(con, register.columns)
    con.execute(_CLEANED)
    exact = cl.ExactMatch
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            cl.ForenameSurnameComparison("given_names", "family_names"),
            exact("name_arabic").configure(term_frequency_adjustments=True),
            exact("sex"),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.JaroWinklerAtThresholds("birth_place").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
            cl.LevenshteinAtThresholds("national_id", [1, 2]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("national_id"),
            block_on("phone"),
            block_on("name_arabic"),
            block_on("given_names", "family_names"),
            block_on("birth_date", "substr(given_names, 1, 2)"),
            block_on("birth_date", "substr(family_names, 1, 2)"),
            block_on("birth_date", "birth_place", "sex"),
            block_on("given_names", "birth_place", "substr(birth_date, 1, 4)"),
            block_on("family_names", "birth_place", "substr(birth_date, 1, 4)"),
        ],
    )
    linker = Linker(DuckDBAPI(con).register("cleaned"), settings, log_level=None)
    training = linker.training
    sure = [block_on("national_id"), block_on("given_names", "family_names", "birth_date")]
    training.estimate_probability_two_random_records_match(sure, recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=_PAIRS_TRAINED, seed=1)
    for rule in (block_on("birth_date", "sex"), block_on("given_names", "family_names")):
        training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=_PAIRS_TRAINED)
    predicted = linker.inference.predict(threshold_match_probability=_SPLINK_AT)
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=_SPLINK_AT
    )
    pairs = con.execute(f"SELECT id_l, id_r FROM {predicted.physical_name}").fetchall()  # noqa: S608  Splink's own name
    grouped = f"SELECT list(id) FROM {clustered.physical_name} GROUP BY cluster_id"  # noqa: S608  as above
    return Told(pairs, [ids for (ids,) in con.execute(grouped).fetchall()], register.people)


_CLEANED = """
CREATE TABLE cleaned AS SELECT id,
    lower(strip_accents(given_names)) AS given_names,
    lower(strip_accents(family_names)) AS family_names,
    name_arabic, sex, birth_date, lower(strip_accents(birth_place)) AS birth_place,
    right(regexp_replace(phone, '[^0-9]', '', 'g'), 8) AS phone,
    upper(regexp_replace(national_id, '[^0-9A-Za-z]', '', 'g')) AS national_id
FROM plain
"""


def _two_of(counts: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts)


def f1(right: int, told: int, true: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (told + true) if told + true else 1.0


def summary(told: Told) -> str:
    """Pairwise F1, and F1 of all pairs within clusters, against the labels."""
    people = told.people
    true = _two_of(Counter(people.values()).values())
    right = sum(people[a] == people[b] for a, b in told.pairs)
    inside = sum(_two_of(Counter(people[row] for row in rows).values()) for rows in told.clusters)
    within = _two_of(len(rows) for rows in told.clusters)
    return (
        f"F1 pairs {f1(right, len(told.pairs), true):.4f} clusters {f1(inside, within, true):.4f}"
    )


def febrl(folder: Path) -> None:
    """Link the FEBRL sets in a folder without the identity number and print the F1 of each."""
    names = {
        "given_name": "given_names",
        "surname": "family_names",
        "suburb": "town",
        "street_number": "house_number",
        "address_1": "street",
        "address_2": "address_more",
        "postcode": "postcode",
        "rec_id": "id",
    }
    for number in "1234":
        rows: list[dict[str, str]] = []
        for path in sorted(folder.rglob(f"*dataset{number}*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows += csv.DictReader(file, skipinitialspace=True)
        if not rows:
            continue
        columns: Columns = {new: [row[old] or None for row in rows] for old, new in names.items()}
        born = [row["date_of_birth"] for row in rows]
        columns["birth_date"] = [f"{d[:4]}-{d[4:6]}-{d[6:]}" if d else None for d in born]
        people = {row["rec_id"]: row["rec_id"].split("-")[1] for row in rows}
        print(f"FEBRL {number}, {len(rows):,} rows")
        for name, run in (("published weights", ours), ("taught by the register", ours_taught)):
            print(f"  {name:28} {summary(run(Register(columns, people)))}")


RACE = Race(
    name="who are the same people",
    make=make,
    runners={
        "fairway": Runner(ours, 10_000_000),
        "fairway, taught": Runner(ours_taught, 1_000_000),
        "splink 5": Runner(plain_splink, 1_000_000),
    },
    summary=summary,
    warm=2_000,
    sizes=(100_000,),
)

if __name__ == "__main__":
    if "--febrl" in sys.argv:
        febrl(Path(sys.argv[sys.argv.index("--febrl") + 1]))
    else:
        main(RACE, __file__)
