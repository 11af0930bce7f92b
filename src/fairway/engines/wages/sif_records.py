"""The records of a Salary Information File, field by field.

Sources: the Central Bank's "Wages Protection System, File formats" reference guide v1.1
(https://de.scribd.com/document/269022404/Wps-File-Format-Reference-Guide-v1-1) for EDR and SCR,
Dubai Islamic Bank's SIF guidelines (https://www.scribd.com/document/414120922/Ind-Next50) and
the businessONLINE creation guide
(https://documents.pub/document/salary-wps-file-creation-guide-businessonline.html) for EVP and
the IBAN of 23 characters, https://www.docsmith.tools/sif-file-format for the ranges of days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fairway.engines.kernel import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_SHOWN_DIGITS = 2
_SHOWN_TEXT = 40
_LONG_NUMBER = re.compile("[0-9]{10}")

# At most 15 characters, so that a sum of a file stays an exact integer of minor units.
_AMOUNT = r"(?=[0-9.]{1,15}(?:,|$))[0-9]+(?:\.[0-9]{0,2})?"
_AMOUNT_ACCEPTED = "an amount of at most 15 characters such as 2345.87, 0.00 if none"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE_ACCEPTED = "a date written YYYY-MM-DD, without blanks"
_DAYS = r"0{0,2}(?:[0-2]?[0-9]|3[01])"
_DAYS_ACCEPTED = "whole days from 0 to 31"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, what it looks like, what is said of anything else."""

    name: str
    pattern: str
    accepted: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of line. The last ``optional`` fields may be left out."""

    name: str
    fields: tuple[Field, ...]
    whole: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]
    optional: int = 0

    @classmethod
    def of(cls, name: str, *fields: Field, optional: int = 0) -> Record:
        """Compile one pattern for the whole line and one for each field."""
        last = len(fields) - optional
        parts = [f"({field.pattern})" for field in fields]
        line = ",".join(parts[:last]) + "".join(f"(?:,{part})?" for part in parts[last:])
        each = tuple(re.compile(field.pattern) for field in fields)
        return cls(name, fields, re.compile(line), each, optional)

    def faults(self, line: str, row: int) -> Iterator[Fault]:
        """What is wrong with a line that the pattern of the whole does not match."""
        values = line.split(",")
        least, most = len(self.fields) - self.optional, len(self.fields)
        if not least <= len(values) <= most:
            count = str(most) if least == most else f"{least} or {most}"
            yield Fault(
                self.name,
                f"{len(values)} fields",
                f"{count} fields with commas between them",
                "field_count",
                row,
            )
            return
        for field, pattern, value in zip(self.fields, self.each, values, strict=False):
            if not pattern.fullmatch(value):
                shown = masked(value) if field.secret else plain(value)
                yield Fault(field.name, shown, field.accepted, field.name, row)


def masked(value: str) -> str:
    """An identity or account number with all but its last two characters hidden."""
    hidden = max(len(value) - _SHOWN_DIGITS, 0) if len(value) > _SHOWN_DIGITS else len(value)
    return "*" * min(hidden, _SHOWN_TEXT) + value[hidden:]


def plain(value: str) -> str:
    """A value as given, but masked where shifted columns may have put a number of a person."""
    return masked(value) if _LONG_NUMBER.search(value) else value[:_SHOWN_TEXT]


_EMPLOYEE = Field(
    "employee_id", "[0-9]{14}", "14 digits, zeros in front kept, without blanks", secret=True
)
_ROUTING = Field("routing_code", "[0-9]{9}", "9 digits")

EDR = Record.of(
    "EDR",
    Field("record_type", "EDR", "EDR"),
    _EMPLOYEE,
    _ROUTING,
    Field(
        "account",
        "AE[0-9]{21}|(?![Aa][Ee])[0-9A-Za-z]{1,23}",
        "an IBAN of AE and 21 digits, or the agent's own number of at most 23 characters",
        secret=True,
    ),
    Field("pay_start", _DATE, _DATE_ACCEPTED),
    Field("pay_end", _DATE, _DATE_ACCEPTED),
    Field("days_in_period", _DAYS, _DAYS_ACCEPTED),
    Field("fixed_income", _AMOUNT, _AMOUNT_ACCEPTED),
    Field("variable_income", _AMOUNT, _AMOUNT_ACCEPTED),
    Field("days_on_leave", _DAYS, _DAYS_ACCEPTED),
)

VARIABLE_PARTS = (
    "housing",
    "conveyance",
    "medical",
    "annual_passage",
    "overtime",
    "other",
    "leave_encashment",
)
"""What the variable income is made of, in the order of the EVP record."""

EVP = Record.of(
    "EVP",
    Field("record_type", "EVP", "EVP"),
    _EMPLOYEE,
    _ROUTING,
    *(Field(part, _AMOUNT, _AMOUNT_ACCEPTED) for part in VARIABLE_PARTS),
)

SCR = Record.of(
    "SCR",
    Field("record_type", "SCR", "SCR"),
    Field(
        "employer_id", "[0-9]{13}", "13 digits, zeros in front kept, without blanks", secret=True
    ),
    _ROUTING,
    Field("file_date", _DATE, _DATE_ACCEPTED),
    Field("file_time", "(?:[01][0-9]|2[0-3])[0-5][0-9]", "a time written HHMM"),
    Field("salary_month", "(?:0[1-9]|1[0-2])[0-9]{4}", "a month written MMYYYY"),
    Field("edr_count", "[0-9]{1,9}", "the number of EDR records"),
    Field("total_salary", _AMOUNT.replace("{1,15}", "{1,18}"), "the sum of all EDR records"),
    Field("currency", "AED", "AED"),
    # A spreadsheet would run a text that begins like a formula.
    Field(
        "employer_reference",
        r"(?![=+\-@])[^,\x00-\x1f]{0,35}",
        "at most 35 characters, not beginning with = + - or @",
    ),
    optional=1,
)


class WageLine(NamedTuple):
    """What one worker is paid: amounts in minor units of the file's currency.

    ``parts`` are the variable income by ``VARIABLE_PARTS``; empty when there is none.
    """

    row: int
    employee_id: str
    routing_code: str
    account: str
    pay_start: date
    pay_end: date
    days: int
    fixed: int
    variable: int
    leave_days: int
    parts: tuple[int, ...] = ()
