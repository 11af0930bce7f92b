"""Invented people of three origins, in households, as they are and not as they are written.

Households share family name, birth place and often a phone; some members are twins. The lists of
common names are in ``registers_with_errors.txt``; rare family names are made of syllables. How
common a name is, is an assumption.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

Draw = np.random.Generator
Texts = list[str]

WORDS = Path(__file__).with_name("registers_with_errors.txt")
HOUSEHOLD = (0.35, 0.25, 0.18, 0.12, 0.10)  # one to five members
TAIL = 4_000  # rare family names of each people, beside the common ones
IN_TAIL = 0.45
OTHER_SPELLING = 0.22
ONSETS = {
    "tunisian": "b ch d dh f gh h j k kh l m n q r s t z th ou".split(),
    "filipino": "b d g h k l m n p r s t y mag pan ka lu ba".split(),
    "mexican": "b c ch d f g j l m n p r s t v z qu tl xo cu".split(),
}
VOWELS = {"tunisian": "a e i ou".split(), "filipino": "a i o u".split(), "mexican": list("aeiou")}
ENDS = {
    "tunisian": "i aoui ani ouni eddine mi".split(),
    "filipino": "an ing o ay it ano".split(),
    "mexican": "ez ar o a oz ales".split(),
}
ARABIC = dict(
    zip(
        "b ch d dh f gh h j k kh l m n q r s t z th ou a e i o u y w".split(),
        "ب ش د ذ ف غ ه ج ك خ ل م ن ق ر س ت ز ث و ا ا ي و و ي و".split(),
        strict=True,
    )
)
STATES = "AS BC CH DF DG GR GT HG JC MC MN OC PL SP VZ ZS".split()
CURP = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def _words() -> dict[str, list[tuple[Texts, str]]]:
    """Each section's names: their spellings in Latin script, and the one in Arabic script."""
    found: dict[str, list[tuple[Texts, str]]] = {}
    section: list[tuple[Texts, str]] = []
    for line in WORDS.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            latin, _, arabic = line.partition("=")
            section.append((latin.split("|"), arabic))
    return found


def _invented(people: str, draw: Draw) -> list[tuple[Texts, str]]:
    """Rare family names, made of syllables, each with a second spelling."""

    def one(of: Texts) -> str:
        return of[int(draw.random() * len(of))]

    seen: dict[str, tuple[Texts, str]] = {}
    while len(seen) < TAIL:
        parts: Texts = []
        for _ in range(int(draw.integers(1, 4))):
            parts += [one(ONSETS[people]), one(VOWELS[people])]
        end = one(ENDS[people])
        made = "".join(parts) + end if end[0] not in "aeiou" else "".join(parts[:-1]) + end
        other = made.replace("ou", "u").replace("k", "q") if people == "tunisian" else (
            made.replace("z", "s").replace("y", "i").replace("v", "b").replace("c", "k")
        )  # fmt: skip
        arabic = "".join(ARABIC.get(p, ARABIC.get(p[0], "")) for p in [*parts[:-1], *end])
        seen.setdefault(made, ([made.capitalize(), other.capitalize()], arabic))
    return list(seen.values())


def _skewed(draw: Draw, names: int, size: int, steep: float) -> Any:
    """Which of so many names: the second half as common as the first to the power of ``steep``."""
    weights = 1 / np.arange(1, names + 1) ** steep
    return np.searchsorted(np.cumsum(weights) / weights.sum(), draw.random(size)).astype(np.int64)


class Names:
    """One list of names: which were drawn, and how each was spelt in a record."""

    def __init__(self, names: Sequence[tuple[Texts, str]]) -> None:
        self.latin = np.array(
            [[spelt[min(i, len(spelt) - 1)] for i in range(5)] for spelt, _ in names], dtype=object
        )
        self.arabic = np.array([arabic for _, arabic in names], dtype=object)
        self.spellings = np.array([len(spelt) for spelt, _ in names])

    def spelt(self, which: Any, own: Any, draw: Draw) -> Any:
        """The person's own spelling, or now and then another one of the same name."""
        other = draw.random(len(which)) < OTHER_SPELLING
        drawn = draw.integers(0, 5, len(which)) % self.spellings[which]
        return self.latin[which, np.where(other, drawn, own % self.spellings[which])]


def plain(text: str) -> str:
    """The text in the letters of a telex."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _curp(given: str, first: str, second: str, birth: str, sex: str, more: int) -> str:
    """An identity number as Mexico's CURP is built, with its check digit (DOF, 18 October 2021)."""
    letters = [plain(part).upper().split()[-1] for part in (first, second, given)]
    vowel = next((c for c in letters[0][1:] if c in "AEIOU"), "X")
    inner = [next((c for c in part[1:] if c not in "AEIOU"), "X") for part in letters]
    body = (
        f"{letters[0][0]}{vowel}{letters[1][0]}{letters[2][0]}{birth[2:4]}{birth[5:7]}{birth[8:]}"
        f"{'H' if sex == 'm' else 'M'}{STATES[more % len(STATES)]}{''.join(inner)}"
        f"{more % 10 if birth < '2000' else 'A'}"
    )
    total = sum(max(CURP.find(c), 0) * (18 - i) for i, c in enumerate(body))
    return f"{body}{-total % 10}"


