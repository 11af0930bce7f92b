"""The levels at which two records agree, and what each is worth: Fellegi and Sunter (1969).

A level has two probabilities: ``m``, how often a field lies there between two records of one
person, and ``u``, how often between records of two people. Its weight is log2(m/u) bits. The
figures are published assumptions about registers of people who move between countries, rounded;
they were set before any labelled data were looked at and follow from what is said beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement, product
from math import log2
from typing import Any

from fairway.engines.identity.conditions import (
    AtLeast,
    Condition,
    Lower,
    Near,
    Same,
    Shares,
    Stated,
    Thing,
    Unknown,
    Within,
    both,
    either_way,
    some,
)


@dataclass(frozen=True, slots=True)
class Level:
    """How far two records agree in one field, and how often one person's and two people's do."""

    name: str
    when: Condition | None
    m: float
    u: float

    @property
    def bits(self) -> float:
        """The weight of evidence: log2 of the likelihood ratio."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its levels, the best first; the last holds where no other does.

    Where ``unknown`` holds, the field says nothing.
    """

    name: str
    unknown: Condition
    levels: tuple[Level, ...]

    def level_of(self, left: Any, right: Any) -> Level | None:
        """The level of two `Prepared`; none where the field is not known of both."""
        if self.unknown.holds(left, right):
            return None
        for level in self.levels:
            if level.when is None or level.when.holds(left, right):
                return level
        return None


@dataclass(frozen=True)
class Model:
    """Fields and the probability that two records taken at random are of one person."""

    fields: tuple[Field, ...]
    prior: float

    @property
    def prior_bits(self) -> float:
        """The prior as log2 of its odds."""
        return log2(self.prior / (1 - self.prior))

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their names."""
        return {one.name: one for one in self.fields}

    def for_register_of(self, size: int) -> Model:
        """The same levels where a pair is taken from a register of so many records.

        Assumed: one record in five has another of the same person among them, so that of the
        size x (size - 1) / 2 pairs about 0.2 / size are of one person.
        """
        return Model(self.fields, min(0.2 / max(size, 1), 0.5))


# One part of a name. u of "same" is a common name's: one in fifty; a rare one adds below.
GRADES: Mapping[str, tuple[float, float]] = {
    "same": (0.80, 0.02),
    "sound": (0.08, 0.004),
    "close": (0.06, 0.004),
    "word": (0.03, 0.01),
    "none": (0.03, 0.962),
}


def _graded(grade: str, left: str, right: str) -> Condition:
    """The condition under which a part of the left name has a grade with one of the right."""
    if grade == "same":
        return Same(left, right)
    if grade == "sound":
        sides = product((f"{left}_sound", f"{left}_arabic"), (f"{right}_sound", f"{right}_arabic"))
        return some(*(Same(one, other) for one, other in sides))
    if grade == "close":
        return some(Near(left, right, 1, 4), Near(left, right, 2, 7))
    if grade == "word":
        return some(Same(f"{left}_first", f"{right}_first"), Near(left, right, 2, 5))
    return Stated(f"{left}_sound", f"{right}_sound")


_PARTS = ("given", "family")
# Which part of the left stands against which of the right, and which pair is then the other.
_PAIRS = [
    ((mine, its), (_PARTS[mine == "given"], _PARTS[its == "given"]))
    for mine, its in product(_PARTS, repeat=2)
]


def _name_levels() -> Iterator[Level]:
    """Every pair of grades that the two parts of a name can have, whichever part is which.

    A name whose parts stand in the other order agrees as well as in the same order; a part that
    one side lacks counts nothing.
    """
    for one, other in combinations_with_replacement(GRADES, 2):
        (m, u), (n, v) = GRADES[one], GRADES[other]
        ways = (both(_graded(one, *pair), _graded(other, *rest)) for pair, rest in _PAIRS)
        yield Level(f"{one}+{other}", some(*ways), m * n, u * v)
    for grade, (m, u) in GRADES.items():
        alone = (
            both(_graded(grade, *pair), Unknown(*(f"{part}_sound" for part in rest)))
            for pair, rest in _PAIRS
        )
        yield Level(f"{grade}+missing", some(*alone), m, u)


_STRAIGHT = (("given", "given"), ("family", "family"))
_CROSSED = (("given", "family"), ("family", "given"))


def _rare(least: int) -> Condition:
    """The names that both share are together so rare, in the same order or the other."""
    ways = (tuple(_rare_part(*pair) for pair in way) for way in (_STRAIGHT, _CROSSED))
    return some(*(AtLeast(way, least) for way in ways))


def _rare_part(left: str, right: str) -> Thing:
    shared = Same(f"{left}_sound", f"{right}_sound")
    return ((shared, Lower(f"{left}_rare", f"{right}_rare")),)


def _spelt(left: str, right: str) -> Condition:
    """Two texts of some length that slips of typing can explain."""
    return some(Near(left, right, 1, 4), Near(left, right, 2, 6), Near(left, right, 3, 10))


class NameField(Field):
    """The field of names: `Field.level_of` with each pair of parts graded once, not per level."""

    __slots__ = ()

    def level_of(self, left: Any, right: Any) -> Level | None:
        """The level of the better of both orders; the first of equals."""
        grades = {pair: _grade_of(*pair, left, right) for pair in (*_STRAIGHT, *_CROSSED)}
        names = set()
        for way in (_STRAIGHT, _CROSSED):
            found = [grade for pair in way if (grade := grades[pair]) is not None]
            if found:
                found.sort(key=_GRADES_IN_ORDER.index)
                names.add("+".join(found) if len(found) > 1 else f"{found[0]}+missing")
        return next((level for level in self.levels if level.name in names), None)


