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
from fairway.engines.kernel.errors import MOST_FAULTS, BadInput, Fault, name_faults
from fairway.engines.kernel.money import Currency, Money, minor_digits
from fairway.engines.kernel.periods import Period, day_number, from_day_number
from fairway.engines.kernel.wire import (
    decision_from_json,
    decision_to_json,
    fact_from_json,
    fact_to_json,
)

__all__ = [
    "MOST_FAULTS",
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
    "decision_from_json",
    "decision_to_json",
    "fact_from_json",
    "fact_to_json",
    "from_day_number",
    "minor_digits",
    "name_faults",
]
