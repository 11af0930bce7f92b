"""The levels at which two records agree, and what each is worth: Fellegi and Sunter (1969).

A level has two probabilities: ``m``, how often a field lies there between two records of one
person, and ``u``, how often between records of two people. Its weight is log2(m/u) bits. The
figures are published assumptions about registers of people who move between countries, rounded;
they were set before any labelled data were looked at and follow from what is said beside them.
"""

from __future__ import annotations

from fairway.engines.identity.conditions import (
    Condition,
    Near,
    Same,
    Shares,
    Thing,
    Unknown,
    Within,
    both,
    either_way,
    some,
)
from fairway.engines.identity.model import Field, Level, Model, points_field
from fairway.engines.identity.name_levels import NAMES, RARITY


def _spelt(left: str, right: str) -> Condition:
    """Two texts of some length that slips of typing can explain."""
    return some(Near(left, right, 1, 4), Near(left, right, 2, 6), Near(left, right, 3, 10))


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
HOME = points_field(
    "home",
    both(Unknown("street", "street"), Unknown("town", "town")),
    (_HOME,),
    (
        ("same", 7, 0.55, 0.000_2),
        ("most of it", 5, 0.2, 0.000_2),
        ("much of it", 4, 0.07, 0.000_5),
        ("some of it", 3, 0.05, 0.002),
        ("little of it", 2, 0.04, 0.01),
        ("hardly any of it", 1, 0.04, 0.05),
        ("differs", 0, 0.2, 0.94),
    ),
)

PUBLISHED = Model((NAMES, RARITY, BIRTH, SEX, PLACE, PHONE, NUMBER, HOME), 0.2 / 1_000_000)
