"""A record made ready for comparison: what every pair would otherwise compute again.

Everything is ASCII, so that an edit distance means the same wherever it is computed. Letters of
scripts other than Latin and Arabic are mapped one by one onto a small alphabet: enough to see
whether two names in such a script are written alike, and for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log2

from fairway.engines.identity.dates import PartialDate
from fairway.engines.identity.keys import normalise, skeleton_words
from fairway.engines.identity.known import Home, Known
from fairway.engines.identity.names import Name
from fairway.engines.identity.numbers import check_of

# 64 signs that no normalised Latin text contains.
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&()*+,-./:;<=>?@[]^{}~" + "".join(map(chr, range(1, 14)))
# Words that join names and tell nobody apart.
_PARTICLES = frozenset(
    (
        *("ben", "bin", "ibn", "bint", "bent", "al", "el", "ould", "ait", "abu", "abou", "bou"),
        *("de", "da", "do", "dos", "das", "del", "della", "di", "la", "las", "los", "van", "von"),
        *("der", "den", "y", "e", "بن", "ابن", "بنت", "ال", "ابو", "ولد", "ايت"),
    )
)
# The same run together with the name: Benali, Elamrani, Belhadj.
_JOINED = re.compile("^(?:ben|bin|bel|bou|el|al)(?=[bcdfghjklmnpqrstvwxz].{3})")
_ARABIC = re.compile("[\u0600-\u06ff]")
_NOT_IN_NUMBERS = re.compile("[^0-9A-Z]+", re.ASCII)
_NOT_DIGITS = re.compile("[^0-9]+", re.ASCII)
# A name that one in 2**6 bears is common; each step of rarity is a quarter as many, up to 2**14.
_COMMON, _STEP, _RAREST = 6, 2, 4
# Kinds whose number is another one after a renewal: a difference says nothing.
_RENEWED = ("passport", "residence", "worker")
# Phones are compared by their last digits: with or without the country's code.
TELLING_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """The columns that are compared; None or an empty list is what is not known."""

    reference: str = ""
    given: str | None = None
    family: str | None = None
    given_first: str | None = None
    family_first: str | None = None
    given_sound: str | None = None
    family_sound: str | None = None
    given_arabic: str | None = None
    family_arabic: str | None = None
    given_rare: int = 0
    family_rare: int = 0
    birth: str | None = None
    birth_digits: str | None = None
    birth_turned: str | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    sex: str | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    phone: str | None = None
    phones: tuple[str, ...] = ()
    number: str | None = None
    number_kind: str | None = None
    number_checked: str | None = None
    numbers: tuple[str, ...] = ()
    house: str | None = None
    street: str | None = None
    more: str | None = None
    town: str | None = None
    postcode: str | None = None
    postcode_digits: str | None = None


@dataclass(frozen=True, slots=True)
class NamePart:
    """One part of a name: as written, its first word, and as it sounds."""

    written: str | None = None
    first: str | None = None
    sound: str | None = None


@lru_cache(maxsize=65_536)
def name_part(text: str) -> NamePart:
    """Prepare a given or family name, of one or more words."""
    words = [word for chunk in text.split() for word in _words(chunk)]
    if all(map(str.isdigit, words)):
        return NamePart()
    telling = [word for word in words if word not in _PARTICLES] or words
    bare = [_bare(word) for word in telling]
    sound = plain(" ".join(skeleton_words(bare) or bare))
    if not text.isascii() and _ARABIC.search(text):
        return NamePart(None, None, sound)
    return NamePart(plain("".join(telling)), plain(telling[0]), sound)


@lru_cache(maxsize=65_536)
def _words(chunk: str) -> list[str]:
    """The normalised words of what stands between two blanks."""
    return normalise(chunk).split()


@lru_cache(maxsize=65_536)
def _bare(word: str) -> str:
    return _JOINED.sub("", word)


def split_whole(text: str) -> tuple[str | None, str | None]:
    """A whole name in one text as the given name before and the family name behind.

    What stands between, often the father's name, is left out.
    """
    words = [word for word in text.split() if normalise(word) not in _PARTICLES]
    if not words:
        return None, None
    return words[0], words[-1] if len(words) > 1 else None


def plain(text: str) -> str:
    """A normalised text in ASCII, letter by letter."""
    if text.isascii():
        return text
    return "".join(c if c.isascii() else _SIGNS[ord(c) % len(_SIGNS)] for c in text)


def squeezed(text: str) -> str | None:
    """A text without blanks, so that one typed too many or too few does not count."""
    return plain(normalise(text).replace(" ", "")) or None


def rarity(sound: str | None, frequencies: Mapping[str, float] | None) -> int:
    """How rare a name is, from 0 (common, or nobody knows) to 4, by the share that bears it."""
    if not frequencies or sound is None:
        return 0
    share = frequencies.get(sound)
    if not share:
        return _RAREST
    return max(0, min(_RAREST, int((-log2(share) - _COMMON) / _STEP)))


def birth_columns(birth: PartialDate | None) -> dict[str, str | int | None]:
    """The columns of a birth date; 1 January is a year of which nobody knew the day."""
    if birth is None:
        return {}
    year, month, day = birth.year, birth.month, birth.day
    if (month, day) == (1, 1) or month is None:
        return {"birth_year": year}
    if day is None:
        return {"birth_year": year, "birth_month": month}
    text = f"{year:04d}{month:02d}{day:02d}"
    return {
        "birth": text,
        "birth_digits": "".join(sorted(text)),
        "birth_turned": f"{year:04d}{day:02d}{month:02d}",
        "birth_year": year,
        "birth_month": month,
        "birth_day": day,
    }


def prepare(known: Known, frequencies: Mapping[str, float] | None = None) -> tuple[Prepared, ...]:
    """The record once for each name that it has; a name in Arabic letters goes with each other.

    ``frequencies``: the share of people by the sound of a name, where a register knows it.
    """
    rest = _rest(known)
    arabic = [name for name in known.names if name.script == "Arab"]
    others = [name for name in known.names if name.script != "Arab"]
    sounds = _arabic(arabic[0]) if arabic else (None, None)
    found = [_of_name(name, sounds) for name in others or arabic] or [{}]
    if others:
        found += [_of_name(name, _arabic(name)) for name in arabic[1:]]
    return tuple(
        replace(
            rest,
            **columns,  # type: ignore[arg-type]  # columns by their names
            given_rare=rarity(columns.get("given_sound"), frequencies),
            family_rare=rarity(columns.get("family_sound"), frequencies),
        )
        for columns in found
    )


def _of_name(name: Name, arabic: tuple[str | None, str | None]) -> dict[str, str | None]:
    given, family = name_part(name.given), name_part(name.family)
    return {
        "given": given.written,
        "family": family.written,
        "given_first": given.first,
        "family_first": family.first,
        "given_sound": given.sound or arabic[0],
        "family_sound": family.sound or arabic[1],
        "given_arabic": arabic[0],
        "family_arabic": arabic[1],
    }


def _arabic(name: Name) -> tuple[str | None, str | None]:
    return name_part(name.given).sound, name_part(name.family).sound


def _rest(known: Known) -> Prepared:
    home = known.home or Home()
    places = tuple(dict.fromkeys(filter(None, map(place_of, known.places))))
    phones = tuple(dict.fromkeys(filter(None, map(phone_of, known.phones))))
    numbers = sorted((kind, number_of(value)) for kind, value in known.numbers if number_of(value))
    kind, first = numbers[0] if numbers else ("", "")
    postcode = squeezed(home.postcode)
    return Prepared(
        reference=known.reference,
        sex=known.sex or None,
        place=places[0] if places else None,
        places=places,
        phone=phones[0] if phones else None,
        phones=phones,
        number=f"{kind}:{first}" if first else None,
        number_kind=kind if first and not kind.startswith(_RENEWED) else None,
        number_checked=kind if first and check_of(kind, first) else None,
        numbers=tuple(f"{kind}:{value}" for kind, value in numbers),
        house=squeezed(home.number),
        street=squeezed(home.street),
        more=squeezed(home.more),
        town=squeezed(home.town),
        postcode=postcode,
        postcode_digits="".join(sorted(postcode)) if postcode else None,
        **birth_columns(known.birth),  # type: ignore[arg-type]  # columns by their names
    )


def place_of(text: str) -> str | None:
    """How a place sounds, in Latin or Arabic letters."""
    return plain("".join(skeleton_words(normalise(text).split()))) or None


def phone_of(text: str) -> str | None:
    """The last digits of a telephone number."""
    return _NOT_DIGITS.sub("", text)[-TELLING_DIGITS:] or None


def number_of(text: str) -> str:
    """An identity number without what only parts it."""
    return _NOT_IN_NUMBERS.sub("", text.upper())
