"""Making an offer, answering it, and ending a placement before departure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.decisions.actions import Stored, decide_by_person
from fairway.commons.duplicates.actions import hold_together
from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.conflicts import second, told
from fairway.core.people.models import RetentionClass
from fairway.core.people.registration import keep_longer
from fairway.core.records import Record
from fairway.engines.kernel import BadInput, Fault, Outcome
from fairway.engines.lifecycles import Role
from fairway.leaving import asking
from fairway.leaving.candidacies.queries import stated
from fairway.leaving.job_orders import queries as job_orders
from fairway.leaving.journeys import placements
from fairway.leaving.journeys.facts import details_of, facts_of_offer, offered_terms
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.queries import live_of, visible_to
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.leaving.candidacies.models import Candidacy
    from fairway.leaving.job_orders.models import JobOrder
    from fairway.leaving.rounds.models import MatchingRound


OFFER = "offer.make"


def offer(
    candidacy: Candidacy,
    job_order: JobOrder,
    *,
    actor: Actor,
    answer_by: datetime | None = None,
    of_round: MatchingRound | None = None,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
    client_id: uuid.UUID | None = None,
) -> Journey:
    """Offer one place to one worker, under the terms of the order as they stand now.

    Raises `Refused` where the rules stand against it, `NoPlaceLeft` where the last place has
    just gone, `Conflict` where the worker has another offer or placement. ``why`` is an officer's
    reason where the rules leave it to a person.
    """
    authorise(actor, "journey.offer")
    if client_id is not None:
        before = visible_to(actor).filter(client_id=client_id).first()
        if before is not None:
            return before
    if answer_by is not None and answer_by <= clock.now():
        raise BadInput(Fault("answer_by", answer_by.isoformat(), _("a moment to come"), "past"))
    with told(Journey, "candidacy"), transaction.atomic():
        order = reach(job_order, job_orders.visible_to(actor))
        journey = _new(transitions.lock(candidacy), order, of_round, client_id)
        # Her other records too: an offer to another of them waits here, and then sees this one.
        hold_together(journey.person_id)
        if live_of(journey.person_id) is not None:
            raise second(Journey, "leaving_journey_one_live", "candidacy")
        stored = _ask_offer(journey, statements or {}, actor, why)
        if stored.allowed:
            placements.hold(journey)
            transitions.create(
                journey,
                "offer",
                actor=_offerer(actor, journey),
                due_at=answer_by,
                payload={"decision": str(stored.record.id)},
            )
    stored.raise_unless_allowed()
    return journey


def accept(journey: Journey, *, actor: Actor, expected_version: int | None = None) -> Journey:
    """Say yes. The worker pays nothing and may still change her mind until she leaves."""
    authorise(actor, "journey.answer")
    with transaction.atomic():
        fresh = reach(journey, visible_to(actor), expected_version=expected_version)
        _in_time(fresh)
        transitions.move(fresh, "accept", actor=actor)
        placements.place(fresh)
        keep_longer(fresh.person_id, RetentionClass.JOURNEY)
        return fresh


def decline(journey: Journey, *, actor: Actor, expected_version: int | None = None) -> Journey:
    """Say no. The candidacy stays as it was."""
    authorise(actor, "journey.answer")
    return _end(journey, "decline", actor, expected_version=expected_version)


def let_offer_lapse(journey: Journey) -> Journey:
    """The day to answer has passed: the system ends the offer, under the lock of the sweep."""
    transitions.move(journey, "let_offer_lapse", actor=system(journey.authority))
    placements.give_back(journey)
    return journey


def withdraw_offer(journey: Journey, *, actor: Actor, reason: str) -> Journey:
    """Take an offer back before it is answered, with a reason that the worker reads."""
    authorise(actor, "journey.cancel")
    return _end(journey, "withdraw_offer", actor, reason=asking.needed(reason))


def withdraw(journey: Journey, *, actor: Actor, reason: str = "") -> Journey:
    """The worker chooses not to go. No reason is asked for."""
    authorise(actor, "journey.withdraw")
    return _end(journey, "withdraw", actor, reason=" ".join(reason.split()))


def cancel(journey: Journey, *, actor: Actor, reason: str) -> Journey:
    """Cancel a placement before departure, with a reason that the worker reads."""
    authorise(actor, "journey.cancel")
    return _end(journey, "cancel", actor, reason=asking.needed(reason))


def reconsider(journey: Journey) -> Journey:
    """An appeal was upheld: the refusal no longer stands, and the preparation goes on."""
    with told(Journey, "journey"), transaction.atomic():
        fresh = transitions.lock(journey)
        transitions.move(fresh, "reconsider", actor=system(fresh.authority))
        placements.hold_again(fresh)
        return fresh


def by_person(stored: Stored, *, why: str, actor: Actor, subject: Record) -> Stored:
    """Where the rules leave it open, an officer with a reason allows it; never against them."""
    if not why.strip() or not stored.incomplete:
        return stored
    return decide_by_person(stored.record, Outcome.ALLOWED, why=why, actor=actor, subject=subject)


def _new(
    candidacy: Candidacy,
    order: JobOrder,
    of_round: MatchingRound | None,
    client_id: uuid.UUID | None,
) -> Journey:
    way = asking.corridor_of(candidacy.corridor)
    if (order.destination, order.channel) != (way.destination.code, candidacy.channel):
        accepted = _("a job order of the candidacy's own corridor and channel")
        raise BadInput(Fault("job_order", order.title, accepted, "other_channel"))
    return Journey(
        authority=asking.authority_of(way.origin.code),
        destination_authority=asking.authority_of(way.destination.code),
        client_id=client_id,
        person=candidacy.person,
        candidacy=candidacy,
        job_order=order,
        round=of_round,
        employer=order.employer,
        employer_since=clock.now(),
        recruiter=order.recruiter,
        corridor=str(way),
        channel=candidacy.channel,
        occupation=order.occupation,
        terms=offered_terms(order).to_json(),
    )


def _ask_offer(journey: Journey, statements: Mapping[str, Any], actor: Actor, why: str) -> Stored:
    on = clock.today(journey.authority.time_zone)
    specs = asking.asked_for(OFFER, journey.way, on, journey.channel)
    details = details_of(journey.person)
    facts = {
        **stated(journey.candidacy),
        **asking.read_statements(specs, statements),
        **facts_of_offer(journey.job_order, journey.offered, details, on),
    }
    stored = asking.ask(
        OFFER,
        facts,
        corridor=journey.way,
        actor=actor,
        subject=journey.candidacy,
        person_id=journey.person_id,
    )
    return by_person(stored, why=why, actor=actor, subject=journey.candidacy)


def _offerer(actor: Actor, journey: Journey) -> Actor:
    """A round that the destination's office publishes is told by the system: both sides own it."""
    return system(journey.authority) if actor.role is Role.OFFICER_DESTINATION else actor


def _in_time(journey: Journey) -> None:
    """The clock may be ahead of the sweep: an answer after the deadline is none."""
    if journey.state == "offered" and journey.due_at is not None and journey.due_at < clock.now():
        accepted = _("an offer that is answered in time")
        raise BadInput(Fault("journey", journey.due_at.isoformat(), accepted, "late"))


def _end(
    journey: Journey,
    event: str,
    actor: Actor,
    *,
    reason: str = "",
    expected_version: int | None = None,
) -> Journey:
    with transaction.atomic():
        fresh = reach(journey, visible_to(actor), expected_version=expected_version)
        transitions.move(
            fresh,
            event,
            actor=actor,
            personal={"reason": reason} if reason else None,
            person_id=fresh.person_id if reason else None,
        )
        placements.give_back(fresh)
        return fresh
