"""Forms of the job orders room."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.commons.agreements.queries import published
from fairway.commons.agreements.words import in_language
from fairway.core import formats
from fairway.core.acting import DayInput
from fairway.core.reference.names import currency_choices, language_choices, occupation_choices
from fairway.engines.kernel import Money
from fairway.leaving.corridors import corridor_choices
from fairway.leaving.job_orders.drafts import LEVELS, Draft, Per
from fairway.leaving.job_orders.models import Housing, JobOrder
from fairway.leaving.job_orders.terms import Payer

_PAYER = [
    ("", _("Not said")),
    (Payer.EMPLOYER.value, _("The employer")),
    (Payer.SHARED.value, _("Shared")),
    (Payer.WORKER.value, _("The worker")),
]
_YES_NO = [("", _("Not said")), ("true", _("Yes")), ("false", _("No"))]
_WHOLE = (
    "weekly_rest_days",
    "daily_rest_hours",
    "annual_leave_days",
    "probation_months",
    "overtime_percent",
)
_PAYERS = ("health_insurance", "outbound_travel", "return_travel")
_TRUTHS = ("sick_pay", "meals")


def channel_choices() -> list[tuple[str, str]]:
    """Every channel of the packs in force, by its title."""
    return [
        (name, in_language(channel.title.by_language()))
        for pack in published()
        for name, channel in pack.file.channels.items()
    ]


def _occupations() -> list[tuple[str, str]]:
    english = formats.language_name("en")
    return [
        (one.code, f"{one.marked(english)} ({one.code})")
        for one in occupation_choices(formats.language())
    ]


def _currencies() -> tuple[tuple[str, str], ...]:
    return currency_choices(formats.language())


def _languages() -> list[tuple[str, str]]:
    return [("", str(_("None"))), *language_choices(formats.language())]


def _whole(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, min_value=0, max_value=most, required=False
    )


class JobOrderForm(forms.Form):
    """An employer's demand: the job, the pay, the terms."""

    corridor = forms.ChoiceField(label=_("Corridor"), choices=corridor_choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=channel_choices)
    occupation = forms.ChoiceField(
        label=_("Occupation"), help_text=_("By ISCO-08."), choices=_occupations
    )
    title = forms.CharField(label=_("Title of the job"), max_length=200)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000)
    workplace = forms.CharField(label=_("Place of work"), max_length=200)
    start_on = forms.DateField(label=_("Start"), widget=DayInput())
    end_on = forms.DateField(label=_("End"), widget=DayInput())
    weekly_hours = forms.DecimalField(
        label=_("Hours a week"), min_value=Decimal("0.5"), max_value=168, decimal_places=2
    )
    pay = forms.DecimalField(label=_("Pay"), min_value=0, max_digits=15, decimal_places=3)
    currency = forms.ChoiceField(label=_("Currency"), choices=_currencies)
    per = forms.ChoiceField(
        label=_("The pay is for"),
        choices=[(Per.MONTH.value, _("a month")), (Per.HOUR.value, _("an hour"))],
    )
    housing = forms.ChoiceField(label=_("Housing"), choices=Housing.choices)
    experience_months = forms.IntegerField(
        label=_("Months of experience needed"), min_value=0, max_value=600, initial=0
    )
    language = forms.ChoiceField(label=_("Language needed"), choices=_languages, required=False)
    level = forms.ChoiceField(
        label=_("At least at level"), choices=[(one, one) for one in LEVELS], required=False
    )
    weekly_rest_days = _whole(_("Rest days a week"), 7)
    daily_rest_hours = _whole(_("Hours of rest a day"), 24)
    annual_leave_days = _whole(_("Days of leave a year"), 366)
    probation_months = _whole(_("Months of probation"), 24)
    overtime_percent = _whole(
        _("Overtime, in percent of the hourly pay"), 500, _("125 is a quarter more.")
    )
    sick_pay = forms.ChoiceField(label=_("Sick pay"), choices=_YES_NO, required=False)
    meals = forms.ChoiceField(label=_("Meals"), choices=_YES_NO, required=False)
    health_insurance = forms.ChoiceField(
        label=_("Who pays the health insurance?"), choices=_PAYER, required=False
    )
    outbound_travel = forms.ChoiceField(
        label=_("Who pays the journey there?"), choices=_PAYER, required=False
    )
    return_travel = forms.ChoiceField(
        label=_("Who pays the journey back?"), choices=_PAYER, required=False
    )
    note = forms.CharField(
        label=_("Anything else a worker should know"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def initial_of(cls, order: JobOrder) -> dict[str, Any]:
        """A form filled from an order: to change it, or to post last year's again."""
        spoken = order.spoken[0] if order.spoken else ("", "")
        terms = order.terms.as_json()
        return {
            **{
                name: getattr(order, name)
                for name in (
                    "corridor", "channel", "occupation", "title", "places", "workplace",
                    "start_on", "end_on", "weekly_hours", "currency", "housing",
                    "experience_months",
                )
            },
            "pay": order.pay_a_month.amount,
            "per": Per.MONTH.value,
            "language": spoken[0],
            "level": spoken[1],
            **{name: terms.get(name, "") for name in (*_WHOLE, *_PAYERS, "note")},
            **{name: str(terms[name]).lower() for name in _TRUTHS if name in terms},
        }  # fmt: skip

    def draft(self) -> Draft:
        """What was said, as the action takes it; raises BadInput where money does not fit."""
        data = self.cleaned_data
        spoken = [(data["language"], data["level"] or "A1")] if data["language"] else []
        return Draft(
            corridor=data["corridor"],
            channel=data["channel"],
            occupation=data["occupation"],
            title=data["title"],
            places=data["places"],
            workplace=data["workplace"],
            start_on=data["start_on"],
            end_on=data["end_on"],
            weekly_hours=data["weekly_hours"],
            pay=Money.of(data["pay"], data["currency"]),
            per=Per(data["per"]),
            housing=Housing(data["housing"]),
            languages=spoken,
            experience_months=data["experience_months"],
            terms=_terms(data),
        )


def _terms(data: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {name: data[name] for name in _WHOLE if data[name] is not None}
    said |= {name: data[name] for name in _PAYERS if data[name]}
    said |= {name: data[name] == "true" for name in _TRUTHS if data[name]}
    if data["note"]:
        said["note"] = data["note"]
    return said
