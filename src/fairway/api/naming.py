"""Names of the shapes in the description: rooms may use one word for different things."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, TypeVar

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

T = TypeVar("T")
_REF = re.compile(r'"#/components/schemas/([^"]+)"')


class NamedSchemas(OpenAPISchema):
    """A description in which each shape has a name of its own.

    The framework lets the last room that uses a name overwrite the others'. Here the first keeps
    the plain name, and the next is called after its room.
    """

    _room = ""
    _building = False
    _shapes: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._shapes = {}
        super().__init__(*args, **kwargs)

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """Describe one operation, in the names of its room."""
        self._room = "".join(word.title() for word in (operation.tags or [""])[0].split("_"))
        return dict(super().operation_details(operation))

    def _extract_parameters(self, model: Any) -> Any:
        return self._apart(lambda: super(NamedSchemas, self)._extract_parameters(model))

    def _create_schema_from_model(self, *args: Any, **kwargs: Any) -> Any:
        build = super()._create_schema_from_model
        return self._apart(lambda: build(*args, **kwargs))

    def _apart(self, build: Callable[[], T]) -> T:
        """Build with an empty shelf of shapes, then name those and put them with the others."""
        if self._building:
            return build()
        kept, self.schemas, self._building = self.schemas, {}, True
        try:
            built = build()
        finally:
            own, self.schemas, self._building = self.schemas, kept, False
        names = {name: self._name(name, own) for name in own}
        self.schemas |= {names[name]: _renamed(shape, names) for name, shape in own.items()}
        return _renamed(built, names)

    def _name(self, name: str, own: dict[str, Any]) -> str:
        shape = _whole(name, own)
        for free in self._candidates(name):
            if self._shapes.setdefault(free, shape) == shape:
                return free
        raise AssertionError("there is always a further candidate")

    def _candidates(self, name: str) -> Iterator[str]:
        yield name
        yield f"{self._room}{name}"
        yield from (f"{self._room}{name}{number}" for number in count(2))


def _whole(name: str, own: dict[str, Any]) -> str:
    """A shape with every shape that it leads to, as text."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in found and current in own:
            found[current] = json.dumps(own[current], sort_keys=True)
            waiting += _REF.findall(found[current])
    return json.dumps([name, found], sort_keys=True)


def _renamed(built: T, names: dict[str, str]) -> T:
    if isinstance(built, tuple):
        return tuple(_renamed(part, names) for part in built)  # type: ignore[return-value]  # a T again
    text = _REF.sub(
        lambda ref: f'"#/components/schemas/{names.get(ref[1], ref[1])}"', json.dumps(built)
    )
    return json.loads(text)  # type: ignore[no-any-return]  # a T again
