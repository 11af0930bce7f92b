"""Forms of the candidacies room: few questions a page, plain words."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.core import formats
from fairway.core.acting import DayInput
from fairway.core.reference.names import country_choices, currency_choices, language_choices
from fairway.core.reference.names import occupation_choices as occupations
from fairway.engines.kernel import Money
from fairway.engines.registers import Level, WishFor
from fairway.leaving.candidacies.models import WorkerProfile
from fairway.leaving.candidacies.profiles import Stated

_LANGUAGES = 2
_LEVELS = [("", _("Level")), *((level.value, level.value) for level in Level)]
_FIRST = [
    ("", _("No matter")),
    (WishFor.PAY.value, _("The pay")),
    (WishFor.REGION.value, _("The region")),
    (WishFor.START.value, _("An early start")),
]


def _none_or(choices: Sequence[tuple[str, str]]) -> list[tuple[str, Any]]:
    return [("", _("None")), *choices]


def _occupations() -> list[tuple[str, Any]]:
    english = formats.language_name("en")
    return [(one.code, one.marked(english)) for one in occupations(formats.language())]


def _date(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput())


class ProfileForm(forms.Form):
    """What a worker can and wishes."""

    nationality = forms.ChoiceField(
        label=_("Your nationality"), choices=lambda: country_choices(formats.language())
    )
    occupation = forms.ChoiceField(label=_("Your occupation"), choices=_occupations)
    experience_months = forms.IntegerField(
        label=_("How many months have you worked in it?"), min_value=0, max_value=600, initial=0
    )
    other_occupation = forms.ChoiceField(
        label=_("Another occupation that you can do"),
        choices=lambda: _none_or(_occupations()),
        required=False,
    )
    language_1 = forms.ChoiceField(
        label=_("A language that you speak"),
        choices=lambda: _none_or(language_choices(formats.language())),
        required=False,
    )
    level_1 = forms.ChoiceField(label=_("How well?"), choices=_LEVELS, required=False)
    language_2 = forms.ChoiceField(
        label=_("Another language"),
        choices=lambda: _none_or(language_choices(formats.language())),
        required=False,
    )
    level_2 = forms.ChoiceField(label=_("How well?"), choices=_LEVELS, required=False)
    available_from = _date(_("From when can you be away?"))
    available_until = _date(_("Until when?"))
    wish_pay = forms.DecimalField(
        label=_("The least pay a month that you would go for"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    wish_currency = forms.ChoiceField(
        label=_("Currency"),
        choices=lambda: _none_or(currency_choices(formats.language())),
        required=False,
    )
    wish_first = forms.ChoiceField(
        label=_("What matters most to you?"), choices=_FIRST, required=False
    )

    @classmethod
    def initial_of(cls, profile: WorkerProfile) -> dict[str, Any]:
        """The form as the profile stands."""
        found = {
            "nationality": profile.nationality,
            "occupation": profile.occupation,
            "experience_months": profile.experience_months,
            "other_occupation": (profile.other_occupations or [""])[0],
            "available_from": profile.available_from,
            "available_until": profile.available_until,
            "wish_pay": profile.wish_pay_amount,
            "wish_currency": profile.wish_pay_currency,
            "wish_first": (profile.wish_first or [""])[0],
        }
        for number, (language, level) in enumerate(profile.spoken[:_LANGUAGES], start=1):
            found |= {f"language_{number}": language, f"level_{number}": level}
        return found

    def stated(self, before: WorkerProfile | None) -> Stated:
        """What was said. What the form does not ask (further regions) stays as it was."""
        data = self.cleaned_data
        others = [data["other_occupation"]] if data["other_occupation"] else []
        pay: Decimal | None = data["wish_pay"]
        return Stated(
            nationality=data["nationality"],
            occupations=(data["occupation"], *(o for o in others if o != data["occupation"])),
            experience_months=data["experience_months"],
            languages=[
                (data[f"language_{n}"], data[f"level_{n}"] or Level.A1.value)
                for n in range(1, _LANGUAGES + 1)
                if data[f"language_{n}"]
            ],
            available_from=data["available_from"],
            available_until=data["available_until"],
            wish_regions=before.wish_regions if before else (),
            wish_pay=Money.of(pay, data["wish_currency"])
            if pay is not None and data["wish_currency"]
            else None,
            wish_first=[data["wish_first"]] if data["wish_first"] else (),
        )


class ChannelForm(forms.Form):
    """By which way she wants to go."""

    way = forms.ChoiceField(label=_("Where do you want to work, and how?"))

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["way"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(ways)


def ranked(data: Mapping[str, str], now: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """The list after what was pressed: a button moves one order, numbers rank all of them.

    Orders with a number come in the sequence of the numbers; those without leave the list. Of two
    with the same number the one that stood higher stays higher.
    """
    move, _colon, moved = data.get("move", "").partition(":")
    if move:
        return _moved(list(now), move, moved)
    places: list[tuple[int, int, uuid.UUID]] = []
    for name, value in data.items():
        if name.startswith("rank-") and value.strip().isdigit():
            pk = _uuid(name.removeprefix("rank-"))
            if pk is not None:
                stood = now.index(pk) if pk in now else len(now)
                places.append((int(value.strip()[:4]), stood, pk))
    return [pk for _number, _stood, pk in sorted(places)]


def _moved(listed: list[uuid.UUID], move: str, text: str) -> list[uuid.UUID]:
    pk = _uuid(text)
    if pk is None:
        return listed
    if move == "add":
        return [*listed, pk] if pk not in listed else listed
    if pk not in listed:
        return listed
    place = listed.index(pk)
    listed.remove(pk)
    if move == "up":
        listed.insert(max(0, place - 1), pk)
    elif move == "down":
        listed.insert(place + 1, pk)
    return listed


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
