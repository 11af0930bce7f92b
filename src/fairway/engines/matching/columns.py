"""What is matched, as columns: one array a fact, one place a worker or an order.

There is no column for age, sex, family, nationality or any other protected attribute: what is
not here can neither exclude nor rank anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fairway.engines.kernel import BadInput, Fault, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE = -1
# A worker who states no limit of time is free from always until for ever.
ALWAYS = -(2**31) + 1
FOR_EVER = 2**31 - 1
REGIONS_HEARD = 3
OCCUPATIONS_HEARD = 4
CRITERIA = ("pay", "region", "start")


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """One worker, as the matching hears of him or her. Money in minor units a month."""

    occupations: Sequence[str]
    experience_months: int
    free_from: date | None
    free_until: date | None
    least_pay: int
    regions: Sequence[str]
    wish_first: Sequence[str]


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

    def __len__(self) -> int:
        return len(self.places)


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
    if not rows:
        faults.append(Fault("orders", "none", "at least one order in a round", "no_orders"))
    if faults:
        raise BadInput(*faults)
    names = tuple(sorted({row.region for row in rows}))
    index = {name: i for i, name in enumerate(names)}
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
    )


def worker_columns(workers: Iterable[WorkerFacts], orders: OrderColumns) -> WorkerColumns:
    """Workers as columns. A region that no order is in counts as no wish."""
    rows = list(workers)
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
    )


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
