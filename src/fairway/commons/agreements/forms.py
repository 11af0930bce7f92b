"""Forms of the agreements room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """A version of a pack as text."""

    text = forms.CharField(
        label=_("The pack"),
        help_text=_(
            "The whole YAML text. Every fault is named with its line; then nothing is kept."
        ),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "dir": "ltr"}),
    )
    note = forms.CharField(label=_("What changes, and why"), max_length=500)


class ReasonForm(forms.Form):
    """A reason that stays beside the act."""

    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
