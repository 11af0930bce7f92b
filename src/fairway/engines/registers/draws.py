"""Reproducible draws: each attribute of each worker has a uniform number of its own.

The numbers come in blocks from PCG64 (O'Neill 2014) seeded by seed and block, so that a register
of 1,000 begins as one of 250,000 with the same seed does, and that a change to one distribution
leaves all other attributes as they were.
"""

from __future__ import annotations

from enum import IntEnum, auto
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCK = 4096
Uniform = NDArray[np.float64]
Index = NDArray[np.int64]


class Draw(IntEnum):
    """The attributes that are drawn. New ones go to the end: the order is part of a register."""

    NATIONALITY = 0
    HOME = auto()
    OCCUPATION = auto()
    SECOND = auto()
    SECOND_WHICH = auto()
    EXPERIENCE = auto()
    EXPERIENCE_IN = auto()
    AGE = auto()
    AGE_IN = auto()
    BIRTHDAY = auto()
    SEX = auto()
    GIVEN = auto()
    FIRST = auto()
    MIDDLE = auto()
    LAST = auto()
    FIRST_2 = auto()
    MIDDLE_2 = auto()
    LAST_2 = auto()
    LANGUAGE_1 = auto()
    LANGUAGE_2 = auto()
    LANGUAGE_3 = auto()
    FROM_MONTH = auto()
    FROM_DAY = auto()
    STAY = auto()
    STAY_IN = auto()
    WISH_FIRST = auto()
    REGIONS = auto()
    REGION_1 = auto()
    REGION_2 = auto()
    REGION_3 = auto()
    WISH_PAY = auto()
    FAMILY = auto()
    DEPENDANTS = auto()


LANGUAGES = (Draw.LANGUAGE_1, Draw.LANGUAGE_2, Draw.LANGUAGE_3)
REGIONS = (Draw.REGION_1, Draw.REGION_2, Draw.REGION_3)


def block(seed: int, number: int) -> Uniform:
    """The numbers in [0, 1) of one block of workers: a row each, a column for each attribute."""
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, number])))
    return generator.random((BLOCK, len(Draw)))


def pick(uniform: Uniform, weights: Sequence[float]) -> Index:
    """Which of the weighted choices each number falls on."""
    edges = np.array(list(accumulate(weights)))
    chosen = np.searchsorted(edges / edges[-1], uniform, side="right")
    return np.minimum(chosen, len(weights) - 1).astype(np.int64)


def spread(uniform: Uniform, inside: Uniform, bins: Sequence[Sequence[float]]) -> Index:
    """A whole number: a bin [low, high, weight] by the first number, level inside by the other."""
    table = np.array(bins, dtype=np.float64)
    chosen = pick(uniform, [float(weight) for weight in table[:, 2]])
    low, high = table[chosen, 0], table[chosen, 1]
    values: Index = (low + np.floor(inside * (high - low + 1))).astype(np.int64)
    return values


def level(uniform: Uniform, choices: int) -> list[int]:
    """A whole number from 0 to ``choices - 1``, each as likely."""
    return [int(part) for part in (uniform * choices).tolist()]
