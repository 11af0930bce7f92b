"""Small markets, and the definitions of choice and stability written out a second time."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st

from fairway.engines.matching import NONE, Market, cap_tree, no_caps

Held = tuple[int, ...]


def market(
    wishes, points, places, caps=(), *, lottery=None, precedence=None, groups=(), kept=(), target=()
) -> Market:
    """``caps`` are (limit, orders); ``groups`` bits a worker, ``kept`` a row an order."""
    orders = len(places)
    sets = [np.isin(np.arange(orders), list(inside)) for _, inside in caps]
    tree = (
        cap_tree([f"cap {i}" for i in range(len(caps))], [limit for limit, _ in caps], sets)
        if caps
        else no_caps(orders)
    )
    lots = list(range(len(wishes))) if lottery is None else lottery
    start = np.concatenate([[0], np.cumsum([len(row) for row in wishes])]).astype(np.int64)
    more = {
        "groups": np.array(groups, dtype=np.uint8),
        "kept": np.array(kept, dtype=np.int32).reshape(orders, -1) if len(kept) else None,
        "target": np.array(target, dtype=np.int32),
    }
    return Market(
        start,
        np.array([o for row in wishes for o in row], dtype=np.int32),
        np.array([p for row in points for p in row], dtype=np.int32),
        np.array(lots, dtype=np.int32),
        np.array(places, dtype=np.int32),
        np.array([0] * orders if precedence is None else precedence, dtype=np.int32),
        tree,
        **{name: value for name, value in more.items() if value is not None and len(value)},
    )


def lists(m: Market) -> list[list[int]]:
    """Each worker's wishes, best first."""
    return [m.wishes[a:b].tolist() for a, b in zip(m.start, m.start[1:], strict=False)]


def earned(m: Market) -> list[list[int]]:
    """Each worker's points, wish by wish."""
    return [m.points[a:b].tolist() for a, b in zip(m.start, m.start[1:], strict=False)]


def with_lists(m: Market, wishes, points, order=None) -> Market:
    """The same orders and caps with other lists; ``order`` puts the workers in a sequence."""
    who = list(range(len(wishes))) if order is None else order
    start = np.concatenate([[0], np.cumsum([len(wishes[w]) for w in who])]).astype(np.int64)
    return Market(
        start,
        np.array([o for w in who for o in wishes[w]], dtype=np.int32),
        np.array([p for w in who for p in points[w]], dtype=np.int32),
        m.lottery[who],
        m.places,
        m.precedence,
        m.caps,
        m.groups[who],
        m.kept,
        m.target,
    )


def named(wishes: dict[str, list[str]], ranked: dict[str, list[str]], places: int):
    """A market from published names: each order ranks workers, best first."""
    workers, orders = list(wishes), list(ranked)
    rows = [[orders.index(o) for o in row] for row in wishes.values()]
    points = [[len(workers) - ranked[o].index(w) for o in row] for w, row in wishes.items()]
    return market(rows, points, [places] * len(orders)), workers, orders


def key(m: Market, worker: int, order: int) -> tuple[int, int, int]:
    points = dict(zip(lists(m)[worker], earned(m)[worker], strict=True))
    return int(m.precedence[order]), points[order], int(m.lottery[worker])


def group(m: Market, worker: int, order: int) -> int | None:
    """The group that a worker counts for at an order: the first that has places kept there."""
    for one in range(m.kept.shape[1]):
        if int(m.groups[worker]) >> one & 1 and m.kept[order, one]:
            return one
    return None


def sets_over(m: Market, order: int) -> list[tuple[str, int]]:
    found = [(f"order {order}", int(m.places[order]))]
    cap = int(m.caps.of_order[order])
    while cap != NONE:
        found.append((f"cap {cap}", int(m.caps.limits[cap])))
        cap = int(m.caps.parents[cap])
    return found


def fits(m: Market, contracts) -> bool:
    """Whether no order and no cap holds more than it may."""
    taken: dict[str, int] = {}
    limits: dict[str, int] = {}
    for _, order in contracts:
        for name, limit in sets_over(m, order):
            taken[name] = taken.get(name, 0) + 1
            limits[name] = limit
    return all(taken[name] <= limits[name] for name in taken)


