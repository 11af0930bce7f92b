"""One question, six months later."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.returning.home.models import HowAreYou


class HowForm(forms.Form):
    """How she is, and what she wants to add."""

    how = forms.ChoiceField(
        label=_("How are you doing?"), choices=HowAreYou.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("If you like: what should we know?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
    )
