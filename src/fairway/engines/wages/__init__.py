"""Wage files, and the check of what was paid against what the contracts say."""

from fairway.engines.wages.accounts import due_wage
from fairway.engines.wages.checking import check_month
from fairway.engines.wages.months import WageMonth
from fairway.engines.wages.sif import MOST_FAULTS, WageFile, read_sif
from fairway.engines.wages.sif_records import VARIABLE_PARTS, WageLine
from fairway.engines.wages.terms import (
    ContractTerms,
    Deduction,
    DueRule,
    FileDuty,
    Finding,
    Kind,
    Measure,
    Payment,
    Proration,
    Severity,
)

__all__ = [
    "MOST_FAULTS",
    "VARIABLE_PARTS",
    "ContractTerms",
    "Deduction",
    "DueRule",
    "FileDuty",
    "Finding",
    "Kind",
    "Measure",
    "Payment",
    "Proration",
    "Severity",
    "WageFile",
    "WageLine",
    "WageMonth",
    "check_month",
    "due_wage",
    "read_sif",
]
