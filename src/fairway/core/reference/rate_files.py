"""Files of exchange rates, through the one door for imports.

``ecb-eurofxref``: the European Central Bank's historical reference rates as it publishes them
(eurofxref-hist.csv, unpacked): a day a row, a currency a column, ``N/A`` where there was none.
https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/

``exchange-rates``: any source's: base, quote, on, rate, pegged (yes or no), source, url.

A rate that is already known is passed over; one that contradicts what is known is a fault.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.core import clock
from fairway.core.bulk import copy_in
from fairway.core.imports.formats import (
    ImportFormat,
    Loading,
    Options,
    Parsed,
    Progress,
    SetAside,
    SourceFile,
    register_format,
)
from fairway.core.reference.models import ExchangeRate
from fairway.core.reference.names import currency_codes
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.tables import Row, check_header, read_table

PEGGED_RATES = Path(__file__).parent / "data" / "pegged_rates.csv"
ECB = "European Central Bank, euro foreign exchange reference rates"
ECB_URL = (
    "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/"
    "euro_reference_exchange_rates/html/index.en.html"
)
# Columns of currencies that the euro or a redenomination replaced.
_REPLACED = frozenset(["BGN", "CYP", "EEK", "HRK", "LTL", "LVL", "MTL", "ROL", "SIT", "SKK", "TRL"])
_COLUMNS = ("base", "quote", "on", "rate", "pegged", "source", "url")
_MOST_FAULTS = 100
_MOST_BYTES = 50_000_000  # the whole history since 1999 is one megabyte
_DIGITS = 10
_LIMIT = Decimal(10) ** _DIGITS

Rates = list[ExchangeRate]


class _Reader:
    """Collects rates and faults while the rows of a file go by."""

    def __init__(self, sources: Iterable[str] | None = None) -> None:
        known = ExchangeRate.objects.order_by("id")
        if sources is not None:
            known = known.filter(source__in=sources)
        self.known: dict[tuple[str, str, date, str], Decimal] = {
            (base, quote, on, source): rate
            for base, quote, on, source, rate in known.values_list(
                "base", "quote", "on", "source", "rate"
            ).iterator()
        }
        self.rates: Rates = []
        self.faults: list[Fault] = []

    def fault(self, row: int, column: str, value: str, accepted: str, code: str) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(column, value[:40], accepted, code, row))

    def day(self, row: int, column: str, text: str) -> date | None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.fault(row, column, text, _("a date such as 2026-11-20"), "date")
            return None
        if day > clock.today():
            self.fault(row, column, text, _("a day that is not in the future"), "future")
            return None
        return day

    def rate(self, row: int, column: str, text: str) -> Decimal | None:
        try:
            rate = Decimal(text)
        except InvalidOperation:
            rate = Decimal("NaN")
        exact = rate.is_finite() and -int(rate.as_tuple().exponent) <= _DIGITS
        if not (exact and 0 < rate < _LIMIT):
            accepted = _("a number above zero with at most %(digits)s digits after the point")
            self.fault(row, column, text, accepted % {"digits": _DIGITS}, "rate")
            return None
        return rate

    def currency(self, row: int, column: str, code: str) -> bool:
        if code in currency_codes():
            return True
        self.fault(row, column, code, _("an ISO 4217 code such as EUR"), "unknown_currency")
        return False

    def add(self, row: int, column: str, found: ExchangeRate) -> bool:
        """Keep a new rate; whether it was new."""
        key = (found.base, found.quote, found.on, found.source)
        before = self.known.get(key)
        if before is None:
            self.known[key] = found.rate
            self.rates.append(found)
            return True
        if before != found.rate:
            accepted = _("%(rate)s, as this source published before") % {"rate": before.normalize()}
            self.fault(row, column, str(found.rate), accepted, "contradicts")
        return False

    def result(self, rows: int, used: int, aside: list[SetAside]) -> Parsed[Rates]:
        if self.faults:
            raise BadInput(*self.faults)
        return Parsed(
            rows=rows,
            used=used,
            merged=rows - used - len(aside),
            content=self.rates,
            set_aside=tuple(aside),
            figures={_("rates"): len(self.rates)},
        )


def parse_ecb(source: SourceFile, _options: Options, progress: Progress) -> Parsed[Rates]:
    """Read the ECB's file. Every line of it ends with a comma, which makes no column."""
    table = read_table(_without_last_comma(source.path), source.name)
    known = {"Date", *currency_codes(), *_REPLACED}
    check_header(table.header, ["Date"], known)
    reader = _Reader([ECB])
    used, aside = 0, []
    for row in table.rows(progress):
        cells = dict(zip(table.header, row.values, strict=True))
        day = reader.day(row.number, "Date", cells.pop("Date"))
        stated = {code: text for code, text in cells.items() if text not in ("", "N/A")}
        current = {code: text for code, text in stated.items() if code not in _REPLACED}
        if day is None:
            continue
        if not current:
            reason = _("No rate of a currency that is still in use.")
            aside.append(SetAside(row.number, "Date", day.isoformat(), "no_rates", reason))
            continue
        new = [
            reader.add(row.number, code, _ecb_rate(code, day, rate))
            for code, text in current.items()
            if (rate := reader.rate(row.number, code, text)) is not None
        ]
        used += any(new)
    return reader.result(table.row_count, used, aside)


