"""How far two names agree, whichever part stands first, and what a rare name adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, product
from typing import Any

from fairway.engines.identity.conditions import (
    Condition,
    Lower,
    Near,
    Same,
    Stated,
    Thing,
    Unknown,
    both,
    pick_sql,
    some,
)
from fairway.engines.identity.model import Field, Level, points_field

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


# Each step of rarity is a quarter as many bearers; four steps for each part of a name.
_BITS_A_STEP = 2.0
_MOST_STEPS = 8

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


def _rare_part(left: str, right: str) -> Thing:
    shared = Same(f"{left}_sound", f"{right}_sound")
    return ((shared, Lower(f"{left}_rare", f"{right}_rare")),)


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

    def level_sql(self, dialect: str) -> str:
        """`Field.level_sql`: the two grades of either way name its level."""
        places = {level.name: str(place) for place, level in enumerate(self.levels)}
        grades = [*GRADES, "missing"]
        nowhere = str(len(self.levels))
        table = [
            places.get(f"{one}+{other}", places.get(f"{other}+{one}", nowhere))
            for one, other in product(grades, repeat=2)
        ]
        ways = (
            pick_sql(
                table,
                f"{len(grades)} * {_graded_sql(*first, dialect)} + {_graded_sql(*second, dialect)}",
                dialect,
            )
            for first, second in (_STRAIGHT, _CROSSED)
        )
        found = f"least({', '.join(ways)})"
        return f"CASE WHEN {self.unknown.sql(dialect)} THEN -1 ELSE {found} END"


def _graded_sql(mine: str, its: str, dialect: str) -> str:
    """The place of a part's grade; behind all where one is not known."""
    branches = " ".join(
        f"WHEN {_CONDITIONS[grade, mine, its].sql(dialect)} THEN {place}"
        for place, grade in enumerate(GRADES)
    )
    return f"CASE {branches} ELSE {len(GRADES)} END"


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


def _by_weight(levels: Iterator[Level]) -> tuple[Level, ...]:
    """The levels with the strongest first; the weakest holds where no other does."""
    *others, last = sorted(levels, key=lambda level: -level.bits)
    return (*others, Level(last.name, None, last.m, last.u))


NAMES = NameField("name", _NO_NAME, _by_weight(_name_levels()))
# How much rarer than one in 64 the shared names are: two bits a step, four steps for each part.
RARITY = points_field(
    "rarity",
    _NO_NAME,
    tuple(tuple(_rare_part(*pair) for pair in way) for way in (_STRAIGHT, _CROSSED)),
    (
        *(
            (f"rare {step}", step, 0.1, 0.1 / 2 ** (_BITS_A_STEP * step))
            for step in range(_MOST_STEPS, 0, -1)
        ),
        ("common", 0, 0.5, 0.5),
    ),
    learns=False,
)
