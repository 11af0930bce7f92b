"""Markets that share no worker and no cap are cleared apart, each on its own processor.

What one part decides cannot reach another, so the whole is the same, to the last worker. A season
under one common cap is a single part: then nothing here helps, and retrieval, ranking, checking and
reporting are what still runs side by side.
"""

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fairway.engines.matching.caps import CapTree
from fairway.engines.matching.columns import NONE, Flags, Ints
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


def cleared_apart(market: Market, processors: int) -> Assignment:
    """As `deferred_acceptance`, its parts shared out among so many processors."""
    parts = parts_of(market)
    if processors < 2 or parts.number < 2:  # noqa: PLR2004  nothing to share out
        return deferred_acceptance(market)
    share_of_part = _shares(market, parts, processors)
    order = np.full(market.workers, NONE, dtype=np.int32)
    rank = np.zeros(market.workers, dtype=np.int32)

    def clear(share: int) -> None:
        here = _inside(parts.of_order, share_of_part, share)
        who = _inside(parts.of_worker, share_of_part, share)
        part = _only(market, who, here, _inside(parts.of_cap, share_of_part, share))
        found = deferred_acceptance(part)
        number = np.append(np.flatnonzero(here), NONE).astype(np.int32)
        order[who], rank[who] = number[found.order], found.rank

    with ThreadPoolExecutor(processors) as pool:
        list(pool.map(clear, range(processors)))
    return Assignment(order, rank)


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


def _inside(part: Ints, share_of_part: Ints, share: int) -> Flags:
    flags: Flags = (part != NONE) & (share_of_part[part] == share)
    return flags


def _only(market: Market, who: Flags, here: Flags, caps: Flags) -> Market:
    """The market of some workers, orders and caps, which list and hold none of the others."""
    lengths = np.diff(market.start)
    entries = np.repeat(who, lengths)
    number = _numbers(here)
    number_of_cap = np.append(_numbers(caps), NONE)
    tree = market.caps
    return Market(
        np.concatenate([[0], np.cumsum(lengths[who])]).astype(np.int64),
        number[market.wishes[entries]],
        market.points[entries],
        np.argsort(np.argsort(market.lottery[who], kind="stable")).astype(np.int32),
        market.places[here],
        market.precedence[here],
        CapTree(
            tuple(name for name, kept in zip(tree.names, caps.tolist(), strict=True) if kept),
            tree.limits[caps],
            number_of_cap[tree.parents[caps]],
            number_of_cap[tree.of_order[here]],
        ),
        market.groups[who],
        market.kept[here],
        market.target[here],
    )


def _numbers(flags: Flags) -> Ints:
    """The new numbers of those that stay."""
    return (np.cumsum(flags) - 1).astype(np.int32)
