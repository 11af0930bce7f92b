"""What the engine's reasons say, in the reader's words; a test asks for every level it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FIELDS: dict[str, _StrPromise] = {
    "name": gettext_lazy("Name"),
    "rarity": gettext_lazy("How rare the name is"),
    "birth": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "place": gettext_lazy("Place of birth"),
    "phone": gettext_lazy("Phone number"),
    "number": gettext_lazy("Identity number"),
    "home": gettext_lazy("Address"),
}

# How one part of a name agrees with a part of the other.
_GRADES: dict[str, _StrPromise] = {
    "same": gettext_lazy("written alike"),
    "sound": gettext_lazy("sounds alike, in whichever script"),
    "close": gettext_lazy("a slip of typing apart"),
    "word": gettext_lazy("alike in a part"),
    "none": gettext_lazy("different"),
    "missing": gettext_lazy("not known of one"),
}
_LEVELS: dict[str, _StrPromise] = {
    "same": gettext_lazy("the same"),
    "close": gettext_lazy("a slip of typing apart"),
    "differs": gettext_lazy("different"),
    "common": gettext_lazy("nothing is known of how rare it is"),
    "day and month turned": gettext_lazy("day and month are exchanged"),
    "year, the rest not known": gettext_lazy("the year is the same, the day is not known of one"),
    "one digit": gettext_lazy("one digit differs"),
    "digits turned": gettext_lazy("the same digits in another sequence"),
    "two of three": gettext_lazy("two of day, month and year are the same"),
    "two digits": gettext_lazy("two digits differ"),
    "a year apart": gettext_lazy("a year apart"),
    "differs, both pass their check": gettext_lazy("different, and both are numbers that exist"),
    "another kind": gettext_lazy("numbers of different kinds"),
    "most of it": gettext_lazy("most of it is the same"),
    "much of it": gettext_lazy("much of it is the same"),
    "some of it": gettext_lazy("some of it is the same"),
    "little of it": gettext_lazy("little of it is the same"),
    "hardly any of it": gettext_lazy("hardly any of it is the same"),
}


def field_in_words(field: str) -> str:
    """The field that a reason is about."""
    return str(FIELDS[field])


def level_in_words(field: str, level: str) -> str:
    """How far two records agree in it."""
    if field == "name":
        one, other = level.split("+")
        if one == other:
            return str(_GRADES[one])
        return _("one part %(one)s, the other %(other)s") % {
            "one": _GRADES[one],
            "other": _GRADES[other],
        }
    if field == "rarity" and level.startswith("rare "):
        return _("both share a rare name")
    return str(_LEVELS[level])
