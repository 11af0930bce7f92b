"""What a public file of job orders becomes: orders, rows set aside, and counts that reconcile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fairway.engines.kernel import Money, Period


class PayUnit(StrEnum):
    """What the stated rate of pay is paid for."""

    HOUR = "hour"
    WEEK = "week"
    FORTNIGHT = "two weeks"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Pay:
    """A rate as stated, and the same as pay an hour and a month for the basic hours."""

    rate: Decimal
    unit: PayUnit
    weekly_hours: Decimal
    hours_stated: bool
    hourly: Money
    monthly: Money


@dataclass(frozen=True, slots=True)
class Occupation:
    """The occupation as stated, in the international classification, and how sure that is."""

    source_code: str
    isco: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Member:
    """An employer that an association files for. ``places`` is None where none are stated."""

    row: int
    employer: str
    city: str
    state: str
    places: int | None


@dataclass(frozen=True, slots=True)
class JobOrderRecord:
    """One certified order. ``state`` is the worksite's two-letter code, '' where not stated."""

    row: int
    case_number: str
    visa_class: str
    employer: str
    employer_city: str
    employer_state: str
    filed_by: str
    members: tuple[Member, ...]
    job_title: str
    crop: str
    occupation: Occupation
    places: int
    places_requested: int | None
    period: Period
    decided: date | None
    worksite_city: str
    worksite_county: str
    state: str
    pay: Pay
    experience_months: int
    partial: bool
    expired: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not used, for a reason that the format foresees.

    ``places`` are the certified workers that leave the totals with it (0 for member rows).
    """

    row: int
    case_number: str
    field: str
    value: str
    reason_code: str
    reason: str
    places: int = 0


@dataclass(frozen=True, slots=True)
class ParsedOrders:
    """Every row of the file is exactly one of: used, merged into its case, set aside."""

    orders: tuple[JobOrderRecord, ...]
    set_aside: tuple[SetAside, ...]
    rows: int
    merged_rows: int
    certified_on_primary_rows: int
    expired_on_primary_rows: int

    @property
    def places(self) -> int:
        """Certified places of the orders used."""
        return sum(order.places for order in self.orders)

    @property
    def places_set_aside(self) -> int:
        """Certified places of the rows set aside."""
        return sum(row.places for row in self.set_aside)

    @property
    def set_aside_by_reason(self) -> Mapping[str, int]:
        """Rows by reason code, most frequent first."""
        return dict(Counter(row.reason_code for row in self.set_aside).most_common())

    @property
    def reconciles(self) -> bool:
        """Whether rows and certified workers add up to those of the file."""
        return (
            len(self.orders) + self.merged_rows + len(self.set_aside) == self.rows
            and self.places + self.places_set_aside == self.certified_on_primary_rows
        )


class OccupationMapping(Protocol):
    """What the caller's crosswalk answers; ``isco`` is '' where it knows none, and why."""

    @property
    def isco(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def why(self) -> str: ...


# From an occupation code and its title to ISCO-08.
OccupationOf = Callable[[str, str], OccupationMapping]


class NumberedRow(Protocol):
    """A row with the number a spreadsheet shows."""

    @property
    def number(self) -> int: ...
    @property
    def values(self) -> tuple[str, ...]: ...


class SourceTable(Protocol):
    """A checked file: any reader of tables gives this."""

    @property
    def header(self) -> tuple[str, ...]: ...
    def rows(self) -> Iterator[NumberedRow]: ...
