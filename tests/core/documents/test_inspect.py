"""Only a file that is what it says is kept, and a picture tells nothing but the picture."""

import io
import struct
import zlib

import pytest
from django.test import override_settings
from PIL import Image

from fairway.core.documents.inspect import JPEG, PDF, TABLES, inspect
from fairway.engines.kernel import BadInput
from tests.core.documents import files


def code_of(name: str, data: bytes, *allowed: str) -> str:
    with pytest.raises(BadInput) as refused:
        inspect(name, data, allowed or (PDF, JPEG, "image/png"))
    assert refused.value.faults[0].accepted
    return refused.value.faults[0].code


def test_a_paper_and_a_picture_pass():
    assert inspect("contract.pdf", files.pdf(3)).media_type == PDF
    assert inspect("photo.JPG", files.encoded(files.page())).warnings == ()
    assert inspect("scan.png", files.encoded(files.page(), "PNG")).media_type == "image/png"


def test_a_photograph_loses_its_place_and_camera_and_stands_upright():
    cleaned = inspect("photo.jpg", files.photo_with_place()).data
    with Image.open(io.BytesIO(cleaned)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (1200, 1600)
    assert b"Telephone maker" not in cleaned


def test_what_hides_behind_a_picture_is_dropped():
    cleaned = inspect("photo.png", files.encoded(files.page(), "PNG") + b"PK\x03\x04 archive")
    assert b"archive" not in cleaned.data


@pytest.mark.parametrize("name", ["photo.png", "photo.pdf", "photo", "photo.jpg.exe"])
def test_a_name_that_says_something_else_is_refused(name):
    assert code_of(name, files.encoded(files.page())) == "file_name"


def test_a_program_renamed_to_a_paper_is_refused():
    assert code_of("contract.pdf", b"MZ\x90\x00" + bytes(200)) == "file_kind"
    assert code_of("contract.pdf", b"<html><script>alert(1)</script></html>") == "file_kind"


def test_a_kind_of_picture_that_is_not_taken_is_refused():
    assert code_of("photo.gif", files.encoded(files.page(), "GIF")) == "file_kind"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (files.pdf_with_program(), "pdf_javascript"),
        (files.pdf_that_launches(), "pdf_launch"),
        (files.pdf_with_attachment(), "pdf_attachment"),
        (files.pdf_with_password(), "pdf_password"),
        (b"%PDF-1.7\n" + bytes(300), "broken_pdf"),
        (files.pdf()[:-200], "broken_pdf"),
        (files.pdf(301), "pdf_pages"),
    ],
)
def test_a_pdf_that_acts_hides_or_does_not_open_is_refused(data, code):
    assert code_of("paper.pdf", data) == code


def test_a_picture_that_explodes_is_refused_before_it_is_unpacked():
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(1_000)))
        + chunk(b"IEND", b"")
    )
    assert code_of("photo.png", bomb) == "picture_size"
    large = Image.new("1", (8_000, 8_000))
    assert code_of("photo.png", files.encoded(large, "PNG")) == "picture_size"


def test_a_broken_picture_is_refused():
    assert code_of("photo.jpg", files.encoded(files.page())[:4_000]) == "broken_picture"


def test_an_empty_file_and_one_too_large_are_refused():
    assert code_of("paper.pdf", b"") == "empty_file"
    with override_settings(MAX_UPLOAD_BYTES=2**20):
        assert code_of("paper.pdf", b"%PDF-" + bytes(2**20)) == "file_size"


@pytest.mark.parametrize(
    ("picture", "warning"),
    [
        (files.page(blur=5), "blurred"),
        (files.page(size=(400, 300)), "small"),
        (Image.new("RGB", (1600, 1200), "white"), "blank"),
        (files.page().point(lambda value: value // 8), "dark"),
    ],
)
def test_a_picture_that_is_hard_to_read_is_kept_with_a_warning(picture, warning):
    assert warning in inspect("photo.jpg", files.encoded(picture)).warnings


def test_a_table_is_taken_only_where_tables_are():
    assert inspect("wages.csv", b"a,b\n1,2\n", TABLES).media_type == "text/csv"
    assert code_of("wages.csv", b"a,b\n1,2\n") == "file_kind"


def test_a_table_is_read_before_it_is_kept():
    assert code_of("wages.csv", b"a,a\n1,2\n", *TABLES) == "duplicate_column"
    assert code_of("wages.xlsx", b"PK\x03\x04" + bytes(50), *TABLES) == "broken_workbook"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\papers\\my contract.pdf", "my contract.pdf"),
        ("a\x00b\u202e.pdf", "ab.pdf"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_only_ever_a_name(name, shown):
    assert inspect(name, files.pdf()).name == shown
