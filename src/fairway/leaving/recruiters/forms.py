"""Forms of the recruiters room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.leaving.employers.forms import CorridorForm, EnrolForm


class ApplyForm(CorridorForm, EnrolForm):
    """An agency that asks for a licence, with its first account."""

    field_order = ("corridor", "name", "country", "registration_number")


class CheckForm(forms.Form):
    """A name from a poster, or a licence number."""

    q = forms.CharField(
        label=_("Name of the agency, or its licence number"),
        help_text=_("As you read or heard it; it need not be spelt right."),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
