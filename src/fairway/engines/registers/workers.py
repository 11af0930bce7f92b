"""The worker file: what a register hands in, one row a person who wants to work abroad."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Sex(StrEnum):
    """As on the identity document; never part of eligibility or of a score."""

    FEMALE = "f"
    MALE = "m"
    UNSPECIFIED = "x"


class FamilyStatus(StrEnum):
    """Civil status; never part of eligibility or of a score."""

    SINGLE = "single"
    MARRIED = "married"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class WishFor(StrEnum):
    """What a worker looks at when two offers are compared."""

    PAY = "pay"
    REGION = "region"
    START = "start"


class Level(StrEnum):
    """Command of a language, Common European Framework of Reference."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One person. ``birth_date`` is as precise as it is known: 1990, 1990-05 or 1990-05-17."""

    worker_ref: str
    family_name: str
    given_names: str
    family_name_local: str
    given_names_local: str
    sex: Sex | None
    birth_date: str
    nationality: str
    id_number: str
    phone: str
    home_region: str
    occupation: str
    other_occupations: tuple[str, ...]
    experience_months: int
    languages: tuple[tuple[str, Level], ...]
    available_from: date | None
    available_until: date | None
    wish_occupations: tuple[str, ...]
    wish_regions: tuple[str, ...]
    wish_monthly_pay: Decimal | None
    wish_currency: str
    wish_first: tuple[WishFor, ...]
    family_status: FamilyStatus | None
    dependants: int | None


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the worker file, as its documentation shows it."""

    name: str
    required: bool
    accepted: str


COLUMNS = (
    FileColumn("worker_ref", True, "the register's own reference, once in the file"),
    FileColumn("family_name", False, "text; a person with a single name has one of the two"),
    FileColumn("given_names", False, "text; a person with a single name has one of the two"),
    FileColumn("family_name_local", False, "the same in the register's other script"),
    FileColumn("given_names_local", False, "the same in the register's other script"),
    FileColumn("sex", False, "f, m or x"),
    FileColumn("birth_date", True, "1990, 1990-05 or 1990-05-17, not in the future"),
    FileColumn("nationality", True, "ISO 3166-1 alpha-2, such as TN"),
    FileColumn("id_number", False, "text, once in the file"),
    FileColumn("phone", False, "international form with +, such as +21620123456"),
    FileColumn("home_region", False, "text"),
    FileColumn("occupation", True, "ISCO-08 unit group, four digits, such as 9211"),
    FileColumn("other_occupations", False, "further unit groups, with ; between them"),
    FileColumn("experience_months", True, "whole months in the occupation, 0 or more"),
    FileColumn("languages", False, "ISO 639-1 and CEFR level, such as fr:B1;en:A2"),
    FileColumn("available_from", False, "a date such as 2027-03-01"),
    FileColumn("available_until", False, "a date, not before available_from"),
    FileColumn("wish_occupations", False, "unit groups, best first, with ; between them"),
    FileColumn("wish_regions", False, "regions of the destination, best first, with ;"),
    FileColumn("wish_monthly_pay", False, "the least pay a month, such as 1850.00"),
    FileColumn("wish_currency", False, "ISO 4217, needed with wish_monthly_pay"),
    FileColumn("wish_first", False, "pay, region and start, what matters most first, with ;"),
    FileColumn("family_status", False, "single, married, divorced or widowed"),
    FileColumn("dependants", False, "a whole number, 0 or more"),
    FileColumn("record_status", False, "blank or active; withdrawn, deceased and duplicate rows "
                                       "are set aside"),
)  # fmt: skip
COLUMN_NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = tuple(column.name for column in COLUMNS if column.required)


def as_text(row: WorkerRow) -> tuple[str, ...]:
    """The row as the cells of a worker file, in the order of COLUMN_NAMES."""
    return (
        row.worker_ref,
        row.family_name,
        row.given_names,
        row.family_name_local,
        row.given_names_local,
        row.sex or "",
        row.birth_date,
        row.nationality,
        row.id_number,
        row.phone,
        row.home_region,
        row.occupation,
        ";".join(row.other_occupations),
        str(row.experience_months),
        ";".join(f"{language}:{level}" for language, level in row.languages),
        row.available_from.isoformat() if row.available_from else "",
        row.available_until.isoformat() if row.available_until else "",
        ";".join(row.wish_occupations),
        ";".join(row.wish_regions),
        "" if row.wish_monthly_pay is None else str(row.wish_monthly_pay),
        row.wish_currency,
        ";".join(row.wish_first),
        row.family_status or "",
        "" if row.dependants is None else str(row.dependants),
        "",
    )
