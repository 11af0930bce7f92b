"""From bytes of unknown kind to a checked table, or a refusal that says what is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.tables.csv_files import read_csv
from fairway.engines.tables.table import Limits, Progress, Table

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_DEFAULT = Limits()


def read_table(
    source: Path | BinaryIO,
    filename: str,
    limits: Limits = _DEFAULT,
    progress: Progress | None = None,
) -> Table:
    """Read a CSV or XLSX file and check its structure whole; all faults at once in BadInput.

    The content decides what kind of file it is, not the name.
    """
    data = _bytes(source, limits)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(_ZIP):
        # Loaded with the first workbook: every command and web process starts a third of a second
        # sooner without it.
        from fairway.engines.tables.xlsx_files import read_xlsx  # noqa: PLC0415  said above

        return read_xlsx(data, filename, sha256, limits, progress)
    if data.startswith((_OLE, _PDF)) or data[:200].lstrip().lower().startswith(
        (b"<html", b"<!doctype html")
    ):
        raise BadInput(
            Fault(
                "file",
                filename,
                "a CSV file in UTF-8 or an .xlsx workbook without a password "
                "(open it and save it as one of these)",
                "file_kind",
            )
        )
    return read_csv(data, filename, sha256, limits, progress)


def _bytes(source: Path | BinaryIO, limits: Limits) -> bytes:
    if isinstance(source, Path):
        with source.open("rb") as stream:
            data = stream.read(limits.bytes + 1)
    else:
        data = source.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise BadInput(
            Fault("file", "too large", f"at most {limits.bytes // 1_000_000} MB", "file_size")
        )
    if not data:
        raise BadInput(Fault("file", "", "a file that is not empty", "empty_file"))
    return data
