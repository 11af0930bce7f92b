"""A file that is not what it says changes nothing: no record, no run, no entry in the journal."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from fairway.core.accounts.models import Organisation
from fairway.core.imports.actions import run_import
from fairway.core.imports.models import ImportRun
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from tests.core.imports.test_door import farms  # noqa: F401  a fixture

ARABIC = "name,number\nمزرعة النخيل,1\nمزرعة الزيتون,2\n"


def workbook(*, formula: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["name", "number"])
    sheet.append(["Farm One", "=1+1" if formula else "1"])
    out = BytesIO()
    book.save(out)
    assert load_workbook(BytesIO(out.getvalue())).active.max_row == 2
    return out.getvalue()


def exploding() -> bytes:
    out = BytesIO(workbook())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("f.xlsx", workbook(formula=True), "formula"),
        ("f.csv", b"name,number\nFarm One,=1+1\n", "formula"),
        ("f.csv", ARABIC.encode("cp1256"), "Windows-1256"),
        ("f.csv", ARABIC.encode("utf-16"), "UTF-16"),
        ("f.csv", ARABIC.encode("utf-16-le"), "UTF-16"),
        ("f.xlsx", exploding(), "packed|unpacked"),
        ("f.xlsx", workbook()[:-200], "file"),
        ("f.csv", b"name,number\n" + b"x" * 100_000 + b",1\n", "characters"),
        ("f.csv", b"name,number\nFarm One,-1\n", "number"),
    ],
    ids=[
        *("formula in a sheet", "formula in text", "windows 1256", "utf-16", "utf-16 unmarked"),
        *("explodes", "cut off", "overlong", "negative"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_changes(
    db,
    farms,  # noqa: F811  the fixture
    make_actor,
    make_authority,
    tmp_path,
    name: str,
    content: bytes,
    told: str,
) -> None:
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    before = (Organisation.objects.count(), JournalEntry.objects.count())
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=told):
        run_import("farms", path, actor=officer, authority=make_authority("TN"))
    assert (Organisation.objects.count(), JournalEntry.objects.count()) == before
    assert not ImportRun.objects.exists()
