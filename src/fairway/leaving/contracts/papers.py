"""The paper of a registered contract: two languages, a code to check it, the same bytes each time.

The words are written once, at registration, and kept sealed; the paper is drawn from them
whenever somebody asks for it. What is kept in the clear is its SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fontpkg_ibm_plex_sans_arabic
import segno
import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from fairway.core import formats
from fairway.core.keys import keyring
from fairway.engines.identity import Name
from fairway.leaving.contracts import words
from fairway.leaving.contracts.comparing import FIRST_EIGHT
from fairway.leaving.contracts.models import ContractVersion

LAYOUT = "contract-1"
# Printed on papers, so it never changes: where anybody compares one with what was registered.
CHECKED_AT = "/check/contract/{code}/"
_LAYOUTS = Path(__file__).parent / "layout"
_FONTS = Path(fontpkg_ibm_plex_sans_arabic.__file__ or "").parent / "files"
_SCRIPTS = {"ar": "Arab"}
_GROUP = 5


class Redrawn(RuntimeError):  # noqa: N818  what happened
    """A paper no longer comes out as it was registered: another version of the typesetter."""


def content(contract: ContractVersion, names: list[Name]) -> dict[str, Any]:
    """Every word of the paper, in both languages, as it will stand for ever."""
    # Arabic stands on the right, whichever of the two languages is the worker's.
    languages = sorted(contract.languages, key=lambda language: language == "ar")
    return {
        "office": str(contract.registered_by),
        "url": settings.PUBLIC_URL + CHECKED_AT.format(code=contract.code),
        "first": len(FIRST_EIGHT),
        "columns": [_column(contract, names, language) for language in languages],
    }


def seal(contract: ContractVersion, names: list[Name]) -> bytes:
    """The words of the paper and the worker's names, under the worker's key."""
    data = {"names": [n.as_json() for n in names], "paper": content(contract, names)}
    return keyring.seal(contract.journey.person_id, data)


def draw(contract: ContractVersion) -> bytes:
    """The paper as PDF. Raises `Erased` where the worker's data was erased."""
    paper = _unsealed(contract)["paper"]
    data = paper | {"code_shown": shown(contract.code), "qr": _qr(paper["url"])}
    drawing = typst.Compiler(
        _layout(contract.layout or LAYOUT),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
    )
    registered_at = contract.registered_at
    if registered_at is not None:
        registered_at = registered_at.replace(microsecond=0)  # the typesetter takes whole seconds
    drawn = drawing.compile(format="pdf", timestamp=registered_at)
    if not isinstance(drawn, bytes):
        raise TypeError("the typesetter gave no single file")
    return drawn


def paper_of(contract: ContractVersion) -> bytes:
    """The registered paper, byte for byte, or `Redrawn`."""
    drawn = draw(contract)
    if digest(drawn) != contract.digest:
        raise Redrawn(f"contract {contract.id}, layout {contract.layout}, typst {version('typst')}")
    return drawn


def digest(paper: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(paper).hexdigest()


def shown(code: str) -> str:
    """A code in groups that can be read out and typed."""
    return "-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))


def names_of(contract: ContractVersion) -> list[Name]:
    """The worker's names as they stand on the paper."""
    return [Name.from_json(name) for name in _unsealed(contract)["names"]]


def _unsealed(contract: ContractVersion) -> dict[str, Any]:
    data: dict[str, Any] = keyring.unseal(contract.journey.person_id, contract.sealed or b"")
    return data


def _column(contract: ContractVersion, names: list[Name], language: str) -> dict[str, Any]:
    script = _SCRIPTS.get(language, "Latn")
    worker = next((name for name in names if name.script == script), names[0])
    zone = ZoneInfo(contract.authority.time_zone)
    with override(language):
        signed = [
            (_("Signed by the employer"), contract.employer_signed_at),
            (_("Signed by the worker"), contract.worker_signed_at),
            (_("Registered by %(office)s") % {"office": _office(contract, language)},
             contract.registered_at),
        ]  # fmt: skip
        return {
            "language": language,
            "title": _("Contract of employment"),
            "subtitle": _("Version %(number)s · %(origin)s to %(destination)s") % {
                "number": contract.number,
                "origin": formats.country(contract.journey.way.origin.code),
                "destination": formats.country(contract.journey.way.destination.code),
            },
            "parties": [
                (_("Employer"), contract.employer.name),
                (_("Worker"), worker.full),
            ],
            "rows": words.rows(contract.agreed),
            "signatures": [
                (title, formats.moment(when, zone)) for title, when in signed if when is not None
            ],
            "check": _(
                "Check this paper: the page behind this code shows the terms that were registered "
                "and tells whether this file was altered."
            ),
        }  # fmt: skip


def _office(contract: ContractVersion, language: str) -> str:
    names = contract.registered_by.names if contract.registered_by else {}
    return str(names.get(language) or names.get("en") or contract.registered_by)


@cache
def _layout(name: str) -> bytes:
    return (_LAYOUTS / f"{name}.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """One family that draws Latin and Arabic, from a package: no font of the machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)]
    )


def _qr(address: str) -> str:
    image = io.BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0, xmldecl=False)
    return image.getvalue().decode()
