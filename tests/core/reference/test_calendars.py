"""An authority's deadlines run on its own calendar and follow its rulings."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from fairway.core import calendars
from fairway.core.calendars import Unit
from fairway.core.reference.models import CalendarRuling


@pytest.fixture
def rule(db):
    def make(authority, first: date, last: date, effect: str) -> CalendarRuling:
        return CalendarRuling.objects.create(
            authority=authority,
            first_day=first,
            last_day=last,
            effect=effect,
            reason="Offices closed by flood",
            legal_reference="Decree 2026-101, art. 2",
        )

    return make


def test_the_same_period_ends_on_each_authoritys_own_clock(make_authority):
    event = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    ends = {
        country: calendars.deadline(make_authority(country), event, 3).at.astimezone(UTC)
        for country in ("TN", "PH")
    }
    # In Manila it is already Monday: the period ends a day later, and by another clock.
    assert ends["TN"] == datetime(2026, 11, 25, 22, 59, 59, tzinfo=UTC)
    assert ends["PH"] == datetime(2026, 11, 26, 15, 59, 59, tzinfo=UTC)


def test_a_suspension_holds_for_the_authority_that_decreed_it(make_authority, rule):
    tunisia, france = make_authority("TN"), make_authority("FR")
    rule(tunisia, date(2026, 11, 24), date(2026, 11, 30), "suspension")
    start = date(2026, 11, 23)
    assert calendars.deadline(france, start, 3).day == date(2026, 11, 26)
    stopped = calendars.deadline(tunisia, start, 3)
    assert stopped.day == date(2026, 12, 3)
    assert stopped.skipped[0].why == "Offices closed by flood (Decree 2026-101, art. 2)"


def test_a_declared_holiday_is_no_working_day(make_authority, rule):
    tunisia = make_authority("TN")
    rule(tunisia, date(2026, 11, 24), date(2026, 11, 24), "holiday")
    found = calendars.deadline(tunisia, date(2026, 11, 23), 1, Unit.WORKING)
    assert found.day == date(2026, 11, 25)


def test_a_ruling_that_ends_before_it_begins_is_refused(make_authority, rule):
    with pytest.raises(IntegrityError, match="dates"), transaction.atomic():
        rule(make_authority("TN"), date(2026, 11, 24), date(2026, 11, 23), "holiday")
