"""The eight questions as a form: yes or no, nothing to write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.abroad.arrival.questions import QUESTIONS, Answers
from fairway.engines.kernel import Money

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class AnswersForm(forms.Form):
    """One choice a question; where the pay is another, how much."""

    def __init__(self, data: Any = None, *, currency: str) -> None:
        super().__init__(data)
        self.currency = currency
        for question in QUESTIONS:
            self.fields[question.name] = forms.TypedChoiceField(
                label=question.text,
                choices=_YES_NO,
                coerce=lambda value: value == "yes",
                widget=forms.RadioSelect,
            )
            if question.name == "pay":
                self.fields["pay_told"] = forms.DecimalField(
                    label=_("If not: the pay a month that you were told, in %(currency)s")
                    % {"currency": currency},
                    required=False,
                    min_value=0,
                    max_digits=12,
                )

    def answers(self) -> Answers:
        """What she answered."""
        said = {question.name: self.cleaned_data[question.name] for question in QUESTIONS}
        told = self.cleaned_data["pay_told"]
        another = told is not None and not said["pay"]
        return Answers(said, Money.of(told, self.currency) if another else None)
