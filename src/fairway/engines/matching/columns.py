"""What is matched, as columns: one array a fact, one place a worker or an order.

There is no column for sex, family, nationality or any other protected attribute: what is not here
can neither exclude nor rank anybody. A day of birth is heard for one purpose, the age limits of a
pack (`Eligibility`), and never for points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fairway.engines.kernel import BadInput, Fault, day_number, from_day_number
from fairway.engines.matching.skills import LEVEL_OF, LEVELS, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from fairway.engines.matching.criteria import Eligibility

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE = -1
# A worker who states no limit of time is free from always until for ever.
ALWAYS = -(2**31) + 1
FOR_EVER = 2**31 - 1
# A day of birth that is not known, or not in full.
NOT_KNOWN = -(2**31)
REGIONS_HEARD = 3
OCCUPATIONS_HEARD = 4
CRITERIA = ("pay", "region", "start")


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """One worker, as the matching hears of him or her. Money in minor units a month.

    ``languages`` are ISO 639-1 codes with CEFR levels. ``born`` is heard for a pack's age limits.
    """

    occupations: Sequence[str]
    experience_months: int
    free_from: date | None
    free_until: date | None
    least_pay: int
    regions: Sequence[str]
    wish_first: Sequence[str]
    languages: Sequence[tuple[str, str]] = ()
    certificates: Sequence[str] = ()
    born: date | None = None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One job order. Money in minor units a month, in the one currency of the round.

    ``filed`` matters where a law fills a cap in the sequence of filing: earlier comes first.
    """

    occupation: str
    experience_months: int
    start: date
    end: date
    monthly_pay: int
    region: str
    places: int
    filed: date | None = None
    languages: Sequence[tuple[str, str]] = ()
    certificates: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class WorkerColumns:
    """Workers. The first occupation is the one that the experience is in; NONE fills up."""

    occupations: Ints  # workers x OCCUPATIONS_HEARD, unit groups as numbers
    experience: Ints
    free_from: Ints
    free_until: Ints
    least_pay: Longs
    regions: Ints  # workers x REGIONS_HEARD, best first
    place_of: Ints  # workers x 3: where pay, region and start stand, 0 matters most
    tied: Flags  # whether regions were named at all, also where no order is in any
    languages: Words  # workers x words, in the sequence of the orders' languages
    certificates: Words
    born: Ints

    def __len__(self) -> int:
        return len(self.experience)


@dataclass(frozen=True, slots=True)
class OrderColumns:
    """Job orders, with the names of the regions that the numbers stand for."""

    occupation: Ints
    experience: Ints
    start: Ints
    end: Ints
    monthly_pay: Longs
    region: Ints
    places: Ints
    precedence: Ints  # under a cap, more comes first; 0 where no day of filing is known
    region_names: tuple[str, ...]
    languages: Words  # orders x words, the least levels
    certificates: Words
    language_names: tuple[str, ...]
    certificate_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.places)

    def births(self, rules: Eligibility) -> tuple[Ints, Ints]:
        """The first and the last day on which who can take each order may be born."""
        days, place = np.unique(self.start, return_inverse=True)
        found = np.array([_births(from_day_number(day), rules) for day in days.tolist()])
        first, last = found.reshape(len(days), 2).astype(np.int32).T
        return first[place], last[place]


def order_columns(orders: Iterable[OrderFacts]) -> OrderColumns:
    """Orders as columns; places, pay and dates that cannot be are refused."""
    rows = list(orders)
    faults = [
        Fault(f"order {i}", str(value), accepted, code)
        for i, row in enumerate(rows)
        for value, accepted, code, wrong in (
            (row.places, "0 places or more", "places", row.places < 0),
            (row.monthly_pay, "pay of 0 or more", "pay", row.monthly_pay < 0),
            (row.end, f"{row.start} or later", "dates_out_of_order", row.end < row.start),
        )
        if wrong
    ]
    faults += [*_unknown_levels("order", [row.languages for row in rows])]
    if not rows:
        faults.append(Fault("orders", "none", "at least one order in a round", "no_orders"))
    if faults:
        raise BadInput(*faults)
    names = tuple(sorted({row.region for row in rows}))
    index = {name: i for i, name in enumerate(names)}
    spoken = tuple(sorted({name for row in rows for name, _level in row.languages}))
    papers = tuple(sorted({name for row in rows for name in row.certificates}))
    return OrderColumns(
        occupation=_ints(int(row.occupation) for row in rows),
        experience=_ints(row.experience_months for row in rows),
        start=_ints(day_number(row.start) for row in rows),
        end=_ints(day_number(row.end) for row in rows),
        monthly_pay=np.fromiter((row.monthly_pay for row in rows), np.int64, len(rows)),
        region=_ints(index[row.region] for row in rows),
        places=_ints(row.places for row in rows),
        precedence=_precedence([row.filed for row in rows]),
        region_names=names,
        languages=_spoken([row.languages for row in rows], spoken),
        certificates=_papers([row.certificates for row in rows], papers),
        language_names=spoken,
        certificate_names=papers,
    )


