"""Reading a document's text: JSON as RFC 8259 has it, holding nothing that cannot be written."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def read_json(data: bytes) -> Any:
    """Read a document. Raises ValueError with one sentence that says what it is not.

    Refused is what only some readers take or what they read differently: NaN, a name that stands
    twice in one object, half of a pair of characters.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("not in UTF-8, as JSON must be") from None
    try:
        found = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once_each)
    except _Refused:
        raise
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None
    if "\\u" in text:  # only an escape can hold what UTF-8 itself cannot
        try:
            json.dumps(found, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError("half of a pair of characters (\\ud800 to \\udfff)") from None
    return found


class _Refused(ValueError):  # noqa: N818  what the text is
    """JSON to some readers, and not to us."""


def _no_constant(name: str) -> NoReturn:
    raise _Refused(f"{name} is no number in JSON")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise _Refused(f"the name {twice[:64]!r} stands twice in one object")
    return found
