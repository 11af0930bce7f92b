"""What stands between workers and orders, compiled: by worker, and by order with places empty."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from fairway.engines.matching.columns import NONE, Ints, Longs
from fairway.engines.matching.criteria import Condition
from fairway.engines.matching.prepared import People, Pool, Shelf, Wanted
from fairway.engines.matching.retrieval_loops import group_heard, holds, in_place, of_age
from fairway.engines.matching.sides import Bytes, Whole
from fairway.engines.matching.skills import IN_A_WORD, Words

_EXPERIENCE, _LANGUAGES = int(Condition.EXPERIENCE), int(Condition.LANGUAGES)
_CERTIFICATES, _AGE = int(Condition.CERTIFICATES), int(Condition.AGE)
_PLACE, _DATES, _PAY = int(Condition.PLACE), int(Condition.DATES), int(Condition.PAY)
_CONDITIONS = len(Condition)
_BLOCK = 1024
# Bits of what fails, where one failure alone can be changed.
_NO_EXPERIENCE, _NO_PAY, _NO_DATES = np.uint8(1), np.uint8(2), np.uint8(4)


class Money(NamedTuple):
    """What orders pay, and what workers ask at least, in minor units."""

    pay: Longs
    least: Longs


class Misses(NamedTuple):
    """By row of a worker and condition; ``deepest`` is how many conditions some order met."""

    orders: Ints
    failing: Ints
    alone: Ints
    gap: Longs
    order: Ints
    deepest: Bytes


class Found(NamedTuple):
    """By order: what each change would have to come to, and how many it would bring."""

    pay: Longs
    by_pay: Ints
    experience: Ints
    by_experience: Ints
    shift: Ints
    by_shift: Ints
    language: Ints
    by_language: Ints


class Asking(NamedTuple):
    """Orders with places empty: how many, up to which pay, and who of those placed asks too."""

    empty: Ints
    most_pay: Longs
    days: int
    first: Longs
    who: Ints


@njit(cache=True, nogil=True, inline="always")
def _missing(held: Words, asked: Words, worker: int, order: int) -> Whole:
    """How many levels are missing, over all skills asked for."""
    missing = np.int64(0)
    for word in range(asked.shape[1]):
        wanted, has = asked[order, word], held[worker, word]
        for _ in range(IN_A_WORD if wanted else 0):
            missing += max(np.int64(0), (wanted & 7) - (has & 7))
            wanted >>= 4
            has >>= 4
    return missing


@njit(cache=True, nogil=True)
def _gaps(
    people: People, wanted: Wanted, money: Money, worker: int, order: int, own: bool, gap: Longs
) -> None:
    """By how much each condition fails; 0 where it holds or is not asked."""
    gap[:] = 0
    asked = np.int64(wanted.experience[order])
    if wanted.asks_experience and asked > 0:
        months = np.int64(people.experience[worker]) if own else np.int64(0)
        gap[_EXPERIENCE] = max(np.int64(0), asked - months)
    if wanted.asks_languages:
        gap[_LANGUAGES] = _missing(people.languages, wanted.languages, worker, order)
    if wanted.asks_certificates:
        gap[_CERTIFICATES] = _missing(people.certificates, wanted.certificates, worker, order)
    if wanted.asks_age and not of_age(people, wanted, worker, order):
        gap[_AGE] = 1
    if wanted.asks_place and not in_place(people, wanted, worker, order):
        gap[_PLACE] = 1
    late = np.int64(people.free_from[worker]) - np.int64(wanted.start[order])
    early = np.int64(wanted.end[order]) - np.int64(people.free_until[worker])
    gap[_DATES] = max(np.int64(0), late) + max(np.int64(0), early)
    if people.least_pay[worker] > wanted.pay[order]:
        gap[_PAY] = money.least[worker] - money.pay[order]


@njit(cache=True, nogil=True)
def misses(
    people: People,
    wanted: Wanted,
    money: Money,
    shelf: Shelf,
    who: Ints,
    found: Misses,
) -> None:
    """For each worker how many orders of her occupations fail by what, and the nearest miss."""
    gap = np.zeros(_CONDITIONS, dtype=np.int64)
    for row in range(len(who)):
        worker = who[row]
        for heard in range(people.occupations.shape[1]):
            group = group_heard(people.occupations, worker, heard, wanted.of_code)
            if group == NONE:
                continue
            first, last = shelf.bound[group], shelf.bound[group + 1]
            found.orders[row] += last - first
            found.deepest[row] = max(found.deepest[row], np.uint8(1))
            for order in shelf.number[first:last]:
                _gaps(people, wanted, money, worker, order, heard == 0, gap)
                _count(found, row, order, gap)


@njit(cache=True, nogil=True, inline="always")
def _count(found: Misses, row: int, order: int, gap: Longs) -> None:
    failing, only = 0, NONE
    first = _CONDITIONS
    for condition in range(_CONDITIONS):
        if gap[condition] > 0:
            failing += 1
            only = condition
            first = min(first, condition)
            found.failing[row, condition] += 1
    found.deepest[row] = max(found.deepest[row], np.uint8(first))
    if failing == 1:
        found.alone[row, only] += 1
        best = found.order[row, only]
        nearer = gap[only] < found.gap[row, only]
        if best == NONE or nearer or (gap[only] == found.gap[row, only] and order < best):
            found.gap[row, only] = gap[only]
            found.order[row, only] = order


@njit(cache=True, nogil=True)
def _failing(
    pool: Pool, wanted: Wanted, order: int, known: bool, first: int, size: int, mask: Bytes
) -> None:
    """Which of experience, pay and dates fail for a block of workers."""
    asked = wanted.experience[order] if wanted.asks_experience else np.int32(0)
    start, end, pay = wanted.start[order], wanted.end[order], wanted.pay[order]
    months = pool.experience[first : first + size]
    free_from = pool.free_from[first : first + size]
    free_until = pool.free_until[first : first + size]
    least = pool.least_pay[first : first + size]
    for i in range(size):
        lacking = (asked > 0) & ((not known) | (months[i] < asked))
        busy = (free_from[i] > start) | (free_until[i] < end)
        mask[i] = (
            np.uint8(lacking)
            | (np.uint8(least[i] > pay) << np.uint8(1))
            | (np.uint8(busy) << np.uint8(2))
        )


@njit(cache=True, nogil=True)
def _short_of_one(held: Words, asked: Words, worker: int, order: int) -> int:
    """The language that is short by one level, where no other is short; else NONE."""
    found = NONE
    for word in range(asked.shape[1]):
        wanted, has = asked[order, word], held[worker, word]
        for nibble in range(IN_A_WORD if wanted else 0):
            short = (wanted & 7) - (has & 7)
            if short > 1 or (short == 1 and found != NONE):
                return NONE
            if short == 1:
                found = word * IN_A_WORD + nibble
            wanted >>= 4
            has >>= 4
    return found


@njit(cache=True, nogil=True)
def one_change(
    people: People,
    wanted: Wanted,
    money: Money,
    pool: Pool,
    asking: Asking,
    sequence: Ints,
    found: Found,
) -> None:
    """For each order of a sequence which one change would bring how many of those who ask."""
    most = 1
    for order in sequence:
        group = wanted.group[order]
        here = pool.bound[2 * group + 2] - pool.bound[2 * group]
        most = max(most, here + asking.first[order + 1] - asking.first[order])
    pays, months = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    turns = np.zeros(2 * asking.days + 2, dtype=np.int64)
    short = np.zeros(max(1, wanted.languages.shape[1] * IN_A_WORD), dtype=np.int64)
    size = np.zeros(2, dtype=np.int64)
    mask = np.zeros(_BLOCK, dtype=np.uint8)
    gap = np.zeros(_CONDITIONS, dtype=np.int64)
    for order in sequence:
        size[:], turns[:], short[:] = 0, 0, 0
        group = wanted.group[order]
        for part in range(2):
            first, last = pool.bound[2 * group + part], pool.bound[2 * group + part + 1]
            while first < last:
                block = min(_BLOCK, last - first)
                _failing(pool, wanted, order, part == 0, first, block, mask)
                for i in range(block):
                    if mask[i] & (mask[i] - np.uint8(1)):
                        continue
                    _note(
                        people, wanted, money, asking, pool.number[first + i], order,
                        part == 0, mask[i], pays, months, turns, short, size,
                    )  # fmt: skip
                first += block
        for worker in asking.who[asking.first[order] : asking.first[order + 1]]:
            code, own = _code(people, wanted, money, worker, order, gap)
            if not code & (code - np.uint8(1)):
                _note(
                    people, wanted, money, asking, worker, order,
                    own, code, pays, months, turns, short, size,
                )  # fmt: skip
        _conclude(asking, order, pays, months, turns, short, size, found)


@njit(cache=True, nogil=True)
def _code(
    people: People, wanted: Wanted, money: Money, worker: int, order: int, gap: Longs
) -> tuple[np.uint8, bool]:
    """What fails for one worker, as `_failing`; all of it where the occupation does."""
    group, own, near = wanted.group[order], False, False
    for heard in range(people.occupations.shape[1]):
        if wanted.of_code[people.occupations[worker, heard]] == group and (
            people.occupations[worker, heard] >= 0
        ):
            near, own = True, own or heard == 0
    if not near:
        return np.uint8(7), False
    _gaps(people, wanted, money, worker, order, own, gap)
    code = np.uint8(0)
    if gap[_EXPERIENCE] > 0:
        code |= _NO_EXPERIENCE
    if gap[_PAY] > 0:
        code |= _NO_PAY
    if gap[_DATES] > 0:
        code |= _NO_DATES
    return code, own


@njit(cache=True, nogil=True)
def _note(
    people: People,
    wanted: Wanted,
    money: Money,
    asking: Asking,
    worker: int,
    order: int,
    own: bool,
    code: np.uint8,
    pays: Longs,
    months: Longs,
    turns: Longs,
    short: Longs,
    size: Longs,
) -> None:
    """Take down what would let a worker in, if it is one thing that can be changed."""
    if wanted.asks_certificates and not holds(
        people.certificates, wanted.certificates, worker, order
    ):
        return
    if wanted.asks_age and not of_age(people, wanted, worker, order):
        return
    if wanted.asks_place and not in_place(people, wanted, worker, order):
        return
    if wanted.asks_languages and not holds(people.languages, wanted.languages, worker, order):
        if code == 0:
            place = _short_of_one(people.languages, wanted.languages, worker, order)
            if place != NONE:
                short[place] += 1
        return
    if code == _NO_PAY and money.least[worker] <= asking.most_pay[order]:
        pays[size[0]] = money.least[worker]
        size[0] += 1
    elif code == _NO_EXPERIENCE:
        months[size[1]] = max(np.int64(0), np.int64(people.experience[worker])) if own else 0
        size[1] += 1
    elif code == _NO_DATES:
        days = np.int64(asking.days)
        low = max(-days, np.int64(people.free_from[worker]) - np.int64(wanted.start[order]))
        high = min(days, np.int64(people.free_until[worker]) - np.int64(wanted.end[order]))
        if low <= high:
            turns[low + days] += 1
            turns[high + days + 1] -= 1


@njit(cache=True, nogil=True)
def _conclude(
    asking: Asking,
    order: int,
    pays: Longs,
    months: Longs,
    turns: Longs,
    short: Longs,
    size: Longs,
    found: Found,
) -> None:
    """The least change of each kind that brings the most, up to the places that are empty."""
    empty = np.int64(asking.empty[order])
    found.by_pay[order] = min(empty, size[0])
    if size[0]:
        found.pay[order] = np.sort(pays[: size[0]])[min(empty, size[0]) - 1]
    found.by_experience[order] = min(empty, size[1])
    if size[1]:
        found.experience[order] = np.sort(months[: size[1]])[size[1] - min(empty, size[1])]
    free, best = np.int64(0), np.int64(0)
    for at in range(2 * asking.days + 1):
        free += turns[at]
        brings, shift = min(empty, free), np.int64(at - asking.days)
        # Of shifts that bring as many the shortest, and of two as short the later start.
        if brings > best or (brings == best and brings and abs(shift) <= abs(found.shift[order])):
            best = brings
            found.shift[order] = shift
    found.by_shift[order] = best
    for place in range(len(short)):
        if min(empty, short[place]) > found.by_language[order]:
            found.by_language[order] = min(empty, short[place])
            found.language[order] = place
