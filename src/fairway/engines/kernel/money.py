"""Exact money: a Decimal amount that fits its currency's minor unit (ISO 4217)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NewType

import pycountry

from fairway.engines.kernel.errors import BadInput, Fault

Currency = NewType("Currency", str)

# ISO 4217 amendment 177: currencies whose minor unit is not a hundredth.
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = {
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


@cache
def _known(currency: str) -> bool:
    return pycountry.currencies.get(alpha_3=currency) is not None


def minor_digits(currency: str) -> int:
    """Digits after the point of a currency's minor unit (ISO 4217): 2 for EUR, 3 for TND."""
    if not _known(currency):
        raise BadInput(Fault("currency", currency, "an ISO 4217 code such as EUR", "currency"))
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in one currency. Never a float; never finer than the minor unit.

    >>> Money(Decimal("12.50"), "EUR") + Money(Decimal(1), "EUR")
    Money(amount=Decimal('13.50'), currency='EUR')
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        digits = minor_digits(self.currency)
        # A float that reaches this line at run time is refused, whatever the annotations say.
        exact_type: object = self.amount
        if not isinstance(exact_type, Decimal) or not exact_type.is_finite():
            raise BadInput(Fault("amount", str(self.amount), "a finite decimal number", "amount"))
        quantum = Decimal(1).scaleb(-digits)
        exact = self.amount.quantize(quantum, rounding=ROUND_HALF_UP)
        if exact != self.amount:
            raise BadInput(
                Fault(
                    "amount",
                    f"{self.amount} {self.currency}",
                    f"at most {digits} digits after the point for {self.currency}",
                    "amount_precision",
                )
            )
        object.__setattr__(self, "amount", exact)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """Build from anything exact; text is read as a plain decimal number."""
        try:
            return cls(Decimal(amount), currency)
        except ArithmeticError as error:
            raise BadInput(
                Fault("amount", str(amount), "a number such as 1250.50", "amount")
            ) from error

    @classmethod
    def from_minor(cls, units: int, currency: str) -> Money:
        """Build from whole minor units (cents, fils, millimes)."""
        return cls(Decimal(units).scaleb(-minor_digits(currency)), currency)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str) -> Money:
        """Round half up to the minor unit: for results of division and exchange only."""
        quantum = Decimal(1).scaleb(-minor_digits(currency))
        return cls(amount.quantize(quantum, rounding=ROUND_HALF_UP), currency)

    @property
    def minor(self) -> int:
        """The amount as whole minor units."""
        return int(self.amount.scaleb(minor_digits(self.currency)))

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise BadInput(
                Fault("currency", other.currency, f"{self.currency}, as the other", "currency_mix")
            )

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.amount * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
