"""Shares in whole numbers: places kept for groups, and caps that cross divided into nested ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching.columns import Flags, Ints, Longs

_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class CapSet:
    """At most ``limit`` workers over a set of orders, given as flags."""

    name: str
    limit: int
    orders: Flags


@dataclass(frozen=True, slots=True)
class Reserve:
    """``places`` of a channel that are kept for a group, as far as it asks."""

    group: str
    places: int


def shared(total: int, weights: Ints | Longs, most: Ints | Longs) -> Longs:
    """A whole number shared out in proportion to weights, none getting more than its most.

    By largest remainders, level ones to the earlier (Hamilton's method); what does not fit where
    it is due goes round again among those with room. What fits nowhere is left.
    """
    given = np.zeros(len(weights), dtype=np.int64)
    room = most.astype(np.int64)
    left = min(total, int(room.sum()))
    while left > 0:
        weight = np.where(room > given, weights.astype(np.int64), 0)
        whole = int(weight.sum())
        if whole == 0:
            weight = (room > given).astype(np.int64)
            whole = int(weight.sum())
        # Exact in whole numbers: places and weights are far below 2**31.
        due, rest = np.divmod(weight * left, whole)
        extra = left - int(due.sum())
        due[np.argsort(-rest, kind="stable")[:extra]] += 1
        due = np.minimum(due, room - given)
        given += due
        left -= int(due.sum())
    return given


def kept_places(places: Ints, reserves: Sequence[Reserve]) -> Ints:
    """Places kept in each order for each group, in the published order of the reserves.

    A reserve over a channel crosses its orders, so it is divided among them in proportion to
    their places; an order keeps no more than it has, and earlier reserves come first.
    """
    faults = [
        Fault(f"reserve {one.group}", str(one.places), "0 places or more", "reserve")
        for one in reserves
        if not 0 <= one.places <= _MOST
    ]
    names = [one.group for one in reserves]
    faults += [
        Fault("reserves", name, "each group once", "reserve")
        for name in names
        if names.count(name) > 1
    ][:1]
    if faults:
        raise BadInput(*faults)
    kept = np.zeros((len(places), len(reserves)), dtype=np.int32)
    for at, one in enumerate(reserves):
        room = places - kept.sum(axis=1, dtype=np.int64)
        kept[:, at] = shared(one.places, places, room)
    return kept


def nested(caps: Sequence[CapSet], places: Ints) -> list[CapSet]:
    """The caps with those that cross divided, in the published order of the caps.

    The first stays whole. A later one that an earlier cap cuts is divided into what lies inside
    and outside of it, again and again, its limit shared out in proportion to the pieces' places.
    So no cap of the agreement is ever exceeded; but a piece may be full while another of the same
    cap is not, which is what the division costs.
    """
    settled: list[CapSet] = []
    for cap in caps:
        pieces = [cap.orders]
        for earlier in settled:
            pieces = [part for piece in pieces for part in _cut(piece, earlier.orders)]
        if len(pieces) == 1:
            settled.append(cap)
            continue
        weights = np.array([int(places[piece].sum()) for piece in pieces], dtype=np.int64)
        room = np.full(len(pieces), cap.limit, dtype=np.int64)
        limits = shared(cap.limit, weights, room).tolist()
        settled += [
            CapSet(f"{cap.name}, part {number} of {len(pieces)}", limit, piece)
            for number, (limit, piece) in enumerate(zip(limits, pieces, strict=True), start=1)
        ]
    return settled


def _cut(piece: Flags, by: Flags) -> list[Flags]:
    """A set as it is, or in two where another overlaps it in part without lying inside it."""
    inside, outside = piece & by, piece & ~by
    if not inside.any() or not outside.any() or not (by & ~piece).any():
        return [piece]
    return [inside, outside]
