"""All tables of the stage; each room keeps its own in its folder."""

from fairway.abroad.arrival.models import ArrivalReport
from fairway.abroad.costs.models import CostEntry, RefundOrder
from fairway.abroad.wages.models import (
    DeclaredDeduction,
    PayAnswer,
    PayMonth,
    WageCheck,
    WageFile,
    WageFinding,
    WageLine,
    WageNumber,
)

__all__ = [
    "ArrivalReport",
    "CostEntry",
    "DeclaredDeduction",
    "PayAnswer",
    "PayMonth",
    "RefundOrder",
    "WageCheck",
    "WageFile",
    "WageFinding",
    "WageLine",
    "WageNumber",
]
