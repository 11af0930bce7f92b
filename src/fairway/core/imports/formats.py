"""What a file may be: each format is registered by the room that understands it.

    register_format(ImportFormat("oflc-h2a", _("H-2A disclosure file"), parse, load))

``parse`` reads the whole file and changes nothing: it raises BadInput where the file is not what
it says, and lists the rows that its format foresees setting aside. ``load`` writes what was
parsed, inside the one transaction of the import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority
from fairway.engines.kernel import BadInput, Fault

T = TypeVar("T")

# Called with how much is done, and of how much.
Progress = Callable[[int, int], None]
Options = Mapping[str, Any]


def silent(done: int, of: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was handed in: where it lies, what it is called, and its digest."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not used, for a reason that the format foresees; row 1 is the header."""

    row: int
    field: str
    value: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A file that was read whole. Every row is used, merged into another, or set aside.

    ``figures`` are further totals for the report, such as places or hours.
    """

    rows: int
    used: int
    content: T
    merged: int = 0
    set_aside: tuple[SetAside, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def reconciles(self) -> bool:
        """Whether every row of the file is accounted for."""
        return self.used + self.merged + len(self.set_aside) == self.rows


@dataclass(frozen=True, slots=True)
class Loading:
    """For whom and by whom a file is loaded."""

    authority: Authority
    actor: Actor
    source: SourceFile
    options: Options
    progress: Progress


@dataclass(frozen=True, slots=True)
class ImportFormat(Generic[T]):
    """A kind of file. ``load`` answers how many of each kind of record it created.

    Of a ``personal`` format the stored report keeps no values, only rows, fields and reasons.
    """

    name: str
    title: str | Promise
    parse: Callable[[SourceFile, Options, Progress], Parsed[T]]
    load: Callable[[Parsed[T], Loading], Mapping[str, int]]
    action: str = "import.run"
    personal: bool = False


_formats: dict[str, ImportFormat[Any]] = {}


def register_format(found: ImportFormat[Any]) -> None:
    """Let files of a format come in."""
    if _formats.get(found.name, found) is not found:
        raise ValueError(f"Two formats of files are named {found.name}.")
    _formats[found.name] = found


def forget_format(name: str) -> None:
    """Take a format out again: for tests."""
    _formats.pop(name, None)


def formats() -> tuple[ImportFormat[Any], ...]:
    """Every registered format, by name."""
    return tuple(_formats[name] for name in sorted(_formats))


def format_named(name: str) -> ImportFormat[Any]:
    """Find a format, or say which names are near."""
    if name in _formats:
        return _formats[name]
    near = get_close_matches(name, _formats, n=3, cutoff=0.4) or sorted(_formats)
    accepted = _("one of %(names)s") % {"names": ", ".join(near)}
    raise BadInput(Fault("format", name, accepted, "unknown_format"))
