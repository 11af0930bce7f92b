"""What a file becomes once its structure has been checked: a header and rows of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

# Called with rows done and rows in all; how often is up to the reader.
Progress = Callable[[int, int], None]

REPORT_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be. The defaults hold a country's yearly file, not an attack."""

    bytes: int = 300_000_000
    rows: int = 1_000_000
    columns: int = 300
    field_characters: int = 10_000
    # An XLSX file is a zip archive: what it may unpack to, and how hard it may be packed.
    unpacked_bytes: int = 1_000_000_000
    packing_ratio: int = 200
    archive_entries: int = 1_000
    faults: int = 100


class Row(NamedTuple):
    """One record. ``number`` is the row a spreadsheet shows: the header is row 1."""

    number: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A checked file. Every row has as many values as the header; empty cells are ''."""

    filename: str
    header: tuple[str, ...]
    row_count: int
    sha256: str
    read: Callable[[], Iterator[Row]]

    def rows(self, progress: Progress | None = None) -> Iterator[Row]:
        """Go through the rows, as often as wanted, reporting how far it is."""
        if progress is None:
            yield from self.read()
            return
        for done, row in enumerate(self.read()):
            if done % REPORT_EVERY == 0:
                progress(done, self.row_count)
            yield row
        progress(self.row_count, self.row_count)
