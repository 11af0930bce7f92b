"""What is asked for when somebody leaves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.core.acting import DayInput


class ClearForm(forms.Form):
    """The day of departure, and the reason where the rules leave it to an officer."""

    departs_on = forms.DateField(label=_("Day of departure"), widget=DayInput())
    why = forms.CharField(
        label=_("Your reason, where the rules leave it to you"),
        help_text=_("Empty: the rules decide alone. A refusal by the rules is not lifted by it."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
    )


class PassForm(forms.Form):
    """A code that somebody shows at the border."""

    code = forms.CharField(label=_("Code of the pass"), max_length=40)
