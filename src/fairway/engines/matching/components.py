"""Markets that share no worker and no cap are cleared apart, each on its own processor.

What one part decides cannot reach another, so the whole is the same, to the last worker. A season
under one common cap is a single part: then nothing here helps, and retrieval, ranking, checking and
reporting are what still runs side by side.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa

from fairway.engines import backend
from fairway.engines.backend import map_parts, numbers, ragged, rows
from fairway.engines.matching.columns import NONE, Ints
from fairway.engines.matching.deferred import Assignment, deferred_acceptance
from fairway.engines.matching.market import Market
from fairway.engines.matching.sides import compiled


@dataclass(frozen=True, slots=True)
class Parts:
    """The part of each order, cap and worker, numbered from 0; NONE for a worker without a list."""

    of_order: Ints
    of_cap: Ints
    of_worker: Ints

    @property
    def number(self) -> int:
        """How many parts there are."""
        return int(max(self.of_order.max(initial=NONE), self.of_cap.max(initial=NONE))) + 1


def parts_of(market: Market) -> Parts:
    """The connected parts of a market: orders are joined by a worker or by a cap."""
    caps = market.caps
    joined = compiled().joined(market.start, market.wishes, caps.of_order, caps.parents)
    label: Ints = np.unique(joined, return_inverse=True)[1].astype(np.int32)
    of_worker = np.full(market.workers, NONE, dtype=np.int32)
    listing = np.diff(market.start) > 0
    of_worker[listing] = label[market.wishes[market.start[:-1][listing]]]
    return Parts(label[: market.orders], label[market.orders :], of_worker)


def cleared_apart(market: Market, processors: int | None = None) -> Assignment:
    """As `deferred_acceptance`, its parts shared out among the processors of the chosen engine."""
    shared = backend.processors() if processors is None else processors
    parts = parts_of(market)
    if shared < 2 or parts.number < 2:  # noqa: PLR2004  nothing to share out
        return deferred_acceptance(market)
    lists = {
        "worker": pa.array(np.arange(market.workers, dtype=np.int32)),
        "wishes": ragged(market.start, market.wishes),
        "points": ragged(market.start, market.points),
        "lot": pa.array(market.lottery),
        "groups": pa.array(market.groups),
    }
    listing = np.flatnonzero(parts.of_worker != NONE)
    whole = pa.table(lists)
    if len(listing) < market.workers:
        whole = whole.take(pa.array(listing))
    share = _shares(market, parts, shared)[parts.of_worker[listing]]
    found = map_parts(partial(_cleared, market=_without_lists(market)), whole, share)
    order = np.full(market.workers, NONE, dtype=np.int32)
    rank = np.zeros(market.workers, dtype=np.int32)
    who = numbers(found, "worker")
    order[who], rank[who] = numbers(found, "order"), numbers(found, "rank")
    return Assignment(order, rank)


def _cleared(part: pa.Table, market: Market) -> pa.Table:
    """Workers who share no order and no cap with anybody outside, cleared among themselves."""
    start, wishes = rows(part, "wishes")
    own = replace(
        market,
        start=start,
        wishes=wishes,
        points=rows(part, "points")[1],
        lottery=np.argsort(np.argsort(numbers(part, "lot"), kind="stable")).astype(np.int32),
        groups=numbers(part, "groups"),
    )
    held = deferred_acceptance(own)
    return pa.table({"worker": part["worker"], "order": held.order, "rank": held.rank})


def _without_lists(market: Market) -> Market:
    """The orders' side alone."""
    return replace(
        market,
        start=np.zeros(1, dtype=np.int64),
        wishes=market.wishes[:0],
        points=market.points[:0],
        lottery=market.lottery[:0],
        groups=market.groups[:0],
    )


def _shares(market: Market, parts: Parts, processors: int) -> Ints:
    """Which processor has which part: the largest first, each to whoever has least so far."""
    listing = parts.of_worker != NONE
    weight = np.bincount(
        parts.of_worker[listing], np.diff(market.start)[listing], minlength=parts.number
    )
    share = np.zeros(parts.number, dtype=np.int32)
    load = [(0.0, one) for one in range(processors)]
    for part in np.argsort(-weight, kind="stable").tolist():
        least, one = heapq.heappop(load)
        share[part] = one
        heapq.heappush(load, (least + float(weight[part]), one))
    return share
