"""Workers at work in the Emirates, their employer's payroll, and the rate that law fixes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from fairway.core import clock, transitions
from fairway.core.accounts.actors import Actor
from fairway.core.reference.models import ExchangeRate
from fairway.leaving.journeys.models import Journey
from tests.engines.wages.wage_file_writing import Sheet
from tests.leaving.journeys.world import World, world

__all__ = ["world"]

ARRIVED = datetime(2027, 1, 31, 8, 0, tzinfo=UTC)
NUMBER = "00915012345663"
FEBRUARY = "2027-02"


def at(year: int, month: int, day: int) -> datetime:
    """Noon of a day."""
    return datetime(year, month, day, 12, 0, tzinfo=UTC)


def works(world: World, worker: Actor) -> Journey:
    """The worker on her contract (500 US dollars from 1 February 2027), at work."""
    journey = world.departed(worker)
    with clock.at(ARRIVED), transaction.atomic():
        for event in ("confirm_arrival", "start_work"):
            transitions.move(transitions.lock(journey), event, actor=worker)
    journey.refresh_from_db()
    return journey


@pytest.fixture
def worker(world) -> Actor:
    return world.worker()


@pytest.fixture
def journey(world, worker) -> Journey:
    return works(world, worker)


@pytest.fixture
def peg(db) -> ExchangeRate:
    """The dirham's peg to the dollar, as the Central Bank of the Emirates publishes it."""
    return ExchangeRate.objects.create(
        base="USD",
        quote="AED",
        on=date(1997, 11, 1),
        rate=Decimal("3.6725"),
        pegged=True,
        source="Central Bank of the United Arab Emirates",
    )


def payroll(amount: str = "1836.25", month: str = FEBRUARY, number: str = NUMBER) -> bytes:
    """A wage file for one worker; 500 US dollars are 1,836.25 dirhams."""
    sheet = Sheet(month)
    days = int(sheet.last_day)
    return sheet.pay(number, amount, days=days).text()
