"""Building the demonstration: every story is told, then everything is verified."""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.db import connection

from fairway.core import clock, events
from fairway.core.accounts.models import User
from fairway.core.journal import verify as journal
from fairway.core.ledger import verify as ledger
from fairway.core.messages import sending
from fairway.core.reference.models import Installation
from fairway.core.tasks import checks, heads
from fairway.core.tasks.duties import run_due
from fairway.core.tasks.models import PendingEvent
from fairway.demo import (
    agreements,
    cast,
    demand,
    emirates,
    france,
    objections,
    terms,
    troubles,
    twice,
)
from fairway.demo.firms import AGENCIES
from fairway.demo.pace import BEGINS, NOW, Pace
from fairway.demo.payroll import sown_faults
from fairway.demo.schedule import Schedule
from fairway.demo.world import World
from fairway.leaving.journeys import actions as journeys

# Which faults the wage files were given, beside the database that was to find them.
SOWN = "sown-faults.json"

Progress = Callable[[int, int], None]

# What looks at everything is done once, at the end; what is done after each step needs no night;
# nothing here is old enough to be forgotten; who comes one by one is compared as she comes.
_LEFT_OUT = frozenset(
    {
        "client_requests",
        "documents.expire",
        "documents.orphans",
        "duplicates.look",
        "duplicates.sweep",
        "events",
        "inconsistencies",
        "journal.heads",
        "knocks",
        "messages",
        "people.retention",
        "sign_in.codes",
    }
)
# Deadlines are looked at each night; these, as often as anybody would notice.
_SELDOM = frozenset({"preparation.expire", "returning.ask", "returning.end"})
_SELDOM_NIGHTS = 3
# Months of wages that nobody handed in are looked for when their last day has passed.
_WAGES, _WAGE_NIGHT = frozenset({"wages.check"}), 13


@dataclass(frozen=True, slots=True)
class Verified:
    """What was read at the end, and whatever is wrong."""

    entries: int
    transactions: int
    checks: int
    wrong: tuple[str, ...]


def is_begun() -> bool:
    """Whether somebody is here already."""
    return User.objects.exists()


def is_built() -> bool:
    """Whether the whole was built and verified: only then its clock was moved."""
    return bool(Installation.objects.get().shift)


def build(progress: Progress) -> World:
    """Tell every story up to the moment at which the demonstration opens."""
    with (
        _quick(),
        _memory_seldom_searched(),
        _light_passwords(),
        _messages_kept_aside(),
        _matching_compiled() as compiled,
    ):
        world = _begin(progress)
        world.before_rounds = compiled
        world.schedule.run(NOW)
        _last_acceptance(world)
    sown = json.dumps(sown_faults(world), indent=1)
    (Path(settings.HOME) / SOWN).write_text(sown, encoding="utf-8")
    return world


def open_doors() -> None:
    """Let the clock run on from the moment at which the stories end."""
    clock.move_to(NOW)


def verify() -> Verified:
    """Journal, ledger, and every state against its replay."""
    with clock.at(NOW):
        heads.complete()
        return _verified()


def _verified() -> Verified:
    chains, books, done = journal.verify(), ledger.verify(), checks.run_checks()
    wrong = [str(finding) for finding in (*chains.findings, *books.findings)]
    wrong += [f"{one.name}: {finding.what}" for one in done for finding in one.findings]
    wrong += [f"{one.name}: {one.failed}" for one in done if one.failed]
    return Verified(chains.entries, books.transactions, len(done), tuple(wrong))


def _begin(progress: Progress) -> World:
    days = (NOW - BEGINS).days

    def show(moment: datetime) -> None:
        progress((moment - BEGINS).days, days)

    with clock.at(BEGINS):
        schedule = Schedule(BEGINS + timedelta(days=1), between=_between, nightly=_nightly)
        schedule.on_night(show)
        world = World(cast.enter(), schedule)
    schedule.tell(agreements.publications(world), BEGINS)
    for agency, story in demand.agencies(world, AGENCIES):
        schedule.tell(story, Pace(agency.name).after(BEGINS, 1, 2))
    emirates.begin(world)
    france.begin(world)
    objections.begin(world)
    twice.begin(world)
    terms.begin(world)
    schedule.tell(troubles.from_outside(), BEGINS)
    return world


def _between() -> None:
    """What the worker process does within seconds: tell the rooms what others did."""
    if PendingEvent.objects.exists():
        events.deliver()


def _nightly() -> None:
    sending.send_due()
    today = clock.now()
    seldom = _SELDOM if today.toordinal() % _SELDOM_NIGHTS else frozenset()
    wages = _WAGES if today.day != _WAGE_NIGHT else frozenset()
    run_due(leave_out=_LEFT_OUT | seldom | wages)


def _last_acceptance(world: World) -> None:
    """The worker process has not heard of it yet: its preparation begins when it is started."""
    with clock.at(NOW - timedelta(minutes=20)):
        for journey, her in world.accepts_last:
            journeys.accept(journey, actor=her)


@contextlib.contextmanager
def _quick() -> Iterator[None]:
    """Do not wait for the disk: what a crash of the machine could lose here is built again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        yield
        cursor.execute("SET synchronous_commit = on")


@contextlib.contextmanager
def _memory_seldom_searched() -> Iterator[None]:
    """Look seldom for what is used no more: it took an eighth of the time, and memory is there."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@contextlib.contextmanager
def _light_passwords() -> Iterator[None]:
    """Fifty passwords that nobody will ever type need not each be made dear to guess."""
    usual = ScryptPasswordHasher.work_factor
    ScryptPasswordHasher.work_factor = 2**4
    try:
        yield
    finally:
        ScryptPasswordHasher.work_factor = usual


@contextlib.contextmanager
def _matching_compiled() -> Iterator[Callable[[], object]]:
    """Compile the rounds' loops on another processor while the first stories are told.

    What it gives waits for the end: a round must not begin to compile them a second time.
    """
    said = "from fairway.engines.matching import warm; warm()"
    compiling = subprocess.Popen([sys.executable, "-c", said])  # noqa: S603  our own words
    try:
        yield compiling.wait
    finally:
        compiling.wait()


@contextlib.contextmanager
def _messages_kept_aside() -> Iterator[None]:
    """A year of text messages and mails goes to a file, not to the terminal."""
    kept = Path(settings.HOME) / "messages.txt"
    log = logging.getLogger("fairway.core.messages.sending")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with kept.open("w", encoding="utf-8") as sent, contextlib.redirect_stdout(sent):
            yield
    finally:
        log.setLevel(level)
