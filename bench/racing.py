"""How a race is run: each runner alone in its own process, from the same input, in one run.

Times are wall time from plain Python lists to a named result: building a library's own input is
counted. Memory is the peak of the process above what it held with the input alone. The first run
of a compiled function is not counted for anybody: each runner does a small one first.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HISTORY = Path(__file__).with_name("history.jsonl")
TIMED_OUT = 900


@dataclass(frozen=True)
class Runner:
    """A contestant: what it does with an input, and up to which size it is asked."""

    run: Callable[[Any], Any]
    largest: int
    same_work: bool = True


@dataclass(frozen=True)
class Race:
    """A race of one kind: its input by size, its runners, and how results are compared."""

    name: str
    make: Callable[[int], Any]
    runners: Mapping[str, Runner]
    summary: Callable[[Any], str]
    warm: int
    sizes: Sequence[int]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(race: Race, runner: str, size: int, times: int) -> None:
    chosen = race.runners[runner]
    chosen.run(race.make(race.warm))
    seconds, peak, said = [], 0.0, ""
    for _ in range(times):
        given = race.make(size)
        gc.collect()
        before = _peak_mb()
        begun = time.perf_counter()
        result = chosen.run(given)
        seconds.append(time.perf_counter() - begun)
        peak = max(peak, _peak_mb() - before)
        said = race.summary(result)
        del given, result
    print(json.dumps({"seconds": sorted(seconds)[len(seconds) // 2], "mb": peak, "said": said}))


def _run(script: str, runner: str, size: int, times: int) -> dict[str, Any]:
    command = [
        sys.executable,
        script,
        "--alone",
        runner,
        "--size",
        str(size),
        "--times",
        str(times),
    ]
    try:
        done = subprocess.run(  # noqa: S603  this script again
            command, capture_output=True, text=True, timeout=TIMED_OUT, check=False
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"stopped after {TIMED_OUT} s"}
    if done.returncode:
        last = done.stderr.strip().splitlines()
        return {"failed": last[-1][:100] if last else f"ended with {done.returncode}"}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def main(race: Race, script: str) -> None:
    """Run the race from the command line, print times, memory and ratios, and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alone", choices=list(race.runners))
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--times", type=int, default=3, help="the median of so many")
    parser.add_argument("--keep", action="store_true", help="add the figures to history.jsonl")
    asked = parser.parse_args()
    if asked.alone:
        _alone(race, asked.alone, asked.size[0], asked.times)
        return
    for size in asked.size or race.sizes:
        _race(race, script, size, asked)


def _race(race: Race, script: str, size: int, asked: argparse.Namespace) -> None:
    print(f"\n{race.name}, {size:,}")
    found: dict[str, dict[str, Any]] = {}
    for name, runner in race.runners.items():
        if size > runner.largest:
            continue
        found[name] = _run(script, name, size, asked.times)
        mine = next(iter(found.values()))
        told = found[name]
        if "failed" in told:
            print(f"  {name:28} {told['failed']}")
            continue
        ratio = told["seconds"] / mine["seconds"] if "seconds" in mine else float("nan")
        print(
            f"  {name:28} {told['seconds']:10.4f} s {told['mb']:8.0f} MB {ratio:10.1f} x"
            f"  {told['said']}{'' if runner.same_work else '  (another problem)'}"
        )
    if asked.keep:
        day = datetime.now(UTC).date().isoformat()
        with HISTORY.open("a", encoding="utf-8") as history:
            for name, told in found.items():
                line = {"day": day, "race": race.name, "size": size, "runner": name, **told}
                history.write(json.dumps(line) + "\n")
