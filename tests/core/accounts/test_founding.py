"""The first authority of a country comes with values from maintained libraries."""

from __future__ import annotations

import pytest

from fairway.core.accounts.founding import authority_for
from fairway.core.accounts.models import Authority
from fairway.engines.kernel import BadInput

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("country", "zone", "weekend", "languages"),
    [
        ("US", "America/New_York", [6, 7], ["en"]),
        ("MX", "America/Mexico_City", [6, 7], ["es"]),
        ("SA", "Asia/Riyadh", [5, 6], ["ar"]),
    ],
)
def test_an_authority_has_its_countrys_zone_weekend_and_languages(
    country, zone, weekend, languages
) -> None:
    made = authority_for(country)
    assert (made.time_zone, made.weekend, made.languages) == (zone, weekend, languages)


def test_a_country_has_its_authority_once(make_authority) -> None:
    there = make_authority("TN")
    assert authority_for("TN") == there
    assert Authority.objects.count() == 1


def test_a_country_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInput, match="ISO 3166"):
        authority_for("XX")
