"""The kinds of value a condition handles, and the checker that refuses to mix them.

Money is typed by its currency, dates are apart from whole numbers, and there is no kind that a
float could have: what passes here can be computed exactly in any engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from fairway.engines.provisions.cel import ConditionError
from fairway.engines.provisions.tree import (
    And,
    Arith,
    ArithOp,
    Choose,
    Compare,
    CompareOp,
    Fact,
    In,
    Known,
    ListLiteral,
    Literal,
    Negate,
    Node,
    Not,
    OnDate,
    Or,
    Parameter,
    ParameterAt,
    Size,
    StartsWith,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Base(StrEnum):
    BOOL = "bool"
    INT = "int"
    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    TEXTS = "texts"
    INTS = "ints"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; ``currency`` belongs to money, ``of`` to tables."""

    base: Base
    currency: str | None = None
    of: Base | None = None

    def __str__(self) -> str:
        if self.base is Base.MONEY:
            return f"money in {self.currency}" if self.currency else "money in any currency"
        return self.base.value


BOOL, INT, TEXT, DATE = Kind(Base.BOOL), Kind(Base.INT), Kind(Base.TEXT), Kind(Base.DATE)
TEXTS, INTS = Kind(Base.TEXTS), Kind(Base.INTS)
_ORDERED = {Base.INT, Base.MONEY, Base.DATE}


@dataclass(frozen=True, slots=True)
class Checker:
    """Types every expression of a pack against its declared facts and parameters."""

    facts: Mapping[str, Kind]
    parameters: Mapping[str, Kind]

    def expect(self, node: Node, base: Base) -> Kind:
        """The kind of the expression, which must be of the given base."""
        kind = self.kind(node)
        if kind.base is not base:
            raise ConditionError(f"{base} is needed here, and this is {kind}")
        return kind

    @singledispatchmethod
    def kind(self, node: Node) -> Kind:
        """The kind of an expression; raises ConditionError where kinds do not fit."""
        raise ConditionError(f"{type(node).__name__} has no kind")

    @kind.register
    def _(self, node: Literal) -> Kind:
        if isinstance(node.value, bool):
            return BOOL
        return INT if isinstance(node.value, int) else TEXT

    @kind.register
    def _(self, node: ListLiteral) -> Kind:
        return TEXTS if isinstance(node.items[0], str) else INTS

    @kind.register
    def _(self, node: Fact) -> Kind:
        return self._fact(node.name)

    @kind.register
    def _(self, node: Known) -> Kind:
        self._fact(node.name)
        return BOOL

    def _fact(self, name: str) -> Kind:
        if name not in self.facts:
            raise ConditionError(f"the fact {name!r} is not declared in this pack")
        return self.facts[name]

    @kind.register
    def _(self, node: Parameter) -> Kind:
        kind = self._parameter(node.name)
        if kind.base is Base.TABLE:
            raise ConditionError(f"params.{node.name} is a table: write params.{node.name}[key]")
        return kind

    @kind.register
    def _(self, node: ParameterAt) -> Kind:
        kind = self._parameter(node.name)
        if kind.base is not Base.TABLE or kind.of is None:
            raise ConditionError(f"params.{node.name} is not a table")
        self.expect(node.key, Base.TEXT)
        return Kind(kind.of, kind.currency)

    def _parameter(self, name: str) -> Kind:
        if name not in self.parameters:
            raise ConditionError(f"the parameter {name!r} is not in this pack")
        return self.parameters[name]

    @kind.register
    def _(self, _node: OnDate) -> Kind:
        return DATE

    @kind.register
    def _(self, node: Not) -> Kind:
        return self.expect(node.item, Base.BOOL)

    @kind.register
    def _(self, node: Negate) -> Kind:
        kind = self.kind(node.item)
        if kind.base not in {Base.INT, Base.MONEY}:
            raise ConditionError(f"- needs a number or money, not {kind}")
        return kind

    @kind.register(And)
    @kind.register(Or)
    def _(self, node: And | Or) -> Kind:
        self.expect(node.left, Base.BOOL)
        return self.expect(node.right, Base.BOOL)

    @kind.register
    def _(self, node: Compare) -> Kind:
        left, right = self.kind(node.left), self.kind(node.right)
        self._same(node.left, left, node.right, right)
        equality = node.op in {CompareOp.EQ, CompareOp.NE}
        if not equality and left.base not in _ORDERED:
            raise ConditionError(f"{left} has no order; use == or !=")
        if equality and left.base not in _ORDERED | {Base.TEXT, Base.BOOL}:
            raise ConditionError(f"{left} cannot be compared; use in or size()")
        return BOOL

    def _same(self, left_node: Node, left: Kind, right_node: Node, right: Kind) -> None:
        zero = Literal(0)
        if left.base is Base.MONEY and right_node == zero:
            return
        if right.base is Base.MONEY and left_node == zero:
            return
        if left != right:
            raise ConditionError(f"{left} and {right} cannot be compared")
        if left.base is Base.MONEY and left.currency is None:
            raise ConditionError("money in any currency can be compared with 0 only")

    @kind.register
    def _(self, node: Arith) -> Kind:
        left, right = self.kind(node.left), self.kind(node.right)
        result = _arithmetic(node.op, left, right)
        if result is None:
            raise ConditionError(f"{left} {node.op} {right} has no meaning")
        return result

    @kind.register
    def _(self, node: In) -> Kind:
        item, group = self.kind(node.item), self.kind(node.group)
        if (item.base, group.base) not in {(Base.TEXT, Base.TEXTS), (Base.INT, Base.INTS)}:
            raise ConditionError(f"{item} cannot be in {group}")
        return BOOL

    @kind.register
    def _(self, node: Choose) -> Kind:
        self.expect(node.test, Base.BOOL)
        then, otherwise = self.kind(node.then), self.kind(node.otherwise)
        if then != otherwise:
            raise ConditionError(f"? : gives {then} or {otherwise}; both must be of one kind")
        return then

    @kind.register
    def _(self, node: Size) -> Kind:
        self.expect(node.item, Base.TEXTS)
        return INT

    @kind.register
    def _(self, node: StartsWith) -> Kind:
        self.expect(node.item, Base.TEXT)
        self.expect(node.prefix, Base.TEXT)
        return BOOL


def _arithmetic(op: ArithOp, left: Kind, right: Kind) -> Kind | None:
    bases = (left.base, right.base)
    if bases == (Base.INT, Base.INT):
        return INT
    if op is ArithOp.SUB and bases == (Base.DATE, Base.DATE):
        return INT
    if op in {ArithOp.ADD, ArithOp.SUB} and bases == (Base.DATE, Base.INT):
        return DATE
    return _money(op, left, right)


def _money(op: ArithOp, left: Kind, right: Kind) -> Kind | None:
    bases = (left.base, right.base)
    if op in {ArithOp.ADD, ArithOp.SUB} and bases == (Base.MONEY, Base.MONEY):
        return left if left == right and left.currency else None
    if op in {ArithOp.MUL, ArithOp.DIV} and bases == (Base.MONEY, Base.INT):
        return left
    if op is ArithOp.MUL and bases == (Base.INT, Base.MONEY):
        return right
    return None
