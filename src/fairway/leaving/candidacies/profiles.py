"""What a worker says she can and wishes: checked as a whole before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pycountry
from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Country, Fault, Money
from fairway.engines.occupations import nearest, unit_groups
from fairway.engines.registers import Level, WishFor

MOST_OCCUPATIONS = 4
MOST_REGIONS = 3
_MOST_MONTHS = 600
_REGION = re.compile(r"[A-Z0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Stated:
    """A profile as its owner states it. The first occupation is the one of the experience."""

    nationality: str
    occupations: Sequence[str]
    experience_months: int = 0
    languages: Sequence[tuple[str, str]] = ()
    available_from: date | None = None
    available_until: date | None = None
    wish_regions: Sequence[str] = ()
    wish_pay: Money | None = None
    wish_first: Sequence[str] = ()

    def columns(self) -> dict[str, Any]:
        """The profile as columns, or BadInput with everything that is wrong."""
        faults = [*self._faults()]
        try:
            Country(self.nationality)
        except BadInput as error:
            faults.extend(error.faults)
        if faults:
            raise BadInput(*faults)
        first, *others = self.occupations
        return {
            "nationality": self.nationality,
            "occupation": first,
            "other_occupations": others,
            "experience_months": self.experience_months,
            "languages": [list(pair) for pair in self.languages],
            "available_from": self.available_from,
            "available_until": self.available_until,
            "wish_regions": list(self.wish_regions),
            "wish_pay_amount": self.wish_pay.amount if self.wish_pay else None,
            "wish_pay_currency": self.wish_pay.currency if self.wish_pay else "",
            "wish_first": list(self.wish_first),
        }

    def _faults(self) -> Sequence[Fault]:
        unknown = [code for code in self.occupations if code not in unit_groups()]
        near = ", ".join(nearest(unknown[0])) if unknown else ""
        unit_group = _("ISCO-08 unit groups of four digits, such as %(near)s") % {"near": near}
        months = _("a whole number from 0 to %(most)s") % {"most": _MOST_MONTHS}
        levels = _("an ISO 639-1 code and a CEFR level, such as fr and B1")
        first = ", ".join(WishFor)
        some = _("one to %(most)s occupations") % {"most": MOST_OCCUPATIONS}
        regions = _("up to %(most)s codes of regions, such as CA") % {"most": MOST_REGIONS}
        free = self.available_from, self.available_until
        checks = [
            ("occupations", ", ".join(unknown), unit_group, bool(unknown)),
            (
                "occupations",
                len(self.occupations),
                some,
                not 1 <= len(self.occupations) <= MOST_OCCUPATIONS,
            ),
            (
                "experience_months",
                self.experience_months,
                months,
                not 0 <= self.experience_months <= _MOST_MONTHS,
            ),
            (
                "available_until",
                free[1],
                _("%(day)s or later") % {"day": free[0]},
                free[0] is not None and free[1] is not None and free[1] < free[0],
            ),
            (
                "wish_regions",
                ", ".join(self.wish_regions),
                regions,
                len(self.wish_regions) > MOST_REGIONS
                or not all(_REGION.fullmatch(region) for region in self.wish_regions),
            ),
            (
                "wish_pay",
                self.wish_pay,
                _("an amount that is not negative"),
                self.wish_pay is not None and self.wish_pay.amount < 0,
            ),
            (
                "wish_first",
                ", ".join(self.wish_first),
                first,
                not set(self.wish_first) <= set(WishFor),
            ),
            *(
                ("languages", f"{language}:{level}", levels, not _known(language, level))
                for language, level in self.languages
            ),
        ]
        return [
            Fault(name, str(value)[:64], accepted, "profile")
            for name, value, accepted, wrong in checks
            if wrong
        ]


def _known(language: str, level: str) -> bool:
    return pycountry.languages.get(alpha_2=language) is not None and level in set(Level)
