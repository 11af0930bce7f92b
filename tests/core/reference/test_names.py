"""Codes have names in the reader's language, in the order in which people look for them."""

import pytest

from fairway.core.reference import names
from fairway.engines.kernel import BadInput


@pytest.mark.parametrize(
    ("lang", "country", "currency", "language"),
    [
        ("en", "Tunisia", "Tunisian Dinar", "Arabic"),
        ("fr", "Tunisie", "dinar tunisien", "arabe"),
        ("ar", "تونس", "دينار تونسي", "العربية"),
    ],
)
def test_a_code_is_named_in_the_language(lang, country, currency, language):
    assert names.country_name("TN", lang) == country
    assert names.currency_name("TND", lang) == currency
    assert names.language_name("ar", lang) == language


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_every_code_has_a_name_in_every_language(lang):
    assert len(names.country_choices(lang)) == 249
    assert len(names.language_choices(lang)) == len(names.language_codes()) > 180
    assert all(name for _, name in names.currency_choices(lang))


def test_accents_do_not_send_a_country_to_the_end():
    order = [name for _, name in names.country_choices("fr")]
    assert order.index("Espagne") < order.index("États-Unis") < order.index("Finlande")
    assert order[-1] == "Zimbabwe"


def test_arabic_names_follow_the_arabic_alphabet():
    order = [code for code, _ in names.country_choices("ar")]
    # alif, ta, fa: Italy, Tunisia, France.
    assert order.index("IT") < order.index("TN") < order.index("FR")


def test_only_money_that_is_tender_is_offered():
    codes = {code for code, _ in names.currency_choices("en")}
    assert {"TND", "EUR", "AED", "PHP", "USD"} <= codes
    assert not {"XXX", "XAU", "XTS", "XDR"} & codes


@pytest.mark.parametrize(
    ("call", "wrong", "near"),
    [
        (names.country_name, "Tunisie", "TN"),
        (names.country_name, "tn", "TN"),
        (names.currency_name, "Tunisian Dinars", "TND"),
        (names.language_name, "Arabick", "ar"),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest(call, wrong, near):
    with pytest.raises(BadInput) as refused:
        call(wrong, "en")
    assert near in refused.value.faults[0].accepted


def test_an_occupation_without_a_title_in_the_language_is_shown_in_english_and_marked():
    french = {choice.code: choice for choice in names.occupation_choices("fr")}
    arabic = {choice.code: choice for choice in names.occupation_choices("ar")}
    assert len(french) == len(arabic) == 436
    assert not french["5120"].in_english
    assert (arabic["5120"].title, arabic["5120"].in_english) == ("Cooks", True)
    assert arabic["5120"].marked("الإنجليزية") == "Cooks (الإنجليزية)"
    assert french["5120"].marked("anglais") == french["5120"].title