def _without_last_comma(path: Path) -> io.BytesIO:
    with path.open("rb") as handle:
        lines = handle.read(_MOST_BYTES).splitlines()
    if lines and lines[0].rstrip().endswith(b","):
        lines = [line.rstrip().removesuffix(b",") for line in lines]
    return io.BytesIO(b"\n".join(lines))


def _ecb_rate(code: str, day: date, rate: Decimal) -> ExchangeRate:
    return ExchangeRate(base="EUR", quote=code, on=day, rate=rate, source=ECB, url=ECB_URL)


def parse_rates(source: SourceFile, _options: Options, progress: Progress) -> Parsed[Rates]:
    """Read a file of rates, one a row."""
    table = read_table(source.path, source.name)
    check_header(table.header, _COLUMNS, _COLUMNS)
    reader = _Reader()
    used = 0
    for row in table.rows(progress):
        found = _one_rate(reader, row, dict(zip(table.header, row.values, strict=True)))
        used += found is not None and reader.add(row.number, "rate", found)
    return reader.result(table.row_count, used, [])


def _one_rate(reader: _Reader, row: Row, cells: Mapping[str, str]) -> ExchangeRate | None:
    number = row.number
    before = len(reader.faults)
    day = reader.day(number, "on", cells["on"])
    rate = reader.rate(number, "rate", cells["rate"])
    for column in ("base", "quote"):
        reader.currency(number, column, cells[column])
    if cells["base"] == cells["quote"]:
        reader.fault(number, "quote", cells["quote"], _("another currency"), "one_currency")
    if cells["pegged"] not in ("yes", "no"):
        reader.fault(number, "pegged", cells["pegged"], "yes, no", "choice")
    if not 0 < len(cells["source"]) <= 200:  # noqa: PLR2004  as the column holds
        accepted = _("who published the rate, in at most 200 characters")
        reader.fault(number, "source", cells["source"], accepted, "source")
    if cells["url"] and not cells["url"].startswith("https://"):
        reader.fault(number, "url", cells["url"], "https://…", "url")
    if day is None or rate is None or len(reader.faults) > before:
        return None
    return ExchangeRate(
        base=cells["base"],
        quote=cells["quote"],
        on=day,
        rate=rate,
        pegged=cells["pegged"] == "yes",
        source=cells["source"],
        url=cells["url"],
    )


def load(parsed: Parsed[Rates], _loading: Loading) -> Mapping[str, int]:
    """Write the new rates."""
    copy_in(parsed.content)
    return {"exchangerate": len(parsed.content)}


ECB_FORMAT = ImportFormat("ecb-eurofxref", gettext_lazy("ECB reference rates"), parse_ecb, load)
RATES_FORMAT = ImportFormat("exchange-rates", gettext_lazy("Exchange rates"), parse_rates, load)
register_format(ECB_FORMAT)
register_format(RATES_FORMAT)
