"""Workers and orders laid out for the compiled search: by group of occupations, in 32 bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fairway.engines.matching.columns import (
    ALWAYS,
    FOR_EVER,
    NONE,
    Flags,
    Ints,
    Longs,
    OrderColumns,
    WorkerColumns,
)
from fairway.engines.matching.criteria import Condition, Eligibility, Priority
from fairway.engines.matching.sides import compiled
from fairway.engines.matching.skills import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LARGEST = 2**31 - 1
LOOPS = "retrieval_loops"


class People(NamedTuple):
    """Workers by number. What a condition that is not asked would look at is open to all."""

    occupations: Ints
    experience: Ints
    free_from: Ints
    free_until: Ints
    least_pay: Ints
    languages: Words
    certificates: Words
    born: Ints
    regions: Ints
    tied: Flags


class Wanted(NamedTuple):
    """Orders by number; ``group`` is their group of occupations."""

    group: Ints
    occupation: Ints
    experience: Ints
    start: Ints
    end: Ints
    pay: Ints
    languages: Words
    certificates: Words
    first_birth: Ints
    last_birth: Ints
    region: Ints
    asks_experience: bool
    asks_languages: bool
    asks_certificates: bool
    asks_age: bool
    asks_place: bool
    of_code: Ints  # the group of each occupation that an order would take; NONE of others


class Scale(NamedTuple):
    """The points of the published priority."""

    own: int
    near: int
    step: int
    each: int
    most: int
    language_each: int
    language_most: int


class Pool(NamedTuple):
    """Workers in each group of occupations, most experienced first, level ones by number.

    Group g's are from ``bound[2 * g]``: first those whose first occupation it is, and from
    ``bound[2 * g + 1]`` the others, whose experience there is not known.
    """

    bound: Longs
    number: Ints
    experience: Ints
    free_from: Ints
    free_until: Ints
    least_pay: Ints
    occupation: Ints
    languages: Words
    certificates: Words


class Shelf(NamedTuple):
    """Orders in each group of occupations, by number, from ``bound[g]``."""

    bound: Longs
    number: Ints
    experience: Ints
    start: Ints
    end: Ints
    pay: Ints


class Prepared(NamedTuple):
    """Both sides, and how many groups of occupations there are."""

    people: People
    wanted: Wanted
    groups: int


def prepare(workers: WorkerColumns, orders: OrderColumns, rules: Eligibility) -> Prepared:
    """Both sides as the compiled search reads them."""
    codes, group = np.unique(orders.occupation // rules.apart, return_inverse=True)
    highest = max(int(workers.occupations.max(initial=0)), int(orders.occupation.max(initial=0)))
    near = np.arange(highest + 1) // rules.apart
    place = np.minimum(np.searchsorted(codes, near), len(codes) - 1)
    group_of = np.where(codes[place] == near, place, NONE).astype(np.int32)
    pay, least = _comparable(orders.monthly_pay, workers.least_pay)
    dates, paid = rules.asks(Condition.DATES), rules.asks(Condition.PAY)
    first, last = orders.births(rules)
    number = len(orders)
    people = People(
        np.ascontiguousarray(workers.occupations),
        workers.experience,
        workers.free_from,
        workers.free_until,
        least,
        workers.languages,
        workers.certificates,
        workers.born,
        workers.regions,
        workers.tied,
    )
    wanted = Wanted(
        group.astype(np.int32),
        orders.occupation,
        orders.experience,
        orders.start if dates else np.full(number, FOR_EVER, dtype=np.int32),
        orders.end if dates else np.full(number, ALWAYS - 1, dtype=np.int32),
        pay if paid else np.full(number, _LARGEST, dtype=np.int32),
        orders.languages,
        orders.certificates,
        first,
        last,
        orders.region,
        rules.asks(Condition.EXPERIENCE),
        rules.asks(Condition.LANGUAGES),
        rules.asks(Condition.CERTIFICATES),
        rules.asks(Condition.AGE),
        rules.asks(Condition.PLACE),
        group_of,
    )
    return Prepared(people, wanted, len(codes))


def scale_of(priority: Priority) -> Scale:
    """The points as the compiled search adds them up."""
    return Scale(
        priority.own_occupation,
        priority.near_occupation,
        priority.experience_step_months,
        priority.experience_points,
        priority.experience_most,
        priority.language_points,
        priority.language_most,
    )


def pool_of(ready: Prepared, scale: Scale, who: Flags) -> Pool:
    """The workers who are asked, sorted for the search."""
    people, wanted = ready.people, ready.wanted
    # Beyond this nobody earns more: so much experience is sorted as level.
    steps = -(-scale.most // scale.each) if scale.each else 0
    enough = min(int(wanted.experience.max(initial=0)) + steps * scale.step, _LARGEST)
    bound, number = compiled(LOOPS).entries(
        people.occupations, people.experience, who, wanted.of_code, ready.groups, enough
    )
    return Pool(
        bound,
        number,
        people.experience[number],
        people.free_from[number],
        people.free_until[number],
        people.least_pay[number],
        people.occupations[number, 0],
        people.languages[number],
        people.certificates[number],
    )


def shelf_of(ready: Prepared) -> Shelf:
    """The orders, sorted for the search."""
    wanted = ready.wanted
    number = np.argsort(wanted.group, kind="stable").astype(np.int32)
    counts = np.bincount(wanted.group, minlength=ready.groups)
    return Shelf(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        number,
        wanted.experience[number],
        wanted.start[number],
        wanted.end[number],
        wanted.pay[number],
    )


def _comparable(pay: Longs, least: Longs) -> tuple[Ints, Ints]:
    """Pay and least pay in 32 bits, compared as before: themselves, or their places among pays."""
    if pay.max(initial=0) < _LARGEST:
        return pay.astype(np.int32), np.minimum(least, _LARGEST).astype(np.int32)
    levels: NDArray[np.int64] = np.unique(pay)
    return (
        np.searchsorted(levels, pay).astype(np.int32),
        np.searchsorted(levels, least, side="left").astype(np.int32),
    )
