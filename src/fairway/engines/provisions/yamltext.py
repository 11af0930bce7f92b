"""YAML to plain values, keeping where each one was written and refusing what YAML lets slip.

A duplicate key, an anchor, a merge or a custom tag is a fault, not a surprise. Numbers with a
point become Decimal: a pack has no floats.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

Path = tuple[str | int, ...]
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TextFault:
    """Something wrong in the text of a file."""

    path: Path
    position: Position
    message: str
    code: str
    value: str = ""


@dataclass(slots=True)
class Document:
    """The plain values of a YAML text, the place of each, and what was wrong in it."""

    value: Any = None
    positions: dict[Path, Position] = field(default_factory=dict)
    faults: list[TextFault] = field(default_factory=list)

    def position(self, path: Path) -> Position:
        """The place of a path, or of its nearest parent that was written."""
        for length in range(len(path), -1, -1):
            found = self.positions.get(path[:length])
            if found:
                return found
        return Position(1, 1)


def path_text(path: Path) -> str:
    """A path as people write it: parameters.minimum_wage.series[0].value."""
    parts: list[str] = []
    for step in path:
        parts.append(f"[{step}]" if isinstance(step, int) else f".{step}" if parts else step)
    return "".join(parts) or "(file)"


def read_yaml(text: str) -> Document:
    """Read one YAML document; every fault is collected, none is raised."""
    document = Document()
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        document.faults.append(_syntax_fault(error))
        return document
    except ReaderError as error:
        document.faults.append(_character_fault(text, error))
        return document
    except RecursionError:
        fault = TextFault((), Position(1, 1), "nested too deeply to be read", "yaml")
        document.faults.append(fault)
        return document
    if node is None:
        document.faults.append(TextFault((), Position(1, 1), "the file is empty", "empty"))
        return document
    document.value = _Reader(document).read(node, ())
    return document


def _syntax_fault(error: MarkedYAMLError) -> TextFault:
    mark = error.problem_mark or error.context_mark
    position = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
    return TextFault((), position, f"not readable as YAML: {error.problem}", "yaml")


def _character_fault(text: str, error: ReaderError) -> TextFault:
    before = text[: error.position]
    position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    words = f"a character that YAML does not allow: U+{ord(text[error.position]):04X}"
    return TextFault((), position, words, "yaml")


def _place(node: Node) -> Position:
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def fault(self, path: Path, node: Node, message: str, code: str) -> None:
        self.document.faults.append(TextFault(path, _place(node), message, code))

    def read(self, node: Node, path: Path) -> Any:
        self.document.positions.setdefault(path, _place(node))
        if id(node) in self.seen:
            self.fault(path, node, "an alias (*name) is not accepted; write it out", "alias")
            return None
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key in result:
                first = self.document.positions[(*path, key)].line
                message = f"{key!r} is written twice; the first is on line {first}"
                self.fault((*path, key), key_node, message, "duplicate_key")
                continue
            self.document.positions[(*path, key)] = _place(key_node)
            result[key] = self.read(value_node, (*path, key))
        return result

    def _key(self, node: Node, path: Path) -> str:
        value = node.value
        if not isinstance(node, ScalarNode) or not isinstance(value, Hashable) or value == "<<":
            self.fault(path, node, "a key must be a plain word", "key")
        return str(value)

    def _scalar(self, node: Any, path: Path) -> Any:
        text, tag = str(node.value), str(node.tag).removeprefix(_TAG)
        if tag == "str":
            return text
        if tag in {"null", "bool"}:
            return None if tag == "null" else text.lower() == "true"
        if tag == "timestamp":
            return self._date(text, node, path)
        number = _number(tag, text)
        if number is None:
            self.fault(path, node, f"{text!r} is not a plain text, number or date", "scalar")
        return number

    def _date(self, text: str, node: ScalarNode, path: Path) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(path, node, f"{text!r} is not a date such as 2026-01-31", "date")
            return None


def _number(tag: str, text: str) -> int | Decimal | None:
    """A number written plainly: no hexadecimal, no exponent, no infinity."""
    digits = text.lstrip("+-")
    if not digits.isascii():
        return None
    if tag == "int" and digits.isdecimal():
        return int(text)
    if tag == "float" and digits.replace(".", "", 1).isdecimal():
        return Decimal(text)
    return None
