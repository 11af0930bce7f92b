"""Wage files as an employer's payroll would make them, with faults sown in on purpose.

Written from the published description of the Salary Information File alone: nothing here is
imported from the side that reads and checks such files, so that neither can hide an error of the
other. The tests hold what was sown against what was found.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

# Routing code of a bank that does not exist.
_BANK = "999000999"
_FIXED_RATE = Decimal("3.6725")  # dirham for a US dollar, fixed since 1997
_CENT = Decimal("0.01")


class Sown(StrEnum):
    """A fault that a payroll makes on purpose, in the words in which a check would name it."""

    MISSING = "missing worker"
    SHORT = "short"
    LATE = "late"
    UNKNOWN = "unknown person"
    OVER_DEDUCTION = "over-deduction"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Slip:
    """What one worker gets for a month: her number in the files, and the amount in dirham."""

    number: str
    amount: Decimal
    leave_days: int = 0


def in_dirham(dollars: Decimal) -> Decimal:
    """A wage that a contract states in US dollars, as the payroll pays it."""
    return (dollars * _FIXED_RATE).quantize(_CENT)


def wage_file(
    employer_number: str,
    first_day: date,
    slips: Sequence[Slip],
    made: datetime,
    *,
    said_total: Decimal | None = None,
) -> bytes:
    """The text of a file for one month; ``said_total`` is a control total that may be wrong."""
    days = calendar.monthrange(first_day.year, first_day.month)[1]
    last_day = first_day.replace(day=days)
    lines = []
    for slip in slips:
        fields = (
            "EDR",
            slip.number,
            _BANK,
            _account(slip.number),
            first_day.isoformat(),
            last_day.isoformat(),
            str(days),
            f"{slip.amount:.2f}",
            "0.00",
            str(slip.leave_days),
        )
        lines.append(",".join(fields))
    total = sum((slip.amount for slip in slips), Decimal(0))
    control = (
        "SCR",
        employer_number,
        _BANK,
        f"{made:%Y-%m-%d}",
        f"{made:%H%M}",
        f"{first_day:%m%Y}",
        str(len(slips)),
        f"{total if said_total is None else said_total:.2f}",
        "AED",
        f"WAGES {first_day:%m-%Y}",
    )
    lines.append(",".join(control))
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _account(number: str) -> str:
    """An account at the bank that does not exist, in the form of an IBAN of the Emirates."""
    return f"AE00999{number.zfill(16)}"
