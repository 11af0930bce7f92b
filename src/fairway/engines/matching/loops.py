"""Deferred acceptance over compressed rows, compiled: a country's season in seconds.

What they compute is stated in `deferred` and `stability`, and proved on small markets against
definitions written out by hand. All are whole numbers; who asks first changes nothing.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fairway.engines.matching.columns import NONE, Ints, Longs
from fairway.engines.matching.list_loops import joined, looked_up, points_by_ranking, repeated
from fairway.engines.matching.sides import NOBODY, Lists, Members, Side, Trees

__all__ = [
    "blocking",
    "clear",
    "close",
    "joined",
    "looked_up",
    "points_by_ranking",
    "repeated",
    "tier_if_in",
]

# A place kept for a group is worth more than one within an order's target, and that than any other.
_KEPT = 2
_WITHIN_TARGET = 1
# The columns of the rows that `clear` keeps.
_NEXT, _END, _LOT, _INSIDE = range(4)
_TAKEN, _PLACES, _CAP, _LEAF = range(4)
_COUNT, _FIRST_KEY, _HEAP = range(3)
_USED, _LIMIT, _PARENT, _TREE, _WIDTH, _ROOT, _CAP_LEAF, _CHILDREN = range(8)


@njit(cache=True, nogil=True, inline="always")
def _group_of(bits: int, kept: Ints, order: int) -> int:
    """The first group, in the published order, that the worker is of and that has places kept."""
    if bits:
        for group in range(kept.shape[1]):
            if (bits >> group) & 1 and kept[order, group] > 0:
                return group + 1
    return 0


@njit(cache=True, nogil=True, inline="always")
def _tier(side: Side, order: int, group: int, inside: int, members: int) -> int:
    """What a member of a group weighs beyond points, in an order of so many and a group of so many.

    The places kept and the target are for whoever is there while there are no more than that.
    """
    tier = _WITHIN_TARGET if inside <= side.target[order] else 0
    if group > 0 and members <= side.kept[order, group - 1]:
        tier += _KEPT
    return tier


@njit(cache=True, nogil=True)
def _weakest(order: int, joining: int, side: Side, members: Members) -> tuple[int, int]:
    """The least priority among an order's members, and whose group it is of.

    As it would be if somebody of the group ``joining`` came in, who is not looked at herself; or,
    with NONE, as it is.
    """
    groups = side.kept.shape[1] + 1
    inside = members.taken[order] + (1 if joining != NONE else 0)
    least, of = NOBODY, NONE
    for group in range(groups):
        at = order * groups + group
        if members.counted[at] == 0:
            continue
        count = members.counted[at] + (1 if group == joining else 0)
        tier = _tier(side, order, group, inside, count)
        priority = tier * side.ahead + side.step[order] + members.first_key[at]
        if priority < least:
            least, of = priority, group
    return least, of


@njit(cache=True, nogil=True)
def _push(keys: Longs, who: Ints, first: int, size: int, key: int, worker: int) -> None:
    """Add to a heap that has ``size`` members."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[first + above] <= key:
            break
        keys[first + at] = keys[first + above]
        who[first + at] = who[first + above]
        at = above
    keys[first + at] = key
    who[first + at] = worker


@njit(cache=True, nogil=True)
def _replace(keys: Longs, who: Ints, first: int, size: int, key: int, worker: int) -> int:
    """Put somebody in the place of the least of a heap that has ``size`` members: whose it was."""
    gone = who[first]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and keys[first + below + 1] < keys[first + below]:
            below += 1
        if keys[first + below] >= key:
            break
        keys[first + at] = keys[first + below]
        who[first + at] = who[first + below]
        at = below
    keys[first + at] = key
    who[first + at] = worker
    return gone


@njit(cache=True, nogil=True)
def _pop(keys: Longs, who: Ints, first: int, size: int) -> int:
    """Take the least out of a heap that has ``size`` members: whose it is."""
    last = first + size - 1
    return _replace(keys, who, first, size - 1, keys[last], who[last]) if size > 1 else who[first]


