"""A job order from draft to close. Places are held and taken under locks, never by arithmetic."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.decisions.actions import Stored
from fairway.core import clock, transitions
from fairway.core.access.gate import Denied, authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Organisation
from fairway.core.journal import actions as journal
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import Role
from fairway.leaving import asking
from fairway.leaving.employers import queries as employers
from fairway.leaving.houses import tell
from fairway.leaving.job_orders import caps
from fairway.leaving.job_orders.drafts import Draft
from fairway.leaving.job_orders.facts import facts_of
from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.job_orders.queries import channel_of, corridor_of, decides, visible_to
from fairway.leaving.reach import reach
from fairway.leaving.recruiters import queries as recruiters

QUESTION = "job_order.approve"


class NoPlaceLeft(BadInput):
    """Every place of a job order is held or taken."""

    def __init__(self, order: JobOrder) -> None:
        self.order = order
        accepted = _("a job order with a free place; the last one has just been taken")
        super().__init__(Fault("job_order", order.title, accepted, "no_place_left"))


def draft(
    new: Draft,
    *,
    actor: Actor,
    employer: Organisation | None = None,
    recruiter: Organisation | None = None,
    client_id: uuid.UUID | None = None,
) -> JobOrder:
    """Begin a job order: an employer its own, a licensed recruiter one for a verified employer."""
    authorise(actor, "job_order.draft")
    if client_id is not None:
        before = visible_to(actor).filter(client_id=client_id).first()
        if before is not None:
            return before
    own = Organisation.objects.get(pk=asking.house_of(actor))
    if actor.role is Role.RECRUITER:
        recruiter = own
    else:
        employer = own
    if employer is None:
        raise BadInput(Fault("employer", "", _("the employer who needs the workers"), "required"))
    authority = asking.authority_of(asking.corridor_of(new.corridor).destination.code)
    columns = new.columns(clock.today(authority.time_zone))
    order = JobOrder(
        authority=authority, employer=employer, recruiter=recruiter, client_id=client_id, **columns
    )
    _may_recruit(order, actor)
    with transaction.atomic():
        return transitions.create(order, "draft", actor=actor)


def change(
    order: JobOrder, new: Draft, *, actor: Actor, expected_version: int | None = None
) -> JobOrder:
    """Write a draft anew."""
    authorise(actor, "job_order.draft")
    with transaction.atomic():
        fresh = reach(order, visible_to(actor), expected_version=expected_version)
        _in_state(fresh, "draft")
        columns = new.columns(clock.today(fresh.authority.time_zone))
        for name, value in columns.items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.save(update_fields=[*columns, "version"])
        journal.record(fresh, "changed", actor=actor, payload={"places": fresh.places})
        return fresh


def submit(order: JobOrder, *, actor: Actor, expected_version: int | None = None) -> JobOrder:
    """Send an order to whoever decides on it. Only for an employer that is verified."""
    authorise(actor, "job_order.submit")
    with transaction.atomic():
        fresh = reach(order, visible_to(actor), expected_version=expected_version)
        _may_recruit(fresh, actor)
        if not employers.is_verified(fresh.employer_id):
            accepted = _("an employer that the authority has verified")
            raise BadInput(Fault("employer", fresh.employer.name, accepted, "not_verified"))
        if fresh.start_on < clock.today(fresh.authority.time_zone):
            raise BadInput(Fault("start_on", str(fresh.start_on), _("today or later"), "past"))
        return transitions.move(fresh, "submit", actor=actor)


def approve(
    order: JobOrder,
    *,
    actor: Actor,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
    expected_version: int | None = None,
) -> JobOrder:
    """Approve an order: the packs are asked, and its places are held under every legal cap.

    Raises `CapReached` when the law leaves too few places: then nothing is changed.
    """
    authorise(actor, "job_order.decide")
    with transaction.atomic():
        ruling = _ruling(order, actor, statements or {}, expected_version)
        fresh = ruling.order
        stored = ruling.ask(actor, why)
        if stored.allowed:
            caps.reserve(fresh, ruling.pack)
            transitions.move(
                fresh,
                "approve",
                actor=actor,
                changes={"attested": asking.pack_away(ruling.seen), "reason": ""},
                payload={"decision": str(stored.record.id), "places": fresh.places},
            )
            _tell(fresh, "approve", actor)
    stored.raise_unless_allowed()
    return fresh


def refuse(order: JobOrder, *, actor: Actor, reason: str) -> JobOrder:
    """Refuse an order, with the reason that the employer reads and may object to."""
    authorise(actor, "job_order.decide")
    why = asking.needed(reason)
    with transaction.atomic():
        ruling = _ruling(order, actor, {}, None)
        stored = asking.refuse(
            QUESTION,
            ruling.facts,
            corridor=corridor_of(ruling.order),
            actor=actor,
            subject=ruling.order,
            why=why,
        )
        transitions.move(
            ruling.order,
            "refuse",
            actor=actor,
            changes={"reason": why},
            payload={"decision": str(stored.record.id)},
        )
        _tell(ruling.order, "refuse", actor)
        return ruling.order


def return_for_correction(order: JobOrder, *, actor: Actor, reason: str) -> JobOrder:
    """Send an order back to its employer, saying what is to be corrected."""
    authorise(actor, "job_order.decide")
    why = asking.needed(reason)
    with transaction.atomic():
        ruling = _ruling(order, actor, {}, None)
        event = "return_for_correction"
        transitions.move(ruling.order, event, actor=actor, changes={"reason": why})
        _tell(ruling.order, event, actor)
        return ruling.order


def correct(order: JobOrder, *, actor: Actor) -> JobOrder:
    """Take a refused order up again as a draft."""
    authorise(actor, "job_order.draft")
    return _simple(order, "correct", actor)


def open_to_workers(order: JobOrder, *, actor: Actor) -> JobOrder:
    """Let workers see an approved order and wish for it."""
    authorise(actor, "job_order.open")
    return _simple(order, "open", actor)


def close(order: JobOrder, *, actor: Actor) -> JobOrder:
    """Offer no more places; what was held of a cap and not taken goes back."""
    authorise(actor, "job_order.close")
    return _end(order, "close", actor)


def withdraw(order: JobOrder, *, actor: Actor) -> JobOrder:
    """Take an order back; places that workers hold stay theirs."""
    authorise(actor, "job_order.withdraw")
    return _end(order, "withdraw", actor)


def take_place(order: JobOrder, *, actor: Actor) -> JobOrder:
    """Hold one place for an offer, in the transaction that makes it. Raises `NoPlaceLeft`."""
    fresh = transitions.lock(order)
    if fresh.state != "open" or fresh.places_left < 1:
        raise NoPlaceLeft(fresh)
    fresh.taken += 1
    fresh.save(update_fields=["taken"])
    if fresh.places_left == 0:
        transitions.move(fresh, "fill", actor=system(fresh.authority))
    journal.record(fresh, "place.taken", actor=actor, payload={"left": fresh.places_left})
    return fresh


def free_place(order: JobOrder, *, actor: Actor) -> JobOrder:
    """Give a place back: the offer was declined, or the journey ended before departure."""
    fresh = transitions.lock(order)
    if fresh.taken < 1:
        raise RuntimeError(f"{fresh.pk}: a place is given back that nobody took")
    if fresh.state == "filled":
        changes = {"taken": fresh.taken - 1}
        transitions.move(fresh, "free_place", actor=system(fresh.authority), changes=changes)
    else:
        fresh.taken -= 1
        fresh.save(update_fields=["taken"])
        if fresh.state != "open":
            caps.settle(fresh, fresh.taken)
    journal.record(fresh, "place.freed", actor=actor, payload={"left": fresh.places_left})
    return fresh


def _simple(order: JobOrder, event: str, actor: Actor) -> JobOrder:
    with transaction.atomic():
        return transitions.move(reach(order, visible_to(actor)), event, actor=actor)


def _end(order: JobOrder, event: str, actor: Actor) -> JobOrder:
    with transaction.atomic():
        fresh = transitions.move(reach(order, visible_to(actor)), event, actor=actor)
        caps.settle(fresh, fresh.taken)
        return fresh


def _tell(order: JobOrder, event: str, actor: Actor) -> None:
    for house in (order.employer, order.recruiter):
        if house is not None:
            tell(house, order, event, actor=actor)


def _may_recruit(order: JobOrder, actor: Actor) -> None:
    """A recruiter acts only under a licence in force for the corridor."""
    if order.recruiter_id is None:
        return
    today = clock.today(order.authority.time_zone)
    if not recruiters.holds_licence(order.recruiter_id, order.corridor, today):
        accepted = _("a recruiter with a licence in force for %(corridor)s")
        raise BadInput(
            Fault("recruiter", actor.name, accepted % {"corridor": order.corridor}, "no_licence")
        )


def _in_state(order: JobOrder, state: str) -> None:
    if order.state != state:
        raise BadInput(Fault("state", order.state, state, "state"))


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What an officer decides on: the order under its lock, its pack, and all that is known."""

    order: JobOrder
    pack: Any
    seen: asking.Facts
    facts: asking.Facts

    def ask(self, actor: Actor, why: str) -> Stored:
        return asking.ask(
            QUESTION,
            self.facts,
            corridor=corridor_of(self.order),
            actor=actor,
            subject=self.order,
            why=why,
        )


def _ruling(
    order: JobOrder, actor: Actor, statements: Mapping[str, Any], expected_version: int | None
) -> _Ruling:
    fresh = reach(order, visible_to(actor), expected_version=expected_version)
    today = clock.today(fresh.authority.time_zone)
    pack, channel = channel_of(fresh, today)
    if not decides(fresh, channel, actor):
        raise Denied(actor, "job_order.decide")
    specs = asking.asked_for(QUESTION, corridor_of(fresh), today, fresh.channel)
    seen = {
        **asking.unpack(employers.attested(fresh.employer_id)),
        **asking.unpack(fresh.attested),
        **asking.read_statements(specs, statements),
    }
    return _Ruling(fresh, pack, seen, facts_of(fresh, seen, today))
