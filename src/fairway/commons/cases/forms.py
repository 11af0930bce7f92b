"""What people are asked: three short steps for whoever needs help, one form for each act."""

from __future__ import annotations

import re
from typing import Any

import pycountry
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.cases.kinds import (
    TRIED,
    Allegation,
    ContactWay,
    Ground,
    NoteKind,
    PartyRole,
    Remedy,
    Urgency,
)
from fairway.commons.cases.situations import Situation
from fairway.core import formats
from fairway.core.accounts.models import Organisation
from fairway.engines.kernel import Money

_WORDS = {"rows": 5, "maxlength": 8_000}


def _countries() -> list[tuple[str, str]]:
    known = [(c.alpha_2, formats.country(c.alpha_2)) for c in pycountry.countries]
    return [("", _("I do not want to say")), *sorted(known, key=lambda pair: pair[1])]


class WhatForm(forms.Form):
    """Step 1: what happens."""

    danger = forms.BooleanField(label=gettext_lazy("I am in danger now"), required=False)
    allegations = forms.MultipleChoiceField(
        label=gettext_lazy("What happens?"),
        help_text=gettext_lazy("Choose all that are true."),
        choices=Allegation.choices,
        widget=forms.CheckboxSelectMultiple,
    )


class WordsForm(forms.Form):
    """Step 2: in her own words; where she is; who it is about."""

    words = forms.CharField(
        label=gettext_lazy("Say what happened, in your own words"),
        help_text=gettext_lazy("In any language. You can leave it empty and tell us later."),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs=_WORDS),
    )
    place = forms.CharField(
        label=gettext_lazy("Where are you?"),
        help_text=gettext_lazy("A town, a street, a building: what helps to find you."),
        required=False,
        max_length=300,
    )
    home = forms.ChoiceField(label=gettext_lazy("Which country do you come from?"), required=False)
    there = forms.ChoiceField(label=gettext_lazy("In which country do you work?"), required=False)
    about = forms.MultipleChoiceField(
        label=gettext_lazy("Who is it about?"),
        help_text=gettext_lazy("They are not told. They cannot see that you ask for help."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, situation: Situation, **options: Any) -> None:
        super().__init__(*args, **options)
        if situation.corridor:
            del self.fields["home"], self.fields["there"]
        else:
            for name in ("home", "there"):
                self.fields[name].choices = _countries()  # type: ignore[attr-defined]  # choices
        if situation.around:
            around = [(str(pk), name) for pk, name in situation.around]
            self.fields["about"].choices = around  # type: ignore[attr-defined]  # choices
        else:
            del self.fields["about"]


class ContactForm(forms.Form):
    """Step 3: how she can be reached without harm."""

    way = forms.ChoiceField(
        label=gettext_lazy("How may we reach you?"),
        choices=ContactWay.choices,
        initial=ContactWay.HERE,
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=gettext_lazy("Number, or name and number of whom you trust"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    when = forms.CharField(
        label=gettext_lazy("When is it safe?"),
        help_text=gettext_lazy("Such as: Fridays in the morning."),
        required=False,
        max_length=300,
    )
    silent = forms.BooleanField(
        label=gettext_lazy("Silent: send nothing to my phone, and hide the name of this page"),
        required=False,
    )


class CodeForm(forms.Form):
    """The code of a case."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("16 letters and digits, such as 7KQ4-M2XP-9TRD-0AB1."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Refuse what cannot be a code before anything is looked up."""
        code = str(self.cleaned_data["code"])
        if len(re.sub(r"[^0-9A-Za-z]", "", code)) != 16:  # noqa: PLR2004  as the hint says
            raise forms.ValidationError(_("Write the 16 letters and digits of your code."))
        return code


class WordsOnlyForm(forms.Form):
    """A sentence or more."""

    words = forms.CharField(
        label=gettext_lazy("Your words"), max_length=8_000, widget=forms.Textarea(attrs=_WORDS)
    )


class NothingForm(forms.Form):
    """An act that asks for nothing but the wish."""


class VersionedForm(forms.Form):
    """An act on a case as it was read; one that changed meanwhile is not overwritten."""

    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class AssignForm(VersionedForm):
    """Who takes a case up."""

    handler = forms.ModelChoiceField(
        label=gettext_lazy("Who takes it up"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("My own office"),
    )

    def __init__(self, *args: Any, helpers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["handler"].queryset = helpers  # type: ignore[attr-defined]  # choices


class NoteForm(forms.Form):
    """What was tried."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What was done"), choices=[(k.value, k.label) for k in TRIED]
    )
    words = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=8_000,
        widget=forms.Textarea(attrs=_WORDS),
    )

    def clean_kind(self) -> NoteKind:
        """As the kind itself."""
        return NoteKind(self.cleaned_data["kind"])


class AssessForm(VersionedForm):
    """What was understood."""

    urgency = forms.TypedChoiceField(
        label=gettext_lazy("How urgent it is"),
        choices=Urgency.choices,
        coerce=lambda value: Urgency(int(value)),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("What happened, as you understand it"),
        max_length=8_000,
        widget=forms.Textarea(attrs=_WORDS),
    )


class PartyForm(forms.Form):
    """An organisation, by its registration number or its exact name."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Its registration number, or its name exactly as registered."),
        max_length=200,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What it is here"), choices=PartyRole.choices, widget=forms.RadioSelect
    )

    def clean_role(self) -> PartyRole:
        """As the role itself."""
        return PartyRole(self.cleaned_data["role"])

    def clean_organisation(self) -> Organisation:
        """Find the one that is meant."""
        given = str(self.cleaned_data["organisation"]).strip()
        found = list(Organisation.objects.filter(registration_number=given)[:2]) or list(
            Organisation.objects.filter(name__iexact=given)[:2]
        )
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several organisations have this name; give the registration number.")
                if found
                else _("No organisation here has this number or name.")
            )
        return found[0]


class DiscloseForm(VersionedForm):
    """What the accused may read, and why it may be told."""

    text = forms.CharField(
        label=gettext_lazy("What the other party reads"),
        help_text=gettext_lazy("Without her name, phone or number; without what shows who told."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 4_000}),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Why it may be told"), choices=Ground.choices, widget=forms.RadioSelect
    )
    legal_ground = forms.CharField(
        label=gettext_lazy("The law and its article"), required=False, max_length=300
    )
    names_worker = forms.BooleanField(
        label=gettext_lazy("She asked that her name be told"), required=False
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be taken back"),
        error_messages={"required": gettext_lazy("Tick this to go on.")},
    )

    def clean_ground(self) -> Ground:
        """As the ground itself."""
        return Ground(self.cleaned_data["ground"])


class ResolveForm(VersionedForm):
    """What came of it."""

    remedies = forms.MultipleChoiceField(
        label=gettext_lazy("What came of it"),
        choices=Remedy.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Money that came back to her"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        help_text=gettext_lazy("Three letters, such as AED."),
        required=False,
        max_length=3,
    )
    words = forms.CharField(
        label=gettext_lazy("In words"), max_length=8_000, widget=forms.Textarea(attrs=_WORDS)
    )

    def clean_remedies(self) -> list[Remedy]:
        """As the remedies themselves."""
        return [Remedy(value) for value in self.cleaned_data["remedies"]]

    @property
    def recovered(self) -> Money | None:
        """The money, where an amount was given. Raises `BadInput` for what is no money."""
        amount = self.cleaned_data.get("amount")
        if not amount:
            return None
        return Money.of(amount, str(self.cleaned_data.get("currency", "")).strip().upper())


class ReplyForm(forms.Form):
    """The side of the accused."""

    words = forms.CharField(
        label=gettext_lazy("Your side"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 4_000}),
    )
