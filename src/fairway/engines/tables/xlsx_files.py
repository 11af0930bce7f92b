"""Workbooks: the archive is weighed before it is opened; formulas and macros are refused."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils import get_column_letter

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.tables.headers import clean_header
from fairway.engines.tables.table import REPORT_EVERY, Limits, Progress, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Entries below this size may be packed as hard as they like: they cannot fill a memory.
_SMALL = 1_000_000
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_ENCRYPTED = 0x1


def read_xlsx(
    data: bytes, filename: str, sha256: str, limits: Limits, progress: Progress | None
) -> Table:
    """Read the one sheet that holds data, as exact text."""
    _weigh(data, limits)
    # openpyxl reads XML through defusedxml when that is installed, which it is.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # notes on styles and validations it does not keep
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=False, keep_links=False
            )
            try:
                header, rows = _sheet(book, limits, progress)
            finally:
                book.close()
    except (BadInput, MemoryError):
        raise
    except Exception as error:
        # The library raises KeyError, ValueError, ParseError, BadZipFile ... for a broken file.
        raise BadInput(_unreadable(error, filename)) from error

    def read() -> Iterator[Row]:
        return iter(rows)

    return Table(filename, header, len(rows), sha256, read)


def _unreadable(error: BaseException | None, filename: str) -> Fault:
    while error is not None:
        if isinstance(error, DefusedXmlException):
            return Fault("file", filename, "a workbook without XML entities", "xml_entities")
        error = error.__cause__ or error.__context__
    return Fault("file", filename, "an .xlsx workbook that opens", "broken_workbook")


def _weigh(data: bytes, limits: Limits) -> None:
    """Refuse archives that explode, carry macros or a password, without unpacking anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise BadInput(
            Fault("file", "a broken archive", "an .xlsx workbook", "broken_workbook")
        ) from error
    names = {entry.filename for entry in entries}
    if len(entries) > limits.archive_entries:
        raise _exploding(f"{len(entries)} parts", f"at most {limits.archive_entries} parts")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise _exploding(
            f"{unpacked // 1_000_000} MB unpacked",
            f"at most {limits.unpacked_bytes // 1_000_000} MB unpacked",
        )
    for entry in entries:
        ratio = entry.file_size // max(1, entry.compress_size)
        if entry.file_size > _SMALL and ratio > limits.packing_ratio:
            raise _exploding(f"packed {ratio} to 1", f"at most {limits.packing_ratio} to 1")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise BadInput(Fault("file", "encrypted", "a workbook without a password", "encrypted"))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadInput(Fault("file", "a workbook with macros", "an .xlsx workbook", "macros"))
    if "xl/workbook.xml" not in names:
        raise BadInput(
            Fault("file", "another kind of archive", "a CSV file or .xlsx workbook", "file_kind")
        )


def _exploding(value: str, accepted: str) -> BadInput:
    return BadInput(Fault("file", value, accepted, "archive_too_large"))


def _sheet(
    book: Any, limits: Limits, progress: Progress | None
) -> tuple[tuple[str, ...], list[Row]]:
    filled = [sheet for sheet in book.worksheets if _has_values(sheet)]
    if len(filled) != 1:
        names = ", ".join(sheet.title for sheet in filled)
        raise BadInput(Fault("sheets", names, "exactly one sheet with data", "sheets"))
    sheet = filled[0]
    faults: list[Fault] = []
    header: tuple[str, ...] = ()
    rows: list[Row] = []
    expected = sheet.max_row or 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if all(cell is None for cell in cells):
            continue
        values = _values(cells, number, faults)
        if not header:
            header = clean_header(_trimmed(values), most=limits.columns)
            continue
        rows.append(Row(number, _fitted(values, len(header), number, limits, faults)))
        if len(rows) > limits.rows:
            raise BadInput(Fault("file", f"more than {limits.rows} rows", "fewer rows", "rows"))
        if len(faults) >= limits.faults:
            break
        if progress is not None and len(rows) % REPORT_EVERY == 0:
            progress(len(rows), max(expected, len(rows)))
    if faults:
        raise BadInput(*faults[: limits.faults])
    if not rows:
        raise BadInput(Fault("file", "", "at least one row under the header", "no_rows"))
    return header, rows


def _has_values(sheet: Any) -> bool:
    return any(cell is not None for cells in sheet.iter_rows(values_only=True) for cell in cells)


def _values(cells: Sequence[Any], number: int, faults: list[Fault]) -> list[str]:
    values = []
    for place, cell in enumerate(cells, start=1):
        text = exact_text(cell)
        if text is None or text.startswith("="):
            where = f"cell {get_column_letter(place)}{number}"
            shown = (text or type(cell).__name__)[:40]
            faults.append(Fault(where, shown, "a value, not a formula", "formula", number))
            text = ""
        elif text in _ERRORS:
            where = f"cell {get_column_letter(place)}{number}"
            faults.append(Fault(where, text, "a value, not an error", "error_cell", number))
        values.append(text)
    return values


def _trimmed(values: list[str]) -> list[str]:
    """Without the empty cells that formatting leaves to the right."""
    while values and not values[-1]:
        values = values[:-1]
    return values


def _fitted(
    values: list[str], width: int, number: int, limits: Limits, faults: list[Fault]
) -> tuple[str, ...]:
    if any(values[width:]):
        faults.append(
            Fault(
                "row",
                f"{len(_trimmed(values))} values",
                f"{width} values, as the first row has",
                "row_width",
                number,
            )
        )
    faults.extend(
        Fault(
            f"cell {get_column_letter(place)}{number}",
            value[:40] + "…",
            f"at most {limits.field_characters} characters",
            "too_long",
            number,
        )
        for place, value in enumerate(values[:width], start=1)
        if len(value) > limits.field_characters
    )
    return tuple(values[:width] + [""] * (width - len(values)))


def exact_text(cell: object) -> str | None:  # noqa: PLR0911  one line a type
    """The cell as text without float artefacts; None for what is no plain value.

    Workbooks keep numbers as doubles and show 15 significant digits; so does this.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return f"{Decimal(f'{cell:.15g}'):f}"
    if isinstance(cell, datetime):
        whole_day = cell.time() == time()
        return cell.date().isoformat() if whole_day else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("seconds")
    if isinstance(cell, timedelta):
        return str(cell)
    return None
