"""What a message says besides its words: kept as plain data, written in the reader's language.

Dates, money and codes are stored as what they are, and turned into words only when the message
is rendered, for the one who reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext

from fairway.core import formats
from fairway.engines.kernel import Country, Money


@dataclass(frozen=True, slots=True)
class Words:
    """English words that were marked for translation, such as the title of a state."""

    msgid: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """An ISCO-08 code, shown by its title."""

    code: str


Param = str | int | bool | date | datetime | Decimal | Money | Country | Words | Occupation
Params = Mapping[str, Param]


def stored(params: Params) -> dict[str, Any]:
    """Write as JSON-able data; a type that could not be read back is refused."""
    return {name: _stored(name, value) for name, value in params.items()}


def _stored(name: str, value: Any) -> Any:  # noqa: PLR0911  one line for each kind
    match value:
        case Promise():
            raise TypeError(f"{name}: give Words(msgid), so that the reader's language is used.")
        case str() | bool() | int():
            return value
        case datetime():
            return ["moment", value.isoformat()]
        case date():
            return ["day", value.isoformat()]
        case Decimal():
            return ["number", str(value)]
        case Money():
            return ["money", str(value.amount), value.currency]
        case Country():
            return ["country", value.code]
        case Words():
            return ["words", value.msgid]
        case Occupation():
            return ["occupation", value.code]
    raise TypeError(f"{name}: a message cannot hold a {type(value).__name__}.")


def shown(params: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """Read back, each as the active language writes it; moments on the clocks of the zone."""
    return {name: _shown(value, zone) for name, value in params.items()}


def _shown(value: Any, zone: str) -> Any:  # noqa: PLR0911  one line for each kind
    match value:
        case ["moment", text]:
            return formats.moment(datetime.fromisoformat(text), ZoneInfo(zone))
        case ["day", text]:
            return formats.day(date.fromisoformat(text))
        case ["number", text]:
            return formats.number(Decimal(text))
        case ["money", amount, currency]:
            return formats.money(Money.of(amount, currency))
        case ["country", code]:
            return formats.country(code)
        case ["words", msgid]:
            return gettext(msgid)
        case ["occupation", code]:
            return formats.occupation(code).title
    return value