@njit(cache=True, nogil=True)
def _tell_caps(cap: int, leaf: int, value: int, of_cap: Longs, least: Longs) -> None:
    """Write an order's least priority into the trees of the caps over it, as far as it matters."""
    while cap != NONE:
        level, width, at = of_cap[cap, _TREE], of_cap[cap, _WIDTH], leaf
        while True:
            if least[level + at] == value:
                return
            least[level + at] = value
            if width == 1:
                break
            eight = level + (at & ~7)
            value = least[eight]
            for one in range(1, 8):
                value = min(value, least[eight + one])
            level += width
            width >>= 3
            at >>= 3
        leaf = of_cap[cap, _CAP_LEAF]
        cap = of_cap[cap, _PARENT]


@njit(cache=True, nogil=True)
def _weakest_order(cap: int, orders: int, of_cap: Longs, children: Longs, least: Longs) -> int:
    """The order under a cap that holds the member of least priority."""
    while True:
        level, width, at = of_cap[cap, _ROOT], 1, 0
        value = least[level]
        while width < of_cap[cap, _WIDTH]:
            width <<= 3
            level -= width
            at <<= 3
            while least[level + at] != value:
                at += 1
        child = children[of_cap[cap, _CHILDREN] + at]
        if child < orders:
            return child
        cap = child - orders


@njit(cache=True, nogil=True)
def _innermost_full(order: int, side: Side, members: Members) -> int:
    """The innermost full set over an order: itself, orders + a cap, or NONE."""
    if members.taken[order] >= side.places[order]:
        return order
    cap = side.cap_of[order]
    while cap != NONE:
        if members.used[cap] >= side.limit[cap]:
            return len(side.places) + cap
        cap = side.parent[cap]
    return NONE


@njit(cache=True, nogil=True)
def _count(order: int, at: int, more: int, side: Side, members: Members) -> None:
    members.counted[at] += more
    members.taken[order] += more
    cap = side.cap_of[order]
    while cap != NONE:
        members.used[cap] += more
        cap = side.parent[cap]


@njit(cache=True, nogil=True)
def _packed_caps(side: Side, trees: Trees) -> Longs:
    of_cap = np.zeros((len(side.limit), 8), np.int64)
    for cap in range(len(side.limit)):
        of_cap[cap, _LIMIT] = side.limit[cap]
        of_cap[cap, _PARENT] = side.parent[cap]
        of_cap[cap, _TREE] = trees.first[cap]
        of_cap[cap, _WIDTH] = trees.width[cap]
        of_cap[cap, _ROOT] = trees.first[cap + 1] - 1
        of_cap[cap, _CAP_LEAF] = trees.leaf_of_cap[cap]
        of_cap[cap, _CHILDREN] = trees.child_first[cap]
    return of_cap


