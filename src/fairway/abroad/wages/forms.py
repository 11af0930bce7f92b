"""What employers hand in, and what she answers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.abroad.wages.kinds import Answer
from fairway.core.acting import DayInput
from fairway.engines.kernel import Money
from fairway.engines.wages import WageMonth
from fairway.leaving.contracts.terms import DeductionKind

_KINDS = (
    (DeductionKind.HOUSING.value, _("Housing")),
    (DeductionKind.FOOD.value, _("Food")),
    (DeductionKind.TRANSPORT.value, _("Transport")),
    (DeductionKind.INSURANCE.value, _("Insurance")),
    (DeductionKind.ADVANCE.value, _("An advance")),
    (DeductionKind.OTHER.value, _("Something else")),
)


class FileForm(forms.Form):
    """The wage file that payroll makes."""

    file = forms.FileField(
        label=_("Wage file (SIF)"),
        help_text=_("Read whole or not at all: if one line is wrong, nothing is kept."),
    )
    paid_on = forms.DateField(
        label=_("Day on which the wages reached the workers"),
        widget=DayInput(),
    )


class NumberForm(forms.Form):
    """Whose number a number is."""

    journey = forms.ChoiceField(label=_("Worker"))
    number = forms.CharField(
        label=_("Number in the wage file"), help_text=_("Up to 14 digits."), max_length=20
    )

    def __init__(self, *args: Any, workers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["journey"].choices = workers  # type: ignore[attr-defined]  # choices


class DeductionForm(forms.Form):
    """What was taken off a wage."""

    journey = forms.ChoiceField(label=_("Worker"))
    month = forms.CharField(
        label=_("Month"), help_text=_("Such as 2026-10."), max_length=7, min_length=7
    )
    kind = forms.ChoiceField(label=_("What for"), choices=_KINDS)
    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    currency = forms.CharField(label=_("Currency"), max_length=3)

    def __init__(self, *args: Any, workers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["journey"].choices = workers  # type: ignore[attr-defined]  # choices

    def clean_month(self) -> WageMonth:
        """As a month of the calendar."""
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", str(self.cleaned_data["month"]))
        if not found or found[1] == "0000":
            raise forms.ValidationError(_("Write a month such as 2026-10."))
        return WageMonth(int(found[1]), int(found[2]))

    @property
    def money(self) -> Money:
        """The amount with its currency. Raises `BadInput` for what is no money."""
        return Money.of(self.cleaned_data["amount"], self.cleaned_data["currency"].strip().upper())


class AnswerForm(forms.Form):
    """Was it right."""

    answer = forms.ChoiceField(choices=Answer.choices)


class CaseForm(forms.Form):
    """Why an alert becomes a case."""

    words = forms.CharField(
        label=_("What is known, for whoever takes the case up"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
