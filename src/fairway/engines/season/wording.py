"""The sentences of the report, marked for translation, and how figures are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairway.engines.kernel import Money


# Stands where there is no figure.
NOTHING = "\N{EN DASH}"


def gettext_noop(message: str) -> str:
    """Mark a sentence so that it is translated where it is shown."""
    return message


WORKER_OUTCOMES = {
    "placed": gettext_noop("Got an offer"),
    "no_occupation": gettext_noop("No order in the worker's occupations"),
    "no_experience": gettext_noop("Every order there asks for more experience"),
    "no_dates": gettext_noop("Every order there lies outside the time the worker is free"),
    "no_pay": gettext_noop("Every order left pays less than the worker asks"),
    "no_languages": gettext_noop("Every order there asks for a language at a higher level"),
    "no_certificates": gettext_noop("Every order there asks for a certificate that is missing"),
    "no_age": gettext_noop("Every order there lies outside the limits of age"),
    "no_place": gettext_noop("Every order there lies outside the regions wished for"),
    "places_taken": gettext_noop("The places on the list went to workers with higher priority"),
    "cap": gettext_noop("A cap was reached by workers with higher priority"),
}
ORDER_OUTCOMES = {
    "filled": gettext_noop("Filled"),
    "cap": gettext_noop("A cap closed it"),
    "few_wishes": gettext_noop("Too few workers wished for it"),
    "not_listed": gettext_noop("Eligible workers wished for other orders"),
    "nobody_eligible": gettext_noop("No worker in the register is eligible"),
}
CHANGES = {
    "wage": gettext_noop("More pay"),
    "experience": gettext_noop("Less experience asked for"),
    "start": gettext_noop("Another start"),
    "language": gettext_noop("A lower level of language"),
}
BARRIERS = {
    "occupation": gettext_noop("Occupation"),
    "experience": gettext_noop("Experience"),
    "languages": gettext_noop("Languages"),
    "certificates": gettext_noop("Certificates"),
    "age": gettext_noop("Age"),
    "place": gettext_noop("Region"),
    "dates": gettext_noop("Dates"),
    "pay": gettext_noop("Pay"),
}
STEPS = {
    "reading": gettext_noop("Reading orders and the register"),
    "wishes": gettext_noop("Eligibility and wishes"),
    "clearing": gettext_noop("Clearing, reasons and the check"),
    "changes": gettext_noop("What one change would have filled"),
    "barriers": gettext_noop("What stood in the way"),
}
BASIS_KINDS = {
    "source": gettext_noop("source"),
    "assumption": gettext_noop("assumption"),
    "definition": gettext_noop("definition"),
}


def _grouped(number: int) -> str:
    return f"{number:,}"


def _plain_money(money: Money) -> str:
    return f"{money.currency} {money.amount:,}"


@dataclass(frozen=True, slots=True)
class Voice:
    """A language to write in. The default is English; a caller hands in its own."""

    gettext: Callable[[str], str] = gettext_noop
    number: Callable[[int], str] = _grouped
    money: Callable[[Money], str] = _plain_money
    language: str = "en"
    direction: str = "ltr"
    decimal: Callable[[Decimal], str] = str

    def percent(self, part: int, whole: int) -> str:
        """A share in whole percent; a dash where there is nothing to share."""
        return f"{self.number(round(100 * part / whole))} %" if whole else NOTHING


ENGLISH = Voice()
