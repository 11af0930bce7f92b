"""Small markets, and the definitions of choice and stability written out a second time."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from fairway.engines.matching import NONE, Market, cap_tree, no_caps

Held = tuple[int, ...]


def market(wishes, scores, places, caps=(), *, lottery=None, precedence=None) -> Market:
    """``caps`` are (limit, orders); lists are filled up to one length."""
    length = max(1, *(len(row) for row in wishes))
    filled = np.full((len(wishes), length), NONE, dtype=np.int32)
    points = np.zeros_like(filled)
    for worker, (row, earned) in enumerate(zip(wishes, scores, strict=True)):
        filled[worker, : len(row)] = row
        points[worker, : len(row)] = earned
    sets = [np.isin(np.arange(len(places)), list(orders)) for _, orders in caps]
    tree = (
        cap_tree([f"cap {i}" for i in range(len(caps))], [limit for limit, _ in caps], sets)
        if caps
        else no_caps(len(places))
    )
    lots = list(range(len(wishes))) if lottery is None else lottery
    return Market(
        filled,
        points,
        np.array(lots, dtype=np.int32),
        np.array(places, dtype=np.int32),
        np.array([0] * len(places) if precedence is None else precedence, dtype=np.int32),
        tree,
    )


def named(lists: dict[str, list[str]], ranked: dict[str, list[str]], places: int):
    """A market from published names: each order ranks workers, best first."""
    workers, orders = list(lists), list(ranked)
    wishes = [[orders.index(o) for o in row] for row in lists.values()]
    scores = [[len(workers) - ranked[o].index(w) for o in row] for w, row in lists.items()]
    return market(wishes, scores, [places] * len(orders)), workers, orders


def key(m: Market, worker: int, order: int) -> tuple[int, int, int]:
    wish = m.wishes[worker].tolist().index(order)
    return int(m.precedence[order]), int(m.scores[worker, wish]), int(m.lottery[worker])


def sets_over(m: Market, order: int) -> list[tuple[str, int]]:
    found = [(f"order {order}", int(m.places[order]))]
    cap = int(m.caps.of_order[order])
    while cap != NONE:
        found.append((f"cap {cap}", int(m.caps.limits[cap])))
        cap = int(m.caps.parents[cap])
    return found


def choice(m: Market, contracts) -> set[tuple[int, int]]:
    """Who is taken from (worker, order) pairs: the best first, while every set has room.

    Equal priority is there only between two places of one worker: the one named first goes first.
    """
    taken: dict[str, int] = {}
    chosen = set()
    for worker, order in sorted(contracts, key=lambda c: key(m, *c), reverse=True):
        over = sets_over(m, order)
        if all(taken.get(name, 0) < limit for name, limit in over):
            chosen.add((worker, order))
            for name, _ in over:
                taken[name] = taken.get(name, 0) + 1
    return chosen


def rank(m: Market, worker: int, order: int) -> int:
    """The place on the worker's list; no order at all comes after the last."""
    row = [o for o in m.wishes[worker].tolist() if o != NONE]
    return len(row) if order == NONE else row.index(order)


def blocking(m: Market, held: Held) -> list[tuple[int, int]]:
    pairs = {(w, o) for w, o in enumerate(held) if o != NONE}
    return [
        (w, o)
        for w, row in enumerate(m.wishes.tolist())
        for o in row
        if o != NONE
        and rank(m, w, o) < rank(m, w, held[w])
        and (w, o) in choice(m, [(w, o), *pairs])
    ]


def is_feasible(m: Market, held: Held) -> bool:
    pairs = {(w, o) for w, o in enumerate(held) if o != NONE}
    return choice(m, pairs) == pairs


def stable_assignments(m: Market) -> list[Held]:
    options = [[o for o in row if o != NONE] + [NONE] for row in m.wishes.tolist()]
    return [held for held in product(*options) if is_feasible(m, held) and not blocking(m, held)]


@st.composite
def small_markets(draw, *, with_caps: bool) -> Market:
    orders = draw(st.integers(1, 4))
    workers = draw(st.integers(1, 5))
    wishes = [
        draw(st.lists(st.integers(0, orders - 1), unique=True, max_size=orders))
        for _ in range(workers)
    ]
    scores = [[draw(st.integers(0, 2)) for _ in row] for row in wishes]
    places = [draw(st.integers(0, 2)) for _ in range(orders)]
    caps = []
    if with_caps:
        # A year, its first half, and the first order alone: nested.
        half = list(range(draw(st.integers(0, orders))))
        caps = [(draw(st.integers(0, 4)), range(orders)), (draw(st.integers(0, 2)), half)]
    lottery = draw(st.permutations(range(workers)))
    precedence = [draw(st.integers(0, 2)) for _ in range(orders)]
    return market(wishes, scores, places, caps, lottery=lottery, precedence=precedence)
