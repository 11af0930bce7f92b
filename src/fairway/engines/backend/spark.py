"""Apache Spark, which is loaded only where `FAIRWAY_ENGINE=spark` asks for it.

Which cluster, how much memory and how many machines are Spark's own settings: `SPARK_MASTER`
(such as `spark://host:7077`), and `SPARK_CONF_DIR` with its spark-defaults.conf. Without either it
runs on this machine's processors, reachable from nowhere else.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from fairway.engines.kernel import BadInput, Fault

_VARIABLE = "FAIRWAY_ENGINE"
_RESULT = "part int, content binary"


def check() -> None:
    """Raises BadInput, saying what is missing, where Spark cannot run."""
    if find_spec("pyspark") is None:
        raise BadInput(Fault(_VARIABLE, "spark", "Spark, which 'make spark' adds", "no_spark"))
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise BadInput(
            Fault(
                _VARIABLE,
                "spark",
                "Java 17 or newer, which Spark runs on (Debian: openjdk-17-jre-headless)",
                "no_java",
            )
        )


@cache
def session() -> Any:
    """The one session of this process."""
    builder = import_module("pyspark.sql").SparkSession.builder.appName("fairway")
    settings = {"spark.ui.showConsoleProgress": "false", "spark.sql.session.timeZone": "UTC"}
    own = "SPARK_CONF_DIR" in os.environ
    master = os.environ.get("SPARK_MASTER", "" if own else "local[*]")
    if master:
        settings["spark.master"] = master
    if not own:
        # Spark's own pages show what is worked on to whoever reaches the port.
        settings["spark.ui.enabled"] = "false"
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings["spark.driver.bindAddress"] = settings["spark.driver.host"] = "127.0.0.1"
    for name, value in settings.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    return started


def slots() -> int:
    """How many parts are worked on at a time."""
    return int(session().sparkContext.defaultParallelism)


def mapped(function: Callable[[pa.Table], pa.Table], parts: Sequence[pa.Table]) -> list[pa.Table]:
    """What the function makes of each part, in their order: one part a partition."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number, content in zip(
                batch.column("part").to_pylist(), batch.column("content"), strict=True
            ):
                made = _packed(function(_unpacked(content.as_buffer())))
                yield pa.record_batch({"part": pa.array([number], pa.int32()), "content": [made]})

    # Each part travels whole, as Arrow writes it: every type of column arrives as it left.
    given = pa.table(
        {
            "part": pa.array(range(len(parts)), pa.int32()),
            "content": pa.array([_packed(part) for part in parts], pa.binary()),
        }
    )
    frame = session().createDataFrame(given).repartition(len(parts))
    found = frame.mapInArrow(work, _RESULT).toArrow().sort_by("part")
    return [_unpacked(content.as_buffer()) for content in found.column("content")]


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return bytes(sink.getvalue())


def _unpacked(content: pa.Buffer) -> pa.Table:
    with pa.ipc.open_stream(content) as stream:
        return stream.read_all()
