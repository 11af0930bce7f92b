"""The labour authority of a country, made when an installation first keeps records for it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from babel import Locale
from babel.languages import get_official_languages
from django.db import transaction

from fairway.core.accounts.models import Authority
from fairway.engines.kernel import Country


def authority_for(country: str) -> Authority:
    """The authority that keeps a country's records here; the first is made with the usual values.

    Time zone (of the largest city, from the IANA database), weekend and official languages (from
    the Unicode CLDR) are a beginning: an administrator corrects them.
    """
    code = Country(country).code
    with transaction.atomic():
        found = Authority.objects.filter(country=code).order_by("created_at", "id").first()
        return found or Authority.objects.create(
            slug=f"labour-{code.lower()}",
            country=code,
            names=_names(code),
            time_zone=_zones()[code],
            weekend=_weekend(code),
            languages=_languages(code),
        )


@cache
def _zones() -> dict[str, str]:
    """The first zone of each country in the IANA table, which lists them by population."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    zones: dict[str, str] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _place, zone, *_ = line.split("\t")
            zones.setdefault(country, zone)
    return zones


def _locale(code: str) -> Locale:
    return Locale.parse(f"und_{code}")


def _weekend(code: str) -> list[int]:
    """ISO weekdays; Babel counts from Monday as 0."""
    locale = _locale(code)
    days = [locale.weekend_start]
    while days[-1] != locale.weekend_end:
        days.append((days[-1] + 1) % 7)
    return [day + 1 for day in days]


def _languages(code: str) -> list[str]:
    return list(get_official_languages(code)) or [_locale(code).language]


def _names(code: str) -> dict[str, str]:
    words = {
        "en": "Labour authority of {}",
        "fr": "Autorité du travail, {}",
        "ar": "سلطة العمل، {}",
    }
    return {
        language: text.format(Locale.parse(language).territories[code])
        for language, text in words.items()
    }
