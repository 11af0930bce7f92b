"""Which engine does the work: DuckDB and compiled loops here, or Spark on as many machines."""

from __future__ import annotations

import os
from enum import StrEnum

from fairway.engines.backend import spark
from fairway.engines.kernel import BadInput, Fault

VARIABLE = "FAIRWAY_ENGINE"


class Engine(StrEnum):
    """What can do the work."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def chosen() -> Engine:
    """The engine that ``FAIRWAY_ENGINE`` names; DuckDB where it names none."""
    named = os.environ.get(VARIABLE, "") or Engine.DUCKDB
    try:
        engine = Engine(named)
    except ValueError:
        raise BadInput(Fault(VARIABLE, named[:64], "duckdb or spark", "engine")) from None
    if engine is Engine.SPARK:
        spark.check()
    return engine


def processors() -> int:
    """How many parts the chosen engine works on at a time."""
    return spark.slots() if chosen() is Engine.SPARK else processors_here()


def processors_here() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
