"""The trend of the races says when something became slower, and only then."""

from __future__ import annotations

import runpy
from pathlib import Path

TREND = runpy.run_path(str(Path(__file__).parents[2] / "bench" / "trend.py"))


def run(day: str, mine: float, peer: float | None, size: int = 1_000) -> list[dict[str, object]]:
    told = {"seconds": peer} if peer is not None else {"failed": "stopped after 900 s"}
    same = {"day": day, "race": "matching", "size": size}
    return [
        {**same, "runner": "fairway", "seconds": mine, "mb": 1.0, "said": ""},
        {**same, "runner": "peer", **told},
    ]


def test_a_ratio_that_falls_by_more_than_a_fifth_is_marked():
    history = [*run("2026-11-01", 1.0, 10.0), *run("2026-11-02", 1.5, 10.0)]
    (line,) = TREND["lines"](history)
    assert line.ratios == (10.0, 10.0 / 1.5)
    assert line.slower


def test_a_slow_hour_that_slows_both_is_not_marked():
    history = [*run("2026-11-01", 1.0, 10.0), *run("2026-11-02", 3.0, 29.0)]
    assert not TREND["lines"](history)[0].slower


def test_a_first_run_and_a_peer_that_gave_up_are_no_trend():
    assert not TREND["lines"](run("2026-11-01", 1.0, 10.0))[0].slower
    assert TREND["lines"](run("2026-11-01", 1.0, None)) == []


def test_sizes_are_not_mixed():
    history = [*run("2026-11-01", 1.0, 10.0), *run("2026-11-01", 5.0, 10.0, size=10)]
    assert [(line.size, line.ratios) for line in TREND["lines"](history)] == [
        (10, (2.0,)),
        (1_000, (10.0,)),
    ]
