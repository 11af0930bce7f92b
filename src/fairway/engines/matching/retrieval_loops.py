"""Who is eligible and best for what, compiled: workers by order, and orders by worker.

What the functions here compute is stated in `retrieval`, and proved against every pair by the
definitions in `eligibility` and `scoring`. Each order, or worker, is searched alone, so that
nothing depends on how they are shared out among processors.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fairway.engines.matching.columns import NONE, NOT_KNOWN, Flags, Ints, Longs
from fairway.engines.matching.prepared import People, Pool, Scale, Shelf, Wanted
from fairway.engines.matching.sides import Bytes, Whole
from fairway.engines.matching.skills import GUARDS, IN_A_WORD, Words

_GUARDS = np.int64(GUARDS)
# Looked at in one go: columns that lie in the processor's nearest memory.
_BLOCK = 1024
# Up to so many months are sorted by counting.
_COUNTED = 1 << 20
_LOW = np.int64(0xFFFFFFFF)
_NO_MONTHS = np.int64(-(2**31))
_LEVEL_STEPS = 100
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_OF_WORKER, _OF_ORDER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
_30, _27, _31, _101 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(101)


@njit(cache=True, nogil=True)
def _most_experienced_first(experience: Ints, enough: int) -> Ints:
    """Workers by experience, all of ``enough`` or more being level; level ones by number."""
    if enough > _COUNTED:
        months = -np.minimum(experience.astype(np.int64), enough)
        return np.argsort(months, kind="mergesort").astype(np.int32)
    place = np.zeros(enough + 2, dtype=np.int64)
    for months in experience:
        place[enough - min(max(months, 0), enough) + 1] += 1
    for level in range(enough + 1):
        place[level + 1] += place[level]
    found = np.empty(len(experience), dtype=np.int32)
    for worker in range(len(experience)):
        level = enough - min(max(experience[worker], 0), enough)
        found[place[level]] = worker
        place[level] += 1
    return found


@njit(cache=True, nogil=True, inline="always")
def group_heard(occupations: Ints, worker: int, heard: int, group_of: Ints) -> int:
    """A worker's group by one occupation; NONE if no order is in it or an earlier one has it."""
    code = occupations[worker, heard]
    if code < 0:
        return NONE
    group: int = group_of[code]
    for earlier in range(heard):
        before = occupations[worker, earlier]
        if before >= 0 and group_of[before] == group:
            return NONE
    return group


@njit(cache=True, nogil=True)
def entries(
    occupations: Ints,
    experience: Ints,
    who: Flags,
    group_of: Ints,
    groups: int,
    enough: int,
) -> tuple[Longs, Ints]:
    """The workers of each group, as `prepared.Pool` has them: where each part begins, and who."""
    bound = np.zeros(2 * groups + 1, dtype=np.int64)
    width = occupations.shape[1]
    for worker in range(len(who)):
        for heard in range(width if who[worker] else 0):
            group = group_heard(occupations, worker, heard, group_of)
            if group != NONE:
                bound[2 * group + (1 if heard else 0) + 1] += 1
    for part in range(2 * groups):
        bound[part + 1] += bound[part]
    place = bound.copy()
    number = np.empty(bound[-1], dtype=np.int32)
    for worker in _most_experienced_first(experience, enough):
        for heard in range(width if who[worker] else 0):
            group = group_heard(occupations, worker, heard, group_of)
            if group != NONE:
                part = 2 * group + (1 if heard else 0)
                number[place[part]] = worker
                place[part] += 1
    return bound, number


@njit(cache=True, nogil=True, inline="always")
def holds(held: Words, asked: Words, worker: int, order: int) -> bool:
    """Whether every level that is asked is held."""
    for word in range(asked.shape[1]):
        left = ((held[worker, word] | _GUARDS) - asked[order, word]) & _GUARDS
        if left != _GUARDS:
            return False
    return True


@njit(cache=True, nogil=True, inline="always")
def of_age(people: People, wanted: Wanted, worker: int, order: int) -> bool:
    """Whether the age is within the limits, or not known."""
    born: int = people.born[worker]
    within: bool = wanted.first_birth[order] <= born <= wanted.last_birth[order]
    return born == NOT_KNOWN or within


@njit(cache=True, nogil=True, inline="always")
def in_place(people: People, wanted: Wanted, worker: int, order: int) -> bool:
    """Whether the order is in a region that the worker named, or none was named."""
    if not people.tied[worker]:
        return True
    for wish in range(people.regions.shape[1]):
        if people.regions[worker, wish] == wanted.region[order]:
            return True
    return False


