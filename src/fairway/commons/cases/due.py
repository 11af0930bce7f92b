"""By when the next step of a case is due: what a pack in force says, else what the table does."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import MappingProxyType

from fairway.commons.agreements.queries import packs_in_force
from fairway.commons.cases.kinds import Urgency
from fairway.commons.cases.models import Case
from fairway.core import clock
from fairway.core.accounts.models import Authority
from fairway.core.reference.models import CalendarRuling
from fairway.engines import provisions
from fairway.engines.calendars import Effect, LegalCalendar, Ruling, Unit, deadline
from fairway.engines.kernel import Corridor, Period

# The name under which packs limit the time from the complaint to its settlement.
SETTLED = "dispute_settled"
_UNITS = MappingProxyType({"calendar days": Unit.CALENDAR, "working days": Unit.WORKING})
_DANGER = timedelta(hours=24)


def due_of(case: Case, event: str) -> datetime | None:
    """When the step after ``event`` is due; None leaves it to the life cycle's own length."""
    now = clock.now()
    if event in {"receive", "reopen"}:
        return now + _DANGER if case.urgency == Urgency.DANGER else None
    if event == "answer":
        by = settled_by(case)
        # A period that is already over still leaves the day to say so.
        return max(by, now + _DANGER) if by else None
    return None


def settled_by(case: Case) -> datetime | None:
    """The end of the period in which the law wants the complaint settled, where it is known."""
    if not case.corridor:
        return None
    way = Corridor.of(*case.corridor.split("-"))
    day = case.created_at.date()
    for found in provisions.deadlines(packs_in_force(way, day), SETTLED, day):
        if found.length is not None and found.unit in _UNITS:
            calendar = _calendar(case.authority)
            return deadline(case.created_at, found.length, _UNITS[found.unit], calendar).at
    return None


def _calendar(authority: Authority) -> LegalCalendar:
    rulings = CalendarRuling.objects.filter(authority=authority).order_by("created_at", "id")
    return LegalCalendar.of(
        authority.time_zone,
        authority.weekend,
        authority.country,
        [Ruling(Period(r.first_day, r.last_day), Effect(r.effect), r.reason) for r in rulings],
    )
