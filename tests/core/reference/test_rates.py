"""Money is only exchanged at a dated rate that somebody published."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, transaction

from fairway.core.reference.models import ExchangeRate
from fairway.core.reference.rates import NoRate, convert
from fairway.engines.kernel import BadInput, Money

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def rate(db):
    def make(base: str, quote: str, value: str, on: date = FRIDAY, **more: object) -> ExchangeRate:
        fields = {"source": f"Bank of {base}", "url": "https://bank.example/"} | more
        return ExchangeRate.objects.create(
            base=base, quote=quote, on=on, rate=Decimal(value), **fields
        )

    return make


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def test_an_amount_is_converted_at_the_latest_rate_before_the_day(rate):
    rate("EUR", "TND", "3.3000", date(2026, 11, 19))
    rate("EUR", "TND", "3.4105")
    rate("EUR", "TND", "3.5000", date(2026, 11, 23))
    found = convert(eur("1250.00"), "TND", date(2026, 11, 22))
    assert found.money == Money.of("4263.125", "TND")
    assert (found.rate, found.on) == (Decimal("3.4105"), FRIDAY)
    assert (found.source, found.url) == ("Bank of EUR", "https://bank.example/")


def test_the_result_is_rounded_once_half_up_to_the_minor_unit(rate):
    rate("EUR", "JPY", "162.85")
    assert convert(eur("0.10"), "JPY", FRIDAY).money == Money.of("16", "JPY")
    rate("EUR", "USD", "1.1250")
    assert convert(eur("0.02"), "USD", FRIDAY).money == Money.of("0.02", "USD")
    assert convert(eur("0.60"), "USD", FRIDAY).money == Money.of("0.68", "USD")


def test_a_rate_works_both_ways(rate):
    rate("EUR", "TND", "3.2")
    found = convert(Money.of("3.200", "TND"), "EUR", FRIDAY)
    assert (found.money, found.rate) == (eur("1.00"), Decimal("0.3125"))


def test_a_rate_that_is_too_old_is_refused_and_says_of_when_it_is(rate):
    rate("EUR", "TND", "3.3", date(2026, 11, 1))
    with pytest.raises(NoRate, match="2026-11-01: too old") as refused:
        convert(eur("1"), "TND", FRIDAY)
    assert refused.value.newest == date(2026, 11, 1)
    assert convert(eur("1"), "TND", FRIDAY, fresh_days=30).on == date(2026, 11, 1)


def test_a_rate_of_tomorrow_is_not_known_today(rate):
    rate("EUR", "TND", "3.3", date(2026, 11, 21))
    with pytest.raises(NoRate, match="No exchange rate"):
        convert(eur("1"), "TND", FRIDAY)


def test_a_cross_rate_is_only_taken_through_what_the_caller_states(rate):
    rate("EUR", "PHP", "64.000")
    rate("EUR", "USD", "1.1600", date(2026, 11, 18))
    pesos = Money.of("6400.00", "PHP")
    with pytest.raises(NoRate):
        convert(pesos, "USD", FRIDAY)
    found = convert(pesos, "USD", FRIDAY, via=("EUR",))
    assert found.money == Money.of("116.00", "USD")
    assert (found.on, found.via) == (date(2026, 11, 18), ("EUR",))


def test_a_cross_rate_needs_both_its_halves(rate):
    rate("EUR", "PHP", "64.000")
    with pytest.raises(NoRate) as refused:
        convert(Money.of("6400.00", "PHP"), "USD", FRIDAY, via=("EUR",))
    assert (refused.value.base, refused.value.quote) == ("EUR", "USD")


def test_a_rate_fixed_by_law_does_not_age_and_does_not_date_the_result(rate):
    rate("USD", "AED", "3.6725", date(1997, 12, 1), pegged=True, source="Central Bank of the UAE")
    rate("EUR", "USD", "1.1600")
    found = convert(eur("100.00"), "AED", FRIDAY, via=("USD",))
    assert found.money == Money.of("426.01", "AED")
    assert found.on == FRIDAY
    assert found.source == "Bank of EUR; Central Bank of the UAE"


def test_a_peg_that_ended_is_not_fallen_back_on(rate):
    rate("USD", "AED", "3.6725", date(1997, 12, 1), pegged=True)
    rate("USD", "AED", "4.1000", date(2026, 6, 1))
    with pytest.raises(NoRate):
        convert(Money.of("1", "USD"), "AED", FRIDAY)


def test_the_same_currency_needs_no_rate(db):
    found = convert(eur("5.00"), "EUR", FRIDAY)
    assert (found.money, found.rate) == (eur("5.00"), Decimal(1))


def test_an_unknown_currency_is_refused(db):
    with pytest.raises(BadInput):
        convert(eur("5.00"), "EURO", FRIDAY)


def test_a_rate_is_never_changed_or_removed(rate):
    row = rate("EUR", "TND", "3.3")
    for change in (
        lambda: ExchangeRate.objects.filter(pk=row.pk).update(rate=4),
        lambda: ExchangeRate.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            change()


def test_the_owner_cannot_change_it_either(committed):
    row = ExchangeRate.objects.create(
        base="EUR", quote="TND", on=FRIDAY, rate=Decimal("3.3"), source="Bank"
    )
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute("UPDATE core_exchangerate SET rate = 4 WHERE id = %s", [row.id])


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"value": "0"}, "positive"),
        ({"value": "1", "source": ""}, "sourced"),
        ({"value": "1", "quote": "EUR"}, "two_currencies"),
    ],
)
def test_the_database_refuses_what_is_no_rate(rate, fields, constraint):
    fields = {"base": "EUR", "quote": "TND"} | fields
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rate(**fields)