def dates(days: Any) -> Any:
    return (np.datetime64("1960-01-01") + days.astype("timedelta64[D]")).astype(str).astype(object)


class People:
    """Invented people of one origin, in households, as they are and not as they are written."""

    def __init__(self, people: str, count: int, draw: Draw) -> None:
        words = _words()
        self.people, self.count = people, count
        self.men, self.women = (Names(words[f"{people} {sex}"]) for sex in ("men", "women"))
        self.families = Names(words[f"{people} families"] + _invented(people, draw))
        self.places = Names(words[f"{people} places"])
        self.common = len(words[f"{people} families"])
        sizes = 1 + draw.choice(len(HOUSEHOLD), count, p=HOUSEHOLD)
        self.house = np.repeat(np.arange(count), sizes)[:count]
        houses = int(self.house[-1]) + 1
        self.family = self._family(houses, draw)[self.house]
        self.mother = self._family(houses, draw)[self.house]
        self.spouse = self._family(count, draw)
        self.father = _skewed(draw, len(self.men.latin), houses, 0.7)[self.house]
        self.place = _skewed(draw, len(self.places.latin), houses, 1.0)[self.house]
        self.born = self._born(draw)
        self.female = draw.random(count) < 0.45
        self.married = self.female & (draw.random(count) < 0.6)
        self.given = self._given(draw)
        self.second = np.where(draw.random(count) < self._two_names(), self._given(draw), -1)
        self.own = draw.integers(0, 20, count) * (draw.random(count) < 0.5)
        self.phones = self._phones(houses, draw)
        self.ids = self._national_ids(draw)

    def _two_names(self) -> float:
        return {"tunisian": 0.25, "filipino": 0.55, "mexican": 0.5}[self.people]

    def _family(self, size: int, draw: Draw) -> Any:
        rare = draw.integers(self.common, len(self.families.latin), size)
        common = _skewed(draw, self.common, size, 0.8)
        return np.where(draw.random(size) < IN_TAIL, rare, common)

    def _given(self, draw: Draw) -> Any:
        men = _skewed(draw, len(self.men.latin), self.count, 0.7)
        return np.where(self.female, _skewed(draw, len(self.women.latin), self.count, 0.7), men)

    def _born(self, draw: Draw) -> Any:
        born = (draw.beta(2.2, 1.8, self.count) * 365.25 * 47).astype(np.int64)
        # Registered late: the day is 1 January for all who know it, in every record.
        late = draw.random(self.count) < 0.05
        year = (np.datetime64("1960-01-01") + born.astype("timedelta64[D]")).astype("datetime64[Y]")
        first = (year.astype("datetime64[D]") - np.datetime64("1960-01-01")).astype(np.int64)
        born = np.where(late, first, born)
        twin = np.flatnonzero(
            (self.house[1:] == self.house[:-1]) & (draw.random(len(born) - 1) < 0.03)
        )
        born[twin + 1] = born[twin]
        return born

    def _phones(self, houses: int, draw: Draw) -> Any:
        """The household's number, and three of the person's own, as digits of the country."""
        low, high = {
            "tunisian": (20_000_000, 60_000_000),
            "filipino": (9_050_000_000, 9_990_000_000),
            "mexican": (2_220_000_000, 9_990_000_000),
        }[self.people]
        own = draw.integers(low, high, (self.count, 3))
        shared = draw.integers(low, high, houses)[self.house]
        return np.column_stack([np.where(draw.random(self.count) < 0.3, shared, own[:, 0]), own])

    def _national_ids(self, draw: Draw) -> Any:
        if self.people == "tunisian":
            return np.char.zfill(draw.integers(0, 15_000_000, self.count).astype(str), 8).astype(
                object
            )
        if self.people == "filipino":
            digits = draw.integers(10**11, 10**12, self.count)
            return np.array([f"{d:012d}" for d in digits.tolist()], dtype=object)
        given = np.where(self.female, self.women.latin[self.given % len(self.women.latin), 0],
                         self.men.latin[self.given % len(self.men.latin), 0])  # fmt: skip
        lists = (
            given.tolist(),
            self.families.latin[self.family, 0].tolist(),
            self.families.latin[self.mother, 0].tolist(),
            dates(self.born).tolist(),
            np.where(self.female, "f", "m").tolist(),
            draw.integers(0, 10_000, self.count).tolist(),
        )
        return np.array([_curp(*one) for one in zip(*lists, strict=True)], dtype=object)
