"""How alike two names are: for a search by somebody who saw the name on a poster, misspelt."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from fairway.engines.identity.keys import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

K = TypeVar("K")

_LEGAL_FORMS = frozenset(
    (
        # Europe, Latin America, North and West Africa
        *("sa", "sas", "sasu", "sarl", "suarl", "eurl", "sprl", "sca", "scs", "snc", "srl", "spa"),
        *("sl", "lda", "ltda", "gmbh", "ag", "kg", "ug", "bv", "nv", "oy", "ab"),
        # where English is the language of companies
        *("llc", "llp", "lp", "ltd", "limited", "inc", "incorporated", "corp", "corporation"),
        *("co", "company", "plc", "pvt", "private", "pte", "pty", "sdn", "bhd", "opc"),
        # the Gulf
        *("fze", "fzc", "fzco", "wll", "bsc", "est", "establishment"),
        # company, establishment, with limited liability, joint stock
        *("شركه", "موسسه", "ذمم", "شمم", "شم"),
    )
)
_LONGEST_KEY = 200
# Below this share of common trigrams the dearer comparison cannot find a likely misspelling.
_WORTH_COMPARING = 0.1


def organisation_key(name: str) -> str:
    """The key of a body's name: words sorted, legal forms dropped, initials joined."""
    words: list[str] = []
    for single_letters, run in groupby(normalise(name).split(), key=lambda word: len(word) == 1):
        found = list(run)
        words += ["".join(found)] if single_letters else found
    telling = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(sorted(telling or words))[:_LONGEST_KEY].strip()


def similarity(a: str, b: str) -> float:
    """How alike two keys are, from 0 to 1; 1 for equal keys only. Symmetric.

    The better of two views: the Dice coefficient of the words' trigrams forgives words left out;
    the optimal string alignment distance (Damerau's four slips of typing, without
    overlapping transpositions) forgives slips in short words.
    """
    if a == b:
        return 1.0
    shared = _dice(_trigrams(a), _trigrams(b))
    return min(max(shared, _alignment(a, b)), 0.99)


def closest(
    query: str, candidates: Iterable[tuple[K, str]], *, limit: int = 10, least: float = 0.5
) -> list[tuple[float, K]]:
    """The candidates (anything, with its key) most like a key, best first; ties in given order."""
    wanted = _trigrams(query)
    found = [
        (likeness, candidate)
        for candidate, key in candidates
        if _dice(wanted, _trigrams(key)) >= _WORTH_COMPARING
        if (likeness := similarity(query, key)) >= least
    ]
    found.sort(key=lambda pair: -pair[0])
    return found[:limit]


def _trigrams(key: str) -> frozenset[str]:
    padded = [f"  {word} " for word in key.split()]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _alignment(a: str, b: str) -> float:
    """One less the share of letters to insert, drop, change or swap."""
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        row = [i]
        for j, right in enumerate(b, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and right == a[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return 1 - above[-1] / max(len(a), len(b))
