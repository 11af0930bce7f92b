"""The International Standard Classification of Occupations, ISCO-08: 619 groups, four levels.

Source: ILO, ISCO-08; titles in English, French and Spanish as in the ISCO groups of ESCO v1.0
(reused under Commission Decision 2011/833/EU). No Arabic edition with all titles was found, so
an Arabic reader is shown the English title, marked as such.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

UNIT_GROUP = 4
FALLBACK = "en"
# distance(): the same unit group, minor, sub-major, major group, or none of them.
UNRELATED = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A group's title. ``is_fallback`` says that it is English because none other is known."""

    text: str
    is_fallback: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the classification, at any of its four levels."""

    code: str
    titles: tuple[tuple[str, str], ...]

    @property
    def level(self) -> int:
        """1 major, 2 sub-major, 3 minor, 4 unit group."""
        return len(self.code)

    @property
    def parent(self) -> str | None:
        """The code one level up; None for a major group."""
        return self.code[:-1] or None

    def title(self, language: str) -> Title:
        """The title in a language (ISO 639-1), in English where there is none."""
        titles = dict(self.titles)
        if titles.get(language):
            return Title(titles[language], is_fallback=False)
        return Title(titles[FALLBACK], is_fallback=True)


@cache
def groups() -> dict[str, Group]:
    """All 619 groups by code, in the order of the classification."""
    text = files(__package__).joinpath("isco08.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Group(row["code"], tuple((lang, row[lang]) for lang in ("en", "fr", "es")))
        for row in csv.DictReader(text.splitlines())
    }


@cache
def unit_groups() -> frozenset[str]:
    """The 436 four-digit codes, the level at which people and jobs are coded."""
    return frozenset(code for code in groups() if len(code) == UNIT_GROUP)


def title(code: str, language: str) -> Title:
    """The title of a known code. Raises KeyError for an unknown one."""
    return groups()[code].title(language)


@cache
def children(code: str) -> tuple[str, ...]:
    """The codes one level down, in order; those of the major groups for ''."""
    return tuple(c for c in groups() if len(c) == len(code) + 1 and c.startswith(code))


def distance(one: str, other: str) -> int:
    """How far apart two unit groups are: 0 the same, 1 in one minor group, ... 4 unrelated."""
    shared = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return UNIT_GROUP - shared


@cache
def nearest(wrong: str, most: int = 3) -> tuple[str, ...]:
    """Known unit groups nearest to an unknown code, or to words of a title; best first."""
    text = wrong.strip().casefold()
    if not text:
        return ()

    def likeness(code: str) -> tuple[float, str]:
        if text.isdigit():
            same_start = UNIT_GROUP - distance(text, code)
            return (-same_start - SequenceMatcher(None, text, code).ratio(), code)
        best = max(
            SequenceMatcher(None, text, name.casefold()).ratio()
            for _, name in groups()[code].titles
        )
        return (-best, code)

    return tuple(sorted(unit_groups(), key=likeness)[:most])
