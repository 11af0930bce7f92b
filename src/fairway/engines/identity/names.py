"""Names as people write them: one part or many, in any script, in their own order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fairway.engines.identity.keys import normalise, skeletons
from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_PART = 100
MOST_PARTS = 8

# ISO 15924 codes by the first word of a letter's Unicode name.
_SCRIPTS = {
    "LATIN": "Latn",
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "ETHIOPIC": "Ethi",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "THAI": "Thai",
    "LAO": "Laoo",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "TIFINAGH": "Tfng",
}
UNKNOWN_SCRIPT = "Zyyy"
# Joiners are part of correct spelling in several scripts; other invisible characters are not.
_JOINERS = {"\u200c", "\u200d"}


class NameOrder(StrEnum):
    """How the parts are to be read; they are kept as written."""

    GIVEN_FIRST = "given_first"
    FAMILY_FIRST = "family_first"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one script: its parts as written, a part being one or more words."""

    parts: tuple[str, ...]
    order: NameOrder = NameOrder.GIVEN_FIRST

    def __post_init__(self) -> None:
        faults = [fault for part in self.parts for fault in _faults(part)]
        if not 1 <= len(self.parts) <= MOST_PARTS:
            faults.append(Fault("name", "", f"1 to {MOST_PARTS} parts", "name_parts"))
        elif (len(self.parts) == 1) != (self.order is NameOrder.SINGLE):
            faults.append(
                Fault("name", self.order, "the order single for one part alone", "name_order")
            )
        if faults:
            raise BadInput(*faults)

    @classmethod
    def of(cls, *parts: str, order: NameOrder = NameOrder.GIVEN_FIRST) -> Name:
        """Build from parts; blanks around and within are tidied, one part is a single name."""
        tidy = tuple(part for part in (" ".join(p.split()) for p in parts) if part)
        return cls(tidy, NameOrder.SINGLE if len(tidy) == 1 else order)

    @property
    def full(self) -> str:
        """The whole name as its bearer writes it."""
        return " ".join(self.parts)

    @property
    def given(self) -> str:
        """What the person is called by; a single name is that."""
        return self.parts[-1 if self.order is NameOrder.FAMILY_FIRST else 0]

    @property
    def family(self) -> str:
        """The family name; empty for a single name, which has none."""
        if self.order is NameOrder.SINGLE:
            return ""
        return self.parts[0 if self.order is NameOrder.FAMILY_FIRST else -1]

    @property
    def script(self) -> str:
        """The ISO 15924 code of the script of most letters."""
        return script_of(self.full)

    @property
    def key(self) -> str:
        """The normalised name: equal for spellings that differ in case, accents or marks."""
        return normalise(self.full)

    @property
    def search_keys(self) -> frozenset[str]:
        """Keys of its words under which other spellings and the Arabic script meet."""
        return skeletons(self.full)

    def as_json(self) -> dict[str, Any]:
        """Write it as JSON-able data."""
        return {"parts": list(self.parts), "order": self.order.value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Name:
        """Read what `as_json` wrote, or what a client sent."""
        parts: Sequence[Any] = data.get("parts") or ()
        if isinstance(parts, str) or not all(isinstance(part, str) for part in parts):
            raise BadInput(Fault("name", "", "a list of parts, each a text", "name_parts"))
        order = data.get("order", NameOrder.GIVEN_FIRST)
        if order not in set(NameOrder):
            raise BadInput(Fault("name", str(order)[:32], ", ".join(NameOrder), "name_order"))
        return cls.of(*parts, order=NameOrder(order))


def script_of(text: str) -> str:
    """The ISO 15924 code of the script of most letters of a text; Zyyy where it has none."""
    counts = Counter(
        _SCRIPTS.get(unicodedata.name(letter, "").split(" ", 1)[0], UNKNOWN_SCRIPT)
        for letter in text
        if letter.isalpha()
    )
    return counts.most_common(1)[0][0] if counts else UNKNOWN_SCRIPT


def _faults(part: str) -> list[Fault]:
    faults = []
    shown = part[:20].encode("utf-8", "replace").decode()
    if len(part) > LONGEST_PART:
        faults.append(Fault("name", f"{shown}…", f"at most {LONGEST_PART} characters", "too_long"))
    if not any(letter.isalpha() for letter in part):
        faults.append(Fault("name", shown, "a name with at least one letter", "name_letters"))
    hidden = [c for c in part if unicodedata.category(c)[0] == "C" and c not in _JOINERS]
    if hidden:
        codes = ", ".join(sorted({f"U+{ord(c):04X}" for c in hidden}))
        faults.append(Fault("name", codes, "no invisible control characters", "name_control"))
    return faults
