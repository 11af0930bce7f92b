"""Who are the same people: Fairway's linkage against plain Splink, on one invented register.

    python bench/identity_race.py --size 100000 --times 1

The register comes from `registers_with_errors`, whose rules neither side's settings know; the
labels are read only after the last pair is told. Splink gets what its guides recommend: its name,
date and exact comparisons with term frequencies, six blocking rules, u from random pairs and m by
two runs of EM, both capped so that training stays short, and clusters at a probability of 0.9.
With ``--febrl DIR`` the FEBRL files in a folder are linked instead, without the identity number.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from racing import Race, Runner, main
from registers_with_errors import write_register

Rows = list[dict[str, str | None]]
_AT = 0.9
_PAIRS_TRAINED = 2_000_000


class Register:
    """What a matcher sees, and apart from it who the people are."""

    def __init__(self, rows: Rows, people: dict[str, str]) -> None:
        self.rows = rows
        self.people = people
