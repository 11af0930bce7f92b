"""What an offer holds beside the journey itself: a place of the order, and the candidacy."""

from __future__ import annotations

from fairway.core import transitions
from fairway.core.accounts.actors import system
from fairway.core.records import StatefulRecord
from fairway.leaving.job_orders import actions as job_orders
from fairway.leaving.journeys.models import Journey

_ENDS = {"offered": "end_offer", "placed": "release"}


def hold(journey: Journey) -> None:
    """Take a place and the candidacy for an offer, in the transaction that makes it."""
    _move(journey.candidacy, "offer", journey, in_round=None)
    job_orders.take_place(journey.job_order, actor=system(journey.authority))


def place(journey: Journey) -> None:
    """The worker accepted: the candidacy has led somewhere."""
    _move(journey.candidacy, "place", journey)


def give_back(journey: Journey) -> None:
    """The placement ended before departure: place and candidacy are free again.

    A candidacy that the worker withdrew meanwhile stays withdrawn.
    """
    candidacy = transitions.lock(journey.candidacy)
    event = _ENDS.get(candidacy.state)
    if event:
        transitions.move(candidacy, event, actor=system(candidacy.authority))
    job_orders.free_place(journey.job_order, actor=system(journey.authority))


def hold_again(journey: Journey) -> None:
    """A refusal was overturned: place and candidacy are taken again, if they still can be."""
    hold(journey)
    place(journey)


def _move(candidacy: StatefulRecord, event: str, journey: Journey, **changes: object) -> None:
    fresh = transitions.lock(candidacy)
    transitions.move(
        fresh,
        event,
        actor=system(fresh.authority),
        changes=changes,
        payload={"journey": str(journey.id)},
    )
