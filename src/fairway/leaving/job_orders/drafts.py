"""What an employer says about a job: checked as a whole before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pycountry
from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Corridor, Fault, Money
from fairway.engines.occupations import nearest, unit_groups
from fairway.leaving.asking import check_channel, corridor_of
from fairway.leaving.job_orders.models import Housing
from fairway.leaving.job_orders.terms import Terms

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
MOST_PLACES = 10_000
WEEK_HOURS = 168
_WEEKS_A_YEAR, _MONTHS_A_YEAR = 52, 12
_LONGEST = 200
_MOST_DAYS = 366 * 5
_MOST_MONTHS = 600


class Per(StrEnum):
    """What a pay is paid for."""

    HOUR = "hour"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Draft:
    """One job order as its employer states it."""

    corridor: str
    channel: str
    occupation: str
    title: str
    places: int
    workplace: str
    start_on: date
    end_on: date
    weekly_hours: Decimal
    pay: Money
    per: Per = Per.MONTH
    region: str = ""
    housing: Housing = Housing.NOT_STATED
    languages: Sequence[tuple[str, str]] = ()
    experience_months: int = 0
    terms: Mapping[str, Any] = field(default_factory=dict)

    def columns(self, today: date) -> dict[str, Any]:
        """The draft as columns of a job order, or BadInput with everything that is wrong."""
        faults = [*self._faults(today)]
        try:
            terms = Terms.from_json(self.terms).as_json()
        except BadInput as error:
            faults.extend(error.faults)
            terms = {}
        corridor = _corridor(self.corridor, faults)
        if corridor is not None:
            try:
                check_channel(corridor, self.channel, today)
            except BadInput as error:
                faults.extend(error.faults)
        if faults or corridor is None:
            raise BadInput(*faults)
        hourly, monthly = comparable(self.pay, self.per, self.weekly_hours)
        return {
            "origin_country": corridor.origin.code,
            "destination": corridor.destination.code,
            "channel": self.channel,
            "occupation": self.occupation,
            "title": _tidy(self.title),
            "places": self.places,
            "workplace": _tidy(self.workplace),
            "region": self.region.strip().upper(),
            "start_on": self.start_on,
            "end_on": self.end_on,
            "weekly_hours": self.weekly_hours,
            "hourly_pay": hourly.amount,
            "monthly_pay": monthly.amount,
            "currency": self.pay.currency,
            "housing": self.housing,
            "languages": [list(pair) for pair in self.languages],
            "experience_months": self.experience_months,
            "conditions": terms,
        }

    def _faults(self, today: date) -> Sequence[Fault]:
        near = ", ".join(nearest(self.occupation)) or "5120"
        unit_group = _("an ISCO-08 unit group of four digits, such as %(near)s") % {"near": near}
        whole = _("a whole number from 1 to %(most)s") % {"most": MOST_PLACES}
        later = _("%(day)s or later") % {"day": self.start_on}
        text = _("a text of 1 to %(most)s characters") % {"most": _LONGEST}
        spoken = _("an ISO 639-1 code and a CEFR level, such as fr and A2")
        days = (self.end_on - self.start_on).days
        checks = [
            ("title", self.title, text, not 1 <= len(_tidy(self.title)) <= _LONGEST),
            ("workplace", self.workplace, text, not 1 <= len(_tidy(self.workplace)) <= _LONGEST),
            ("occupation", self.occupation, unit_group, self.occupation not in unit_groups()),
            ("places", self.places, whole, not 1 <= self.places <= MOST_PLACES),
            ("start_on", self.start_on, _("today or later"), self.start_on < today),
            ("end_on", self.end_on, later, days < 0),
            ("end_on", self.end_on, _("at most five years after the start"), days > _MOST_DAYS),
            (
                "weekly_hours",
                self.weekly_hours,
                _("more than 0, at most 168"),
                not 0 < self.weekly_hours <= WEEK_HOURS,
            ),
            ("pay", self.pay, _("an amount above nothing"), self.pay.amount <= 0),
            (
                "experience_months",
                self.experience_months,
                _("a whole number from 0 to %(most)s") % {"most": _MOST_MONTHS},
                not 0 <= self.experience_months <= _MOST_MONTHS,
            ),
            *(
                ("languages", f"{language}:{level}", spoken, not _known(language, level))
                for language, level in self.languages
            ),
        ]
        return [
            Fault(name, str(value)[:64], accepted, "job_order")
            for name, value, accepted, wrong in checks
            if wrong
        ]


def comparable(pay: Money, per: Per, weekly_hours: Decimal) -> tuple[Money, Money]:
    """The same pay an hour and a month (52 weeks in 12 months), rounded to the minor unit."""
    hours_a_month = weekly_hours * _WEEKS_A_YEAR / _MONTHS_A_YEAR
    if per == Per.HOUR:
        return pay, Money.rounded(pay.amount * hours_a_month, pay.currency)
    return Money.rounded(pay.amount / hours_a_month, pay.currency), pay


def _corridor(label: str, faults: list[Fault]) -> Corridor | None:
    try:
        return corridor_of(label)
    except BadInput as error:
        faults.extend(error.faults)
        return None


def _known(language: str, level: str) -> bool:
    return pycountry.languages.get(alpha_2=language) is not None and level in LEVELS


def _tidy(text: str) -> str:
    return " ".join(text.split())
