"""PDF files: opened, walked through, and refused if anything in them can act."""

from __future__ import annotations

import io
import logging
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from fairway.engines.kernel import BadInput, Fault

MOST_PAGES = 300
MOST_OBJECTS = 200_000
# Keys and actions by which a PDF runs programs, opens others, or carries files within.
_ACTING = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/EmbeddedFile": "attachment",
    "/EmbeddedFiles": "attachment",
    "/EF": "attachment",
    "/RichMedia": "media",
    "/XFA": "form_program",
    "/SubmitForm": "form_program",
    "/ImportData": "form_program",
}

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it comments on every untidy file


def check(data: bytes, name: str) -> int:
    """Open a PDF whole; returns its pages. Refuses passwords, programs and attachments."""
    try:
        reader = _opened(data, name)
        pages = len(reader.pages)
        acting = _acting(reader)
        for page in reader.pages[:MOST_PAGES]:
            page.mediabox.right  # noqa: B018  a page without a size is no page
    except BadInput:
        raise
    except (PyPdfError, RecursionError, ValueError, TypeError, LookupError, OSError) as error:
        raise BadInput(Fault("file", name, _("a PDF that opens"), "broken_pdf")) from error
    if acting:
        accepted = _("a PDF without programs, forms that send, or attached files")
        raise BadInput(*(Fault("file", name, accepted, f"pdf_{what}") for what in sorted(acting)))
    if not 1 <= pages <= MOST_PAGES:
        accepted = _("a PDF of 1 to %(count)s pages") % {"count": MOST_PAGES}
        raise BadInput(Fault("file", str(pages), accepted, "pdf_pages"))
    return pages


def _opened(data: bytes, name: str) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise BadInput(Fault("file", name, _("a PDF without a password"), "pdf_password"))
    return reader


def _acting(reader: PdfReader) -> set[str]:
    """Everything reachable from the trailer, each object once."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            reference = (item.idnum, item.generation)
            if reference in seen:
                continue
            seen.add(reference)
            if len(seen) > MOST_OBJECTS:
                raise ValueError("too many objects")
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            found.update(_ACTING[key] for key in item if key in _ACTING)
            found.update(
                _ACTING[str(item.raw_get(key))]
                for key in ("/S", "/Type", "/Subtype")
                if key in item and str(item.raw_get(key)) in _ACTING
            )
            waiting.extend(item.raw_get(key) for key in item)
        elif isinstance(item, ArrayObject):
            waiting.extend(list.__iter__(item))
    return found
