"""The status words of the files, and why a row is set aside."""

from __future__ import annotations

from dataclasses import dataclass

from fairway.engines.joborders.layouts import Column


@dataclass(frozen=True, slots=True)
class Status:
    """What a status word means for an order. ``set_aside`` is a reason code, '' if it counts."""

    set_aside: str = ""
    partial: bool = False
    expired: bool = False


_CERTIFIED = Status()
_PARTIAL = Status(partial=True)

# An expired certification is a certified order whose season has passed. "(Returned)" marks
# certified cases of fiscal year 2019 that had been sent back for a correction first.
STATUSES = {
    "CERTIFICATION": _CERTIFIED,
    "CERTIFICATION EXPIRED": Status(expired=True),
    "CERTIFICATION (RETURNED)": _CERTIFIED,
    "PARTIAL CERTIFICATION": _PARTIAL,
    "PARTIAL CERTIFICATION EXPIRED": Status(partial=True, expired=True),
    "PARTIAL CERTIFICATION (RETURNED)": _PARTIAL,
    "WITHDRAWN": Status(set_aside="withdrawn"),
    "DENIED": Status(set_aside="denied"),
    "REJECTED": Status(set_aside="rejected"),
}
_PREFIX = "DETERMINATION ISSUED - "


def status_of(text: str) -> Status | None:
    """The meaning of a status as written; None for a word that is not known."""
    return STATUSES.get(" ".join(text.upper().split()).removeprefix(_PREFIX))


# Reason code: the column it is about, and the sentence shown to whoever imports.
REASONS: dict[str, tuple[Column, str]] = {
    "withdrawn": (Column.STATUS, "The employer withdrew the application."),
    "denied": (Column.STATUS, "The application was denied."),
    "rejected": (Column.STATUS, "The application was rejected."),
    "other_programme": (Column.VISA, "The row is of another programme than the file."),
    "repeated_case": (Column.CASE, "The case has a primary row already; this one would double it."),
    "no_primary_row": (Column.CASE, "A member row whose case has no primary row in the file."),
    "primary_set_aside": (Column.CASE, "A member row whose primary row is set aside."),
    "no_places": (Column.CERTIFIED, "No worker is certified on the row."),
    "no_start": (Column.START, "The start of the need is blank."),
    "no_end": (Column.END, "The end of the need is blank."),
    "end_before_start": (Column.END, "The end of the need is before its start."),
    "no_pay": (Column.RATE, "The rate of pay is blank, zero or not shown (####)."),
    "no_pay_unit": (Column.UNIT, "Nobody chose what the rate is paid for (hour, week, month)."),
    "piece_rate": (Column.UNIT, "Paid by output: no pay a month can be computed."),
    "implausible_pay": (Column.RATE, "The rate cannot be meant for its unit."),
    "hours_needed": (Column.HOURS, "Pay is not by the hour and the weekly hours are not usable."),
    "no_occupation": (Column.SOC, "The occupation code is blank or has no ISCO-08 unit group."),
}
