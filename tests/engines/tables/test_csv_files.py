"""CSV in, checked rows out; everything that is not clean UTF-8 text is refused with a remedy."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput
from fairway.engines.tables import Limits, Table, check_header, read_table


def table(text: str | bytes, limits: Limits | None = None) -> Table:
    data = text.encode() if isinstance(text, str) else text
    return read_table(io.BytesIO(data), "workers.csv", limits or Limits())


def faults(text: str | bytes, limits: Limits | None = None):
    with pytest.raises(BadInput) as refused:
        table(text, limits)
    return refused.value.faults


def test_rows_carry_the_number_a_spreadsheet_shows():
    read = table("name,age\nAmel,27\n\nBechir,31\n")
    assert read.header == ("name", "age")
    assert [(row.number, row.values) for row in read.rows()] == [
        (2, ("Amel", "27")),
        (4, ("Bechir", "31")),
    ]
    assert read.row_count == 2


def test_rows_can_be_gone_through_more_than_once():
    read = table("a\n1\n2\n")
    assert list(read.rows()) == list(read.rows())


def test_the_digest_is_that_of_the_file():
    data = b"a\n1\n"
    assert table(data).sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_on_disk_reads_as_a_stream_does(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert list(read_table(path, "file.csv").rows()) == list(table(b"a,b\n1,2\n").rows())


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separators_of_the_worlds_spreadsheets_are_recognised(separator):
    text = separator.join(["name", "town"]) + "\n" + separator.join(['"Ben, Ali"', "Sfax"]) + "\n"
    assert next(iter(table(text).rows())).values == ("Ben, Ali", "Sfax")


def test_the_mark_of_utf_8_is_not_part_of_the_first_column_name():
    assert table("name\nأمل\n".encode("utf-8-sig")).header == ("name",)


@pytest.mark.parametrize(
    ("encoding", "text", "named"),
    [
        ("utf-16", "name\nأمل\n", "UTF-16"),
        ("utf-16-le", "name\nAmel\n", "UTF-16 without a byte order mark"),
        ("utf-32", "name\nAmel\n", "UTF-32"),
        ("cp1256", "الاسم\nمحمد الصالح\n", "Windows-1256 (Arabic)"),
        ("cp1252", "prénom\nHélène\n", "Windows-1252 or Latin-1 (Western European)"),
        ("latin-1", "nombre\nPeña Núñez\n", "Windows-1252 or Latin-1 (Western European)"),
    ],
)
def test_another_encoding_is_named_and_the_way_to_utf_8_told(encoding, text, named):
    (fault,) = faults(text.encode(encoding))
    assert fault.code == "encoding"
    assert fault.value == named
    assert "CSV UTF-8" in fault.accepted


def test_a_wrong_byte_is_placed_in_its_row():
    (fault,) = faults(b"name\nAmel\nH\xe9l\xe8ne\n")
    assert fault.row == 3


def test_a_nul_byte_is_refused_with_its_row():
    (fault,) = faults(b"name,town\nAmel,Tunis\nBe\0chir,Sfax\n")
    assert (fault.code, fault.row) == ("nul_byte", 3)


def test_every_row_of_another_width_is_named_at_once():
    found = faults("a,b\n1,2\n1\n1,2,3\n")
    assert [(f.code, f.row, f.value) for f in found] == [
        ("row_width", 3, "1 values"),
        ("row_width", 4, "3 values"),
    ]


def test_a_field_beyond_the_limit_is_refused_with_its_column():
    (fault,) = faults("a,b\n1," + "x" * 51 + "\n", Limits(field_characters=50))
    assert (fault.code, fault.row, fault.field) == ("too_long", 2, "column 2")


@pytest.mark.parametrize("start", ["", '"'])
def test_a_value_of_a_books_length_or_a_quote_that_nobody_closed_is_named_as_such(start):
    (fault,) = faults("a,b\n1,2\n1," + start + "x" * 140_000 + "\n")
    assert (fault.code, fault.row) == ("too_long", 3)
    assert "in quotes that close" in str(fault.accepted)


@pytest.mark.parametrize("cell", ["=1+1", '"=HYPERLINK(""http://x"")"'])
def test_a_formula_in_text_is_refused(cell):
    (fault,) = faults(f"a,b\n1,{cell}\n")
    assert (fault.code, fault.row, fault.field) == ("formula", 2, "column 2")


def test_an_equals_sign_inside_a_value_is_only_text():
    assert next(iter(table("a,b\n1,x=y\n").rows())).values == ("1", "x=y")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a,a\n1,2\n", "duplicate_column"),
        ("a,\n1,2\n", "unnamed_column"),
        ("a,b\n", "no_rows"),
        ("\n\n", "no_header"),
        ("", "empty_file"),
        ('a\n"open\n', "quotes"),
        ("<html><body>not found</body></html>", "file_kind"),
    ],
)
def test_what_is_no_table_is_refused(text, code):
    assert [fault.code for fault in faults(text)] == [code]


def test_too_many_rows_columns_or_bytes_are_refused():
    assert faults("a\n1\n2\n3\n", Limits(rows=2))[0].code == "rows"
    assert faults("a,b,c\n1,2,3\n", Limits(columns=2))[0].code == "columns"
    assert faults("a,b,c\n1,2,3\n", Limits(bytes=5))[0].code == "file_size"


def test_faults_are_counted_up_to_the_limit_and_no_further():
    assert len(faults("a,b\n" + "1\n" * 50, Limits(faults=10))) == 10


def test_missing_and_unknown_columns_are_named_together_with_near_names():
    with pytest.raises(BadInput) as refused:
        check_header(
            ("phone", "occupaton"), required=("occupation",), known=("occupation", "phone")
        )
    missing, unknown = refused.value.faults
    assert (missing.code, missing.field) == ("missing_column", "occupation")
    assert (unknown.code, unknown.accepted) == ("unknown_column", "one of occupation")


def test_further_columns_pass_where_they_are_allowed():
    check_header(("phone", "anything"), required=("phone",))


def test_progress_ends_at_the_number_of_rows():
    seen: list[tuple[int, int]] = []
    list(table("a\n" + "1\n" * 12_000).rows(lambda done, total: seen.append((done, total))))
    assert seen == [(0, 12_000), (5_000, 12_000), (10_000, 12_000), (12_000, 12_000)]


def test_progress_is_told_while_the_structure_is_checked():
    seen: list[tuple[int, int]] = []
    data = ("a\n" + "1\n" * 45_000).encode()
    read_table(io.BytesIO(data), "x.csv", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(20_000, 45_001), (40_000, 45_001)]


_cell = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), max_size=12
).filter(lambda text: not text.startswith(("=", "\ufeff")))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_cell, _cell, _cell), min_size=1, max_size=20))
def test_what_a_spreadsheet_writes_is_read_back_exactly(rows):
    stream = io.StringIO()
    csv.writer(stream).writerows([("a", "b", "c"), *rows])
    assert [row.values for row in table(stream.getvalue()).rows()] == rows
