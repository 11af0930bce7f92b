"""Eligibility and the best 50 for each order: Fairway beside DuckDB, Polars and pandas.

One order for 50 workers. Occupations are unit groups of ISCO-08, some much more frequent than
others; who can go has the occupation, the experience, the two languages at the level asked, is free
for the whole order and would go for its pay. Points are the published ones; level ones come by
number. Every engine begins with the same plain lists and ends with the same three columns.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from racing import Race, Runner, main

Table = dict[str, list[int]]
Given = tuple[Table, Table]
Found = tuple[Any, Any, Any]
KEPT = 50
WORKERS_AN_ORDER = 50
_LOW = 0xFFFFFFFF
_POINTS = "10 + least(20, (w.experience - o.experience) // 3)"


def make(number: int) -> Given:
    """Workers and orders as plain lists of whole numbers."""
    draw = np.random.default_rng(11)
    codes = np.arange(1, 10)[:, None] * 1000 + np.arange(1, 49) * 10 + 1
    codes = codes.ravel()
    weights = 1 / (np.arange(len(codes)) + 4.0)
    weights /= weights.sum()
    orders = max(2, number // WORKERS_AN_ORDER)

    def levels(size: int, shares: list[float]) -> list[int]:
        return draw.choice(7, size, p=shares).tolist()

    start = draw.integers(20_000, 20_330, orders)
    free = draw.integers(19_900, 20_300, number)
    workers: Table = {
        "occupation": draw.choice(codes, number, p=weights).tolist(),
        "experience": np.minimum(draw.geometric(0.03, number) - 1, 480).tolist(),
        "free_from": free.tolist(),
        "free_until": (free + draw.integers(90, 500, number)).tolist(),
        "least_pay": (draw.integers(80, 260, number) * 1_000).tolist(),
        "fr": levels(number, [0.3, 0.15, 0.15, 0.15, 0.1, 0.1, 0.05]),
        "en": levels(number, [0.4, 0.2, 0.15, 0.1, 0.05, 0.05, 0.05]),
    }
    asked: Table = {
        "occupation": draw.choice(codes, orders, p=weights).tolist(),
        "experience": draw.choice([0, 3, 6, 12, 24, 36], orders).tolist(),
        "start": start.tolist(),
        "end": (start + draw.integers(60, 270, orders)).tolist(),
        "pay": (draw.integers(90, 250, orders) * 1_000).tolist(),
        "fr": levels(orders, [0.4, 0.1, 0.2, 0.2, 0.1, 0.0, 0.0]),
        "en": levels(orders, [0.6, 0.1, 0.1, 0.1, 0.1, 0.0, 0.0]),
    }
    return workers, asked


def fairway(given: Given) -> Found:
    """From lists to the best, every column checked."""
    from fairway.engines.matching.criteria import USUAL, Condition, Criteria, Eligibility
    from fairway.engines.matching.retrieval import best_workers
    from fairway.engines.matching.tables import OrderTable, WorkerTable, orders_of, workers_of

    w, o = given
    orders = orders_of(
        OrderTable(
            o["occupation"], o["experience"], o["start"], o["end"], o["pay"],
            np.ones(len(o["start"]), dtype=np.int64), {"fr": o["fr"], "en": o["en"]},
        )
    )  # fmt: skip
    workers = workers_of(
        WorkerTable(
            [w["occupation"]], w["experience"], w["free_from"], w["free_until"], w["least_pay"],
            {"fr": w["fr"], "en": w["en"]},
        ),
        orders,
    )  # fmt: skip
    criteria = Criteria(Eligibility(asked=USUAL | {Condition.LANGUAGES}))
    best = best_workers(workers, orders, criteria, most=KEPT)
    kept = np.arange(KEPT) < best.count[:, None]
    return np.repeat(np.arange(len(orders)), best.count), best.number[kept], best.points[kept]


def _from_keys(order: Any, key: Any) -> Found:
    return order, _LOW - (key & _LOW), key >> 32


def duckdb(given: Given) -> Found:
    """One query: join by occupation, filter, the 50 greatest keys of each group."""
    import duckdb
    import pyarrow as pa

    tables = [
        pa.table({name: pa.array(column, pa.int32()) for name, column in side.items()}
                 | {"number": pa.array(np.arange(len(side["occupation"])))})
        for side in given
    ]  # fmt: skip
    with duckdb.connect() as base:
        base.register("workers", tables[0])
        base.register("orders", tables[1])
        found = base.execute(
            f"""
            select number, unnest(keys) as key from (
                select o.number, max((({_POINTS})::bigint << 32) | ({_LOW} - w.number), {KEPT})
                    as keys
                from orders o join workers w using (occupation)
                where w.experience >= o.experience and w.free_from <= o.start
                    and w.free_until >= o."end" and w.least_pay <= o.pay
                    and w.fr >= o.fr and w.en >= o.en
                group by o.number)
            """  # noqa: S608  constants of this file alone
        ).fetchnumpy()
    return _from_keys(found["number"], found["key"])


def polars_streaming(given: Given) -> Found:
    """The same, lazily, in the streaming engine."""
    import polars as pl

    workers, orders = (
        pl.LazyFrame(
            {name: pl.Series(name, column, pl.Int32) for name, column in side.items()}
        ).with_row_index("number")
        for side in given
    )
    joined = orders.join(workers, on="occupation", suffix="_w").filter(
        (pl.col("experience_w") >= pl.col("experience"))
        & (pl.col("free_from") <= pl.col("start"))
        & (pl.col("free_until") >= pl.col("end"))
        & (pl.col("least_pay") <= pl.col("pay"))
        & (pl.col("fr_w") >= pl.col("fr"))
        & (pl.col("en_w") >= pl.col("en"))
    )
    points = 10 + pl.min_horizontal(
        pl.lit(20), (pl.col("experience_w") - pl.col("experience")) // 3
    )
    key = points.cast(pl.Int64) * 2**32 + (_LOW - pl.col("number_w").cast(pl.Int64))
    best = joined.select("number", key=key).group_by("number").agg(pl.col("key").top_k(KEPT))
    found = best.explode("key").collect(engine="streaming")
    return _from_keys(found["number"].to_numpy(), found["key"].to_numpy())


def pandas(given: Given) -> Found:
    """Merge, filter, sort, the head of each group: every pair of an occupation in memory."""
    import pandas as pd

    workers, orders = (
        pd.DataFrame({name: np.array(column, dtype=np.int32) for name, column in side.items()})
        for side in given
    )
    workers["number_w"], orders["number"] = np.arange(len(workers)), np.arange(len(orders))
    both = orders.merge(workers, on="occupation", suffixes=("", "_w"))
    both = both[
        (both.experience_w >= both.experience)
        & (both.free_from <= both.start)
        & (both.free_until >= both.end)
        & (both.least_pay <= both.pay)
        & (both.fr_w >= both.fr)
        & (both.en_w >= both.en)
    ]
    points = 10 + np.minimum(20, (both.experience_w - both.experience) // 3).astype(np.int64)
    both = both.assign(key=points * 2**32 + (_LOW - both.number_w))
    best = both.sort_values(["number", "key"], ascending=[True, False]).groupby("number").head(KEPT)
    return _from_keys(best.number.to_numpy(), best.key.to_numpy())


def summary(found: Found) -> str:
    """How many were kept, and a number that equal results share."""
    order, worker, points = (np.asarray(column).astype(np.uint64) for column in found)
    mixed = (order * np.uint64(1_000_003) + worker) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= (mixed >> np.uint64(29)) * (points + np.uint64(1))
    return f"{len(order):,} kept, {int(mixed.sum(dtype=np.uint64)) & 0xFFFFFFFF:08x}"


RACE = Race(
    "eligibility and the best 50",
    make,
    {
        "fairway": Runner(fairway, 10_000_000),
        "DuckDB": Runner(duckdb, 10_000_000),
        "Polars, streaming": Runner(polars_streaming, 1_000_000),
        # At 1,000,000 the merge alone would hold 237 million rows: it is killed for memory.
        "pandas": Runner(pandas, 200_000),
    },
    summary,
    warm=1_000,
    sizes=(100_000, 1_000_000),
)

if __name__ == "__main__":
    main(RACE, __file__)
