"""Clearing a worker to leave, taking that back, and recording the departure at the border."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.decisions.actions import Stored, decide_by_person
from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.conflicts import told
from fairway.core.journal import actions as journal
from fairway.engines.kernel import BadInput, Fault, Outcome
from fairway.leaving import asking
from fairway.leaving.departure.facts import facts_of, stops
from fairway.leaving.departure.models import DeparturePass
from fairway.leaving.departure.queries import WORDS, Standing, current, find, standing
from fairway.leaving.journeys import placements
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.actions import by_person
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


QUESTION = "departure.clear"
# Twelve of base 32: 60 bits, and only a border officer who signed in can try one.
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LENGTH = 12


class NotReady(BadInput):
    """A clearance before everything is done: each thing that stops it is named."""


class PassNotGood(BadInput):
    """A pass that does not let its bearer leave; says why."""

    def __init__(self, why: str, words: str) -> None:
        self.why = why
        super().__init__(Fault("code", "", words, f"pass_{why.replace(' ', '_')}"))


def clear(
    journey: Journey,
    *,
    departs_on: date,
    actor: Actor,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
    expected_version: int | None = None,
) -> DeparturePass:
    """Clear a worker to leave on a day. Everything must be done, and the packs are asked.

    Raises `NotReady` with what is open, `Refused` with the reasons of the law.
    """
    authorise(actor, "departure.clear")
    with told(DeparturePass, "journey"), transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor), expected_version=expected_version)
        today = clock.today(fresh.authority.time_zone)
        if departs_on < today:
            raise BadInput(Fault("departs_on", departs_on.isoformat(), _("today or later"), "past"))
        _ready(fresh, departs_on)
        stored = _ask(fresh, departs_on, actor, statements=statements, why=why)
        issued = None
        if stored.allowed:
            issued = _issue(fresh, departs_on, actor, stored)
    stored.raise_unless_allowed()
    if issued is None:
        raise RuntimeError("A decision that allows issues a pass.")
    return issued


def refuse(journey: Journey, *, actor: Actor, reason: str) -> Journey:
    """Refuse the clearance, with the reason that the worker reads and may object to."""
    authorise(actor, "departure.clear")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        if fresh.state != "contract_registered":
            accepted = _("a journey whose contract is registered")
            raise BadInput(Fault("journey", fresh.state, accepted, "state"))
        today = clock.today(fresh.authority.time_zone)
        said = _ask(fresh, today, actor)
        stored = decide_by_person(said.record, Outcome.REFUSED, why=why, actor=actor, subject=fresh)
        _move(fresh, "refuse", actor, stored, why)
        placements.give_back(fresh)
        return fresh


def revoke(journey: Journey, *, actor: Actor, reason: str) -> Journey:
    """Take a clearance back; the pass is void from this moment."""
    authorise(actor, "departure.clear")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        today = clock.today(fresh.authority.time_zone)
        said = _ask(fresh, today, actor)
        stored = decide_by_person(said.record, Outcome.REFUSED, why=why, actor=actor, subject=fresh)
        _move(fresh, "revoke_clearance", actor, stored, why)
        held = current(fresh)
        if held is not None:
            held.revoked_at = clock.now()
            held.version += 1
            held.save(update_fields=["revoked_at", "version"])
            journal.record(held, "pass.revoked", actor=actor)
        return fresh


def depart(code: str, *, actor: Actor) -> DeparturePass:
    """A border officer lets the bearer of a pass leave.

    On another day than planned the packs are asked again, with the day as it is.
    """
    authorise(actor, "departure.record")
    found = find(code, actor)
    if found is None:
        raise PassNotGood("unknown", _("a pass that this country issued; this code is none"))
    stored = None
    with transaction.atomic():
        journey = transitions.lock(found.journey)
        held = DeparturePass.objects.select_for_update().get(pk=found.pk)
        worth = standing(held)
        if worth is Standing.ANOTHER_DAY:
            today = clock.today(journey.authority.time_zone)
            stored = _ask(journey, today, actor, cleared_on=held.issued_at.date())
        elif worth is not Standing.GOOD:
            raise PassNotGood(worth.value, str(WORDS[worth]))
        if stored is None or stored.allowed:
            transitions.move(journey, "depart", actor=actor, payload={"pass": str(held.id)})
            held.departed_at = clock.now()
            held.version += 1
            held.save(update_fields=["departed_at", "version"])
    if stored is not None:
        stored.raise_unless_allowed()
    return held


def turn_back(journey: Journey, *, actor: Actor) -> Journey:
    """Record that a worker was turned back on the way; she is home, and is asked how she is."""
    authorise(actor, "departure.turn_back")
    with transaction.atomic():
        return transitions.move(
            reach(journey, journeys.visible_to(actor)), "turn_back", actor=actor
        )


def _ready(journey: Journey, departs_on: date) -> None:
    open_things = stops(journey, departs_on)
    if open_things:
        raise NotReady(*(Fault("journey", s.what[:80], s.who, "not_ready") for s in open_things))


def _ask(
    journey: Journey,
    departs_on: date,
    actor: Actor,
    *,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
    cleared_on: date | None = None,
) -> Stored:
    today = clock.today(journey.authority.time_zone)
    specs = asking.asked_for(QUESTION, journey.way, today)
    facts = {
        **asking.read_statements(specs, statements or {}),
        **facts_of(journey, departs_on, cleared_on or today),
    }
    stored = asking.ask(
        QUESTION,
        facts,
        corridor=journey.way,
        actor=actor,
        subject=journey,
        person_id=journey.person_id,
    )
    return by_person(stored, why=why, actor=actor, subject=journey)


def _issue(journey: Journey, departs_on: date, actor: Actor, stored: Stored) -> DeparturePass:
    issued = DeparturePass(
        authority=journey.authority,
        journey=journey,
        code="".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)),
        decision=stored.record,
        issued_at=clock.now(),
        departs_on=departs_on,
    )
    issued.save(force_insert=True)
    journal.record(issued, "pass.issued", actor=actor, payload={"journey": str(journey.id)})
    transitions.move(
        journey,
        "clear",
        actor=actor,
        payload={"decision": str(stored.record.id), "departs_on": departs_on.isoformat()},
    )
    return issued


def _move(journey: Journey, event: str, actor: Actor, stored: Stored, why: str) -> None:
    transitions.move(
        journey,
        event,
        actor=actor,
        payload={"decision": str(stored.record.id)},
        personal={"reason": why},
        person_id=journey.person_id,
    )
