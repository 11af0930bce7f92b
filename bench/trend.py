"""How the races went over time: `python bench/trend.py`, from history.jsonl.

Seconds depend on the machine and on who else used it, ratios to a peer in the same run much less.
So each line shows both, and a race is marked when Fairway's ratio to a peer fell by more than a
fifth from the median of the runs before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

HISTORY = Path(__file__).with_name("history.jsonl")
FELL = 0.8
SHOWN = 6


@dataclass(frozen=True)
class Line:
    """One peer in one race: the days, Fairway's seconds and how many times the peer took that."""

    race: str
    size: int
    peer: str
    days: tuple[str, ...]
    seconds: tuple[float, ...]
    ratios: tuple[float, ...]

    @property
    def slower(self) -> bool:
        """Whether the last run is worse than those before by more than a fifth."""
        before = self.ratios[:-1]
        return bool(before) and self.ratios[-1] < FELL * median(before)


def lines(history: Iterable[Mapping[str, Any]]) -> list[Line]:
    """What the history holds, by race, size and peer. The first runner of a run is Fairway."""
    found: dict[tuple[str, int, str], list[tuple[str, float, float]]] = {}
    runs: dict[tuple[str, int], Mapping[str, Any]] = {}
    for entry in history:
        at = entry["race"], entry["size"]
        if entry["runner"] == "fairway":
            runs[at] = entry
        elif "seconds" in entry and "seconds" in runs.get(at, {}):
            mine = runs[at]["seconds"]
            key = (*at, entry["runner"])
            found.setdefault(key, []).append((entry["day"], mine, entry["seconds"] / mine))
    return [Line(*key, *zip(*rows, strict=True)) for key, rows in sorted(found.items())]


def main() -> int:
    """Print the trend; 1 if something became slower."""
    if not HISTORY.exists():
        print("No race was kept yet: run one with --keep.")
        return 0
    known = lines(map(json.loads, HISTORY.read_text(encoding="utf-8").splitlines()))
    for line in known:
        print(f"{line.race}, {line.size:,}, beside {line.peer}")
        rows = list(zip(line.days, line.seconds, line.ratios, strict=True))[-SHOWN:]
        for day, seconds, ratio in rows:
            print(f"  {day}  {seconds:10.4f} s  {ratio:10.2f} x")
        if line.slower:
            print("  SLOWER than before, by more than a fifth")
    return 1 if any(line.slower for line in known) else 0


if __name__ == "__main__":
    sys.exit(main())
