"""How far a registration has come, kept in the session of the browser until it is done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpRequest

from fairway.core.people.models import Purpose

_KEY = "registration"
_ASKED = "registration_asked"
# Signing in with a number that nobody registered leaves its proof here.
_FROM_SIGN_IN = "phone_proof"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known before the worker is registered; empty where it was not asked yet."""

    phone: str = ""
    proof: str = ""
    office: str = ""
    language: str = ""
    # So that a form that is sent twice registers once.
    client_id: str = ""


def read(request: HttpRequest) -> Progress:
    """Where this browser stands."""
    kept = request.session.get(_KEY) or request.session.get(_FROM_SIGN_IN) or {}
    return Progress(**kept)


def write(request: HttpRequest, **known: str) -> Progress:
    """Add what was just answered."""
    before = read(request)
    kept = {name: getattr(before, name) for name in Progress.__slots__} | known
    kept["client_id"] = kept["client_id"] or str(uuid.uuid4())
    request.session[_KEY] = kept
    return Progress(**kept)


def forget(request: HttpRequest) -> None:
    """Begin anew, or leave nothing behind once it is done."""
    for key in (_KEY, _FROM_SIGN_IN):
        request.session.pop(key, None)


def unanswered(request: HttpRequest, given: set[str]) -> list[Purpose]:
    """The purposes that are still to be asked, in order."""
    asked = set(request.session.get(_ASKED, []))
    return [p for p in Purpose if p.value not in asked and p.value not in given]


def answered(request: HttpRequest, purpose: Purpose) -> None:
    """Note that a purpose was asked, whatever she said."""
    request.session[_ASKED] = sorted({*request.session.get(_ASKED, []), purpose.value})