def worker_columns(workers: Iterable[WorkerFacts], orders: OrderColumns) -> WorkerColumns:
    """Workers as columns. A region that no order is in counts as no wish."""
    rows = list(workers)
    if faults := [*_unknown_levels("worker", [row.languages for row in rows])]:
        raise BadInput(*faults)
    region = {name: i for i, name in enumerate(orders.region_names)}
    places = {first: _places(first) for first in {tuple(row.wish_first) for row in rows}}
    return WorkerColumns(
        occupations=_filled(
            [[int(code) for code in row.occupations] for row in rows], OCCUPATIONS_HEARD
        ),
        experience=_ints(row.experience_months for row in rows),
        free_from=_ints(day_number(row.free_from) if row.free_from else ALWAYS for row in rows),
        free_until=_ints(
            day_number(row.free_until) if row.free_until else FOR_EVER for row in rows
        ),
        least_pay=np.fromiter((row.least_pay for row in rows), np.int64, len(rows)),
        regions=_filled(
            [[region[name] for name in row.regions if name in region] for row in rows],
            REGIONS_HEARD,
        ),
        place_of=np.array([places[tuple(row.wish_first)] for row in rows], dtype=np.int32).reshape(
            len(rows), len(CRITERIA)
        ),
        tied=np.fromiter((bool(row.regions) for row in rows), np.bool_, len(rows)),
        languages=_spoken([row.languages for row in rows], orders.language_names),
        certificates=_papers([row.certificates for row in rows], orders.certificate_names),
        born=_ints(NOT_KNOWN if row.born is None else day_number(row.born) for row in rows),
    )


def _unknown_levels(whose: str, rows: Sequence[Sequence[tuple[str, str]]]) -> Iterator[Fault]:
    for i, row in enumerate(rows):
        for language, level in row:
            if level not in LEVEL_OF:
                found, accepted = f"{language}:{level}"[:64], f"a level from {LEVELS[0]} to C2"
                yield Fault(f"{whose} {i}", found, accepted, "level")


def _spoken(rows: Sequence[Sequence[tuple[str, str]]], names: Sequence[str]) -> Words:
    index = {name: i for i, name in enumerate(names)}
    return words_of([[(name, LEVEL_OF[level]) for name, level in row] for row in rows], index)


def _papers(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Words:
    index = {name: i for i, name in enumerate(names)}
    return words_of([[(name, 1) for name in row] for row in rows], index)


def _births(start: date, rules: Eligibility) -> tuple[int, int]:
    """The first and the last day of birth of whoever is within the limits of age on a day."""
    first = ALWAYS if rules.most_age is None else _years_before(start, rules.most_age + 1) + 1
    last = FOR_EVER if rules.least_age is None else _years_before(start, rules.least_age)
    return first, last


def _years_before(day: date, years: int) -> int:
    """The last day of birth with which so many years are full on a day."""
    if day.year <= years:
        return ALWAYS
    try:
        return day_number(day.replace(year=day.year - years))
    except ValueError:  # 29 February in a year without one: full for who was born by 28 February
        return day_number(day.replace(year=day.year - years, day=28))


def _precedence(filed: Sequence[date | None]) -> Ints:
    """Days of filing as ranks: the latest day 1, each earlier day one more, none 0."""
    days = sorted({day for day in filed if day is not None}, reverse=True)
    rank = {day: place for place, day in enumerate(days, start=1)}
    return _ints(0 if day is None else rank[day] for day in filed)


def _places(first: tuple[str, ...]) -> tuple[int, ...]:
    """Where each criterion stands; those not named come last, in their usual order."""
    named = [name for name in first if name in CRITERIA]
    order = named + [name for name in CRITERIA if name not in named]
    return tuple(order.index(name) for name in CRITERIA)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int32)


def _filled(lists: Sequence[Sequence[int]], width: int) -> Ints:
    filled = np.full((len(lists), width), NONE, dtype=np.int32)
    for row, values in enumerate(lists):
        filled[row, : len(values[:width])] = values[:width]
    return filled
