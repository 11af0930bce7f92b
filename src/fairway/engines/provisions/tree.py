"""Conditions as a small, typed, immutable tree: what a pack's CEL text becomes.

The node set is closed and has no loops and no calls outward, so that one tree can be read by
an evaluator for one person and by a compiler to column expressions alike.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class CompareOp(StrEnum):
    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class ArithOp(StrEnum):
    ADD = "+"
    SUB = "-"
    MUL = "*"
    DIV = "/"
    MOD = "%"


@dataclass(frozen=True, slots=True)
class Node:
    """Base of all expressions."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: bool | int | str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """A written list of texts, or of whole numbers."""

    items: tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """``facts.name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Known(Node):
    """``has(facts.name)``: whether the fact is known; itself never unknown."""

    name: str


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """``params.name``: the value in force on the decision's date."""

    name: str


@dataclass(frozen=True, slots=True)
class ParameterAt(Node):
    """``params.name[key]``: one entry of a table in force; a missing key is unknown."""

    name: str
    key: Node


@dataclass(frozen=True, slots=True)
class OnDate(Node):
    """``on``: the date of the decision, as a day number."""


@dataclass(frozen=True, slots=True)
class Not(Node):
    item: Node


@dataclass(frozen=True, slots=True)
class Negate(Node):
    item: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Or(Node):
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    op: CompareOp
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Arith(Node):
    op: ArithOp
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    item: Node
    group: Node


@dataclass(frozen=True, slots=True)
class Choose(Node):
    """``test ? then : otherwise``."""

    test: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Size(Node):
    """``size(x)`` of a list."""

    item: Node


@dataclass(frozen=True, slots=True)
class StartsWith(Node):
    item: Node
    prefix: Node


TRUE = Literal(value=True)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything beneath it, in the order of the text."""
    yield node
    for part in fields(node):
        child = getattr(node, part.name)
        if isinstance(child, Node):
            yield from walk(child)


def facts_in(node: Node) -> tuple[str, ...]:
    """Names of the facts whose values the expression reads, in order, once each."""
    return tuple(dict.fromkeys(n.name for n in walk(node) if isinstance(n, Fact)))


def asked_facts_in(node: Node) -> tuple[str, ...]:
    """As ``facts_in``, with those that are only asked after by ``has``."""
    return tuple(dict.fromkeys(n.name for n in walk(node) if isinstance(n, Fact | Known)))


def parameters_in(node: Node) -> tuple[str, ...]:
    """Names of the parameters that the expression reads, in order, once each."""
    return tuple(
        dict.fromkeys(n.name for n in walk(node) if isinstance(n, Parameter | ParameterAt))
    )
