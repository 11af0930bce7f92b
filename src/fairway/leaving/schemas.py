"""What the rooms of the stage share in the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from fairway.engines.kernel import Money

Corridor = Annotated[str, Field(pattern="^[A-Z]{2}-[A-Z]{2}$", examples=["TN-FR"])]
Channel = Annotated[str, Field(max_length=60, examples=["seasonal"])]
Occupation = Annotated[str, Field(pattern="^[0-9]{4}$", examples=["5120"])]
Expected = Annotated[int | None, Field(ge=1, description="The version that was read.")]
Why = Annotated[
    str,
    Field(
        max_length=2_000,
        description="Why an officer allows what the rules leave open or stand against.",
    ),
]
Statements = Annotated[
    dict[str, Any],
    Field(
        description="Facts that the packs ask for, by name: true, 3, a text, a date such as "
        "2027-03-01, money such as 400.00 USD."
    ),
]


class MoneyIO(Schema):
    """An amount in one currency."""

    amount: Annotated[Decimal, Field(ge=0, max_digits=18)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]

    def money(self) -> Money:
        """As the engines hold it; refuses more digits than the currency has."""
        return Money.of(self.amount, self.currency)

    @staticmethod
    def of(money: Money) -> MoneyIO:
        """Build from money."""
        return MoneyIO(amount=money.amount, currency=money.currency)


class LanguageIO(Schema):
    """A language and how well it is spoken."""

    language: Annotated[str, Field(pattern="^[a-z]{2}$")]
    level: Annotated[str, Field(pattern="^(A1|A2|B1|B2|C1|C2)$")]


class ReasonIn(Schema):
    """A reason that somebody reads."""

    reason: Annotated[str, Field(max_length=2_000)]


class AllowIn(Schema):
    """What an officer has seen, and why she allows what the rules do not."""

    statements: Statements = {}
    why: Why = ""
    expected_version: Expected = None