def _grade_of(mine: str, its: str, left: Any, right: Any) -> str | None:
    if not _CONDITIONS["none", mine, its].holds(left, right):
        return None
    return next(grade for grade in GRADES if _CONDITIONS[grade, mine, its].holds(left, right))


_GRADES_IN_ORDER = list(GRADES)
_CONDITIONS = {
    (grade, mine, its): _graded(grade, mine, its)
    for grade in GRADES
    for mine, its in (*_STRAIGHT, *_CROSSED)
}

_NO_NAME = some(
    both(
        Unknown("given_sound", "given_sound"),
        Unknown("family_sound", "family_sound"),
        Unknown("given_sound", "family_sound"),
        Unknown("family_sound", "given_sound"),
    )
)

_HOME: tuple[Thing, ...] = (
    (
        (some(Same("street", "street"), either_way("street", "more")), 3),
        (some(_spelt("street", "street"), _spelt("street", "more"), _spelt("more", "street")), 2),
        (some(Same("more", "more"), _spelt("more", "more")), 1),
    ),
    ((Same("house", "house"), 1),),
    ((Same("town", "town"), 2), (_spelt("town", "town"), 1)),
    (
        (Same("postcode", "postcode"), 2),
        (some(Same("postcode_digits", "postcode_digits"), Near("postcode", "postcode", 1, 4)), 1),
    ),
)


def _home(least: int) -> Condition:
    return AtLeast(_HOME, least)


def _by_weight(levels: Iterator[Level]) -> tuple[Level, ...]:
    """The levels with the strongest first; the weakest holds where no other does."""
    *others, last = sorted(levels, key=lambda level: -level.bits)
    return (*others, Level(last.name, None, last.m, last.u))


NAMES = NameField("name", _NO_NAME, _by_weight(_name_levels()))
# How much rarer than one in 64 the shared names are: two bits a step, four steps for each part.
RARITY = Field(
    "rarity",
    _NO_NAME,
    (
        *(Level(f"rare {step}", _rare(step), 0.1, 0.1 / 4**step) for step in range(8, 0, -1)),
        Level("common", None, 0.5, 0.5),
    ),
)
# Forty years of births of 365 days: two people share a day once in 14,600.
BIRTH = Field(
    "birth",
    Unknown("birth_year", "birth_year"),
    (
        Level("same", Same("birth", "birth"), 0.82, 0.000_07),
        Level("day and month turned", either_way("birth", "birth_turned"), 0.015, 0.000_05),
        Level(
            "year, the rest not known",
            both(Same("birth_year", "birth_year"), Unknown("birth_day", "birth_day")),
            0.045,
            0.0012,
        ),
        Level("one digit", Near("birth", "birth", 1, 8), 0.04, 0.0017),
        Level("digits turned", Same("birth_digits", "birth_digits"), 0.02, 0.003),
        Level(
            "two of three",
            some(
                both(Same("birth_year", "birth_year"), Same("birth_month", "birth_month")),
                both(Same("birth_year", "birth_year"), Same("birth_day", "birth_day")),
                both(Same("birth_month", "birth_month"), Same("birth_day", "birth_day")),
            ),
            0.03,
            0.0056,
        ),
        Level("two digits", Near("birth", "birth", 2, 8), 0.02, 0.03),
        Level("a year apart", Within("birth_year", 1), 0.02, 0.06),
        Level("differs", None, 0.01, 0.89),
    ),
)
SEX = Field(
    "sex",
    Unknown("sex", "sex"),
    (
        Level("same", Same("sex", "sex"), 0.985, 0.5),
        Level("differs", None, 0.015, 0.5),
    ),
)
PLACE = Field(
    "place",
    Unknown("place", "place"),
    (
        Level("same", Shares("places"), 0.8, 0.05),
        Level(
            "close", some(Near("place", "place", 1, 3), Near("place", "place", 2, 6)), 0.05, 0.01
        ),
        Level("differs", None, 0.15, 0.94),
    ),
)
# Kin and flatmates share a telephone; numbers change hands.
PHONE = Field(
    "phone",
    Unknown("phone", "phone"),
    (
        Level("same", Shares("phones"), 0.5, 0.000_2),
        Level("close", Near("phone", "phone", 1, 8), 0.03, 0.000_2),
        Level("differs", None, 0.47, 0.999_6),
    ),
)
# A number is lent, sold or mistyped at times; a passport's is another after ten years.
NUMBER = Field(
    "number",
    Unknown("number", "number"),
    (
        Level("same", Shares("numbers"), 0.93, 0.000_001),
        Level("close", Near("number", "number", 1, 8), 0.04, 0.000_05),
        Level(
            "differs, both pass their check", Same("number_checked", "number_checked"), 0.005, 0.8
        ),
        Level("differs", Same("number_kind", "number_kind"), 0.03, 0.97),
        Level("another kind", None, 0.5, 0.5),
    ),
)
# One field: who shares a street shares the town. Households live together, so that it says less
# than its rarity would.
HOME = Field(
    "home",
    both(Unknown("street", "street"), Unknown("town", "town")),
    (
        Level("same", _home(7), 0.55, 0.000_2),
        Level("most of it", _home(5), 0.2, 0.000_2),
        Level("much of it", _home(4), 0.07, 0.000_5),
        Level("some of it", _home(3), 0.05, 0.002),
        Level("little of it", _home(2), 0.04, 0.01),
        Level("hardly any of it", _home(1), 0.04, 0.05),
        Level("differs", None, 0.2, 0.94),
    ),
)

PUBLISHED = Model((NAMES, RARITY, BIRTH, SEX, PLACE, PHONE, NUMBER, HOME), 0.2 / 1_000_000)
