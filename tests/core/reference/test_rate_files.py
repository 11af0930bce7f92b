"""Published files of rates come in through the one door, day after day."""

from datetime import date
from decimal import Decimal

import pytest

from fairway.core import clock
from fairway.core.accounts.actors import system
from fairway.core.imports.actions import run_import
from fairway.core.reference.models import ExchangeRate
from fairway.core.reference.rate_files import ECB, PEGGED_RATES
from fairway.core.reference.rates import convert
from fairway.engines.kernel import BadInput, Money

# The first lines of eurofxref-hist.csv for 23 April 2021, as the ECB published them (columns cut).
# Every other line in this file is invented.
ECB_FILE = (
    "Date,USD,JPY,BGN,CYP,CZK,DKK,EEK,GBP,\n"
    "2021-04-23,1.2066,129.98,1.9558,N/A,25.847,7.4361,N/A,0.86905,\n"
)


@pytest.fixture
def bring(tmp_path, make_authority):
    authority = make_authority("FR")

    def run(text: str, kind: str = "ecb-eurofxref"):
        path = tmp_path / "rates.csv"
        path.write_text(text, encoding="utf-8")
        return run_import(kind, path, actor=system(authority), authority=authority).run

    return run


def faults(bring, text: str, kind: str = "ecb-eurofxref") -> list[tuple[int | None, str, str]]:
    with pytest.raises(BadInput) as refused:
        bring(text, kind)
    assert not ExchangeRate.objects.exists()
    return [(f.row, f.field, f.code) for f in refused.value.faults]


def test_the_banks_file_is_read_as_it_is_published(bring):
    run = bring(ECB_FILE)
    assert (run.rows, run.used, run.created) == (1, 1, {"exchangerate": 5})
    found = {row.quote: row for row in ExchangeRate.objects.order_by("quote")}
    assert sorted(found) == ["CZK", "DKK", "GBP", "JPY", "USD"]
    assert found["USD"].rate == Decimal("1.2066")
    assert (found["GBP"].on, found["GBP"].source) == (date(2021, 4, 23), ECB)
    assert convert(Money.of("100.00", "EUR"), "USD", date(2021, 4, 25)).money == Money.of(
        "120.66", "USD"
    )


def test_tomorrows_file_adds_its_day_and_passes_over_the_rest(bring):
    bring(ECB_FILE)
    later = "2021-04-26,1.2084,130.33,1.9558,N/A,25.859,7.4361,N/A,0.86918,\n"
    head, line = ECB_FILE.splitlines(keepends=True)
    run = bring(head + later + line)
    assert (run.rows, run.used, run.merged, run.created) == (2, 1, 1, {"exchangerate": 5})


def test_a_rate_that_contradicts_what_was_published_is_a_fault(bring):
    bring(ECB_FILE)
    with pytest.raises(BadInput) as refused:
        bring(ECB_FILE.replace("1.2066", "1.3"))
    [fault] = refused.value.faults
    assert (fault.row, fault.field, fault.code) == (2, "USD", "contradicts")
    assert fault.accepted.startswith("1.2066")


def test_a_day_of_money_that_is_gone_is_set_aside(bring):
    run = bring("Date,USD,SIT\n1999-01-04,1.1789,189.045\n1999-01-05,N/A,188.775\n")
    assert (run.used, run.set_aside) == (1, 1)
    assert run.report["reasons"][0]["code"] == "no_rates"


def test_every_fault_of_the_file_is_named_and_nothing_loaded(bring):
    text = (
        "Date,USD,JPY\n"
        "2021-04-23,0,129.98\n"
        "23/04/2021,1.2,129.98\n"
        "2026-11-23,1.2,130\n"
        "2021-04-26,one,1e400\n"
        "2021-04-27,1.12345678901,-3\n"
    )
    assert faults(bring, text) == [
        (2, "USD", "rate"),
        (3, "Date", "date"),
        (4, "Date", "future"),
        (5, "USD", "rate"),
        (5, "JPY", "rate"),
        (6, "USD", "rate"),
        (6, "JPY", "rate"),
    ]


def test_a_column_that_is_no_currency_is_a_fault(bring):
    assert faults(bring, "Date,USD,USDX\n2021-04-23,1.2,1\n") == [(1, "USDX", "unknown_column")]


def test_any_source_may_be_loaded_with_its_name(bring):
    head = "base,quote,on,rate,pegged,source,url\n"
    line = "EUR,TND,2026-11-20,3.4105,no,Banque Centrale de Tunisie,https://www.bct.gov.tn/\n"
    bring(head + line, "exchange-rates")
    found = convert(Money.of("10.00", "EUR"), "TND", date(2026, 11, 22))
    assert found.money == Money.of("34.105", "TND")
    assert found.source == "Banque Centrale de Tunisie"


def test_a_rate_without_source_or_with_unknown_money_is_refused(bring):
    head = "base,quote,on,rate,pegged,source,url\n"
    lines = (
        "EUR,EUR,2026-11-20,1,no,Bank,\n"
        "EUR,ZZZ,2026-11-20,1,no,Bank,\n"
        "EUR,TND,2026-11-20,3.4,perhaps,,http://bank.example/\n"
    )
    assert faults(bring, head + lines, "exchange-rates") == [
        (2, "quote", "one_currency"),
        (3, "quote", "unknown_currency"),
        (4, "pegged", "choice"),
        (4, "source", "source"),
        (4, "url", "url"),
    ]


def test_the_pegs_that_come_with_fairway_load(make_authority):
    authority = make_authority("AE")
    run_import("exchange-rates", PEGGED_RATES, actor=system(authority), authority=authority)
    found = convert(Money.of("1000.00", "USD"), "AED", clock.today())
    assert found.money == Money.of("3672.50", "AED")
    assert "Central Bank of the UAE" in found.source
