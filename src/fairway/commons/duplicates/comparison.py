"""Two records side by side, and what speaks for and against one person, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.duplicates.words import field_in_words, level_in_words
from fairway.core import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from fairway.core.people.details import IdentityNumber, PersonDetails

# From so many bits of evidence on (a bit doubles the odds), in words; the first that fits counts.
_WEIGHTS: tuple[tuple[float, _StrPromise], ...] = (
    (8, gettext_lazy("speaks very strongly for one person")),
    (4, gettext_lazy("speaks strongly for one person")),
    (1, gettext_lazy("speaks for one person")),
    (-1, gettext_lazy("says little")),
    (-4, gettext_lazy("speaks against one person")),
)
_WEIGHTIEST = gettext_lazy("speaks strongly against one person")
_CHANCES: tuple[tuple[float, _StrPromise], ...] = (
    (0.99, gettext_lazy("almost certainly one person")),
    (0.9, gettext_lazy("very likely one person")),
    (0.75, gettext_lazy("likely one person")),
)
_LEAST_CHANCE = gettext_lazy("possibly one person")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both records, and whether they agree in it."""

    label: str
    first: str
    second: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one field says, and how much."""

    field: str
    level: str
    weight: str


def side_by_side(first: PersonDetails, second: PersonDetails) -> list[Line]:
    """Every field in which one of the two says something."""
    return [
        Line(label, ours, theirs, _verdict(label, ours, theirs))
        for (label, ours), (_label, theirs) in zip(_fields(first), _fields(second), strict=True)
        if ours or theirs
    ]


def weighed(reasons: Iterable[Mapping[str, Any]]) -> list[Weighed]:
    """The reasons of a pair in words, the weightiest first, whichever way it points."""
    telling = [one for one in reasons if one["bits"]]
    ordered = sorted(telling, key=lambda one: -abs(float(one["bits"])))
    return [
        Weighed(
            field_in_words(one["field"]),
            level_in_words(one["field"], one["level"]),
            _in_words(float(one["bits"]), _WEIGHTS, _WEIGHTIEST),
        )
        for one in ordered
    ]


def chance(probability: float) -> str:
    """How likely it is, in words."""
    return _in_words(probability, _CHANCES, _LEAST_CHANCE)


def _in_words(
    value: float, steps: Sequence[tuple[float, _StrPromise]], otherwise: _StrPromise
) -> str:
    return str(next((words for least, words in steps if value >= least), otherwise))


def _verdict(label: str, first: str, second: str) -> str:
    if not first or not second:
        return _("not known of one")
    if first.casefold() == second.casefold():
        return _("the same")
    # How a name sounds is weighed below; here is only said what the eye sees.
    return _("written differently") if label == _("Name") else _("different")


def _fields(of: PersonDetails) -> Iterator[tuple[str, str]]:
    yield _("Name"), of.full_name
    yield _("In another script"), _list(name.full for name in of.names[1:])
    yield _("Date of birth"), formats.partial_date(of.birth_date) if of.birth_date else ""
    yield _("Sex"), str(of.sex.label) if of.sex else ""
    yield _("Nationality"), formats.country(of.nationality) if of.nationality else ""
    yield _("Phone number"), of.phone
    yield _("Where she or he lives"), of.address
    yield _("Numbers"), _list(_number(one) for one in of.identities)


def _number(one: IdentityNumber) -> str:
    what = f"{one.kind.label}, {formats.country(one.country)}"
    return _("%(what)s: %(which)s") % {"what": what, "which": one.number}


def _list(items: Iterable[str]) -> str:
    return "; ".join(items)
