"""Comma, semicolon or tab separated text. Structure is checked whole before a row is given out."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.tables.encoding import decode
from fairway.engines.tables.headers import clean_header
from fairway.engines.tables.table import Limits, Progress, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = (",", ";", "\t")
_CHECK_EVERY = 20_000


def read_csv(
    data: bytes, filename: str, sha256: str, limits: Limits, progress: Progress | None
) -> Table:
    """Check the whole text, then hand out its rows."""
    text = decode(data)
    separator = _separator(text, limits)
    records = _records(text, separator, limits)
    first = next(records, None)
    header = clean_header(first[1] if first else [], most=limits.columns)
    count = _check(records, len(header), limits, text, progress)

    def rows() -> Iterator[Row]:
        for number, cells in islice(_records(text, separator, limits), 1, None):
            yield Row(number, tuple(map(str.strip, cells)))

    return Table(filename, header, count, sha256, rows)


def _separator(text: str, limits: Limits) -> str:
    """The separator that divides the first record into most columns; a comma when level."""

    def columns(separator: str) -> int:
        record = next(_records(text, separator, limits), None)
        return len(record[1]) if record else 0

    return max(_SEPARATORS, key=columns)


def _records(text: str, separator: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Number the records as a spreadsheet does; blank lines count but are not given out."""
    # The module's limit is global to the process, so it is set to what is refused below anyway.
    csv.field_size_limit(max(csv.field_size_limit(), limits.field_characters + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if cells:
                yield number, cells
    except csv.Error as error:
        if "field limit" in str(error):  # a text of a book's length, or a quote that nobody closed
            raise BadInput(
                Fault(
                    "row",
                    f"more than {csv.field_size_limit()} characters in one value",
                    f"at most {limits.field_characters} characters, in quotes that close",
                    "too_long",
                    number + 1,
                )
            ) from error
        raise BadInput(
            Fault("row", str(error), "quotes that open and close", "quotes", number + 1)
        ) from error


def _check(
    records: Iterator[tuple[int, list[str]]],
    width: int,
    limits: Limits,
    text: str,
    progress: Progress | None,
) -> int:
    faults: list[Fault] = []
    may_hold_formulas = any(before + "=" in text for before in (",", ";", "\t", "\n", '"', "\r"))
    done = size = 0
    for done, (number, cells) in enumerate(records, start=1):
        if len(cells) != width:
            faults.append(
                Fault(
                    "row",
                    f"{len(cells)} values",
                    f"{width} values, as the first row has",
                    "row_width",
                    number,
                )
            )
        elif max(map(len, cells)) > limits.field_characters:
            faults.append(_too_long(cells, number, limits))
        elif may_hold_formulas:
            faults.extend(
                Fault(f"column {place}", cell[:40], "a value, not a formula", "formula", number)
                for place, cell in enumerate(cells, start=1)
                if cell.startswith("=")
            )
        if done > limits.rows:
            raise BadInput(Fault("file", f"more than {limits.rows} rows", "fewer rows", "rows"))
        if len(faults) >= limits.faults:
            break
        if progress is not None and done % _CHECK_EVERY == 0:
            size = size or max(done, text.count("\n"))
            progress(done, size)
    if faults:
        raise BadInput(*faults[: limits.faults])
    if not done:
        raise BadInput(Fault("file", "", "at least one row under the header", "no_rows"))
    return done


def _too_long(cells: list[str], number: int, limits: Limits) -> Fault:
    place = next(i for i, cell in enumerate(cells) if len(cell) > limits.field_characters)
    return Fault(
        f"column {place + 1}",
        cells[place][:40] + "…",
        f"at most {limits.field_characters} characters",
        "too_long",
        number,
    )