@njit(cache=True, nogil=True, inline="always")
def _skilled(languages: Words, certificates: Words, wanted: Wanted, row: int, order: int) -> bool:
    """Whether languages and certificates are held, as far as they are asked for."""
    if wanted.asks_languages and not holds(languages, wanted.languages, row, order):
        return False
    return not wanted.asks_certificates or holds(certificates, wanted.certificates, row, order)


@njit(cache=True, nogil=True, inline="always")
def _welcome(people: People, wanted: Wanted, worker: int, order: int) -> bool:
    """Whether age and place are as the channel asks, if it does."""
    if wanted.asks_age and not of_age(people, wanted, worker, order):
        return False
    return not wanted.asks_place or in_place(people, wanted, worker, order)


@njit(cache=True, nogil=True, inline="always")
def _experience_points(months: Whole, asked: Whole, scale: Scale) -> Whole:
    steps = max(np.int64(0), np.int64(months) - max(np.int64(0), np.int64(asked))) // scale.step
    return min(np.int64(scale.most), steps * scale.each)


@njit(cache=True, nogil=True)
def _language_points(languages: Words, wanted: Wanted, row: int, order: int, scale: Scale) -> Whole:
    levels = np.int64(0)
    for word in range(wanted.languages.shape[1]):
        asked, held = wanted.languages[order, word], languages[row, word]
        for _ in range(IN_A_WORD if asked else 0):
            least = asked & 7
            if least > 0:
                levels += max(np.int64(0), (held & 7) - least)
            asked >>= 4
            held >>= 4
    return min(np.int64(scale.language_most), levels * scale.language_each)


