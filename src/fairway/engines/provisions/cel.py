"""From the text of a condition to its tree: the subset of CEL that packs may use.

The grammar is the Common Expression Language's (https://github.com/google/cel-spec), parsed by
cel-python's Lark parser. What is outside the subset is refused here, by name, so that no
condition means anything else in another CEL implementation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from celpy.celparser import CELParseError, CELParser
from lark import Token, Tree

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
    from collections.abc import Callable

SUBSET = (
    "whole numbers, texts, true, false, lists of them; facts.NAME, params.NAME, params.TABLE[key],"
    " on; == != < <= > >= in; + - * / %; && || !; ?:; has(facts.NAME), size(list),"
    " text.startsWith(text)"
)
_PLAIN_TEXT = re.compile(r"""^(?:"[^"\\]*"|'[^'\\]*')$""")
_INT64 = range(-(2**63), 2**63)

_COMPARE = {
    "relation_lt": CompareOp.LT,
    "relation_le": CompareOp.LE,
    "relation_gt": CompareOp.GT,
    "relation_ge": CompareOp.GE,
    "relation_eq": CompareOp.EQ,
    "relation_ne": CompareOp.NE,
}
_ARITH = {
    "addition_add": ArithOp.ADD,
    "addition_sub": ArithOp.SUB,
    "multiplication_mul": ArithOp.MUL,
    "multiplication_div": ArithOp.DIV,
    "multiplication_mod": ArithOp.MOD,
}


class ConditionError(ValueError):
    """A condition that is not in the subset or not well typed; the message is for its author."""


@cache
def _parser() -> CELParser:
    return CELParser()


def parse(text: str) -> Node:
    """The tree of a condition; raises ConditionError naming what is not accepted."""
    try:
        tree = _parser().parse(text)
    except CELParseError as error:
        where = f" at column {error.column}" if error.column else ""
        raise ConditionError(f"not a CEL expression{where}: {text!r}") from error
    return _build(tree)


def _build(tree: Tree[Token]) -> Node:
    builder = _BUILDERS.get(tree.data)
    if builder is not None:
        return builder(tree)
    if len(tree.children) == 1:
        return _build(_child(tree, 0))
    raise ConditionError(f"{_words(tree)} is not in the subset of CEL that packs use: {SUBSET}")


def _child(tree: Tree[Token], index: int) -> Tree[Token]:
    child = tree.children[index]
    if not isinstance(child, Tree):
        raise ConditionError(f"{child} is not accepted here; accepted: {SUBSET}")
    return child


def _words(tree: Tree[Token]) -> str:
    return str(tree.data).replace("_", " ")


def _choose(tree: Tree[Token]) -> Node:
    if len(tree.children) == 1:
        return _build(_child(tree, 0))
    return Choose(*(_build(_child(tree, index)) for index in range(3)))


def _joined(kind: type[And | Or]) -> Callable[[Tree[Token]], Node]:
    def build(tree: Tree[Token]) -> Node:
        if len(tree.children) == 1:
            return _build(_child(tree, 0))
        return kind(_build(_child(tree, 0)), _build(_child(tree, 1)))

    return build


def _relation(tree: Tree[Token]) -> Node:
    if len(tree.children) == 1:
        return _build(_child(tree, 0))
    operator, right = _child(tree, 0), _build(_child(tree, 1))
    left = _build(_child(operator, 0))
    if operator.data == "relation_in":
        return In(left, right)
    return Compare(_COMPARE[str(operator.data)], left, right)


def _arith(tree: Tree[Token]) -> Node:
    if len(tree.children) == 1:
        return _build(_child(tree, 0))
    operator, right = _child(tree, 0), _build(_child(tree, 1))
    return Arith(_ARITH[str(operator.data)], _build(_child(operator, 0)), right)


def _unary(tree: Tree[Token]) -> Node:
    if len(tree.children) == 1:
        return _build(_child(tree, 0))
    item = _build(_child(tree, 1))
    return Not(item) if _child(tree, 0).data == "unary_not" else Negate(item)


