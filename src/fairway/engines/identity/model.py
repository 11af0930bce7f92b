"""Fields, their levels of agreement and the weight of each: Fellegi and Sunter (1969)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log2
from typing import Any

from fairway.engines.identity.conditions import (
    AtLeast,
    Condition,
    Thing,
    pick_sql,
    points_sql,
    some,
)


@dataclass(frozen=True, slots=True)
class Level:
    """How far two records agree in one field, and how often one person's and two people's do."""

    name: str
    when: Condition | None
    m: float
    u: float

    @property
    def bits(self) -> float:
        """The weight of evidence: log2 of the likelihood ratio."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its levels, the best first; the last holds where no other does.

    Where ``unknown`` holds, the field says nothing.
    """

    name: str
    unknown: Condition
    levels: tuple[Level, ...]
    # Whether a register may teach its weights: not where they follow from counting.
    learns: bool = True

    def level_of(self, left: Any, right: Any) -> Level | None:
        """The level of two `Prepared`; none where the field is not known of both."""
        if self.unknown.holds(left, right):
            return None
        for level in self.levels:
            if level.when is None or level.when.holds(left, right):
                return level
        return None

    def level_sql(self, dialect: str) -> str:
        """The place of a pair's level among `levels` as SQL; -1 where it is not known of both."""
        branches = " ".join(
            f"WHEN {level.when.sql(dialect)} THEN {place}"
            for place, level in enumerate(self.levels)
            if level.when is not None
        )
        last = len(self.levels) - 1
        return f"CASE WHEN {self.unknown.sql(dialect)} THEN -1 {branches} ELSE {last} END"

    def bits_sql(self, dialect: str) -> str:
        """The weight of a pair as SQL; nothing (zero) where the field is not known of both."""
        weights = [0.0, *(level.bits for level in self.levels)]
        return pick_sql(
            (f"{weight:.17e}" for weight in weights), f"1 + {self.level_sql(dialect)}", dialect
        )


@dataclass(frozen=True, slots=True)
class PointsField(Field):
    """A field whose level follows from points: its level conditions, added up once for all.

    ``ways``: things whose points are added; the better way counts. ``steps``: the least points of
    each level but the last.
    """

    ways: tuple[tuple[Thing, ...], ...] = ()
    steps: tuple[int, ...] = ()

    def level_sql(self, dialect: str) -> str:
        """`Field.level_sql`, each thing asked once."""
        reached = [
            next(
                (place for place, step in enumerate(self.steps) if points >= step), len(self.steps)
            )
            for points in range(max(self.steps) + 1)
        ]
        sums = ", ".join(points_sql(way, dialect) for way in self.ways)
        best = f"greatest({sums})" if len(self.ways) > 1 else f"({sums})"
        level = pick_sql(map(str, reached), f"least({best}, {len(reached) - 1})", dialect)
        return f"CASE WHEN {self.unknown.sql(dialect)} THEN -1 ELSE {level} END"


def points_field(
    name: str,
    unknown: Condition,
    ways: tuple[tuple[Thing, ...], ...],
    levels: Iterable[tuple[str, int, float, float]],
    *,
    learns: bool = True,
) -> PointsField:
    """A field of points: (name, least points, m, u) of each level, the best first."""
    rows = list(levels)
    made = [
        Level(said, some(*(AtLeast(way, least) for way in ways)) if least else None, m, u)
        for said, least, m, u in rows
    ]
    steps = tuple(least for _said, least, _m, _u in rows if least)
    return PointsField(name, unknown, tuple(made), learns, ways, steps)


@dataclass(frozen=True)
class Model:
    """Fields and the probability that two records taken at random are of one person."""

    fields: tuple[Field, ...]
    prior: float

    @property
    def prior_bits(self) -> float:
        """The prior as log2 of its odds."""
        return log2(self.prior / (1 - self.prior))

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their names."""
        return {one.name: one for one in self.fields}

    def for_register_of(self, size: int) -> Model:
        """The same levels where a pair is taken from a register of so many records.

        Assumed: one record in five has another of the same person among them, so that of the
        size x (size - 1) / 2 pairs about 0.2 / size are of one person.
        """
        return Model(self.fields, min(0.2 / max(size, 1), 0.5))
