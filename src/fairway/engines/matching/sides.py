"""What the compiled functions of matching are given, and what they return."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from importlib import import_module
from tempfile import mkdtemp
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fairway.engines.matching.columns import Ints, Longs

Bytes = NDArray[np.uint8]
# A whole number inside compiled functions, where Python's and NumPy's are one.
Whole = int | np.signedinteger[Any]

# The priority of nobody: above all that can be.
NOBODY = int(np.iinfo(np.int64).max)


@cache
def compiled(loops: str = "loops") -> ModuleType:
    """The compiled functions of a module. Loaded when first asked: it takes most of a second.

    They are kept beside the code or in the user's cache. Where neither can be written, as on a
    read-only disk, each process compiles its own.
    """
    name = f"fairway.engines.matching.{loops}"
    try:
        return import_module(name)
    except RuntimeError:  # Numba found no place to keep them
        config = import_module("numba").config
        config.CACHE_DIR = mkdtemp(prefix="fairway-compiled-")
        atexit.register(shutil.rmtree, config.CACHE_DIR, ignore_errors=True)
        return import_module(name)


class Lists(NamedTuple):
    """The workers' side: whose list stands where, the points there, lots, bits of groups."""

    start: Longs
    wishes: Ints
    points: Ints | Longs
    lots: Ints
    groups: Bytes


class Side(NamedTuple):
    """The orders' side. ``ahead`` is what a tier weighs, ``step`` what an order's precedence."""

    places: Ints
    target: Ints
    kept: Ints
    ahead: int
    step: Longs
    cap_of: Ints
    limit: Ints
    parent: Ints


class Trees(NamedTuple):
    """For each cap a tree over the orders and caps next beneath it, all in one row.

    Cap c's tree begins at ``first[c]`` with its leaves, ``width[c]`` of them (a power of eight);
    each level after has an eighth as many, and the last is its root. The leaves stand for
    ``children[child_first[c]:]``, a child cap being counted on from the number of orders. Eight
    numbers are one line of memory.
    """

    first: Longs
    width: Longs
    leaf_of_order: Longs
    leaf_of_cap: Longs
    children: Longs
    child_first: Longs


class Members(NamedTuple):
    """Who is in: by order, by cap, by order and group; and the least key of the latter."""

    taken: Longs
    used: Longs
    counted: Longs
    first_key: Longs
