"""Countries, currencies, languages and occupations by code, named and sorted for people.

Codes are those of ISO 3166-1, ISO 4217 and ISO 639-1 (pycountry), names are Unicode's (CLDR,
through Babel), the order is that of the Unicode Collation Algorithm (pyuca), so that États-Unis
stands under E and Arabic names in the order of their letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

import pycountry
from babel import Locale
from babel.numbers import get_territory_currencies
from django.utils.translation import gettext as _
from pyuca import Collator

from fairway.engines import occupations
from fairway.engines.kernel import BadInput, Fault

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OccupationChoice:
    """A unit group of ISCO-08; ``in_english`` marks a title that the language lacks."""

    code: str
    title: str
    in_english: bool

    def marked(self, english: str) -> str:
        """The title for a list to choose from; one in English says so, as ``english`` is called."""
        return f"{self.title} ({english})" if self.in_english else self.title


@cache
def sort_key() -> Callable[[str], Any]:
    """The key by which people expect names to be sorted."""
    key: Callable[[str], Any] = Collator().sort_key
    return key


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


@cache
def country_codes() -> frozenset[str]:
    """Every ISO 3166-1 alpha-2 code."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def currency_codes() -> frozenset[str]:
    """Every ISO 4217 code that is legal tender somewhere; no metals, funds or tests."""
    tender = {code for country in country_codes() for code in get_territory_currencies(country)}
    return frozenset(tender & {currency.alpha_3 for currency in pycountry.currencies})


@cache
def language_codes() -> frozenset[str]:
    """Every ISO 639-1 code."""
    return frozenset(
        language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2")
    )


def country_name(code: str, lang: str) -> str:
    """Name a country; BadInput for an unknown code, with the nearest known."""
    _known("country", code, country_codes(), lang, country_choices)
    return str(_locale(lang).territories[code])


def currency_name(code: str, lang: str) -> str:
    """Name a currency (a very young one in English); BadInput for an unknown code."""
    _known("currency", code, currency_codes(), lang, currency_choices)
    return str(_locale(lang).currencies.get(code) or _locale("en").currencies[code])


def language_name(code: str, lang: str) -> str:
    """Name a language; BadInput for an unknown code."""
    _known("language", code, language_codes(), lang, language_choices)
    return str(_locale(lang).languages[code])


@cache
def country_choices(lang: str) -> tuple[Choice, ...]:
    """Code and name of every country, sorted by name."""
    return _sorted((code, country_name(code, lang)) for code in country_codes())


@cache
def currency_choices(lang: str) -> tuple[Choice, ...]:
    """Code and name of every currency, sorted by name."""
    return _sorted((code, currency_name(code, lang)) for code in currency_codes())


@cache
def language_choices(lang: str) -> tuple[Choice, ...]:
    """Code and name of every language, sorted by name."""
    return _sorted((code, language_name(code, lang)) for code in language_codes())


@cache
def occupation_choices(lang: str) -> tuple[OccupationChoice, ...]:
    """Every unit group of ISCO-08 with its title, sorted by title."""
    key = sort_key()
    titled = ((code, occupations.title(code, lang)) for code in occupations.unit_groups())
    return tuple(
        sorted(
            (OccupationChoice(code, title.text, title.is_fallback) for code, title in titled),
            key=lambda choice: key(choice.title),
        )
    )


def _sorted(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    key = sort_key()
    return tuple(sorted(choices, key=lambda choice: key(choice[1])))


def _known(
    field: str,
    code: str,
    codes: frozenset[str],
    lang: str,
    choices: Callable[[str], tuple[Choice, ...]],
) -> None:
    if code in codes:
        return
    by_name = {name.casefold(): known for known, name in choices(lang)}
    near = [by_name[name] for name in get_close_matches(code.casefold(), by_name, n=3)]
    near += get_close_matches(code.upper(), sorted(codes), n=3, cutoff=0.5)
    shown = ", ".join(dict.fromkeys(near[:3])) or ", ".join(sorted(codes)[:3]) + " …"
    accepted = _("a code such as %(codes)s") % {"codes": shown}
    raise BadInput(Fault(field, code[:40], accepted, f"unknown_{field}"))
