"""Keys under which different spellings of one name meet.

``normalise`` loses case, accents and marks. ``skeleton`` also loses vowels and merges sounds, so
that a name meets its transliterations: Mohamed, Muhammad and محمد share ``mhmd``. A skeleton
finds candidates; it never decides that two people are one.
"""
# ruff: noqa: RUF001  letters of several scripts are what this file is about

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that no decomposition of Unicode takes apart.
_LATIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n"}
    | {"ı": "i", "ŧ": "t", "ĸ": "k"}
)
# Alef and its kin become alef, ta marbuta ha, alef maksura and the Persian ya become ya; tatweel
# and a hamza standing alone go. A hamza on a carrier is a mark and goes with the other marks.
_ARABIC = str.maketrans(
    {"ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ە": "ه", "ہ": "ه", "ـ": None, "ء": None}
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹʻ`´′＇ʿʾ"))
_BETWEEN_WORDS = re.compile(r"[\W_]+", re.ASCII)

# Spellings of one sound in French, English and the Maghreb, longest first; capitals keep a
# sound from being read again by a later line.
_SOUNDS = (
    (re.compile("^ou(?=[aeiy])"), "W"),
    (re.compile("tch|sch|sh|ch"), "C"),
    (re.compile("kh"), "X"),
    (re.compile("gh"), "G"),
    (re.compile("dh"), "D"),
    (re.compile("th"), "T"),
    (re.compile("ph|v"), "F"),
    (re.compile("dj|j|g(?=[eiy])"), "J"),
    (re.compile("c(?=[eiy])"), "S"),
    (re.compile("ck|qu|q|c"), "K"),
    (re.compile("x"), "KS"),
    (re.compile("p"), "B"),
)
_ARABIC_SOUNDS = str.maketrans(
    "بتثجحخدذرزسشصضطظغفقكلمنهپچڤگژاعوي", "bttjhxddrzscsdtzgfkklmnhbcfgjaawy"
)
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = dict.fromkeys(map(ord, "aeiouwy"))

_ARTICLES = frozenset({"al", "el", "ال"})
_SERVANTS = frozenset({"abd", "abdel", "abdal", "abdul", "abdoul", "عبد"})
_SERVANT_JOINED = re.compile("abd[aeiou]{1,2}l?(?=.{2})|عبدال(?=.{2})")
_SHORTEST_WITH_ARTICLE = 5


def normalise(text: str) -> str:
    """The key of a text: lower case, no accents or marks, words parted by one blank."""
    previous = None
    while previous != text:  # taking a mark away can leave what folds again
        previous, text = text, _fold(text)
    return text


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    if text.isascii():
        return _BETWEEN_WORDS.sub(" ", text).strip()
    text = text.translate(_LATIN).translate(_ARABIC)
    return " ".join("".join(map(_kept, text)).split())


@lru_cache(maxsize=4_096)
def _kept(character: str) -> str:
    """A letter, or a digit as ASCII; nothing for an accent; a blank for all else."""
    category = unicodedata.category(character)
    # Vowel signs of Indic scripts have combining class 0: they spell the name and stay.
    if category == "Cf" or unicodedata.combining(character):
        return ""
    if character.isdigit():
        return str(unicodedata.digit(character))
    return character if character.isalnum() or category[0] == "M" else " "


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonants of one normalised word, Latin or Arabic; of other scripts the word itself.

    A first vowel counts as one sound, whichever it is: transliterations differ in all of them.
    """
    if word.isascii():
        sounds = word
        for spelling, sound in _SOUNDS:
            sounds = spelling.sub(sound, sounds)
        # Latin doubles a letter where Arabic, unvowelled, writes it once.
        sounds = _DOUBLED.sub(r"\1", sounds.lower())
    elif all("\u0600" <= character <= "\u06ff" for character in word):
        bare = word.removeprefix("ال") if len(word) >= _SHORTEST_WITH_ARTICLE else word
        sounds = bare.translate(_ARABIC_SOUNDS)
    else:
        return word
    first = "a" if sounds[:1] in set("aeiou") else sounds[:1]
    # A last h is heard in some dialects only, and ta marbuta is written as one.
    return (first + sounds[1:].translate(_VOWELS)).removesuffix("h") or word


def skeleton_words(normalised: Iterable[str]) -> tuple[str, ...]:
    """The skeletons of a name's normalised words in their order; articles go.

    "Abd" and what it serves are one word.
    """
    words: list[str] = []
    serving = False
    for word in normalised:
        if word in _ARTICLES:
            continue
        if serving:
            words[-1] += word.removeprefix("ال")
            serving = False
            continue
        serving = word in _SERVANTS
        if serving or "abd" in word or "عبد" in word:
            prefix = "عبد" if word[0] == "ع" else "abd"
            words.append(prefix if serving else _SERVANT_JOINED.sub(prefix, word, count=1))
        else:
            words.append(word)
    return tuple(map(skeleton, words))


def skeletons(text: str) -> frozenset[str]:
    """The skeletons of a name's words, in no order."""
    return frozenset(skeleton_words(normalise(text).split()))
