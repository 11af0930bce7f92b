"""Evaluation of a condition for one person, in Kleene's three-valued logic.

``None`` means unknown: a fact that nobody gave, a parameter that is missing, expired or
unverified, a division by zero. Unknown spreads, except where the known part already decides:
``false && unknown`` is false, ``true || unknown`` is true. Whole-number division is cut toward
zero, as CEL does.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

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

# Money is whole minor units, a date is its day number: see ``facts.plain``.
Plain = bool | int | str | tuple[str, ...] | tuple[int, ...] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may look at. An absent name is unknown."""

    facts: Mapping[str, Plain]
    parameters: Mapping[str, Plain]
    on: int


# What a compiled expression yields: a plain value, or None for unknown. The checker has
# already fixed each expression's kind, so the programs do not check again.
Program = Callable[[Scope], Any]


def _divide(left: int, right: int) -> int | None:
    if right == 0:
        return None
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def _remainder(left: int, right: int) -> int | None:
    quotient = _divide(left, right)
    return None if quotient is None else left - right * quotient


_COMPARE: dict[CompareOp, Callable[[Any, Any], bool]] = {
    CompareOp.EQ: operator.eq,
    CompareOp.NE: operator.ne,
    CompareOp.LT: operator.lt,
    CompareOp.LE: operator.le,
    CompareOp.GT: operator.gt,
    CompareOp.GE: operator.ge,
}
_ARITH: dict[ArithOp, Callable[[int, int], int | None]] = {
    ArithOp.ADD: operator.add,
    ArithOp.SUB: operator.sub,
    ArithOp.MUL: operator.mul,
    ArithOp.DIV: _divide,
    ArithOp.MOD: _remainder,
}


@singledispatch
def program(node: Node) -> Program:
    """Compile an expression once; the result is called for each person."""
    raise TypeError(f"no evaluation for {type(node).__name__}")


def evaluate(node: Node, scope: Scope) -> Plain | None:
    """The value of an expression, or None where it is unknown."""
    value: Plain | None = program(node)(scope)
    return value


@program.register
def _(node: Literal) -> Program:
    value = node.value
    return lambda _: value


@program.register
def _(node: ListLiteral) -> Program:
    items = node.items
    return lambda _: items


@program.register
def _(node: Fact) -> Program:
    name = node.name
    return lambda scope: scope.facts.get(name)


@program.register
def _(node: Known) -> Program:
    name = node.name
    return lambda scope: name in scope.facts


@program.register
def _(node: Parameter) -> Program:
    name = node.name
    return lambda scope: scope.parameters.get(name)


@program.register
def _(node: ParameterAt) -> Program:
    name, key = node.name, program(node.key)

    def run(scope: Scope) -> Any:
        table, at = scope.parameters.get(name), key(scope)
        return table.get(at) if isinstance(table, Mapping) and at is not None else None

    return run


@program.register
def _(_node: OnDate) -> Program:
    return lambda scope: scope.on


@program.register
def _(node: Not) -> Program:
    item = program(node.item)

    def run(scope: Scope) -> Any:
        value = item(scope)
        return None if value is None else not value

    return run


@program.register
def _(node: Negate) -> Program:
    item = program(node.item)

    def run(scope: Scope) -> Any:
        value = item(scope)
        return None if value is None else -value

    return run


@program.register
def _(node: And) -> Program:
    left, right = program(node.left), program(node.right)

    def run(scope: Scope) -> Any:
        first = left(scope)
        if first is False:
            return False
        second = right(scope)
        if second is False:
            return False
        return None if first is None or second is None else True

    return run


@program.register
def _(node: Or) -> Program:
    left, right = program(node.left), program(node.right)

    def run(scope: Scope) -> Any:
        first = left(scope)
        if first is True:
            return True
        second = right(scope)
        if second is True:
            return True
        return None if first is None or second is None else False

    return run


def _both(apply: Callable[[Any, Any], Any], left: Program, right: Program) -> Program:
    def run(scope: Scope) -> Any:
        first, second = left(scope), right(scope)
        return None if first is None or second is None else apply(first, second)

    return run


@program.register
def _(node: Compare) -> Program:
    return _both(_COMPARE[node.op], program(node.left), program(node.right))


@program.register
def _(node: Arith) -> Program:
    return _both(_ARITH[node.op], program(node.left), program(node.right))


@program.register
def _(node: In) -> Program:
    return _both(lambda item, group: item in group, program(node.item), program(node.group))


@program.register
def _(node: Choose) -> Program:
    test, then, otherwise = program(node.test), program(node.then), program(node.otherwise)

    def run(scope: Scope) -> Any:
        value = test(scope)
        if value is None:
            yes, no = then(scope), otherwise(scope)
            return yes if yes == no else None
        return then(scope) if value else otherwise(scope)

    return run


@program.register
def _(node: Size) -> Program:
    item = program(node.item)

    def run(scope: Scope) -> Any:
        value = item(scope)
        return None if value is None else len(value)

    return run


@program.register
def _(node: StartsWith) -> Program:
    return _both(
        lambda text, prefix: text.startswith(prefix), program(node.item), program(node.prefix)
    )
