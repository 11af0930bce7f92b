"""A whole register: which records are likely one person's, with the probability and the reasons.

    linked = link(connection, "workers")            # a table of plain texts, `register.PLAIN`
    linked.pairs, linked.clusters                   # nothing is merged: a person decides

DuckDB does the work set-based: texts are read once (`register`), pairs come from shared keys
(`pairs`), their weights from one query over the levels of the one-pair path (`model`). The weights
are the published ones, or what the register itself teaches (`learning`). To train, inspect and
chart the same levels with Splink, on DuckDB or Spark, see `splink_path`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import duckdb
import numpy as np
import pyarrow as pa

from fairway.engines.identity.clusters import components, parted
from fairway.engines.identity.evidence import Agreement, probability_of
from fairway.engines.identity.learning import MOST_RANDOM_PAIRS, learn
from fairway.engines.identity.levels import PUBLISHED
from fairway.engines.identity.model import Model
from fairway.engines.identity.pairs import keys_sql, pairs_sql
from fairway.engines.identity.prepared import Prepared
from fairway.engines.identity.register import PLAIN, prepare_register

# A chain of more is not completed pair by pair: what was not compared speaks for two people.
_LARGEST_COMPLETED = 50
# A smaller register has too few pairs to teach anything: the published weights stay.
LEAST_TO_LEARN = 500
_ROUNDS = 20
_CLOSE_ENOUGH = 1e-4
_COLUMNS = [column.name for column in fields(Prepared)]


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """Two records that are likely one person's."""

    left: str
    right: str
    probability: float
    bits: float
    reasons: tuple[Agreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """The likely pairs, the likeliest first; the groups of two records or more; the weights."""

    pairs: tuple[LinkedPair, ...]
    clusters: tuple[tuple[str, ...], ...]
    model: Model


def link_records(
    records: Sequence[Mapping[str, str | None]],
    *,
    least: float = 0.5,
    teach: bool = False,
    model: Model = PUBLISHED,
) -> Linked:
    """`link` for plain records: mappings with ``id`` and any of `PLAIN`, in and out of memory."""
    columns = {name: pa.array([row.get(name) for row in records], pa.string()) for name in PLAIN}
    with duckdb.connect() as con:
        con.register("given_records", pa.table(columns))
        con.execute("CREATE TABLE plain_records AS SELECT * FROM given_records")
        return link(con, "plain_records", least=least, teach=teach, model=model)


def link(
    con: duckdb.DuckDBPyConnection,
    source: str,
    *,
    least: float = 0.5,
    teach: bool = False,
    model: Model = PUBLISHED,
) -> Linked:
    """Link a table of plain texts with itself.

    ``least``: the probability from which a pair is told. ``teach``: learn the weights from this
    register instead of using the published ones; the share of pairs that are of one person is
    learnt in any case. Ids must differ; who is linked is in no way changed by the order of rows.
    """
    model = score(con, source, least=least, teach=teach, model=model)
    groups = group(con, model)
    names = dict(con.execute("SELECT row, reference FROM prepared").fetchall())
    levels = ", ".join(f"{field.level_sql('duckdb')}" for field in model.fields)
    rows = con.execute(
        f"SELECT l, r, bits, [{levels}] FROM ({wide_sql('likely')})"  # noqa: S608  our own names
    ).fetchall()
    pairs = [
        LinkedPair(
            min(names[one], names[other]),
            max(names[one], names[other]),
            probability_of(bits),
            bits,
            _reasons(model, places),
        )
        for one, other, bits, places in rows
    ]
    pairs.sort(key=lambda pair: (-pair.bits, pair.left, pair.right))
    clusters = sorted(tuple(sorted(names[row] for row in rows)) for rows in groups)
    return Linked(tuple(pairs), tuple(clusters), model)


def score(
    con: duckdb.DuckDBPyConnection,
    source: str,
    *,
    least: float = 0.5,
    teach: bool = False,
    model: Model = PUBLISHED,
) -> Model:
    """Make the table ``likely`` (l, r, bits) of row pairs; the model that was used."""
    prepare_register(con, source)
    con.execute(f"CREATE OR REPLACE TEMP TABLE pair_keys AS {keys_sql('prepared')}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE pairs AS {pairs_sql('pair_keys')}")
    con.execute("DROP TABLE pair_keys")
    [(size,)] = con.execute("SELECT count(*) FROM prepared").fetchall()
    model = model.for_register_of(size)
    if teach and size >= LEAST_TO_LEARN:
        con.execute(f"CREATE OR REPLACE TEMP TABLE drawn AS {_drawn_sql(size)}")
        model = learn(con, f"({wide_sql('pairs')})", f"({wide_sql('drawn')})", size, model)
    con.execute(f"CREATE OR REPLACE TEMP TABLE weighed AS {_weighed_sql('pairs', model)}")
    model = _with_prior(con, model, size)
    threshold = float(np.log2(least / (1 - least)))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE likely AS SELECT l, r, evidence + ? AS bits"
        " FROM weighed WHERE evidence + ? >= ?",
        [model.prior_bits, model.prior_bits, threshold],
    )
    return model


