"""Forms of the decisions room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_LINES = forms.Textarea(attrs={"rows": 6})


class LodgeForm(forms.Form):
    """Why somebody disagrees."""

    grounds = forms.CharField(
        label=_("What is wrong with the decision?"),
        help_text=_("In your own words. You may write in any language."),
        max_length=5_000,
        widget=_LINES,
    )


class AnswerForm(forms.Form):
    """The answer to an appeal, with its reasons."""

    uphold = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("yes", _("The appeal is right: the decision no longer stands")),
            ("no", _("The decision stands")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Your reasons"),
        help_text=_("The person who appealed reads them."),
        max_length=5_000,
        widget=_LINES,
    )
