"""Forms of the employers room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.core import formats
from fairway.core.reference.names import country_choices
from fairway.leaving.enrolment import NewOrganisation


def countries() -> tuple[tuple[str, str], ...]:
    """Every country in the reader's language."""
    return country_choices(formats.language())


class EnrolForm(forms.Form):
    """An organisation and its first account: what employers and recruiters say when they come."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    country = forms.ChoiceField(label=_("Country of the organisation"), choices=countries)
    registration_number = forms.CharField(
        label=_("Number in the register of companies"), max_length=64
    )
    contact = forms.CharField(
        label=_("Address and telephone"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    member_name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    login = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=_("At least twelve characters; a sentence is easy to remember."),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def organisation(self, language: str) -> NewOrganisation:
        """What was said, as the actions take it."""
        data = self.cleaned_data
        return NewOrganisation(
            name=data["name"],
            country=data["country"],
            registration_number=data["registration_number"],
            login=data["login"],
            password=data["password"],
            member_name=data["member_name"],
            language=language,
            contact=data["contact"],
        )


class CorridorForm(forms.Form):
    """From where to where: one of the corridors whose agreements are in force here."""

    corridor = forms.ChoiceField(label=_("From where do workers come, and where do they work?"))

    def __init__(self, *args: object, corridors: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what Django takes
        field = self.fields["corridor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = corridors


class RegisterForm(CorridorForm, EnrolForm):
    """An employer that asks to be verified."""

    activity = forms.CharField(label=_("What does the employer do?"), max_length=200)
    field_order = ("corridor", "name", "country", "registration_number", "activity")
