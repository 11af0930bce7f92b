"""Workbooks in, exact text out; what could harm or mislead is refused before it is read."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.tables import Limits, Table, read_table
from fairway.engines.tables.xlsx_files import exact_text


def workbook(*rows, sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for _ in range(sheets - 1):
        book.create_sheet().append(["x"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The same archive with parts added or replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, changes.pop(entry.filename, old.read(entry.filename)))
        for name, content in changes.items():
            new.writestr(name, content)
    return stream.getvalue()


def table(data: bytes, limits: Limits | None = None) -> Table:
    return read_table(io.BytesIO(data), "orders.xlsx", limits or Limits())


def faults(data: bytes, limits: Limits | None = None):
    with pytest.raises(BadInput) as refused:
        table(data, limits)
    return refused.value.faults


def test_values_become_the_text_a_person_sees():
    cells = [11.59, 15.0, 40, True, date(2017, 6, 8), datetime(2017, 6, 8, 16, 37, 1), time(5)]  # noqa: DTZ001  workbooks know no zones
    read = table(workbook(["a", "b", "c", "d", "e", "f", "g"], cells))
    assert next(iter(read.rows())).values == (
        "11.59", "15", "40", "TRUE", "2017-06-08", "2017-06-08 16:37:01", "05:00:00",
    )  # fmt: skip


def test_a_length_of_time_is_read_as_hours_and_what_is_no_value_as_a_formula():
    assert exact_text(timedelta(hours=30, minutes=5)) == "1 day, 6:05:00"
    assert exact_text(date(2017, 6, 8)) == "2017-06-08"
    assert exact_text(object()) is None


def test_progress_is_told_while_a_workbook_is_read():
    seen: list[tuple[int, int]] = []
    data = workbook(["a"], *[[i] for i in range(6_000)])
    read_table(io.BytesIO(data), "x.xlsx", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(5_000, 6_001)]


def test_a_sheet_that_unpacks_two_hundredfold_is_refused():
    rows = b"<row>" + b" " * 5_000_000 + b"</row>"
    (fault,) = faults(repacked(workbook(["a"], [1]), **{"xl/worksheets/more.xml": rows}))
    assert (fault.code, fault.accepted) == ("archive_too_large", "at most 200 to 1")


def test_a_workbook_with_a_password_on_its_parts_is_refused():
    data = bytearray(workbook(["a"], [1]))
    # The flag of encryption in the central directory's first entry (APPNOTE 4.4.4, bit 0).
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert faults(bytes(data))[0].code == "encrypted"


def test_a_sum_that_a_workbook_stores_with_an_artefact_is_read_as_shown():
    # 0.1 + 0.2 is stored as 0.30000000000000004 and shown as 0.3.
    assert next(iter(table(workbook(["a"], [0.1 + 0.2])).rows())).values == ("0.3",)


@settings(max_examples=50, deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_to_the_cent_survives_a_workbook(amount):
    read = next(iter(table(workbook(["a"], [float(amount)])).rows())).values[0]
    assert Decimal(read) == amount


def test_short_rows_are_filled_and_empty_rows_skipped_with_their_number_kept():
    read = table(workbook(["a", "b", None], ["1", "2"], [None, None], ["3", None]))
    assert read.header == ("a", "b")
    assert [(row.number, row.values) for row in read.rows()] == [(2, ("1", "2")), (4, ("3", ""))]


def test_a_value_beyond_the_header_is_refused():
    (fault,) = faults(workbook(["a", "b"], ["1", "2", "3"]))
    assert (fault.code, fault.row) == ("row_width", 2)


def test_a_formula_is_refused_with_its_cell():
    (fault,) = faults(workbook(["pay", "hours"], [1, 2], [3, "=A3*2"]))
    assert (fault.code, fault.field, fault.value) == ("formula", "cell B3", "=A3*2")


def test_an_error_cell_is_refused_with_its_cell():
    (fault,) = faults(workbook(["pay"], ["#REF!"]))
    assert (fault.code, fault.field) == ("error_cell", "cell A2")


def test_two_sheets_with_data_are_refused_because_nobody_said_which():
    assert faults(workbook(["a"], [1], sheets=2))[0].code == "sheets"


def test_a_workbook_with_macros_is_refused():
    data = repacked(workbook(["a"], [1]), **{"xl/vbaProject.bin": b"macro"})
    assert faults(data)[0].code == "macros"


def test_an_archive_that_explodes_is_refused_before_it_is_unpacked():
    bomb = repacked(workbook(["a"], [1]), **{"xl/media/bomb": b"\0" * 20_000_000})
    assert faults(bomb)[0].code == "archive_too_large"
    assert faults(workbook(["a"], [1]), Limits(unpacked_bytes=100))[0].code == "archive_too_large"
    assert faults(workbook(["a"], [1]), Limits(archive_entries=2))[0].code == "archive_too_large"


def test_xml_entities_are_refused():
    laughs = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
    data = repacked(workbook(["a"], [1]), **{"xl/worksheets/sheet1.xml": laughs})
    assert faults(data)[0].code == "xml_entities"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 not an archive", "broken_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old or locked workbook", "file_kind"),
        (b"%PDF-1.7 a scan", "file_kind"),
    ],
)
def test_another_kind_of_file_is_refused(data, code):
    assert faults(data)[0].code == code


def test_an_archive_that_is_no_workbook_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    assert faults(stream.getvalue())[0].code == "file_kind"


def test_a_damaged_sheet_is_refused():
    data = repacked(workbook(["a"], [1]), **{"xl/worksheets/sheet1.xml": b"<worksheet><oops"})
    assert faults(data)[0].code == "broken_workbook"


def test_faults_in_a_workbook_stop_at_the_limit():
    assert len(faults(workbook(["a"], *[["=1"]] * 30), Limits(faults=7))) == 7


def test_rows_beyond_the_limit_are_refused():
    assert faults(workbook(["a"], [1], [2], [3]), Limits(rows=2))[0].code == "rows"
    assert faults(workbook(["a"], ["x" * 60]), Limits(field_characters=50))[0].code == "too_long"
    assert faults(workbook(["a"]))[0].code == "no_rows"
