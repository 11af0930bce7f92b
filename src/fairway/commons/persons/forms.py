"""Forms about oneself: short pages, one group of questions each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.commons.persons.words import action_title, group_title
from fairway.core import clock, formats
from fairway.core.people.actions import PersonDetails, Sex, representable
from fairway.core.reference.names import country_choices


def _countries() -> tuple[tuple[str, str], ...]:
    return country_choices(formats.language())


class DetailsForm(forms.Form):
    """What names a person, as in her passport or identity card."""

    given = forms.CharField(
        label=_("Given names"),
        help_text=_("As in your passport or identity card."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
    )
    family = forms.CharField(
        label=_("Family name"),
        help_text=_("Leave it empty if you have one name only."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "dir": "auto"}),
    )
    other_script = forms.CharField(
        label=_("Your whole name in another script"),
        help_text=_("For example in Arabic and in Latin letters. You may leave it empty."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    birth_date = forms.CharField(
        label=_("Date of birth"),
        help_text=_("Year, month, day, such as 1998-04-23. If you only know the year: 1998."),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "bday", "dir": "ltr"}),
    )
    sex = forms.ChoiceField(
        label=_("Sex, as in your document"), choices=Sex.choices, required=False
    )
    nationality = forms.ChoiceField(label=_("Nationality"), choices=_countries)
    address = forms.CharField(
        label=_("Where you live"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "dir": "auto"}),
    )

    @classmethod
    def initial_of(cls, known: PersonDetails) -> dict[str, str]:
        """What the form shows of details that are known."""
        first = known.names[0]
        return {
            "given": " ".join(first.parts[:-1]) if first.family else first.full,
            "family": first.family,
            "other_script": known.names[1].full if len(known.names) > 1 else "",
            "birth_date": str(known.birth_date or ""),
            "sex": known.sex.value,
            "nationality": known.nationality,
            "address": known.address,
        }

    def details(
        self, *, phone: str, language: str, keep: PersonDetails | None = None
    ) -> PersonDetails:
        """Read the form into details; raises `BadInput` with what is not accepted."""
        data = self.cleaned_data
        parts = [part for part in (data["given"], data["family"]) if part.strip()]
        names: list[dict[str, Any]] = [_name(parts)]
        if data["other_script"].strip():
            names.append(_name(data["other_script"].split()))
        before = keep.as_json() if keep else {}
        return PersonDetails.parse(
            {
                **before,
                "names": names,
                "birth_date": data["birth_date"],
                "sex": data["sex"],
                "nationality": data["nationality"],
                "address": data.get("address", before.get("address", "")),
                "phone": phone,
                "language": language,
            },
            today=clock.today(),
        )


def _name(parts: list[str]) -> dict[str, Any]:
    return {"parts": parts, "order": "single" if len(parts) == 1 else "given_first"}


class RepresentativeForm(forms.Form):
    """Somebody who may act for her, in what she allows."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=32,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "dir": "ltr"}),
    )
    relation = forms.CharField(label=_("Who is this to you?"), max_length=64)
    actions = forms.MultipleChoiceField(
        label=_("What may they do for you?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["actions"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(a, action_title(a)) for a in representable()]


class TokenForm(forms.Form):
    """A key for a program: what for, what it may do, how long it lasts."""

    label = forms.CharField(
        label=_("What is it for?"),
        help_text=_("So that you know it again, such as “payroll”."),
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long does it last?"),
        choices=[(7, _("One week")), (30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
        coerce=int,
        initial=30,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        help_text=_("No more than the program needs. It can never do more than your role."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, scopes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (title, [(scope, action_title(scope)) for scope in group])
                for title, group in groupby(scopes, group_title)
            ]


class GroundForm(forms.Form):
    """A ground in law."""

    ground = forms.CharField(
        label=_("Legal ground"),
        help_text=_("The article and law that oblige you to keep the data. The person reads it."),
        max_length=200,
    )
