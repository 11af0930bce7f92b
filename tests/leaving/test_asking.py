"""What rooms ask the packs: in the packs' own currency, by what is known, in one channel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fairway.core.reference.models import ExchangeRate
from fairway.engines.kernel import BadInput, Corridor, Money
from fairway.leaving import asking

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)


@pytest.fixture
def specs(publish):
    publish("ph-ae-domestic")
    return asking.asked_for("job_order.approve", Corridor.of("PH", "AE"), ON)


def test_a_wage_in_dirham_is_asked_about_in_dollars_at_the_published_rate(specs) -> None:
    ExchangeRate.objects.create(
        base="USD", quote="AED", on=date(1997, 11, 1), rate=Decimal("3.6725"), pegged=True,
        source="Central Bank of the UAE",
    )  # fmt: skip
    fitting = asking.fit(specs, {"wage_monthly": Money.of("1469.00", "AED")}, ON)
    assert fitting["wage_monthly"] == Money.of("400.00", "USD")


def test_without_a_rate_the_wage_is_not_known_and_never_guessed(specs) -> None:
    fitting = asking.fit(specs, {"wage_monthly": Money.of("1469.00", "AED")}, ON)
    assert fitting["wage_monthly"] is None


def test_a_cross_rate_goes_over_the_euro(specs) -> None:
    for quote, rate in (("PHP", "65.00"), ("USD", "1.1000")):
        ExchangeRate.objects.create(
            base="EUR", quote=quote, on=ON, rate=Decimal(rate), source="European Central Bank"
        )
    fitting = asking.fit(specs, {"wage_monthly": Money.of("26000.00", "PHP")}, ON)
    assert fitting["wage_monthly"] == Money.of("440.00", "USD")


def test_only_the_packs_of_a_channel_are_asked(publish) -> None:
    publish("us-h2a")
    publish("us-h2b")
    way = Corridor.of("MX", "US")
    asked = {spec.name for spec in asking.asked_for("job_order.approve", way, ON, "h2b")}
    assert "need_kind" in asked
    assert "aewr_hourly" not in asked


def test_a_statement_of_the_wrong_kind_names_what_is_accepted(specs) -> None:
    with pytest.raises(BadInput) as caught:
        asking.read_statements(specs, {"employer_accredited": "perhaps", "contract_months": "x"})
    assert {fault.field for fault in caught.value.faults} >= {"employer_accredited"}


def test_facts_come_back_as_they_were_packed_away() -> None:
    facts = {"a": Money.of("1.50", "EUR"), "b": ON, "c": True, "d": 3, "e": "x", "f": None}
    assert asking.unpack(asking.pack_away(facts)) == {
        k: v for k, v in facts.items() if v is not None
    }


def test_a_country_without_an_authority_is_refused_with_those_that_have_one(make_authority) -> None:
    make_authority("TN")
    with pytest.raises(BadInput, match="TN"):
        asking.authority_of("FR")
