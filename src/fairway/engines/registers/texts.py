"""Single values of a worker file, read strictly; the same text is read once."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

import pycountry

from fairway.engines.registers.workers import Level

_BIRTH = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@lru_cache(maxsize=50_000)
def birth_of(text: str, order: str) -> str | None:
    """A birth date as precise as it is written; None if it is none."""
    found = _BIRTH.fullmatch(text)
    if found:
        try:
            date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError:
            return None
        return text
    day = day_of(text, order)
    return day.isoformat() if day else None


@lru_cache(maxsize=50_000)
def day_of(text: str, order: str) -> date | None:
    """A date in the given order of day, month and year; a year first is read as such."""
    parts = re.split(r"[-/.]", text.partition(" ")[0])
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):  # noqa: PLR2004  a date
        return None
    first, second, third = map(int, parts)
    year, month, day = {
        "iso": (first, second, third), "dmy": (third, second, first), "mdy": (third, first, second),
    }["iso" if len(parts[0]) == 4 else order]  # noqa: PLR2004  a year comes first  # fmt: skip
    try:
        # Two digits of a year are not guessed at: such a date is refused.
        return date(year, month, day) if year > 1000 else None  # noqa: PLR2004  four digits
    except ValueError:
        return None


@cache
def whole_of(text: str) -> int | None:
    """A whole number of at most six digits; None if it is none."""
    text = text.removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None  # noqa: PLR2004  sane


@lru_cache(maxsize=10_000)
def amount_of(text: str) -> Decimal | None:
    """An exact amount of zero or more; None if it is none."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


@cache
def is_country(code: str) -> bool:
    """Whether it is an ISO 3166-1 alpha-2 code."""
    return pycountry.countries.get(alpha_2=code) is not None


@cache
def is_currency(code: str) -> bool:
    """Whether it is an ISO 4217 code."""
    return pycountry.currencies.get(alpha_3=code) is not None


@lru_cache(maxsize=10_000)
def language_of(text: str) -> tuple[str, Level] | None:
    """A language (ISO 639-1) and its level, written 'fr:B1'; None if it is none."""
    language, _, level = text.partition(":")
    language, level = language.strip().lower(), level.strip().upper()
    if pycountry.languages.get(alpha_2=language) is None or level not in set(Level):
        return None
    return language, Level(level)
