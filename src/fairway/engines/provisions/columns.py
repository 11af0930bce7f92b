"""The same conditions over columns: a whole register asked in one pass.

Each condition of a pack, already read into a tree, becomes a column expression of Ibis, which runs
on DuckDB or on Spark. Unknown is NULL: SQL's three-valued logic is Kleene's, which `evaluate`
uses for one person, and where a database would answer otherwise the expression says so itself.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import ibis
from ibis import Value

from fairway.engines.provisions.evaluate import Plain
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

UNKNOWN = ibis.null("boolean")


@dataclass(frozen=True, slots=True)
class ColumnScope:
    """What a column expression may look at.

    ``columns`` holds a fact of each person; ``constants`` what is known of all of them alike. A
    fact in neither is unknown of everybody.
    """

    columns: Mapping[str, Value]
    constants: Mapping[str, Plain]
    parameters: Mapping[str, Plain]
    on: int

    def fact(self, name: str) -> Value:
        """A fact as a column, a constant, or unknown."""
        if name in self.columns:
            return self.columns[name]
        return constant(self.constants.get(name))


def constant(value: Any) -> Value:
    """A value that is the same for all; None is unknown."""
    if value is None:
        return ibis.null()
    if isinstance(value, bool):
        return ibis.literal(value)
    if isinstance(value, int):
        return ibis.literal(value, "int64")
    if isinstance(value, tuple):
        kind = "array<int64>" if value and isinstance(value[0], int) else "array<string>"
        return ibis.literal(list(value), kind)
    return ibis.literal(value)


_COMPARE: Mapping[CompareOp, Callable[[Value, Value], Value]] = {
    CompareOp.EQ: operator.eq,
    CompareOp.NE: operator.ne,
    CompareOp.LT: operator.lt,
    CompareOp.LE: operator.le,
    CompareOp.GT: operator.gt,
    CompareOp.GE: operator.ge,
}


@singledispatch
def column(node: Node, scope: ColumnScope) -> Value:  # noqa: ARG001  each kind of node has its own
    """An expression over columns that is, row by row, what `evaluate` says of one person."""
    raise TypeError(f"no column expression for {type(node).__name__}")


@column.register
def _(node: Literal, _scope: ColumnScope) -> Value:
    return constant(node.value)


@column.register
def _(node: ListLiteral, _scope: ColumnScope) -> Value:
    return constant(node.items)


@column.register
def _(node: Fact, scope: ColumnScope) -> Value:
    return scope.fact(node.name)


@column.register
def _(node: Known, scope: ColumnScope) -> Value:
    if node.name in scope.columns:
        return scope.columns[node.name].notnull()
    return ibis.literal(value=node.name in scope.constants)


@column.register
def _(node: Parameter, scope: ColumnScope) -> Value:
    return constant(scope.parameters.get(node.name))


@column.register
def _(node: ParameterAt, scope: ColumnScope) -> Value:
    table = scope.parameters.get(node.name)
    if not isinstance(table, Mapping) or not table:
        return ibis.null()
    key = column(node.key, scope)
    return ibis.cases(*((key == name, constant(value)) for name, value in table.items()))


@column.register
def _(_node: OnDate, scope: ColumnScope) -> Value:
    return constant(scope.on)


@column.register
def _(node: Not, scope: ColumnScope) -> Value:
    return negated(truth(column(node.item, scope)))


@column.register
def _(node: Negate, scope: ColumnScope) -> Value:
    return -_number(column(node.item, scope))


@column.register
def _(node: And, scope: ColumnScope) -> Value:
    return truth(column(node.left, scope)) & truth(column(node.right, scope))


@column.register
def _(node: Or, scope: ColumnScope) -> Value:
    return truth(column(node.left, scope)) | truth(column(node.right, scope))


@column.register
def _(node: Compare, scope: ColumnScope) -> Value:
    left, right = column(node.left, scope), column(node.right, scope)
    if _is_unknown(left) or _is_unknown(right):
        return UNKNOWN
    return _COMPARE[node.op](left, right)


@column.register
def _(node: Arith, scope: ColumnScope) -> Value:
    left, right = _number(column(node.left, scope)), _number(column(node.right, scope))
    match node.op:
        case ArithOp.ADD:
            return left + right
        case ArithOp.SUB:
            return left - right
        case ArithOp.MUL:
            return left * right
        case ArithOp.DIV:
            return _divided(left, right)
        case ArithOp.MOD:
            return left - _divided(left, right) * right


@column.register
def _(node: In, scope: ColumnScope) -> Value:
    item, group = column(node.item, scope), column(node.group, scope)
    if _is_unknown(item) or _is_unknown(group):
        return UNKNOWN
    return ibis.cases((item.isnull() | group.isnull(), UNKNOWN), else_=group.contains(item))


@column.register
def _(node: Choose, scope: ColumnScope) -> Value:
    test = truth(column(node.test, scope))
    then, otherwise = column(node.then, scope), column(node.otherwise, scope)
    if _is_unknown(then) and _is_unknown(otherwise):
        return ibis.null()
    same = (then == otherwise).fill_null(False) | (then.isnull() & otherwise.isnull())
    either = ibis.cases((same, then))
    return ibis.cases((test.isnull(), either), (test, then), else_=otherwise)


@column.register
def _(node: Size, scope: ColumnScope) -> Value:
    item = column(node.item, scope)
    return ibis.null("int64") if _is_unknown(item) else item.length()


@column.register
def _(node: StartsWith, scope: ColumnScope) -> Value:
    item, prefix = column(node.item, scope), column(node.prefix, scope)
    if _is_unknown(item) or _is_unknown(prefix):
        return UNKNOWN
    return item.startswith(prefix)


def negated(value: Value) -> Value:
    """Not, as a comparison: SQL's NOT reaches further than the expression that it stands before."""
    return value == ibis.literal(value=False)


def surely(value: Value) -> Value:
    """Whether something is true, and known to be."""
    return value.fill_null(False)


def surely_not(value: Value) -> Value:
    """Whether something is false, and known to be."""
    return negated(value.fill_null(True))


def _is_unknown(value: Value) -> bool:
    """A value that is unknown of everybody has no type to compute with."""
    return bool(value.type().is_null())


def truth(value: Value) -> Value:
    """A yes or no; what is unknown of everybody has that type too."""
    return UNKNOWN if _is_unknown(value) else value


def _number(value: Value) -> Value:
    return ibis.null("int64") if _is_unknown(value) else value


def _divided(left: Value, right: Value) -> Value:
    """Whole-number division, cut toward zero; by zero unknown.

    Databases divide whole numbers by way of floats, which hold 53 bits: what the first quotient
    leaves is divided again, and is by then small enough to be exact.
    """
    by = right.nullif(0)
    first = (left / by).floor().cast("int64")
    rest = left - first * by
    more = (rest / by).floor().cast("int64")
    down, left_over = first + more, rest - more * by
    cut = (left_over != 0) & ((left < 0) != (by < 0))
    return down + cut.cast("int64")
