"""Forms of the rounds room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.commons.agreements.queries import published
from fairway.commons.agreements.words import in_language
from fairway.core.acting import DayInput
from fairway.leaving.corridors import corridor_choices
from fairway.leaving.rounds.actions import NewRound
from fairway.leaving.rounds.models import MatchingRound


def _channels() -> list[tuple[str, str]]:
    return [
        (name, in_language(channel.title.by_language()))
        for pack in published()
        for name, channel in pack.file.channels.items()
    ]


class RoundForm(forms.Form):
    """What an officer fixes before anybody sees a result."""

    corridor = forms.ChoiceField(label=_("Corridor"), choices=corridor_choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=_channels)
    starts_from = forms.DateField(label=_("Job orders that start from"), widget=DayInput())
    starts_to = forms.DateField(label=_("Job orders that start until"), widget=DayInput())
    answer_days = forms.IntegerField(
        label=_("Days to answer an offer"), min_value=1, max_value=90, initial=7
    )

    def round(self) -> NewRound:
        """What was fixed, as the actions take it."""
        data = self.cleaned_data
        return NewRound(
            data["corridor"],
            data["channel"],
            data["starts_from"],
            data["starts_to"],
            data["answer_days"],
        )


def changes(round_: MatchingRound) -> dict[str, forms.Field]:
    """What may still change before the lists close."""
    made = RoundForm().fields
    fields: dict[str, Any] = {}
    for name in ("starts_from", "starts_to", "answer_days"):
        fields[name] = made[name]
        fields[name].initial = getattr(round_, name)
    return fields


def committing() -> dict[str, forms.Field]:
    """A secret is made at the press of a button; who wants an own one gives its commitment."""
    return {
        "commitment": forms.CharField(
            label=_("Commitment to a secret of your own (64 hexadecimal digits)"),
            help_text=_(
                "Leave it empty: Fairway makes the secret and keeps it sealed. For a secret of "
                "your own (16 characters or more) give the SHA-256 of “fairway lot commitment 1”, "
                "a zero byte and the secret. Keep the secret: without it the round cannot go on."
            ),
            max_length=64,
            required=False,
        )
    }


def revealing() -> dict[str, forms.Field]:
    """The secret of a side that made its own."""
    return {
        "secret": forms.CharField(
            label=_("Your side's secret"),
            help_text=_("The one whose commitment you gave before the lists closed."),
            max_length=1_024,
            strip=False,
        )
    }


def cancelling(round_: MatchingRound) -> dict[str, forms.Field]:
    """Why a round ends without a result; needed once its lists are closed."""
    return {
        "reason": forms.CharField(
            label=_("Reason"),
            help_text=_("Everybody reads it on the page of the round's lots."),
            max_length=2_000,
            required=round_.state != "draft",
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    }
