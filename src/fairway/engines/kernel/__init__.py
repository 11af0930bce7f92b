"""The few types that every engine shares."""

from fairway.engines.kernel.countries import Corridor, Country
from fairway.engines.kernel.decisions import (
    Amount,
    Confidence,
    Decision,
    FactValue,
    Outcome,
    PackRef,
    Reason,
    Source,
)
from fairway.engines.kernel.errors import BadInput, Fault
from fairway.engines.kernel.money import Currency, Money, minor_digits
from fairway.engines.kernel.periods import Period, day_number, from_day_number

__all__ = [
    "Amount",
    "BadInput",
    "Confidence",
    "Corridor",
    "Country",
    "Currency",
    "Decision",
    "FactValue",
    "Fault",
    "Money",
    "Outcome",
    "PackRef",
    "Period",
    "Reason",
    "Source",
    "day_number",
    "from_day_number",
    "minor_digits",
]
