"""Languages by level and certificates, as words of 60 bits that are compared all at once.

Fifteen languages share a word, four bits each: three for the CEFR level (A1 is 1, C2 is 6, 0 none)
and a guard bit above them. With the guards set on the held side, subtracting what is asked leaves
each guard set exactly where enough is held; nothing is borrowed from a neighbour. (The technique:
L. Lamport, Multiple byte processing with full-word instructions, CACM 18(8), 1975.) A certificate
is asked for as level 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.int64]

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
LEVEL_OF = {level: number for number, level in enumerate(LEVELS, start=1)}
IN_A_WORD = 15
_BITS = 4
GUARDS = 0x888_8888_8888_8888


def words_of(rows: Sequence[Iterable[tuple[str, int]]], index: Mapping[str, int]) -> Words:
    """What each row holds of the named skills; of one named twice the best, others unheard."""
    found = np.zeros((len(rows), _words(len(index))), dtype=np.int64)
    for row, skills in enumerate(rows if index else ()):
        best: dict[int, int] = {}
        for name, level in skills:
            if name in index:
                best[index[name]] = max(level, best.get(index[name], 0))
        for place, level in best.items():
            word, nibble = divmod(place, IN_A_WORD)
            found[row, word] |= np.int64(level << (_BITS * nibble))
    return found


def words_of_levels(levels: NDArray[np.integer]) -> Words:
    """The same from a matrix of levels: rows by skills, 0 where none is held."""
    rows, skills = levels.shape
    found = np.zeros((rows, _words(skills)), dtype=np.int64)
    for place in range(skills):
        word, nibble = divmod(place, IN_A_WORD)
        found[:, word] |= levels[:, place].astype(np.int64) << np.int64(_BITS * nibble)
    return found


def _words(skills: int) -> int:
    """How many words so many skills take; one where there are none, so that a column is there."""
    return max(1, -(-skills // IN_A_WORD))


def level_at(words: Words, row: int, place: int) -> int:
    """The level of one skill."""
    word, nibble = divmod(place, IN_A_WORD)
    return int(words[row, word]) >> (_BITS * nibble) & 7


def enough(held: Words, asked: Words) -> NDArray[np.bool_]:
    """Whether all that is asked is held; the last axis are the words."""
    guards = np.int64(GUARDS)
    met: NDArray[np.bool_] = ((((held | guards) - asked) & guards) == guards).all(axis=-1)
    return met


def beyond(held: Words, asked: Words) -> NDArray[np.int64]:
    """The levels held beyond what is asked, over the skills asked for; fewer count as none."""
    found = np.zeros(np.broadcast_shapes(held.shape, asked.shape)[:-1], dtype=np.int64)
    for word in range(asked.shape[-1]):
        for nibble in range(IN_A_WORD):
            shift = np.int64(_BITS * nibble)
            wanted = ((asked[..., word] >> shift) & np.int64(7)).astype(np.int64)
            if not wanted.any():
                continue
            has = ((held[..., word] >> shift) & np.int64(7)).astype(np.int64)
            found += np.where(wanted > 0, np.maximum(0, has - wanted), 0)
    return found