@njit(cache=True, nogil=True)
def clear(lists: Lists, side: Side, trees: Trees, heap_first: Longs) -> Ints:
    """Worker-proposing deferred acceptance: which wish each worker got, 1 the first, or 0.

    ``heap_first`` is where the members of each order and group are kept. What is asked together
    lies together, in one row of 64 bytes: most of the time goes to waiting for memory.
    """
    workers, orders = len(lists.start) - 1, len(side.places)
    groups = side.kept.shape[1] + 1
    # Where nothing is kept and no target set, an order's weakest member is simply its least key.
    plain = groups == 1 and (orders == 0 or side.target.max() == 0)
    wishes, points, bits, kept, step = (
        lists.wishes,
        lists.points,
        lists.groups,
        side.kept,
        side.step,
    )
    of_worker = np.empty((workers, 4), np.int64)
    for worker in range(workers):
        of_worker[worker, _NEXT] = lists.start[worker]
        of_worker[worker, _END] = lists.start[worker + 1]
        of_worker[worker, _LOT] = lists.lots[worker]
        of_worker[worker, _INSIDE] = 0
    of_order = np.zeros((orders, 4), np.int64)
    for order in range(orders):
        of_order[order, _PLACES] = side.places[order]
        of_order[order, _CAP] = side.cap_of[order]
        of_order[order, _LEAF] = trees.leaf_of_order[order]
    cells = np.zeros((orders * groups, 4), np.int64)
    cells[:, _FIRST_KEY] = NOBODY
    cells[:, _HEAP] = heap_first[:-1]
    of_cap = _packed_caps(side, trees)
    members = Members(of_order[:, _TAKEN], of_cap[:, _USED], cells[:, _COUNT], cells[:, _FIRST_KEY])
    keys = np.empty(heap_first[-1], np.int64)
    who = np.empty(heap_first[-1], np.int32)
    least = np.full(trees.first[-1], NOBODY, np.int64)
    for begin in range(workers):
        worker = begin
        while of_worker[worker, _NEXT] < of_worker[worker, _END]:
            entry = of_worker[worker, _NEXT]
            of_worker[worker, _NEXT] = entry + 1
            order = wishes[entry]
            key = np.int64(points[entry]) * workers + of_worker[worker, _LOT]
            group = 0 if plain else _group_of(bits[worker], kept, order)
            at = order * groups + group
            full, cap = NONE, of_order[order, _CAP]
            if of_order[order, _TAKEN] >= of_order[order, _PLACES]:
                full = order
            else:
                while cap != NONE:
                    if of_cap[cap, _USED] >= of_cap[cap, _LIMIT]:
                        full = orders + cap
                        break
                    cap = of_cap[cap, _PARENT]
            if full != NONE:
                # She enters if she would not be the weakest of the innermost full set.
                priority = step[order] + key
                if plain:
                    weakest = NOBODY
                    if full == order and cells[at, _COUNT]:
                        weakest = step[order] + cells[at, _FIRST_KEY]
                else:
                    weakest, _ = _weakest(order, group, side, members)
                    inside = of_order[order, _TAKEN] + 1
                    tier = _tier(side, order, group, inside, cells[at, _COUNT] + 1)
                    priority += tier * side.ahead
                if full >= orders:
                    weakest = min(weakest, least[of_cap[full - orders, _ROOT]])
                if priority < weakest:
                    continue
                if plain and full == order:
                    # The least leaves and she comes: one walk down the heap, and nobody counts.
                    of_worker[worker, _INSIDE] = 1
                    first = cells[at, _HEAP]
                    worker = _replace(keys, who, first, cells[at, _COUNT], key, worker)
                    of_worker[worker, _INSIDE] = 0
                    cells[at, _FIRST_KEY] = keys[first]
                    cap = of_order[order, _CAP]
                    if cap != NONE:
                        value = step[order] + keys[first]
                        _tell_caps(cap, of_order[order, _LEAF], value, of_cap, least)
                    continue
            first = cells[at, _HEAP]
            _push(keys, who, first, cells[at, _COUNT], key, worker)
            cells[at, _COUNT] += 1
            of_order[order, _TAKEN] += 1
            of_worker[worker, _INSIDE] = 1
            changed = cells[at, _FIRST_KEY] != keys[first]
            cells[at, _FIRST_KEY] = keys[first]
            over = of_order[order, _CAP]
            cap = over
            while cap != NONE:
                of_cap[cap, _USED] += 1
                cap = of_cap[cap, _PARENT]
            if over != NONE and (changed or not plain):
                value = step[order] + keys[first]
                if not plain:
                    value, _ = _weakest(order, NONE, side, members)
                _tell_caps(over, of_order[order, _LEAF], value, of_cap, least)
            if full == NONE:
                break
            if full >= orders:
                order = _weakest_order(full - orders, orders, of_cap, trees.children, least)
            group = 0
            if not plain:
                _, group = _weakest(order, NONE, side, members)
            at = order * groups + group
            first = cells[at, _HEAP]
            worker = _pop(keys, who, first, cells[at, _COUNT])
            cells[at, _COUNT] -= 1
            of_order[order, _TAKEN] -= 1
            of_worker[worker, _INSIDE] = 0
            cells[at, _FIRST_KEY] = keys[first] if cells[at, _COUNT] else NOBODY
            over = of_order[order, _CAP]
            cap = over
            while cap != NONE:
                of_cap[cap, _USED] -= 1
                cap = of_cap[cap, _PARENT]
            if over != NONE:
                value = NOBODY
                if plain and cells[at, _COUNT]:
                    value = step[order] + keys[first]
                elif not plain:
                    value, _ = _weakest(order, NONE, side, members)
                _tell_caps(over, of_order[order, _LEAF], value, of_cap, least)
    rank = np.zeros(workers, np.int32)
    for worker in range(workers):
        if of_worker[worker, _INSIDE]:
            rank[worker] = of_worker[worker, _NEXT] - lists.start[worker]
    return rank


