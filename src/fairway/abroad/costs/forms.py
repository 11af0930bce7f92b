"""The one question of this room: did you pay for anything."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.abroad.costs.kinds import FEE_KINDS, PayeeKind
from fairway.core.acting import DayInput
from fairway.core.documents.actions import Upload
from fairway.engines.kernel import Money


class PaidForm(forms.Form):
    """What, to whom, how much, when; a photo of the receipt if there is one."""

    fee_kind = forms.ChoiceField(label=_("What did you pay for?"))
    amount = forms.DecimalField(
        label=_("How much?"),
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    currency = forms.CharField(
        label=_("In which currency?"),
        help_text=_("Three letters, such as PHP, TND, EUR."),
        max_length=3,
    )
    payee = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    payee_name = forms.CharField(label=_("Name, if you know it"), required=False, max_length=200)
    paid_on = forms.DateField(label=_("When?"), widget=DayInput())
    receipt = forms.FileField(label=_("Photo of the receipt"), required=False)

    def __init__(self, *args: Any, kinds: Any, around: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = [(k, FEE_KINDS[k][0] if k in FEE_KINDS else k) for k in kinds]
        self.fields["fee_kind"].choices = shown  # type: ignore[attr-defined]  # choices
        known = [(f"{kind}:{pk}", name) for kind, pk, name in around]
        others = [(kind.value, kind.label) for kind in PayeeKind]
        self.fields["payee"].choices = [*known, *others]  # type: ignore[attr-defined]  # choices

    @property
    def money(self) -> Money:
        """The amount with its currency. Raises `BadInput` for what is no money."""
        return Money.of(self.cleaned_data["amount"], self.cleaned_data["currency"].strip().upper())

    @property
    def upload(self) -> Upload | None:
        """The receipt as it arrived."""
        file = self.cleaned_data.get("receipt")
        return Upload(file.name or "receipt", file.read()) if file else None
