"""Conditions on two records, stated once, read by Python for a pair and by SQL for a register.

A condition compares columns of `Prepared`, one of the left record and one of the right. What is
not known makes a condition false in both readings: no condition is ever negated, so SQL's third
truth value and Python's False lead to the same level. Texts are ASCII (see `prepared`), so that an
edit distance over bytes (DuckDB) and one over characters (Spark, Python) are the same number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from rapidfuzz.distance import Levenshtein


class Condition(Protocol):
    """Whether something holds between the left and the right record."""

    def holds(self, left: Any, right: Any) -> bool:
        """Answer for two `Prepared`."""

    def sql(self, dialect: str) -> str:
        """The same in SQL over columns with `_l` and `_r` at their end; duckdb or spark."""


@dataclass(frozen=True, slots=True)
class Same:
    """A column of the left equals one of the right."""

    left: str
    right: str

    def holds(self, left: Any, right: Any) -> bool:
        mine = getattr(left, self.left)
        return mine is not None and mine == getattr(right, self.right)

    def sql(self, dialect: str) -> str:  # noqa: ARG002  the same in both
        return f"{self.left}_l = {self.right}_r"


@dataclass(frozen=True, slots=True)
class Near:
    """At most so many letters were added, lost or changed between texts of some length."""

    left: str
    right: str
    most: int
    shortest: int

    def holds(self, left: Any, right: Any) -> bool:
        mine, other = getattr(left, self.left), getattr(right, self.right)
        if mine is None or other is None or min(len(mine), len(other)) < self.shortest:
            return False
        return Levenshtein.distance(mine, other) <= self.most

    def sql(self, dialect: str) -> str:  # noqa: ARG002  the same in both
        left, right = f"{self.left}_l", f"{self.right}_r"
        return (
            f"(length({left}) >= {self.shortest} AND length({right}) >= {self.shortest}"
            f" AND abs(length({left}) - length({right})) <= {self.most}"
            f" AND levenshtein({left}, {right}) <= {self.most})"
        )


@dataclass(frozen=True, slots=True)
class Shares:
    """Two lists have at least so many values in common."""

    column: str
    least: int = 1

    def holds(self, left: Any, right: Any) -> bool:
        mine, other = getattr(left, self.column), getattr(right, self.column)
        return len(set(mine) & set(other)) >= self.least

    def sql(self, dialect: str) -> str:
        left, right = f"{self.column}_l", f"{self.column}_r"
        if dialect == "spark":
            return f"size(array_intersect({left}, {right})) >= {self.least}"
        return f"len(list_intersect({left}, {right})) >= {self.least}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A column of the left or one of the right is not known."""

    left: str
    right: str

    def holds(self, left: Any, right: Any) -> bool:
        return getattr(left, self.left) is None or getattr(right, self.right) is None

    def sql(self, dialect: str) -> str:  # noqa: ARG002  the same in both
        return f"({self.left}_l IS NULL OR {self.right}_r IS NULL)"


@dataclass(frozen=True, slots=True)
class Stated:
    """A column of the left and one of the right are known."""

    left: str
    right: str

    def holds(self, left: Any, right: Any) -> bool:
        return getattr(left, self.left) is not None and getattr(right, self.right) is not None

    def sql(self, dialect: str) -> str:  # noqa: ARG002  the same in both
        return f"({self.left}_l IS NOT NULL AND {self.right}_r IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class Lower:
    """Points that stand in a column of each side: the lower of both."""

    left: str
    right: str

    def value(self, left: Any, right: Any) -> int:
        """The points of two `Prepared`."""
        return int(min(getattr(left, self.left), getattr(right, self.right)))

    def sql(self) -> str:
        """The same in SQL."""
        return f"least({self.left}_l, {self.right}_r)"


Thing = tuple[tuple[Condition, int | Lower], ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The points of several things add up to so many; of each thing the first that holds counts."""

    things: tuple[Thing, ...]
    least: int

    def holds(self, left: Any, right: Any) -> bool:
        total = 0
        for thing in self.things:
            for when, points in thing:
                if when.holds(left, right):
                    total += points.value(left, right) if isinstance(points, Lower) else points
                    break
        return total >= self.least

    def sql(self, dialect: str) -> str:
        return f"({points_sql(self.things, dialect)}) >= {self.least}"


def pick_sql(values: Iterable[str], place: str, dialect: str) -> str:
    """One of several values by its place, counted from zero, in SQL."""
    listed = ", ".join(values)
    if dialect == "spark":
        return f"element_at(array({listed}), {place} + 1)"
    return f"[{listed}][{place} + 1]"


def points_sql(things: tuple[Thing, ...], dialect: str) -> str:
    """The points of several things added up, in SQL."""
    return " + ".join(_case(thing, dialect) for thing in things)


def _case(thing: Thing, dialect: str) -> str:
    branches = (
        f"WHEN {when.sql(dialect)} THEN {p.sql() if isinstance(p, Lower) else p}"
        for when, p in thing
    )
    return f"CASE {' '.join(branches)} ELSE 0 END"


@dataclass(frozen=True, slots=True)
class Within:
    """Two whole numbers lie at most so far apart."""

    column: str
    most: int

    def holds(self, left: Any, right: Any) -> bool:
        mine, other = getattr(left, self.column), getattr(right, self.column)
        return mine is not None and other is not None and abs(mine - other) <= self.most

    def sql(self, dialect: str) -> str:  # noqa: ARG002  the same in both
        return f"abs({self.column}_l - {self.column}_r) <= {self.most}"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them holds."""

    parts: tuple[Condition, ...]

    def holds(self, left: Any, right: Any) -> bool:
        return all(part.holds(left, right) for part in self.parts)

    def sql(self, dialect: str) -> str:
        return "(" + " AND ".join(part.sql(dialect) for part in self.parts) + ")"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of them holds."""

    parts: tuple[Condition, ...]

    def holds(self, left: Any, right: Any) -> bool:
        return any(part.holds(left, right) for part in self.parts)

    def sql(self, dialect: str) -> str:
        return "(" + " OR ".join(part.sql(dialect) for part in self.parts) + ")"


def both(*parts: Condition) -> Condition:
    """Every one of them."""
    return All(parts)


def some(*parts: Condition) -> Condition:
    """At least one of them."""
    return Some(parts)


def either_way(left: str, right: str) -> Condition:
    """A column of either record equals another column of the other."""
    return some(Same(left, right), Same(right, left))
