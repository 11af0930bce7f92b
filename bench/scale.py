"""How one season's work grows: 10 thousand to 10 million workers, each size in its own process.

The work, on this machine's processors (or on Spark with FAIRWAY_ENGINE=spark): may each worker
enter the channel (the provisions of a pack over the whole register), which orders fit and what
does each wish for, who goes where under the common caps of the year and its half, and the check
that nobody was passed over. The register is drawn as columns; times are wall time, and in
brackets what the processors worked, which says more on a machine with other work; memory is the
peak of the whole process, its libraries and the register counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
WORKERS_AN_ORDER = 20
LIST_LENGTH = 15
OCCUPATIONS = (9211, 9214, 9412, 9112, 7112, 7411, 5131, 5120, 8332, 9313, 9329, 5322)
REGIONS = tuple(f"{number:02}" for number in range(50))
# How many offer a second occupation, and how many have what a rule asks for.
SECOND, KNOWN_YES = 0.4, 0.9
ON = date(2026, 5, 1)


def made(size: int) -> tuple[Any, Any, Any]:
    """Workers and orders as columns, and the year's cap with its half."""
    import numpy as np

    from fairway.engines.kernel import Period, day_number
    from fairway.engines.matching import (
        Cap,
        OrderFacts,
        WorkerFacts,
        caps_by_start,
        order_columns,
        worker_columns,
    )

    draw = np.random.default_rng(7)
    number = max(20, size // WORKERS_AN_ORDER)
    places = draw.integers(1, 2 * WORKERS_AN_ORDER * 9 // 10, number)
    begin = draw.integers(day_number(date(2026, 10, 1)), day_number(date(2027, 8, 1)), number)
    start = [date.fromordinal(date(1970, 1, 1).toordinal() + day) for day in begin.tolist()]
    orders = order_columns(
        OrderFacts(
            str(occupation), months, day, day.replace(year=day.year + 1, day=1), pay, region, n
        )
        for occupation, months, day, pay, region, n in zip(
            draw.choice(OCCUPATIONS, number).tolist(),
            draw.choice([0, 0, 3, 12], number).tolist(),
            start,
            (draw.integers(1_200, 3_600, number) * 100).tolist(),
            draw.choice(REGIONS, number).tolist(),
            places.tolist(),
            strict=True,
        )
    )
    # One of each kind through the front door, then as many as asked drawn over its columns.
    one = worker_columns([WorkerFacts(("9211",), 0, None, None, 0, (), ())], orders)
    columns = {
        field.name: np.repeat(getattr(one, field.name), size, axis=0) for field in fields(one)
    }
    codes = np.array(OCCUPATIONS, dtype=np.int32)
    columns["occupations"][:, 0] = draw.choice(codes, size)
    second = draw.choice(codes, size)
    wanting = (second != columns["occupations"][:, 0]) & (draw.random(size) < SECOND)
    columns["occupations"][wanting, 1] = second[wanting]
    columns["experience"] = draw.integers(0, 96, size).astype(np.int32)
    columns["least_pay"] = draw.choice(
        np.array([0, 130_000, 180_000, 240_000], dtype=np.int64), size
    )
    columns["regions"][:, 0] = draw.integers(0, len(orders.region_names), size)
    caps = [
        Cap("year", int(places.sum() * 0.85), Period(date(2026, 10, 1), date(2027, 9, 30))),
        Cap("half", int(places.sum() * 0.40), Period(date(2026, 10, 1), date(2027, 3, 31))),
    ]
    return type(one)(**columns), orders, caps_by_start(caps, orders)


def register(size: int) -> tuple[Any, Any, Any]:
    """What the Tunisian channel of the French pack asks to know of everybody, drawn."""
    import numpy as np
    import pyarrow as pa

    from fairway.engines.kernel import Corridor
    from fairway.engines.provisions import builtin_packs, packs_for, required_facts

    packs = packs_for(builtin_packs(), Corridor.of("TN", "FR"), ON)
    draw = np.random.default_rng(9)
    columns: dict[str, Any] = {"row": np.arange(size)}
    for spec in required_facts(packs, "candidacy.enter"):
        if spec.name == "channel":
            continue
        columns[spec.name] = {
            "bool": lambda: draw.random(size) < KNOWN_YES,
            "int": lambda: draw.integers(16, 60, size),
            "money": lambda: draw.integers(0, 400_000, size),
            "date": lambda: draw.integers(20_000, 21_000, size),
            "text": lambda spec=spec: pa.array(spec.values or ("a", "b")).take(
                pa.array(draw.integers(0, len(spec.values or ("a", "b")), size))
            ),
        }[spec.type]()
    return pa.table(columns), packs, {"channel": "seasonal"}


def peak_mb() -> int:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Stages:
    """How long each stage took: seconds of wall time, and of this process on its processors."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}
        self.worked: dict[str, float] = {}

    def run(self, name: str, work: Callable[[], Any]) -> Any:
        begun, before = time.perf_counter(), time.process_time()
        result = work()
        self.took[name] = round(time.perf_counter() - begun, 3)
        self.worked[name] = round(time.process_time() - before, 3)
        print(f"{name}: {self.took[name]} s, {peak_mb():,} MB", file=sys.stderr, flush=True)
        return result


def answered(size: int, stages: Stages) -> dict[str, Any]:
    """How many of a register may enter, may not, or wait for a fact."""
    import ibis

    from fairway.engines.backend.tables import connection
    from fairway.engines.provisions.registers import register_verdicts

    base = connection()
    base.to_pyarrow(ibis.memtable({"row": [1]}))
    people, packs, alike = register(size)

    def ask() -> Any:
        told = register_verdicts(ibis.memtable(people), packs, "candidacy.enter", ON, alike).table
        by_outcome = told.group_by("outcome").agg(workers=told.count())
        return base.to_pyarrow(by_outcome.order_by("outcome"))

    return dict(stages.run("rules", ask).to_pydict())


def market(size: int, stages: Stages) -> Any:
    """The lists of everybody, the points they earn, the places and the caps."""
    from fairway.engines.matching import WishModel, market_of
    from fairway.engines.matching.wishes import rank_wishes

    workers, orders, caps = made(size)
    model = WishModel(list_length=LIST_LENGTH)
    wishes = stages.run("wishes", lambda: rank_wishes(workers, orders, model, 3))
    return stages.run("points", lambda: market_of(workers, orders, caps, wishes.orders, seed=3))


def alone(size: int) -> dict[str, Any]:
    """One season, stage by stage."""
    from fairway.engines import backend
    from fairway.engines.matching import blocking_pairs, cleared
    from fairway.engines.matching.warming import warm

    warm()
    stages = Stages()
    found: dict[str, Any] = {"workers": size, "engine": backend.chosen().value}
    found["verdicts"] = answered(size, stages)
    season = market(size, stages)
    found["orders"], found["pairs"] = season.orders, len(season.wishes)
    held = stages.run("clearing", lambda: cleared(season))
    if stages.run("check", lambda: blocking_pairs(season, held)):
        raise AssertionError("somebody was passed over")
    found["placed"] = int((held.rank > 0).sum())
    found["seconds"], found["processor_seconds"] = stages.took, stages.worked
    found["peak_mb"] = peak_mb()
    return found


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--alone", action="store_true", help="this size in this process, as JSON")
    asked = parser.parse_args()
    if asked.alone:
        print(json.dumps(alone(asked.size[0])))
        return
    for size in asked.size or SIZES:
        command = [sys.executable, str(Path(__file__)), "--alone", "--size", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  this script
        if done.returncode:
            print(f"{size:>11,}  {(done.stderr.strip().splitlines() or ['ended'])[-1][:120]}")
            continue
        told = json.loads(done.stdout.splitlines()[-1])
        worked = told["processor_seconds"]
        stages = "  ".join(
            f"{name} {taken:.2f} ({worked[name]:.2f})" for name, taken in told["seconds"].items()
        )
        print(
            f"{size:>11,} workers {told['orders']:>8,} orders {told['pairs']:>12,} pairs  {stages}"
            f"  {told['peak_mb']:,} MB  {told['placed']:,} placed",
            flush=True,
        )


if __name__ == "__main__":
    main()
