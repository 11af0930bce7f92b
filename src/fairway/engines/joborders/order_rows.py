"""A certified primary row becomes an order, or is set aside for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairway.engines.joborders.layouts import Column
from fairway.engines.joborders.pay import (
    UNITS,
    UNUSABLE_UNITS,
    comparable_pay,
    hours_are_usable,
    is_plausible,
)
from fairway.engines.joborders.reasons import REASONS, Status
from fairway.engines.joborders.records import (
    JobOrderRecord,
    Member,
    Occupation,
    OccupationOf,
    Pay,
    PayUnit,
    SetAside,
)
from fairway.engines.joborders.states import state_code
from fairway.engines.kernel import BadInput, Period

if TYPE_CHECKING:
    from fairway.engines.joborders.cells import Cells


class NotUsableError(Exception):
    """The row is set aside; ``code`` is one of REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def set_aside(cells: Cells, code: str, places: int = 0) -> SetAside:
    """The row as one that is set aside, by the file's own column name."""
    column, reason = REASONS[code]
    return SetAside(
        row=cells.row,
        case_number=cells.text(Column.CASE),
        field=cells.header[cells.places[column]] if column in cells.places else column.value,
        value=cells.text(column),
        reason_code=code,
        reason=reason,
        places=places,
    )


def read_member(cells: Cells) -> Member:
    """An employer named on a member row."""
    return Member(
        row=cells.row,
        employer=cells.text(Column.EMPLOYER),
        city=cells.text(Column.EMPLOYER_CITY),
        state=state_code(cells.text(Column.EMPLOYER_STATE)),
        places=cells.whole(Column.CERTIFIED),
    )


def read_order(
    cells: Cells, status: Status, visa_class: str, occupation_of: OccupationOf
) -> JobOrderRecord:
    """Read a certified row. Raises NotUsableError, or BadInput for what is not readable at all."""
    places = cells.whole(Column.CERTIFIED)
    period = _period(cells)
    pay = _pay(cells)
    occupation = _occupation(cells, occupation_of)
    if not places:
        raise NotUsableError("no_places")
    state = state_code(cells.text(Column.STATE))
    notes = []
    if not pay.hours_stated:
        notes.append("hours_assumed")
    if not state:
        notes.append("no_worksite_state")
    return JobOrderRecord(
        row=cells.row,
        case_number=cells.text(Column.CASE),
        visa_class=visa_class,
        employer=cells.text(Column.EMPLOYER),
        employer_city=cells.text(Column.EMPLOYER_CITY),
        employer_state=state_code(cells.text(Column.EMPLOYER_STATE)),
        filed_by=cells.text(Column.FILED_BY),
        members=(),
        job_title=cells.text(Column.TITLE),
        crop=cells.text(Column.CROP),
        occupation=occupation,
        places=places,
        places_requested=cells.whole(Column.REQUESTED),
        period=period,
        decided=cells.day(Column.DECIDED),
        worksite_city=cells.text(Column.CITY),
        worksite_county=cells.text(Column.COUNTY),
        state=state,
        pay=pay,
        experience_months=cells.whole(Column.EXPERIENCE) or 0,
        partial=status.partial,
        expired=status.expired,
        notes=tuple(notes),
    )


def _period(cells: Cells) -> Period:
    start, end = cells.day(Column.START), cells.day(Column.END)
    if start is None:
        raise NotUsableError("no_start")
    if end is None:
        raise NotUsableError("no_end")
    if end < start:
        raise NotUsableError("end_before_start")
    return Period(start, end)


def _pay(cells: Cells) -> Pay:
    unit = _unit(cells)
    # A spreadsheet column too narrow for its number was published as it was shown: ####.
    shown = cells.text(Column.RATE).strip("#")
    rate = cells.decimal(Column.RATE) if shown else None
    if not rate:
        raise NotUsableError("no_pay")
    hours = cells.decimal(Column.HOURS)
    if unit is not PayUnit.HOUR and not hours_are_usable(hours):
        raise NotUsableError("hours_needed")
    pay = comparable_pay(rate, unit, hours)
    if not is_plausible(pay):
        raise NotUsableError("implausible_pay")
    return pay


def _unit(cells: Cells) -> PayUnit:
    text = " ".join(cells.text(Column.UNIT).upper().split())
    if text in UNUSABLE_UNITS:
        raise NotUsableError(UNUSABLE_UNITS[text])
    if text not in UNITS:
        accepted = "one of " + ", ".join(sorted(word.title() for word in UNITS))
        raise BadInput(cells.fault(Column.UNIT, accepted, "unknown_unit"))
    return UNITS[text]


def _occupation(cells: Cells, occupation_of: OccupationOf) -> Occupation:
    code = cells.text(Column.SOC)
    mapped = occupation_of(code, cells.text(Column.SOC_TITLE))
    if not mapped.isco:
        raise NotUsableError("no_occupation")
    return Occupation(code, mapped.isco, mapped.confidence)