@njit(cache=True, nogil=True)
def _keep(heap: Longs, size: int, key: Whole) -> int:
    """Take a key in among the best so far; the least of them stands first. Returns how many."""
    if size == len(heap):
        if key <= heap[0]:
            return size
        at = 0
        while True:
            child = 2 * at + 1
            if child >= size:
                break
            if child + 1 < size and heap[child + 1] < heap[child]:
                child += 1
            if heap[child] >= key:
                break
            heap[at] = heap[child]
            at = child
        heap[at] = key
        return size
    at = size
    while at > 0 and heap[(at - 1) // 2] > key:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = key
    return size + 1


@njit(cache=True, nogil=True, inline="always")
def _those_with(months: Ints, first: int, last: int, asked: Whole) -> int:
    """Where, among workers by falling experience, those with enough end."""
    while first < last:
        middle = (first + last) // 2
        if months[middle] >= asked:
            first = middle + 1
        else:
            last = middle
    return first


@njit(cache=True, nogil=True)
def _open_to(pool: Pool, wanted: Wanted, order: int, first: int, size: int, mask: Bytes) -> None:
    """Who of a block is free for the whole order and would go for its pay."""
    start, end, pay = wanted.start[order], wanted.end[order], wanted.pay[order]
    free_from = pool.free_from[first : first + size]
    free_until = pool.free_until[first : first + size]
    least = pool.least_pay[first : first + size]
    for i in range(size):
        mask[i] = (free_from[i] <= start) & (free_until[i] >= end) & (least[i] <= pay)
    for i in range(size, (size + 7) // 8 * 8):
        mask[i] = 0


@njit(cache=True, nogil=True)
def best_workers(
    people: People,
    wanted: Wanted,
    pool: Pool,
    scale: Scale,
    sequence: Ints,
    number: Ints,
    points: Ints,
    count: Ints,
) -> None:
    """For each order of a sequence the best who are eligible, best first, level ones by number."""
    heap = np.empty(number.shape[1], dtype=np.int64)
    mask = np.zeros(_BLOCK, dtype=np.uint8)
    eights = mask.view(np.uint64)
    language_most = scale.language_most if scale.language_each else 0
    for order in sequence:
        size = 0
        group, asked = wanted.group[order], np.int64(wanted.experience[order])
        needed = asked if wanted.asks_experience else _NO_MONTHS
        for part in range(2):
            first, last = pool.bound[2 * group + part], pool.bound[2 * group + part + 1]
            if needed > 0:
                last = _those_with(pool.experience, first, last, needed) if part == 0 else first
            while first < last:
                block = min(_BLOCK, last - first)
                if size == len(heap):
                    can = np.int64(language_most)
                    if part == 0:
                        months = pool.experience[first]
                        can += max(scale.own, scale.near) + _experience_points(months, asked, scale)
                    if can < heap[0] >> 32:
                        break
                _open_to(pool, wanted, order, first, block, mask)
                for eight in range((block + 7) // 8):
                    if eights[eight] == 0:
                        continue
                    for i in range(8 * eight, 8 * eight + 8):
                        if mask[i] == 0:
                            continue
                        row = first + i
                        if not _skilled(pool.languages, pool.certificates, wanted, row, order):
                            continue
                        worker = pool.number[row]
                        if not _welcome(people, wanted, worker, order):
                            continue
                        score = np.int64(0)
                        if part == 0:
                            own = pool.occupation[row] == wanted.occupation[order]
                            score += scale.own if own else scale.near
                            score += _experience_points(pool.experience[row], asked, scale)
                        if language_most:
                            score += _language_points(pool.languages, wanted, row, order, scale)
                        size = _keep(heap, size, score << 32 | (_LOW - worker))
                first += block
        heap[:size].sort()
        count[order] = size
        for place in range(size):
            key = heap[size - 1 - place]
            number[order, place] = _LOW - (key & _LOW)
            points[order, place] = key >> 32


@njit(cache=True, nogil=True, inline="always")
def _taste(worker: int, order: int, seed: np.uint64) -> Whole:
    """As `scoring.taste`."""
    x = np.uint64(worker) * _OF_WORKER + np.uint64(order) * _OF_ORDER + seed
    x = (x ^ (x >> _30)) * _MIX_1
    x = (x ^ (x >> _27)) * _MIX_2
    x ^= x >> _31
    return np.int64(x % _101)


@njit(cache=True, nogil=True)
def best_orders(
    people: People,
    wanted: Wanted,
    shelf: Shelf,
    weights: Ints,
    levels: Ints,
    starts: Ints,
    region_levels: Ints,
    taste: int,
    seed: np.uint64,
    who: Ints,
    number: Ints,
    worth: Ints,
    count: Ints,
) -> None:
    """For each of some workers the best orders that fit, best first, level ones by number."""
    heap = np.empty(number.shape[1], dtype=np.int64)
    mask = np.zeros(_BLOCK, dtype=np.uint8)
    eights = mask.view(np.uint64)
    for row in range(len(who)):
        worker = who[row]
        size = 0
        for heard in range(people.occupations.shape[1]):
            group = group_heard(people.occupations, worker, heard, wanted.of_code)
            if group == NONE:
                continue
            months = people.experience[worker] if heard == 0 else np.int32(0)
            most = max(np.int32(0), months) if wanted.asks_experience else np.int32(2**31 - 1)
            first, last = shelf.bound[group], shelf.bound[group + 1]
            while first < last:
                block = min(_BLOCK, last - first)
                _fitting(people, shelf, worker, most, first, block, mask)
                for eight in range((block + 7) // 8):
                    if eights[eight] == 0:
                        continue
                    for i in range(8 * eight, 8 * eight + 8):
                        if mask[i] == 0:
                            continue
                        order = shelf.number[first + i]
                        if not (
                            _skilled(people.languages, people.certificates, wanted, worker, order)
                            and _welcome(people, wanted, worker, order)
                        ):
                            continue
                        value = np.int64(weights[worker, 0]) * levels[order]
                        value += weights[worker, 1] * _nearness(
                            people, wanted, worker, order, region_levels
                        )
                        wait = np.int64(starts[order]) - np.int64(people.free_from[worker])
                        wait = min(max(wait, np.int64(0)), np.int64(_LEVEL_STEPS))
                        value += weights[worker, 2] * (_LEVEL_STEPS - wait)
                        if taste:
                            value += taste * _taste(worker, order, seed)
                        size = _keep(heap, size, value << 32 | (_LOW - order))
                first += block
        heap[:size].sort()
        count[row] = size
        for place in range(size):
            key = heap[size - 1 - place]
            number[row, place] = _LOW - (key & _LOW)
            worth[row, place] = key >> 32


@njit(cache=True, nogil=True)
def _fitting(
    people: People, shelf: Shelf, worker: int, most: Whole, first: int, size: int, mask: Bytes
) -> None:
    """Which orders of a block fit a worker by experience, dates and pay."""
    free_from, free_until = people.free_from[worker], people.free_until[worker]
    least = people.least_pay[worker]
    asked = shelf.experience[first : first + size]
    start = shelf.start[first : first + size]
    end = shelf.end[first : first + size]
    pay = shelf.pay[first : first + size]
    for i in range(size):
        mask[i] = (
            (asked[i] <= most)
            & (start[i] >= free_from)
            & (end[i] <= free_until)
            & (pay[i] >= least)
        )
    for i in range(size, (size + 7) // 8 * 8):
        mask[i] = 0


@njit(cache=True, nogil=True, inline="always")
def _nearness(
    people: People, wanted: Wanted, worker: int, order: int, region_levels: Ints
) -> Whole:
    """The level of the order's region on the worker's list; the last where none is named."""
    if people.regions[worker, 0] == NONE:
        return np.int64(region_levels[-1])
    for wish in range(people.regions.shape[1]):
        if people.regions[worker, wish] == wanted.region[order]:
            return np.int64(region_levels[wish])
    return np.int64(0)
