"""Workers as a table that can be worked on in parts, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pyarrow as pa

from fairway.engines.backend import matrix, numbers

if TYPE_CHECKING:
    from fairway.engines.matching.columns import WorkerColumns

    C = TypeVar("C", bound=WorkerColumns)

# So many workers are one part of a register.
WORKERS_A_PART = 50_000
_NUMBER = "number_in_register"


def in_columns(workers: WorkerColumns) -> pa.Table:
    """Everything that is known of workers, and the number of each."""
    columns = {field.name: getattr(workers, field.name) for field in fields(workers)}
    table = {name: matrix(c) if c.ndim > 1 else pa.array(c) for name, c in columns.items()}
    return pa.table({**table, _NUMBER: np.arange(len(workers))})


def from_columns(kind: type[C], part: pa.Table) -> C:
    """Some of the workers."""
    return kind(**{field.name: numbers(part, field.name) for field in fields(kind)})


def first_number(part: pa.Table) -> int:
    """The number in the register of the first of them; 0 where there are none."""
    return int(part.column(_NUMBER)[0].as_py()) if len(part) else 0
