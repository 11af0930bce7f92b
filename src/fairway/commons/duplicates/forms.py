"""The reason of a step, and which state of the pair was read."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """A step that needs no words of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(StepForm):
    """A step with a reason that colleagues read."""

    why = forms.CharField(
        label=_("Your reason, in a sentence"),
        help_text=_("Your colleagues read it."),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )


class ToldForm(StepForm):
    """A step with a reason that both persons read."""

    why = forms.CharField(
        label=_("Your reason, in a sentence"),
        help_text=_(
            "If it is confirmed, each of the two reads it. Write nothing that only the other "
            "record says."
        ),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
    )
