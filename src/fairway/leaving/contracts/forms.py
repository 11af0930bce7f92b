"""What is asked for about a contract."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fairway.core.acting import DayInput
from fairway.engines.provisions import FactSpec
from fairway.leaving.contracts.comparing import CLAUSES
from fairway.leaving.contracts.terms import Cover, DeductionKind, Terms
from fairway.leaving.contracts.words import KINDS, TITLES, covers

_DATES = {"start", "end"}
_COVERS = {"housing", "food", "medical_care", "insurance", "travel_out", "travel_home"}
_YES_NO = {
    "sick_pay",
    "wage_account",
    "passport_kept",
    "phone_kept",
    "joint_liability",
}
_OPEN = [("", _("Not stated")), ("true", _("Yes")), ("false", _("No"))]


def _field(clause: str) -> forms.Field:
    title = TITLES[clause]
    if clause in _DATES:
        day = DayInput()
        return forms.CharField(label=title, required=False, widget=day)
    if clause in _COVERS:
        return forms.ChoiceField(label=title, choices=covers())
    if clause in _YES_NO:
        return forms.ChoiceField(label=title, choices=_OPEN, required=False)
    return forms.CharField(label=title, required=False, max_length=200)


class TermsForm(forms.Form):
    """Every term of a contract, as text; what is wrong is said by the terms themselves."""

    def __init__(self, data: Any = None, *, terms: Terms) -> None:
        super().__init__(data, initial=_written(terms))
        for clause in CLAUSES:
            if clause != "deductions":
                self.fields[clause] = _field(clause)
        for kind in DeductionKind:
            label = _("May be deducted in a month for %(kind)s") % {"kind": KINDS[kind]}
            self.fields[f"deduct_{kind}"] = forms.CharField(label=label, required=False)

    def changes(self) -> dict[str, Any]:
        """The terms as written; an empty one is left out of the contract."""
        given = self.cleaned_data
        changes: dict[str, Any] = {c: given[c] or None for c in CLAUSES if c != "deductions"}
        changes["deductions"] = {
            kind.value: given[f"deduct_{kind}"] for kind in DeductionKind if given[f"deduct_{kind}"]
        }
        return changes


def _written(terms: Terms) -> dict[str, str]:
    written: dict[str, str] = {}
    for clause in CLAUSES:
        value = getattr(terms, clause)
        if clause == "deductions" or value is None:
            continue
        if isinstance(value, bool):
            written[clause] = "true" if value else "false"
        else:
            written[clause] = value.value if isinstance(value, Cover) else str(value)
    for kind, amount in terms.deductions.items():
        written[f"deduct_{kind}"] = str(amount)
    return written


class CodeForm(forms.Form):
    """The code with which she signs."""

    code = forms.CharField(
        label=_("The code that we sent to your phone"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class WishForm(forms.Form):
    """What she would have otherwise."""

    wish = forms.CharField(
        label=_("What should be changed?"), max_length=1_000, widget=forms.Textarea({"rows": 3})
    )


class SeenForm(forms.Form):
    """What an officer saw evidence of, and the reason where the rules leave it to her."""

    why = forms.CharField(
        label=_("Your reason, where the rules leave it to you"),
        help_text=_("Empty: the rules decide alone. A refusal by the rules is not lifted by it."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data: Any = None, *, asked: tuple[FactSpec, ...], language: str) -> None:
        super().__init__(data)
        for spec in asked:
            label = spec.labels.get(language) or spec.labels["en"]
            self.fields[f"seen_{spec.name}"] = (
                forms.ChoiceField(label=label, choices=_OPEN, required=False)
                if spec.type == "bool"
                else forms.CharField(label=label, required=False, help_text=spec.accepted)
            )
        self.order_fields([name for name in self.fields if name != "why"])

    def statements(self) -> dict[str, str]:
        """What was stated, by the names of the facts."""
        return {
            name.removeprefix("seen_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("seen_") and value
        }


class PaperForm(forms.Form):
    """A paper to compare: the file itself, or its SHA-256."""

    file = forms.FileField(label=_("The PDF that you were given"), required=False)
    digest = forms.CharField(
        label=_("Or its SHA-256, if you know it"), required=False, max_length=200
    )

    def given(self) -> bytes | str | None:
        """The bytes, or the digest; None where neither was given."""
        file = self.cleaned_data["file"]
        if file is not None:
            return bytes(file.read(settings.MAX_UPLOAD_BYTES + 1))
        return str(self.cleaned_data["digest"]) or None


class TypedCodeForm(forms.Form):
    """A code typed from a paper."""

    code = forms.CharField(label=_("The code at the foot of the contract"), max_length=60)
