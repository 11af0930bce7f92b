"""A market from plain lists: workers rank orders, orders rank workers, both by any names."""

from __future__ import annotations

import struct
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, TypeVar

import numpy as np

from fairway.engines.kernel import MOST_FAULTS, BadInput, Fault, name_faults
from fairway.engines.matching.caps import CapTree, no_caps
from fairway.engines.matching.columns import NONE, Ints, Longs
from fairway.engines.matching.deferred import Assignment
from fairway.engines.matching.market import Market
from fairway.engines.matching.sides import compiled

_AT_ONCE = 1_000_000
_SPARSEST = 8

W = TypeVar("W", bound=Hashable)
O = TypeVar("O", bound=Hashable)  # noqa: E741  orders


@dataclass(frozen=True, slots=True)
class Ranked(Generic[W, O]):
    """A market with the names that its numbers stand for."""

    market: Market
    workers: tuple[W, ...]
    orders: tuple[O, ...]

    def named(self, assignment: Assignment) -> dict[O, list[W]]:
        """Who is in each order, in the sequence of the workers."""
        seated = np.flatnonzero(assignment.order != NONE)
        order_of = assignment.order[seated]
        by_order = seated[np.argsort(order_of, kind="stable")].tolist()
        ends = np.cumsum(np.bincount(order_of, minlength=len(self.orders))).tolist()
        names = list(map(self.workers.__getitem__, by_order))
        begins = chain([0], ends)
        return {
            order: names[begin:end]
            for order, begin, end in zip(self.orders, begins, ends, strict=False)
        }


def ranked_market(
    wishes: Mapping[W, Sequence[O]],
    rankings: Mapping[O, Sequence[W]],
    places: Mapping[O, int],
    caps: CapTree | None = None,
) -> Ranked[W, O]:
    """The market of complete rankings: an order ranks exactly those who listed it, best first.

    Raises BadInput naming the path of every fault (the first 200): names that are not there or
    come twice, an order that ranks somebody who did not list it or leaves out one who did, and
    places below zero.
    """
    workers, orders = tuple(wishes), tuple(rankings)
    try:
        start, listed = _rows(wishes.values(), orders)
        rank_start, ranked = _rows(rankings.values(), workers)
        rooms = np.fromiter((places[order] for order in orders), np.int64, len(orders))
    except KeyError:
        raise BadInput(*_faults(wishes, rankings, places)) from None
    points, whole = compiled().points_by_ranking(start, listed, rank_start, ranked)
    if not whole or (rooms < 0).any() or places.keys() != rankings.keys():
        raise BadInput(*_faults(wishes, rankings, places))
    market = Market(
        start,
        listed,
        points,
        np.arange(len(workers), dtype=np.int32),
        np.minimum(rooms, len(workers)).astype(np.int32),
        np.zeros(len(orders), dtype=np.int32),
        caps or no_caps(len(orders)),
    )
    return Ranked(market, workers, orders)


def _rows(lists: Collection[Sequence[Any]], names: Sequence[Any]) -> tuple[Longs, Ints]:
    """The lists in one row, each name as its number. Raises KeyError at an unknown name."""
    lengths = np.fromiter(map(len, lists), np.int64, len(lists))
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    entries = chain.from_iterable(lists)
    rows = np.empty(int(start[-1]), np.int32)
    if (lookup := _lookup(names)) is not None:
        try:
            _read_numbers(entries, *lookup, rows)
        except struct.error:  # not a whole number: perhaps one that is equal to one, or a fault
            entries = chain.from_iterable(lists)
        else:
            return start, rows
    index = {name: number for number, name in enumerate(names)}
    return start, np.fromiter(map(index.__getitem__, entries), np.int32, len(rows))


def _lookup(names: Sequence[Any]) -> tuple[int, Ints] | None:
    """The least name and the number of each from there on, if names are whole numbers and close."""
    try:
        known = np.frombuffer(struct.pack(f"{len(names)}q", *names), np.int64)
    except struct.error:
        return None
    if not len(known):
        return None
    low, high = int(known.min()), int(known.max())
    if high - low > _SPARSEST * len(names):
        return None
    number = np.full(high - low + 1, NONE, np.int32)
    number[known - low] = np.arange(len(names), dtype=np.int32)
    return low, number


def _read_numbers(entries: Iterator[Any], low: int, number: Ints, rows: Ints) -> None:
    """Names that are whole numbers, by table: several times as fast as by dictionary."""
    for first in range(0, len(rows), _AT_ONCE):
        some = list(islice(entries, _AT_ONCE))
        names = np.frombuffer(struct.pack(f"{len(some)}q", *some), np.int64)
        if not compiled().looked_up(names, low, number, rows[first : first + len(some)]):
            raise KeyError


def _faults(
    wishes: Mapping[W, Sequence[O]],
    rankings: Mapping[O, Sequence[W]],
    places: Mapping[O, int],
) -> list[Fault]:
    found = chain(
        (
            fault
            for worker, row in wishes.items()
            for fault in name_faults(f"wishes.{worker}", row, rankings, "an order that is there")
        ),
        _of_rankings(wishes, rankings),
        _of_places(rankings.keys(), places),
    )
    return list(islice(found, MOST_FAULTS))


def _of_rankings(
    wishes: Mapping[W, Sequence[O]], rankings: Mapping[O, Sequence[W]]
) -> Iterator[Fault]:
    listing = {order: set[W]() for order in rankings}
    for worker, row in wishes.items():
        for order in listing.keys() & set(row):
            listing[order].add(worker)
    for order, ranking in rankings.items():
        path = f"rankings.{order}"
        yield from name_faults(path, ranking, wishes, "a worker who is there")
        for worker in ranking:
            if worker in wishes and worker not in listing[order]:
                yield Fault(path, str(worker), "workers who listed the order", "not_listed")
        for worker in sorted(listing[order] - set(ranking), key=str):
            yield Fault(path, "", f"a ranking of {worker}, who listed the order", "not_ranked")


def _of_places(orders: AbstractSet[O], places: Mapping[O, int]) -> Iterator[Fault]:
    for order in orders:
        if order not in places:
            yield Fault(f"places.{order}", "", "a number of places", "no_places")
        elif places[order] < 0:
            yield Fault(f"places.{order}", str(places[order]), "0 places or more", "places")
    for order in sorted(places.keys() - orders, key=str):
        yield Fault(f"places.{order}", "", "places of an order that is there", "unknown")