def group(con: duckdb.DuckDBPyConnection, model: Model) -> list[tuple[int, ...]]:
    """The groups of rows that `score` made likely, chains taken apart."""
    found = components(con.execute("SELECT l, r FROM likely").fetchall())
    members = {
        "row": pa.array(list(found), pa.int32()),
        "component": pa.array(list(found.values()), pa.int32()),
    }
    con.register("members", pa.table(members))
    con.execute("CREATE OR REPLACE TEMP TABLE joined AS SELECT * FROM members")
    con.unregister("members")
    con.execute(f"CREATE OR REPLACE TEMP TABLE inner_pairs AS {_INNER}")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE inner_weighed AS {_weighed_sql('inner_pairs', model)}"
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE doubtful AS {_DOUBTFUL}", [model.prior_bits])
    sure = con.execute(_SURE).fetchall()
    bits: dict[int, dict[tuple[int, int], float]] = {}
    rows: dict[int, set[int]] = {}
    for component, one, other, weight in con.execute(_TO_PART, [model.prior_bits]).fetchall():
        bits.setdefault(component, {})[one, other] = weight
        rows.setdefault(component, set()).update((one, other))
    groups = [tuple(together) for (together,) in sure]
    for component, there in sorted(rows.items()):
        groups += [one for one in parted(sorted(there), bits[component]) if len(one) > 1]
    return groups


def wide_sql(pairs: str) -> str:
    """Pairs of rows with the columns of both, each column named for its side."""
    columns = ", ".join(f"a.{name} AS {name}_l, b.{name} AS {name}_r" for name in _COLUMNS)
    return (
        f"SELECT p.*, {columns} FROM {pairs} p"  # noqa: S608  our own names
        " JOIN prepared a ON a.row = p.l JOIN prepared b ON b.row = p.r"
    )


def _weighed_sql(pairs: str, model: Model) -> str:
    evidence = " + ".join(field.bits_sql("duckdb") for field in model.fields)
    return f"SELECT l, r, {evidence} AS evidence FROM ({wide_sql(pairs)})"  # noqa: S608  our own names


def _drawn_sql(size: int) -> str:
    """Pairs drawn at random, the same for the same register: rows by a hash of a counter."""
    row = "CAST(1 + hash(i{more}) % {size} AS INTEGER)"
    left, right = row.format(more="", size=size), row.format(more=" + 1000000007", size=size)
    return (
        f"SELECT * FROM (SELECT {left} AS l, {right} AS r"  # noqa: S608  our own names
        f" FROM range({MOST_RANDOM_PAIRS}) AS counter(i)) WHERE l <> r"
    )


def _with_prior(con: duckdb.DuckDBPyConnection, model: Model, size: int) -> Model:
    """The model with the share of pairs of one person that its own weights find."""
    evidence = con.execute("SELECT evidence FROM weighed").fetchnumpy()["evidence"]
    every = size * (size - 1) / 2
    for _round in range(_ROUNDS if len(evidence) else 0):
        likely = float((1 / (1 + np.exp2(-(evidence + model.prior_bits)))).sum())
        prior = min(max(likely / every, model.prior / 8), 0.5)
        if abs(prior - model.prior) <= _CLOSE_ENOUGH * model.prior:
            break
        model = replace(model, prior=prior)
    return model


def _reasons(model: Model, places: Iterable[int]) -> tuple[Agreement, ...]:
    return tuple(
        Agreement(field.name, field.levels[place].name, field.levels[place].bits)
        for field, place in zip(model.fields, places, strict=True)
        if place >= 0
    )


# Every pair within a component of three or more, where that is not too many.
_INNER = f"""
SELECT a.row AS l, b.row AS r FROM joined a JOIN joined b USING (component)
WHERE a.row < b.row AND component IN (
    SELECT component FROM joined GROUP BY component
    HAVING count(*) BETWEEN 3 AND {_LARGEST_COMPLETED}
)
"""  # noqa: S608  our own number
_DOUBTFUL = f"""
SELECT DISTINCT component FROM inner_weighed JOIN joined ON row = l WHERE evidence + ? <= 0
UNION ALL
SELECT component FROM joined GROUP BY component HAVING count(*) > {_LARGEST_COMPLETED}
"""  # noqa: S608  our own number
_SURE = """
SELECT list(row ORDER BY row) FROM joined
WHERE component NOT IN (SELECT component FROM doubtful) GROUP BY component
"""
_TO_PART = """
SELECT component, l, r, evidence + ? FROM (
    SELECT l, r, evidence FROM inner_weighed UNION SELECT l, r, evidence FROM weighed
) JOIN joined a ON a.row = l JOIN joined b USING (component)
WHERE b.row = r AND component IN (SELECT component FROM doubtful)
"""
