"""One function over the parts of a table, side by side, with one result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fairway.engines.backend import spark
from fairway.engines.backend.choice import Engine, chosen, processors_here

PartFunction = Callable[[pa.Table], pa.Table]


def map_parts(function: PartFunction, columns: pa.Table, by: NDArray[np.integer]) -> pa.Table:
    """What a pure function makes of each part of a table, put together by the parts' numbers.

    ``by`` is the part of each row. The function gets the rows of one part, in their order, and
    returns a table of any length; it must look at nothing else, and answer also for no rows. It
    runs on this machine's processors, or on Spark's, where it travels to (so it is a function of a
    module, or `functools.partial` of one): the result is the same to the byte.
    """
    engine = chosen()
    if not len(columns):
        return function(columns)
    if engine is Engine.SPARK:
        return pa.concat_tables(spark.mapped(function, list(_parts(columns, by))))
    with ThreadPoolExecutor(processors_here()) as pool:
        return pa.concat_tables(pool.map(function, _parts(columns, by)))


def _parts(columns: pa.Table, by: NDArray[np.integer]) -> Iterator[pa.Table]:
    if (np.diff(by) < 0).any():
        order = np.argsort(by, kind="stable")
        columns, by = columns.take(pa.array(order)), by[order]
    edges = [0, *(np.flatnonzero(np.diff(by)) + 1).tolist(), len(by)]
    for first, last in pairwise(edges):
        yield columns.slice(first, last - first)


def matrix(rows: NDArray[Any]) -> pa.Array:
    """Rows of equal length as one column."""
    values = pa.array(rows.ravel())
    kind = pa.list_(values.type, rows.shape[1])
    return pa.Array.from_buffers(kind, len(rows), [None], children=[values])


def ragged(start: NDArray[np.integer], entries: NDArray[Any]) -> pa.Array:
    """Rows of unequal length as one column: row r is ``entries[start[r]:start[r + 1]]``."""
    return pa.ListArray.from_arrays(pa.array(start, pa.int32()), pa.array(entries))


def numbers(table: pa.Table, name: str) -> NDArray[Any]:
    """A column of numbers, or of rows of equal length."""
    whole = table.column(name).combine_chunks()
    if pa.types.is_fixed_size_list(whole.type):
        values: NDArray[Any] = whole.flatten().to_numpy(zero_copy_only=False)
        return _own(values).reshape(len(whole), whole.type.list_size)
    return _own(np.asarray(whole.to_numpy(zero_copy_only=False)))


def rows(table: pa.Table, name: str) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """A column of rows of unequal length: where each begins, from 0, and all their entries."""
    whole = table.column(name).combine_chunks()
    lengths = whole.value_lengths().to_numpy(zero_copy_only=False)
    start = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return start, _own(whole.flatten().to_numpy(zero_copy_only=False))


def _own(values: NDArray[Any]) -> NDArray[Any]:
    """The values to keep: a view into Arrow is read-only, for which loops would compile anew."""
    return values if values.flags.writeable else values.copy()