def choice(m: Market, contracts) -> set[tuple[int, int]]:
    """Who is taken from (worker, order) pairs: of all sets that fit, the one of most value.

    A place kept that its group fills is worth more than any place within a target, that more than
    any priority. Equal priority is there only between two places of one worker: the one named
    first goes first. Written out over every subset.
    """
    pairs = list(dict.fromkeys(contracts))
    if not (m.kept.any() or m.target.any()):
        return _greedy(m, pairs)
    named = {pair: place for place, pair in enumerate(pairs)}
    by_priority = sorted(pairs, key=lambda c: (key(m, *c), -named[c]))
    weight = {pair: 2**place for place, pair in enumerate(by_priority)}
    best: tuple[int, set[tuple[int, int]]] = (0, set())
    for size in range(len(pairs) + 1):
        for some in combinations(pairs, size):
            if fits(m, some):
                best = max(best, (value(m, some, weight), set(some)), key=lambda found: found[0])
    return best[1]


def value(m: Market, some, weight) -> int:
    ahead = 2 * sum(weight.values()) + 1
    found = sum(weight[pair] for pair in some)
    for order in {o for _, o in some}:
        inside = [w for w, o in some if o == order]
        found += ahead * min(len(inside), int(m.target[order]))
        for one in range(m.kept.shape[1]):
            members = sum(group(m, w, order) == one for w in inside)
            found += 2 * ahead * min(members, int(m.kept[order, one]))
    return found


def _greedy(m: Market, pairs) -> set[tuple[int, int]]:
    taken: dict[str, int] = {}
    chosen = set()
    for worker, order in sorted(pairs, key=lambda c: key(m, *c), reverse=True):
        over = sets_over(m, order)
        if all(taken.get(name, 0) < limit for name, limit in over):
            chosen.add((worker, order))
            for name, _ in over:
                taken[name] = taken.get(name, 0) + 1
    return chosen


def rank(m: Market, worker: int, order: int) -> int:
    """The place on the worker's list; no order at all comes after the last."""
    row = lists(m)[worker]
    return len(row) if order == NONE else row.index(order)


def blocking(m: Market, held: Held) -> list[tuple[int, int]]:
    pairs = [(w, o) for w, o in enumerate(held) if o != NONE]
    return [
        (w, o)
        for w, row in enumerate(lists(m))
        for o in row
        if rank(m, w, o) < rank(m, w, held[w]) and (w, o) in choice(m, [(w, o), *pairs])
    ]


def is_feasible(m: Market, held: Held) -> bool:
    return fits(m, [(w, o) for w, o in enumerate(held) if o != NONE])


def stable_assignments(m: Market) -> list[Held]:
    options = [[*row, NONE] for row in lists(m)]
    return [held for held in product(*options) if is_feasible(m, held) and not blocking(m, held)]


@st.composite
def small_markets(draw, *, with_caps: bool, with_groups: bool = False) -> Market:
    orders = draw(st.integers(1, 3 if with_groups else 4))
    workers = draw(st.integers(1, 4 if with_groups else 5))
    wishes = [
        draw(st.lists(st.integers(0, orders - 1), unique=True, max_size=orders))
        for _ in range(workers)
    ]
    points = [[draw(st.integers(0, 2)) for _ in row] for row in wishes]
    places = [draw(st.integers(0, 3 if with_groups else 2)) for _ in range(orders)]
    caps = []
    if with_caps:
        # A year, its first half, and the first order alone: nested.
        half = list(range(draw(st.integers(0, orders))))
        caps = [(draw(st.integers(0, 4)), range(orders)), (draw(st.integers(0, 2)), half)]
    more = {}
    if with_groups:
        more["groups"] = [draw(st.integers(0, 3)) for _ in range(workers)]
        more["kept"] = []
        for order in range(orders):
            first = draw(st.integers(0, places[order]))
            more["kept"].append([first, draw(st.integers(0, places[order] - first))])
        more["target"] = [draw(st.integers(0, 2)) for _ in range(orders)]
    lottery = draw(st.permutations(range(workers)))
    precedence = [draw(st.integers(0, 2)) for _ in range(orders)]
    return market(wishes, points, places, caps, lottery=lottery, precedence=precedence, **more)
