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
    seed = forms.IntegerField(
        label=_("Seed of the lot"),
        help_text=_(
            "Any whole number, drawn in public. It decides between equals, anybody can repeat the "
            "draw with it, and it does not change after the first preview."
        ),
        min_value=0,
        max_value=2**31 - 1,
    )
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
            data["seed"],
            data["answer_days"],
        )


def changes(round_: MatchingRound) -> dict[str, forms.Field]:
    """What may still change after a preview: the days, not the seed."""
    made = RoundForm().fields
    fields: dict[str, Any] = {}
    for name in ("starts_from", "starts_to", "answer_days"):
        fields[name] = made[name]
        fields[name].initial = getattr(round_, name)
    return fields
