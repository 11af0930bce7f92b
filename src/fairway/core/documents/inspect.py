"""Is a file what it says it is? Type by content, size, and a real reading of all of it."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

import puremagic
from django.conf import settings
from django.utils.translation import gettext as _

from fairway.core.documents import papers, pictures
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.tables import read_table

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BY_EXTENSION = {
    "pdf": PDF,
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": PNG,
    "csv": CSV,
    "xlsx": XLSX,
}
PAPERS: Collection[str] = (PDF, JPEG, PNG)
TABLES: Collection[str] = (CSV, XLSX)
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept: its bytes (pictures cleaned), its type, and warnings."""

    name: str
    data: bytes
    media_type: str
    warnings: tuple[str, ...] = ()


def inspect(name: str, data: bytes, allowed: Collection[str] = PAPERS) -> Inspected:
    """Read a file whole, or refuse it saying why. The name is shown, never used as a path."""
    shown = _shown(name)
    if not data:
        raise BadInput(Fault("file", shown, _("a file that is not empty"), "empty_file"))
    if len(data) > settings.MAX_UPLOAD_BYTES:
        accepted = _("at most %(size)s MB") % {"size": settings.MAX_UPLOAD_BYTES // 2**20}
        raise BadInput(Fault("file", shown, accepted, "file_size"))
    media_type = _media_type(shown, data, allowed)
    if media_type in TABLES:
        read_table(io.BytesIO(data), shown)
        return Inspected(shown, data, media_type)
    if media_type == PDF:
        papers.check(data, shown)
        return Inspected(shown, data, media_type)
    picture = pictures.clean(data, media_type, shown)
    return Inspected(shown, picture.data, media_type, tuple(w.value for w in picture.warnings))


def _media_type(name: str, data: bytes, allowed: Collection[str]) -> str:
    """Content and extension must say the same, and it must be allowed."""
    stated = _BY_EXTENSION.get(PurePosixPath(name).suffix.lower().lstrip("."))
    found = _sniffed(data)
    if stated == CSV and found is None:
        found = CSV  # text carries no signature; the reader of tables decides
    if stated == XLSX and data.startswith(b"PK\x03\x04"):
        found = XLSX  # any archive; the reader of tables weighs it before it opens it
    names = ", ".join(sorted(ext.upper() for ext, kind in _BY_EXTENSION.items() if kind in allowed))
    if found is None or found not in allowed:
        raise BadInput(Fault("file", name, _("one of %(kinds)s") % {"kinds": names}, "file_kind"))
    if stated != found:
        accepted = _("a name that says what the file is: %(kinds)s") % {"kinds": names}
        raise BadInput(Fault("file", name, accepted, "file_name"))
    return found


def _sniffed(data: bytes) -> str | None:
    try:
        found = puremagic.from_string(data, mime=True)
    except (puremagic.PureError, ValueError):
        return None
    return found if found in _BY_EXTENSION.values() else f"other:{found}"


def _shown(name: str) -> str:
    """The last part of the name, printable and short."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(c for c in last if c.isprintable()).strip()
    if len(printable) > _LONGEST_NAME:
        suffix = PurePosixPath(printable).suffix[:10]
        printable = printable[: _LONGEST_NAME - len(suffix)] + suffix
    return printable or "file"