def _dot(tree: Tree[Token]) -> Node:
    owner, name = _name(_child(tree, 0)), str(tree.children[1])
    if owner == "facts":
        return Fact(name)
    if owner == "params":
        return Parameter(name)
    raise ConditionError(f"only facts.NAME and params.NAME are known, not {owner}.{name}")


def _name(tree: Tree[Token]) -> str:
    """The identifier that a member consists of, or a placeholder that no name can equal."""
    inner = tree
    while inner.data in {"member", "primary"} and len(inner.children) == 1:
        inner = _child(inner, 0)
    return str(inner.children[0]) if inner.data == "ident" else "(expression)"


def _identifier(tree: Tree[Token]) -> Node:
    name = str(tree.children[0])
    if name == "on":
        return OnDate()
    raise ConditionError(f"{name!r} is not known; write facts.{name} or params.{name}")


def _index(tree: Tree[Token]) -> Node:
    owner = _build(_child(tree, 0))
    if not isinstance(owner, Parameter):
        raise ConditionError("only a table parameter takes [key], as in params.rates[facts.state]")
    return ParameterAt(owner.name, _build(_child(tree, 1)))


def _arguments(tree: Tree[Token], index: int) -> list[Node]:
    if len(tree.children) <= index:
        return []
    return [_build(cast("Tree[Token]", item)) for item in _child(tree, index).children]


def _call(tree: Tree[Token]) -> Node:
    name = str(tree.children[0])
    arguments = _arguments(tree, 1) if name in {"has", "size"} else []
    if name == "has" and len(arguments) == 1 and isinstance(arguments[0], Fact):
        return Known(arguments[0].name)
    if name == "size" and len(arguments) == 1:
        return Size(arguments[0])
    raise ConditionError(f"the call {name}(...) is not accepted; accepted: {SUBSET}")


def _method(tree: Tree[Token]) -> Node:
    name = str(tree.children[1])
    arguments = _arguments(tree, 2) if name == "startsWith" else []
    if len(arguments) == 1:
        return StartsWith(_build(_child(tree, 0)), arguments[0])
    raise ConditionError(f"the call .{name}(...) is not accepted; accepted: {SUBSET}")


def _list(tree: Tree[Token]) -> Node:
    items = _arguments(tree, 0)
    values = [item.value for item in items if isinstance(item, Literal)]
    if items and len(values) == len(items):
        texts = tuple(v for v in values if isinstance(v, str))
        numbers = tuple(v for v in values if isinstance(v, int) and not isinstance(v, bool))
        for group in (texts, numbers):
            if len(group) == len(values):
                return ListLiteral(group)
    raise ConditionError("a list holds written texts, or written whole numbers, and at least one")


def _literal(tree: Tree[Token]) -> Node:
    token = cast("Token", tree.children[0])
    match token.type:
        case "BOOL_LIT":
            return Literal(value=str(token) == "true")
        case "INT_LIT" if "x" not in token and int(token) in _INT64:
            return Literal(int(token))
        case "STRING_LIT" if _PLAIN_TEXT.match(token):
            return Literal(str(token)[1:-1])
        case "FLOAT_LIT":
            raise ConditionError(
                f"{token} is not a whole number; write money in minor units and shares in percent"
            )
        case _:
            raise ConditionError(f"the value {token} is not accepted; accepted: {SUBSET}")


_BUILDERS: dict[str, Callable[[Tree[Token]], Node]] = {
    "expr": _choose,
    "conditionalor": _joined(Or),
    "conditionaland": _joined(And),
    "relation": _relation,
    "addition": _arith,
    "multiplication": _arith,
    "unary": _unary,
    "member_dot": _dot,
    "member_dot_arg": _method,
    "member_index": _index,
    "ident": _identifier,
    "ident_arg": _call,
    "list_lit": _list,
    "literal": _literal,
}
