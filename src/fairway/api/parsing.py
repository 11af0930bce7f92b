"""Reading a body: JSON as RFC 8259 has it, holding nothing that a database cannot hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from django.utils.translation import gettext as _
from ninja.parser import Parser

if TYPE_CHECKING:
    from django.http import HttpRequest

MEDIA_TYPE = "application/json"


class NotJson(ValueError):  # noqa: N818  what the body is
    """The body is not what the API reads; ``media_type`` is what it says that it is instead."""

    def __init__(self, detail: str, *, media_type: str | None = None) -> None:
        self.media_type = media_type
        super().__init__(detail)


class StrictParser(Parser):
    """Refuses what only some JSON readers take: NaN, half characters, a key that stands twice."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read the body of a request."""
        media_type = request.content_type or MEDIA_TYPE
        if media_type != MEDIA_TYPE:
            raise NotJson("", media_type=media_type)
        try:
            text = request.body.decode("utf-8")
            found = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
        except NotJson:
            raise
        except (ValueError, RecursionError) as error:
            raise NotJson(_("The body is not JSON in UTF-8.")) from error
        if not isinstance(found, dict):
            raise NotJson(_("The body is a JSON object."))
        if "\\u" in text:  # only an escape can hold what UTF-8 itself cannot
            _writable(found)
        return found


def _no_constant(name: str) -> NoReturn:
    raise NotJson(_("%s is no number of JSON.") % name)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson(_("A name stands twice in one object."))
    return found


def _writable(value: Any) -> None:
    """Refuse NUL and halves of surrogate pairs, wherever they stand."""
    match value:
        case str():
            if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
                raise NotJson(_("A text holds a character that cannot be kept."))
        case dict():
            for name, item in value.items():
                _writable(name)
                _writable(item)
        case list():
            for item in value:
                _writable(item)
