"""How likely it is that two records are of one person, and what says so.

The one-pair path: for a registration, a review, a look. It uses the levels of `levels` as the
register's path does (`linkage`), and a test holds both to the same bits. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import exp2

from fairway.engines.identity.known import Known
from fairway.engines.identity.levels import PUBLISHED
from fairway.engines.identity.model import Model
from fairway.engines.identity.prepared import Prepared, prepare


@dataclass(frozen=True, slots=True, order=True)
class Agreement:
    """What one field says: at which level the records agree, and its weight in bits.

    Above zero it speaks for one person, below for two. Fields and levels: `levels.PUBLISHED`.
    """

    field: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability that two records are of one person, from 0 to 1; its log2 odds; why."""

    probability: float
    bits: float
    reasons: tuple[Agreement, ...]


def compare(
    a: Known,
    b: Known,
    model: Model = PUBLISHED,
    *,
    frequencies: Mapping[str, float] | None = None,
) -> Likeness:
    """How likely two records are of one person.

    Symmetric; a field that is not known of both counts nothing. Where a person has several names
    the pair of names that agrees best counts. ``frequencies``: the share of people by the sound
    of a name, so that a rare one tells more.
    """
    return _best(prepare(a, frequencies), prepare(b, frequencies), model)


def closest_records(
    wanted: Known,
    others: Iterable[Known],
    *,
    least: float,
    most: int,
    model: Model = PUBLISHED,
    frequencies: Mapping[str, float] | None = None,
) -> list[tuple[Known, Likeness]]:
    """The records that are most likely of the wanted person, best first; ties by reference.

    Only those with a probability of ``least`` or more, at most ``most``. Linear in ``others``:
    fetch them by `keys_of` first.
    """
    mine = prepare(wanted, frequencies)
    found = [
        (other, likeness)
        for other in others
        if (likeness := _best(mine, prepare(other, frequencies), model)).probability >= least
    ]
    found.sort(key=lambda pair: (-pair[1].bits, pair[0].reference))
    return found[:most]


def probability_of(bits: float) -> float:
    """The probability whose odds are two to so many bits; never quite 0 or 1 by overflow."""
    if bits > 0:
        return 1 / (1 + exp2(-bits))
    odds = exp2(max(bits, -1000.0))
    return odds / (1 + odds)


def compare_prepared(left: Prepared, right: Prepared, model: Model = PUBLISHED) -> Likeness:
    """`compare` for one name of each, made ready."""
    reasons = tuple(
        Agreement(field.name, level.name, level.bits)
        for field in model.fields
        if (level := field.level_of(left, right)) is not None
    )
    bits = model.prior_bits + sum(reason.bits for reason in reasons)
    return Likeness(probability_of(bits), bits, reasons)


def _best(a: tuple[Prepared, ...], b: tuple[Prepared, ...], model: Model) -> Likeness:
    found = (compare_prepared(left, right, model) for left, right in product(a, b))
    return max(found, key=lambda likeness: (likeness.bits, likeness.reasons))
