"""Telling people that a journey moved: after the commit, each in her language, nobody of her own.

Messages carry the words of the life cycle and an employer's name, never a reason or a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fairway.core.accounts.actors import system
from fairway.core.accounts.models import Organisation
from fairway.core.events import on
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.messages.actions import notify
from fairway.core.messages.params import Params, Words
from fairway.engines.lifecycles import WORKER_SIDE, Lifecycle
from fairway.leaving.journeys.models import Journey

NEWS, CALL = "journey_news", "journey_call"
# Whose journey an entry is about, whatever its subject is.
JourneyOf = Callable[[JournalEntry], Journey]


def listen(
    subject: str,
    lifecycle: Lifecycle,
    journey_of: JourneyOf,
    *,
    worker: Iterable[str] = (),
    houses: Iterable[str] = (),
    call: Iterable[str] = (),
) -> None:
    """Tell the worker and the houses of these steps; ``call`` reaches her by text message too."""
    hers, theirs, calls = set(worker), set(houses), set(call)

    def tell(entry: JournalEntry) -> None:
        journey = journey_of(entry)
        params: Params = {
            "what": Words(_title(lifecycle, entry)),
            "next": Words(lifecycle.state(entry.state).next_text),
            "employer": journey.employer.name,
        }
        if entry.kind in hers and entry.role not in WORKER_SIDE:
            _to_worker(journey, CALL if entry.kind in calls else NEWS, params)
        if entry.kind in theirs:
            for house in (journey.employer, journey.recruiter):
                if house is not None and house.id != entry.organisation_id:
                    _to_house(journey, house, params)

    for event in sorted(hers | theirs):
        on(f"{subject}.{event}", key=f"tell.{subject}.{event}")(_named(tell, event))


def _named(tell: Callable[[JournalEntry], None], event: str) -> Callable[[JournalEntry], None]:
    """One handler for each event, so that each has its own place in the queue."""

    def handler(entry: JournalEntry) -> None:
        tell(entry)

    handler.__qualname__ = f"tell_{event}"
    return handler


def _title(lifecycle: Lifecycle, entry: JournalEntry) -> str:
    return next(row.title for row in lifecycle.transitions if row.event == entry.kind)


def _to_worker(journey: Journey, template: str, params: Params) -> None:
    actor = system(journey.authority)
    try:
        notify(journey.person, template, params, actor=actor, subject=journey)
    except keyring.Erased:
        return  # she asked to be forgotten; nobody is left to tell


def _to_house(journey: Journey, house: Organisation, params: Params) -> None:
    notify(house, NEWS, params, actor=system(journey.authority), subject=journey)