@njit(cache=True, nogil=True)
def close(lists: Lists, side: Side, rank: Ints) -> tuple[Members, Longs]:
    """Who is where at the end, and the least priority by order and by cap.

    Built anew from the assignment alone; shares no state with `clear`.
    """
    workers, orders, caps = len(lists.start) - 1, len(side.places), len(side.limit)
    groups = side.kept.shape[1] + 1
    members = Members(
        np.zeros(orders, np.int64),
        np.zeros(caps, np.int64),
        np.zeros(orders * groups, np.int64),
        np.full(orders * groups, NOBODY, np.int64),
    )
    for worker in range(workers):
        if rank[worker]:
            entry = lists.start[worker] + rank[worker] - 1
            order = lists.wishes[entry]
            at = order * groups + _group_of(lists.groups[worker], side.kept, order)
            _count(order, at, 1, side, members)
            key = np.int64(lists.points[entry]) * workers + lists.lots[worker]
            members.first_key[at] = min(members.first_key[at], key)
    least = np.full(orders + caps, NOBODY, np.int64)
    for order in range(orders):
        least[order], _ = _weakest(order, NONE, side, members)
        cap = side.cap_of[order]
        while cap != NONE:
            least[orders + cap] = min(least[orders + cap], least[order])
            cap = side.parent[cap]
    return members, least


@njit(cache=True, nogil=True)
def blocking(lists: Lists, side: Side, rank: Ints, members: Members, least: Longs) -> int:
    """How many worker-order pairs were passed over: see `stability.blocking_pairs`."""
    workers, orders = len(lists.start) - 1, len(side.places)
    groups = side.kept.shape[1] + 1
    found = 0
    for worker in range(workers):
        better = lists.start[worker + 1]
        if rank[worker]:
            better = lists.start[worker] + rank[worker] - 1
        for entry in range(lists.start[worker], better):
            order = lists.wishes[entry]
            full = _innermost_full(order, side, members)
            if full == NONE:
                found += 1
                continue
            group = _group_of(lists.groups[worker], side.kept, order)
            at = order * groups + group
            weakest, _ = _weakest(order, group, side, members)
            if full >= orders:
                weakest = min(weakest, least[full])
            tier = _tier(side, order, group, members.taken[order] + 1, members.counted[at] + 1)
            key = np.int64(lists.points[entry]) * workers + lists.lots[worker]
            # Level is only her own place elsewhere in the set: then her wish decides.
            if weakest != NOBODY and tier * side.ahead + side.step[order] + key >= weakest:
                found += 1
    return found


@njit(cache=True, nogil=True)
def tier_if_in(lists: Lists, side: Side, members: Members, worker: int, order: int) -> int:
    """What a worker would weigh beyond points, were she in an order too."""
    group = _group_of(lists.groups[worker], side.kept, order)
    at = order * (side.kept.shape[1] + 1) + group
    return _tier(side, order, group, members.taken[order] + 1, members.counted[at] + 1)
