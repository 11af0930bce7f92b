"""Keys by which likely records of one person are found among millions, without comparing all.

Two records of one person share at least one key unless several fields differ at once. A key alone
says little. What is stored of it is a keyed digest: the app's work.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from fairway.engines.identity.known import Known
from fairway.engines.identity.prepared import Prepared, prepare

_NEIGHBOURS = 1
_LETTERS = 3


def keys_of(known: Known) -> frozenset[str]:
    """The keys of a record: a dozen or so, the same whichever part of a name stands first.

    Identity number; phone; both names; each name with the birth date, with year and month or day,
    with the place and the year; the birth date turned; the start of a name with the whole date.
    """
    return frozenset(key for row in prepare(known) for key in _keys(row))


def _keys(row: Prepared) -> Iterator[str]:
    for number in row.numbers:
        yield f"number {number}"
    for phone in row.phones:
        yield f"phone {phone}"
    sounds = sorted(
        {
            sound
            for sound in (row.given_sound, row.family_sound, row.given_arabic, row.family_arabic)
            if sound is not None
        }
    )
    words = sorted({word for sound in sounds for word in sound.split()})
    yield from (f"names {one} {other}" for one, other in combinations(words, 2))
    if row.birth_year is None:
        return
    for word in words:
        for place in row.places:
            yield f"place {word} {row.birth_year} {place}"
        if row.birth_day is None:
            yield f"year {word} {row.birth_year}"
            continue
        yield f"month {word} {row.birth_year} {row.birth_month}"
        yield f"day {word} {row.birth_year} {row.birth_day}"
        yield f"feast {word} {row.birth_month} {row.birth_day}"
        yield f"date {word[:_LETTERS]} {row.birth_digits}"
