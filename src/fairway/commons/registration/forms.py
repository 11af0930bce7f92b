"""Forms of the registration: one group of questions a page."""

from __future__ import annotations

from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fairway.commons.persons.forms import DetailsForm
from fairway.core import formats
from fairway.core.accounts.models import Authority


class PhoneForm(forms.Form):
    """The number with which she will sign in."""

    phone = forms.CharField(
        label=_("Your phone number"),
        help_text=_("With the code of your country, such as +216 20 123 456."),
        max_length=32,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "dir": "ltr"}
        ),
    )


class CodeForm(forms.Form):
    """The code that was sent to it."""

    code = forms.CharField(
        label=_("The six digits we sent you"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class _Offices(forms.ModelChoiceField):  # type: ignore[type-arg]  # plain at run time
    """Labour offices, each by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """What an office is called."""
        return str(obj.names.get(formats.language()) or obj)


class OfficeForm(forms.Form):
    """Which labour office holds her record, and in which language she reads."""

    office = _Offices(
        label=_("Your labour office"),
        help_text=_("The one of your country. It keeps your record and answers you."),
        queryset=Authority.objects.order_by("country", "slug"),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Your language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


def office_of_phone(phone: str) -> str:
    """The office that a number's country suggests; empty where there is none."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ""
    region = phonenumbers.region_code_for_number(number)
    found = Authority.objects.filter(country=region or "").order_by("slug").first()
    return found.slug if found else ""


class YouForm(DetailsForm):
    """Who she is, as her document says; where she lives can wait."""

    address = None  # type: ignore[assignment]  # no such field here
