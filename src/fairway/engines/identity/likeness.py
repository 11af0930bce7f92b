"""How alike two names are: for a search by somebody who saw the name on a poster, misspelt."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, permutations
from math import log
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz.distance import OSA

from fairway.engines.identity.keys import normalise, skeleton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
_MOST_WORDS = 8
_SHORTEST_WITH_ARTICLE = 5
_ARTICLES = frozenset({"al", "el", "ال"})
# A word of two letters or one says little: such words must be equal.
_SHORTEST_MISSPELT = 3
# A shorter word is hardly two that were run together.
_SHORTEST_RUN_TOGETHER = 8
_MOST_WORDS_JOINED = 6
_HAIR = 1e-6
# Looser, "greatmanpower" would find "brilliant manpower star": two names, and one is licensed.
_RUN_TOGETHER = 0.8
# So alike must two words be written, or sound, to be taken for one.
_SAME_WORD = 0.6
_SAME_SOUND = 0.66
# What meets by its sound alone is worth less than what is written alike.
_BY_SOUND = 0.9
# Below this share of common trigrams the dearer comparison cannot find a likely misspelling.
_WORTH_COMPARING = 0.1


class TooCommon(LookupError):  # noqa: N818  what was typed
    """More bodies have these words than can be told apart by them."""


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
    return min(max(shared, OSA.normalized_similarity(a, b)), 0.99)


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


def closest_by_words(
    query: str, candidates: Iterable[tuple[K, str]], *, limit: int = 10, least: float = 0.65
) -> list[tuple[float, K]]:
    """The candidates that have the words of a key, each however misspelt or transliterated.

    A word counts the more, the fewer candidates have it: "manpower" tells hardly anybody apart,
    and where more than ``limit`` candidates answer equally well, `TooCommon` is raised. Two words
    that were run into one are tried where nobody has the words as they stand.
    """
    rows = [(candidate, frozenset(key.split())) for candidate, key in candidates]
    found = _by_words(query, rows, word_likeness, least)
    if not found and any(len(word) >= _SHORTEST_RUN_TOGETHER for word in query.split()):
        joined = [(candidate, words | _run_together(words)) for candidate, words in rows]
        found = _by_words(query, joined, _spelt_alike, max(least, _RUN_TOGETHER))
    if len(found) > limit and found[0][0] == found[limit][0]:
        raise TooCommon(query)
    return found[:limit]


def _by_words(
    query: str,
    rows: Sequence[tuple[K, frozenset[str]]],
    alike: Callable[[str, str], float],
    least: float,
) -> list[tuple[float, K]]:
    frequency = Counter(word for _candidate, words in rows for word in words)
    asked = [word for word in dict.fromkeys(query.split()) if word not in _ARTICLES]
    asked = asked[:_MOST_WORDS]
    likeness: dict[str, dict[str, float]] = {
        word: {known: like for known in frequency if (like := alike(word, known))} for word in asked
    }
    weights = {word: _weight(known, frequency, len(rows)) for word, known in likeness.items()}
    whole = sum(weights.values())
    found = []
    for candidate, words in rows:
        met = sum(
            weights[word] * max((known[w] for w in words if w in known), default=0.0)
            for word, known in likeness.items()
        )
        if whole and met / whole >= least:
            found.append((met / whole, candidate))
    found.sort(key=lambda pair: -pair[0])
    return found


def _run_together(words: frozenset[str]) -> frozenset[str]:
    """Any two words of a name as one; in either order, for a key has forgotten which came first."""
    few = sorted(words)[:_MOST_WORDS_JOINED]
    joined = (one + other for one, other in permutations(few, 2))
    return frozenset(word for word in joined if len(word) >= _SHORTEST_RUN_TOGETHER)


def word_likeness(a: str, b: str) -> float:
    """How alike two words are, written or heard, from 0 (two words) to 1 (one)."""
    a, b = _bare(a), _bare(b)
    if a == b:
        return 1.0
    if min(len(a), len(b)) < _SHORTEST_MISSPELT:
        return 0.0
    written = _spelt_alike(a, b)
    one, other = skeleton(a), skeleton(b)
    shorter = min(len(one), len(other))
    heard = 0.0
    if one == other and shorter > 1:
        heard = 1.0
    elif shorter >= _SHORTEST_MISSPELT:
        heard = _alike(one, other, _SAME_SOUND)
    return max(written, heard * _BY_SOUND)


def _spelt_alike(a: str, b: str) -> float:
    return _alike(a, b, _SAME_WORD)


def _alike(a: str, b: str, least: float) -> float:
    """The share of letters that stand, where it reaches so much; nothing otherwise.

    The cut-off of the library drops what reaches it exactly; so it is set a hair lower.
    """
    found = OSA.normalized_similarity(a, b, score_cutoff=least - _HAIR)
    return found if found >= least - _HAIR else 0.0


def _bare(word: str) -> str:
    """An Arabic word without its article, alone or joined with "for"."""
    if len(word) < _SHORTEST_WITH_ARTICLE:
        return word
    return word.removeprefix("لل").removeprefix("ال")


def _weight(known: dict[str, float], frequency: Counter[str], of: int) -> float:
    """What a word that was asked for tells: by how many have the likest that there is."""
    if not known:
        return 1.0 + log(1 + of)
    best = max(known.values())
    return 1.0 + log(
        (1 + of) / (1 + sum(frequency[w] for w, like in known.items() if like == best))
    )


def _trigrams(key: str) -> frozenset[str]:
    padded = [f"  {word} " for word in key.split()]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
