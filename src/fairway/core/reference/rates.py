"""Exchange at a dated rate with its source; without one there is no conversion.

The rate used is the one shown, to twelve significant digits; the result is rounded once, half up,
to the minor unit. A rate older than it may be is refused, unless law fixed it (a peg).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from itertools import pairwise

from django.db.models import Q
from django.utils.translation import gettext as _

from fairway.core.reference.models import ExchangeRate
from fairway.engines.kernel import Money, minor_digits

FRESH_DAYS = 7  # a long weekend with holidays on both sides
_SHOWN = Context(prec=12)


class NoRate(LookupError):  # noqa: N818  what is missing
    """No rate for two currencies on a day; ``newest`` is that of a rate which is too old."""

    def __init__(self, base: str, quote: str, on: date, newest: date | None) -> None:
        self.base, self.quote, self.on, self.newest = base, quote, on, newest
        if newest is None:
            text = _("No exchange rate from %(base)s to %(quote)s is known for %(on)s.")
        else:
            text = _(
                "The newest exchange rate from %(base)s to %(quote)s before %(on)s is of "
                "%(newest)s: too old."
            )
        super().__init__(text % {"base": base, "quote": quote, "on": on, "newest": newest})


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, and exactly how it came about.

    ``on`` is the oldest day of the published rates used; pegs, which do not age, aside.
    """

    money: Money
    rate: Decimal
    on: date
    source: str
    url: str
    via: tuple[str, ...] = ()


def convert(
    money: Money, to: str, on: date, *, via: Sequence[str] = (), fresh_days: int = FRESH_DAYS
) -> Converted:
    """Exchange at the latest rates on or before a day.

    A cross rate is only used through the currencies that the caller states: ``via=("EUR",)``.
    Raises NoRate where one of the rates is missing or older than ``fresh_days``.
    """
    minor_digits(to)  # refuses an unknown currency
    if money.currency == to:
        return Converted(money, Decimal(1), on, _("the same currency"), "")
    legs = [_leg(a, b, on, fresh_days) for a, b in pairwise([money.currency, *via, to])]
    rate = Decimal(1)
    for row, inverse in legs:
        rate = rate / row.rate if inverse else rate * row.rate
    rate = _SHOWN.plus(rate)
    rows = [row for row, _inverse in legs]
    days = [row.on for row in rows if not row.pegged] or [row.on for row in rows]
    return Converted(
        Money.rounded(money.amount * rate, to),
        rate,
        min(days),
        "; ".join(dict.fromkeys(row.source for row in rows)),
        " ".join(dict.fromkeys(row.url for row in rows if row.url)),
        tuple(via),
    )


def _leg(base: str, quote: str, on: date, fresh_days: int) -> tuple[ExchangeRate, bool]:
    """The latest rate between two currencies, either way round, and whether it is inverse."""
    pair = Q(base=base, quote=quote) | Q(base=quote, quote=base)
    row = ExchangeRate.objects.filter(pair, on__lte=on).order_by("-on", "source", "id").first()
    if row is None or not (row.pegged or row.on >= on - timedelta(days=fresh_days)):
        raise NoRate(base, quote, on, row.on if row else None)
    return row, row.base == quote
