"""Deferred acceptance: Fairway beside `matching`, plain Python and a general solver.

Markets as in the literature's experiments: 25 workers an order, seats for nine in ten, lists of
10 to 20 drawn at random, orders rank those who listed them at random.
"""

from __future__ import annotations

import random
import sys
from collections import deque
from heapq import heapify, heapreplace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from racing import Race, Runner, main

Lists = dict[int, list[int]]
Given = tuple[Lists, Lists, dict[int, int]]


def make(workers: int) -> Given:
    """Wishes, rankings and places as plain lists of numbers."""
    draw = random.Random(7)
    orders = max(2, workers // 25)
    wishes = {
        w: draw.sample(range(orders), min(orders, draw.randint(10, 20))) for w in range(workers)
    }
    rankings: Lists = {o: [] for o in range(orders)}
    for worker, row in wishes.items():
        for order in row:
            rankings[order].append(worker)
    for ranking in rankings.values():
        draw.shuffle(ranking)
    seats = workers * 9 // 10
    places = {o: seats // orders + (o < seats % orders) for o in range(orders)}
    return wishes, rankings, places


def fairway(given: Given) -> Lists:
    """From lists to names, every fault of the lists looked for."""
    from fairway.engines.matching import deferred_acceptance, ranked_market

    game = ranked_market(*given)
    return game.named(deferred_acceptance(game.market))


def fairway_capped(given: Given) -> Lists:
    """The same under two levels of caps, with the full check that nobody was passed over."""
    import numpy as np

    from fairway.engines.matching import (
        NONE,
        CapTree,
        blocking_pairs,
        deferred_acceptance,
        ranked_market,
    )

    orders = len(given[1])
    groups = min(50, orders)
    seats = sum(given[2].values())
    limits = [int(seats / groups * 0.9)] * groups + [int(seats * 0.85)]
    caps = CapTree(
        tuple(str(n) for n in range(groups + 1)),
        np.array(limits, dtype=np.int32),
        np.array([groups] * groups + [NONE], dtype=np.int32),
        (np.arange(orders) * groups // orders).astype(np.int32),
    )
    game = ranked_market(*given, caps)
    held = deferred_acceptance(game.market)
    if blocking_pairs(game.market, held):
        raise AssertionError("somebody was passed over")
    return game.named(held)


def matching(given: Given) -> Any:
    """The library that people reach for."""
    from matching.games import HospitalResident

    sys.setrecursionlimit(1_000_000)  # it goes as deep as the market is large
    game = HospitalResident.create_from_dictionaries(*given)
    return {
        int(str(order)): [int(str(worker)) for worker in inside]
        for order, inside in game.solve(optimal="resident").items()
    }


def plain_python(given: Given) -> Lists:
    """Gale and Shapley with a heap an order, as one would write it."""
    wishes, rankings, places = given
    rank = {o: {w: -i for i, w in enumerate(ranking)} for o, ranking in rankings.items()}
    held: dict[int, list[tuple[int, int]]] = {o: [] for o in rankings}
    following = dict.fromkeys(wishes, 0)
    asking = deque(wishes)
    while asking:
        worker = asking.popleft()
        while following[worker] < len(wishes[worker]):
            order = wishes[worker][following[worker]]
            following[worker] += 1
            mine = (rank[order][worker], worker)
            inside = held[order]
            if len(inside) < places[order]:
                inside.append(mine)
                if len(inside) == places[order]:
                    heapify(inside)
                break
            if inside and inside[0] < mine:
                asking.append(heapreplace(inside, mine)[1])
                break
    return {o: [w for _, w in inside] for o, inside in held.items()}


def or_tools(given: Given) -> Lists:
    """A general solver: the least sum of wishes' places, which is not a stable assignment."""
    import numpy as np
    from ortools.graph.python import min_cost_flow

    wishes, rankings, places = given
    workers, orders = len(wishes), len(rankings)
    sink, nowhere = workers + orders, workers + orders + 1
    tails = [w for w, row in wishes.items() for _ in row] + list(range(workers))
    heads = [workers + o for row in wishes.values() for o in row] + [nowhere] * workers
    costs = [i for row in wishes.values() for i in range(len(row))] + [1_000] * workers
    tails += [*range(workers, workers + orders), nowhere]
    heads += [sink] * (orders + 1)
    costs += [0] * (orders + 1)
    room = [1] * (len(tails) - orders - 1) + [places[o] for o in rankings] + [workers]
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.array(tails), np.array(heads), np.array(room), np.array(costs)
    )
    supply = np.zeros(workers + orders + 2, dtype=np.int64)
    supply[:workers], supply[sink] = 1, -workers
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    if solver.solve() != solver.OPTIMAL:
        raise AssertionError("no flow was found")
    flows = solver.flows(arcs)
    found: Lists = {o: [] for o in rankings}
    for at in np.flatnonzero(flows[: len(tails) - orders - 1]).tolist():
        if heads[at] != nowhere:
            found[heads[at] - workers].append(tails[at])
    return found


def summary(found: Lists) -> str:
    """How many were placed, and a number that equal results share."""
    pairs = {(worker, order) for order, inside in found.items() for worker in inside}
    return f"{len(pairs):,} placed, {sum(hash(p) for p in pairs) & 0xFFFFFF:06x}"


RACE = Race(
    "matching",
    make,
    {
        "fairway": Runner(fairway, 10_000_000),
        "fairway, two levels of caps": Runner(fairway_capped, 10_000_000, same_work=False),
        "plain Python, heapq": Runner(plain_python, 1_000_000),
        "matching 1.4.3": Runner(matching, 10_000),
        "OR-tools min-cost flow": Runner(or_tools, 1_000_000, same_work=False),
    },
    summary,
    warm=100,
    sizes=(1_000, 10_000, 100_000, 1_000_000),
)

if __name__ == "__main__":
    main(RACE, __file__)
