"""Tables of the chosen engine, for expressions over columns. Apart, for Ibis takes time to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from fairway.engines.backend import spark
from fairway.engines.backend.choice import Engine, chosen

if TYPE_CHECKING:
    from ibis.backends import BaseBackend


def connection() -> BaseBackend:
    """An Ibis backend of the chosen engine."""
    if chosen() is Engine.SPARK:
        return ibis.pyspark.connect(spark.session())
    return ibis.duckdb.connect()
