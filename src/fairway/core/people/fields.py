"""Reading one field as people fill it in: tidied, or refused with what is accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from fairway.core.accounts import phones
from fairway.engines.identity import PartialDate
from fairway.engines.kernel import BadInput, Country, Fault

T = TypeVar("T")

LONGEST_ADDRESS = 300
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?", re.ASCII)


class Faults:
    """Collects what is wrong, so that all of it is said at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Keep one fault."""
        self._found.append(fault)

    def of(self, read: Callable[[], T]) -> T | None:
        """What a reader returns, or nothing and its faults kept."""
        try:
            return read()
        except BadInput as refusal:
            self._found.extend(refusal.faults)
            return None

    def raise_any(self) -> None:
        """Refuse the whole if anything was wrong."""
        if self._found:
            raise BadInput(*self._found)


def text(value: Any) -> str:
    """A value as one line of text, blanks tidied."""
    return " ".join(lines(value).split())


def lines(value: Any) -> str:
    """A value as text, with what cannot be written as UTF-8 replaced."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode().strip()


def items(field: str, value: Any, most: int) -> Sequence[Mapping[str, Any]]:
    """A list of mappings, not too long."""
    found = value or ()
    if (
        isinstance(found, (str, Mapping))
        or not isinstance(found, Sequence)
        or len(found) > most
        or not all(isinstance(item, Mapping) for item in found)
    ):
        raise BadInput(Fault(field, "", _("a list of at most %d") % most, "list"))
    return found


def birth(value: Any, today: date) -> PartialDate | None:
    """A birth date, as precisely as it is known."""
    given = text(value)
    if not given:
        return None
    found = PartialDate.parse(given, field="birth_date")
    found.check_birth(today)
    return found


def choice(kind: type[TextChoices], field: str, value: Any) -> Any:
    """One of the choices."""
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(choice for choice in kind.values if choice)
        raise BadInput(Fault(field, text(value)[:32], known, "choice")) from error


def country(field: str, value: Any, *, optional: bool = False) -> str:
    """A country by its code, or none where that is allowed."""
    code = text(value).upper()
    if optional and not code:
        return ""
    try:
        return Country(code).code
    except BadInput as refusal:
        accepted = _("a two-letter country code (ISO 3166-1) such as TN")
        raise BadInput(Fault(field, code[:32], accepted, "country")) from refusal


def phone(value: Any, region: str) -> str:
    """A phone number as E.164, or none."""
    given = text(value)
    return phones.normalise(given, region=region) if given else ""


def email(value: Any) -> str:
    """An e-mail address, or none."""
    given = text(value)
    if given:
        try:
            validate_email(given)
        except ValidationError as error:
            accepted = _("an e-mail address such as amira@example.org")
            raise BadInput(Fault("email", given[:80], accepted, "email")) from error
    return given


def address(value: Any) -> str:
    """An address as written, on as many lines."""
    given = lines(value)
    if len(given) > LONGEST_ADDRESS or "\x00" in given:
        accepted = _("at most %d characters") % LONGEST_ADDRESS
        raise BadInput(Fault("address", f"{given[:20]}…", accepted, "too_long"))
    return given


def language(value: Any) -> str:
    """A language code."""
    given = text(value)
    if not _LANGUAGE.fullmatch(given):
        accepted = _("a language code such as fr or ar")
        raise BadInput(Fault("language", given[:16], accepted, "language"))
    return given


def day(field: str, value: Any) -> date | None:
    """A whole date, or none."""
    given = text(value)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        accepted = _("a date such as 2028-04-23")
        raise BadInput(Fault(field, given[:32], accepted, "date")) from error
