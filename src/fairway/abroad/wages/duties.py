"""What the clock does about wages: months without a file, and months whose last day has passed."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from fairway.abroad.wages import checking
from fairway.abroad.wages.models import WageCheck
from fairway.core import clock
from fairway.core.accounts.actors import system
from fairway.core.accounts.models import Organisation
from fairway.core.tasks.duties import duty
from fairway.engines.wages import WageMonth
from fairway.leaving.contracts import queries as contracts

# How far back a silent month is looked for; older ones were checked when they were due.
_MONTHS_BACK = 24


@duty("wages.check", timedelta(days=1))
def check_due_months() -> int:
    """Check the months that are over and were not checked since. Returns how many."""
    done = 0
    for employer, since in _employers():
        today = clock.today(employer.authority.time_zone)
        for month in _months(since, today):
            if _is_due(employer, month, today):
                done += (
                    checking.check(employer, month, actor=system(employer.authority)) is not None
                )
    return done


def _employers() -> list[tuple[Organisation, date]]:
    """Employers with registered contracts, and the day of the first."""
    rows = (
        contracts.visible_to(system())
        .filter(state__in=("registered", "superseded"), registered_at__isnull=False)
        .order_by("registered_at")
        .values_list("employer_id", "registered_at__date")
    )
    first: dict[uuid.UUID, date] = {}
    for employer_id, day in rows:
        first.setdefault(employer_id, day)
    found = Organisation.objects.filter(pk__in=first).select_related("authority").order_by("id")
    return [(employer, first[employer.id]) for employer in found]


def _months(since: date, today: date) -> list[WageMonth]:
    """The months that are over, from the first contract on."""
    last = WageMonth.of(today)
    month = WageMonth.of(since)
    found = []
    while month < last:
        found.append(month)
        month = month.next
    return found[-_MONTHS_BACK:]


def _is_due(employer: Organisation, month: WageMonth, today: date) -> bool:
    current = WageCheck.objects.filter(employer=employer, month=month.first, current=True).first()
    if current is None:
        return True
    return current.on <= current.last_day < today
