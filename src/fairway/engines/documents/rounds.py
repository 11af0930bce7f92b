"""A matching round as a document: lists and points in, placements and reasons out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from fairway.engines.documents.shapes import Count, Points, Ref, Shape
from fairway.engines.kernel import MOST_FAULTS, BadInput, Fault, name_faults
from fairway.engines.matching import (
    NONE,
    CapSet,
    CapTree,
    Market,
    Refusal,
    blocking_pairs,
    cap_tree,
    closing,
    deferred_acceptance,
    lots,
    nested,
    no_caps,
    refusals,
)
from fairway.engines.matching.columns import Ints
from fairway.engines.matching.market import MOST_GROUPS


class WorkerGiven(Shape):
    """A worker: the orders listed, best first, and the groups that the worker is of."""

    id: Ref
    wishes: list[Ref] = Field(max_length=10_000)
    groups: list[Ref] = Field(default=[], max_length=MOST_GROUPS)


class OrderGiven(Shape):
    """An order: its places, and the points of everybody who lists it (more comes first)."""

    id: Ref
    places: Count
    points: dict[Ref, Points]
    precedence: Annotated[int, Field(ge=0, le=2**20)] = 0
    target: Count = 0
    kept: dict[Ref, Count] = {}


class CapGiven(Shape):
    """At most ``limit`` workers over some orders."""

    id: Ref
    limit: Count
    orders: list[Ref]


class RoundGiven(Shape):
    """A round. ``seed`` decides between level points; ``groups`` is the published order."""

    workers: list[WorkerGiven] = Field(max_length=1_000_000)
    orders: list[OrderGiven] = Field(max_length=50_000)
    caps: list[CapGiven] = Field(default=[], max_length=200)
    groups: list[Ref] = Field(default=[], max_length=MOST_GROUPS)
    seed: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    crossing_caps: Literal["refuse", "divide"] = "refuse"


class WishRefused(Shape):
    """Why a better wish was not granted: what closed it, own points and those of the last in."""

    order: str
    wish: int
    closed_by: str
    points: int
    last_points: int | None
    decided_by: str


class Placement(Shape):
    """What became of a worker."""

    worker: str
    order: str | None
    wish: int | None
    refused: list[WishRefused]


class OrderFound(Shape):
    """What became of an order: how many are in, and what closed it, if anything did."""

    order: str
    places: int
    filled: int
    closed_by: str | None


class CapFound(Shape):
    """How far a cap, or a part of one that was divided, was used."""

    cap: str
    limit: int
    used: int


class RoundFound(Shape):
    """The round. ``passed_over`` counts pairs that the published priority would have allowed: 0."""

    placements: list[Placement]
    orders: list[OrderFound]
    caps: list[CapFound]
    passed_over: int


def clear(given: RoundGiven) -> RoundFound:
    """Clear the round. Raises BadInput with the path of every fault (the first 200)."""
    faults = [fault for fault, _ in zip(_faults(given), range(MOST_FAULTS), strict=False)]
    if faults:
        raise BadInput(*faults)
    market = _market(given)
    held = deferred_acceptance(market)
    end = closing(market, held)
    ids = [order.id for order in given.orders]
    return RoundFound(
        placements=[
            Placement(
                worker=worker.id,
                order=None if order == NONE else ids[order],
                wish=rank or None,
                refused=[_refused(one, ids) for one in refusals(market, held, end, row)],
            )
            for row, (worker, order, rank) in enumerate(
                zip(given.workers, held.order.tolist(), held.rank.tolist(), strict=True)
            )
        ],
        orders=[
            OrderFound(
                order=order.id,
                places=order.places,
                filled=filled,
                closed_by=_closed_by(by, ids, market.caps),
            )
            for order, filled, by in zip(
                given.orders, end.filled.tolist(), end.closed_by.tolist(), strict=True
            )
        ],
        caps=[
            CapFound(cap=name, limit=limit, used=used)
            for name, limit, used in zip(
                market.caps.names, market.caps.limits.tolist(), end.cap_used.tolist(), strict=True
            )
        ],
        passed_over=blocking_pairs(market, held),
    )


def _refused(one: Refusal, ids: Sequence[str]) -> WishRefused:
    return WishRefused(
        order=ids[one.order],
        wish=one.wish,
        closed_by=one.cap or ids[one.order],
        points=one.points,
        last_points=one.last_points,
        decided_by=str(one.decided_by),
    )


def _closed_by(by: int, ids: Sequence[str], caps: CapTree) -> str | None:
    if by == NONE:
        return None
    return ids[by] if by < len(ids) else caps.names[by - len(ids)]


def _faults(given: RoundGiven) -> Iterator[Fault]:
    once = {
        "workers": [worker.id for worker in given.workers],
        "orders": [order.id for order in given.orders],
        "caps": [cap.id for cap in given.caps],
        "groups": given.groups,
    }
    repeated = [f for path, names in once.items() for f in name_faults(path, names, None, "")]
    # While two have one name, nothing that names them can be looked into.
    yield from repeated or _unmatched(given)


def _unmatched(given: RoundGiven) -> Iterator[Fault]:
    orders = {order.id: order for order in given.orders}
    listed = {worker.id: set(worker.wishes) for worker in given.workers}
    groups = set(given.groups)
    for row, worker in enumerate(given.workers):
        path = f"workers[{row}]"
        yield from name_faults(f"{path}.wishes", worker.wishes, orders, "an order of the document")
        yield from name_faults(f"{path}.groups", worker.groups, groups, "a group of the document")
        for order_id in worker.wishes:
            if order_id in orders and worker.id not in orders[order_id].points:
                accepted = f"points of {worker.id}, who lists the order"
                yield Fault(f"orders.{order_id}.points", "", accepted, "no_points")
    for row, order in enumerate(given.orders):
        path, kept = f"orders[{row}]", sum(order.kept.values())
        yield from name_faults(f"{path}.kept", order.kept, groups, "a group of the document")
        for worker_id in order.points:
            if order.id not in listed.get(worker_id, ()):
                accepted = "points of workers who list the order"
                yield Fault(f"{path}.points", worker_id, accepted, "not_listed")
        if kept > order.places:
            yield Fault(f"{path}.kept", str(kept), f"at most {order.places} places kept", "kept")
    for row, cap in enumerate(given.caps):
        yield from name_faults(
            f"caps[{row}].orders", cap.orders, orders, "an order of the document"
        )


def _market(given: RoundGiven) -> Market:
    place = {order.id: row for row, order in enumerate(given.orders)}
    group = {name: row for row, name in enumerate(given.groups)}
    entries = [(worker.id, order) for worker in given.workers for order in worker.wishes]
    places = _ints(order.places for order in given.orders)
    return Market(
        np.concatenate([[0], np.cumsum([len(w.wishes) for w in given.workers])]).astype(np.int64),
        _ints(place[order] for _, order in entries),
        np.array(
            [given.orders[place[order]].points[worker] for worker, order in entries],
            dtype=np.int64,
        ),
        lots(bytes.fromhex(given.seed), [worker.id for worker in given.workers]),
        places,
        _ints(order.precedence for order in given.orders),
        _caps(given, place, places),
        np.array(
            [sum(1 << group[name] for name in worker.groups) for worker in given.workers],
            dtype=np.uint8,
        ),
        np.array(
            [[order.kept.get(name, 0) for name in given.groups] for order in given.orders],
            dtype=np.int32,
        ).reshape(len(given.orders), len(given.groups)),
        _ints(order.target for order in given.orders),
    )


def _caps(given: RoundGiven, place: dict[str, int], places: Ints) -> CapTree:
    if not given.caps:
        return no_caps(len(given.orders))
    sets = [
        CapSet(cap.id, cap.limit, np.isin(np.arange(len(places)), [place[o] for o in cap.orders]))
        for cap in given.caps
    ]
    if given.crossing_caps == "divide":
        sets = nested(sets, places)
    try:
        return cap_tree([c.name for c in sets], [c.limit for c in sets], [c.orders for c in sets])
    except BadInput as error:
        row = {f"cap {cap.id}": f"caps[{at}]" for at, cap in enumerate(given.caps)}
        raise BadInput(
            *(Fault(row.get(f.field, "caps"), f.value, f.accepted, f.code) for f in error.faults)
        ) from None


def _ints(values: Iterator[int]) -> Ints:
    return np.array(list(values), dtype=np.int32)
