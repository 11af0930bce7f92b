"""To be forgotten: asked for by the person, decided by her authority, on stated grounds."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.core import clock, deadlines, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.journal import actions as journal
from fairway.core.people.forgetting import MustBeKept, erase, grounds_to_keep
from fairway.core.people.models import ErasureRequest, LegalHold, Person
from fairway.core.people.queries import erasures_visible_to, visible_to
from fairway.core.records import StatefulRecord
from fairway.engines.kernel import BadInput, Fault

_LONGEST_GROUND = 200


@transaction.atomic
def hold(
    person_id: uuid.UUID, *, ground: str, actor: Actor, until: date | None = None
) -> LegalHold:
    """Oblige the authority to keep a person's data, on a ground in law, until a day or lifted."""
    authorise(actor, "person.hold")
    person = Person.objects.select_for_update().get(pk=person_id, erased_at=None)
    if not 0 < len(ground.strip()) <= _LONGEST_GROUND:
        accepted = _("the article and law, in at most %d characters") % _LONGEST_GROUND
        raise BadInput(Fault("ground", ground[:20], accepted, "ground"))
    placed = LegalHold.objects.create(person=person, ground=ground.strip(), until=until)
    journal.record(
        person,
        "person.held",
        actor=actor,
        payload={"hold": str(placed.id), "ground": placed.ground, "until": str(until or "")},
    )
    return placed


@transaction.atomic
def lift_hold(placed: LegalHold, *, actor: Actor) -> None:
    """End a legal hold."""
    authorise(actor, "person.hold")
    LegalHold.objects.filter(pk=placed.pk, lifted_at=None).update(lifted_at=clock.now())
    journal.record(
        placed.person, "person.hold_lifted", actor=actor, payload={"hold": str(placed.id)}
    )


@transaction.atomic
def request_erasure(person: Person, *, actor: Actor) -> ErasureRequest:
    """Ask to be forgotten. Asking twice finds the request that is open."""
    authorise(actor, "person.erase.request")
    mine = visible_to(actor).select_for_update(of=("self",)).get(pk=person.pk, erased_at=None)
    asked = mine.erasures.filter(state__in=["requested", "on_hold", "approved"]).first()
    if asked is not None:
        return asked
    request = ErasureRequest(person=mine, authority=mine.authority)
    return transitions.create(request, "request", actor=actor)


@transaction.atomic
def withdraw_request(request: ErasureRequest, *, actor: Actor) -> ErasureRequest:
    """Think again: possible until the data is erased."""
    return transitions.move(_mine(request, actor, "person.erase.request"), "withdraw", actor=actor)


@transaction.atomic
def grant(request: ErasureRequest, *, actor: Actor) -> ErasureRequest:
    """Approve a request; after the days to think again the data is erased by itself.

    Raises `MustBeKept`, with each ground, where a law or a running matter forbids it.
    """
    fresh = _mine(request, actor, "person.erase.decide")
    grounds = grounds_to_keep(fresh.person)
    if grounds:
        raise MustBeKept(grounds)
    return transitions.move(fresh, "approve", actor=actor)


@transaction.atomic
def put_on_hold(request: ErasureRequest, *, ground: str, actor: Actor) -> ErasureRequest:
    """Answer that the data must be kept for now, on a stated ground."""
    return _answer(request, "hold", ground, actor)


@transaction.atomic
def refuse(request: ErasureRequest, *, ground: str, actor: Actor) -> ErasureRequest:
    """Refuse a request on a ground in law, which the person is told and may appeal against."""
    return _answer(request, "refuse", ground, actor)


@transaction.atomic
def release(request: ErasureRequest, *, actor: Actor) -> ErasureRequest:
    """End the hold on a request: it waits for its decision again."""
    return transitions.move(_mine(request, actor, "person.erase.decide"), "release", actor=actor)


def _answer(request: ErasureRequest, event: str, ground: str, actor: Actor) -> ErasureRequest:
    fresh = _mine(request, actor, "person.erase.decide")
    answer = ground.strip()
    if not answer:
        accepted = _("the legal ground for keeping the data")
        raise BadInput(Fault("ground", "", accepted, "required"))
    return transitions.move(
        fresh, event, actor=actor, changes={"answer": answer}, payload={"ground": answer}
    )


def _mine(request: ErasureRequest, actor: Actor, action: str) -> ErasureRequest:
    authorise(actor, action)
    return transitions.lock(erasures_visible_to(actor).get(pk=request.pk))


def _erase_as_approved(record: StatefulRecord) -> None:
    """What happens when the days to think again are over, unless a ground came up meanwhile."""
    if not isinstance(record, ErasureRequest):
        raise TypeError(f"{record.subject} is no request for erasure")
    actor = system(record.authority)
    if not grounds_to_keep(record.person):
        transitions.move(record, "erase", actor=actor)
        erase(record.person, actor=actor)


deadlines.on_due("erasure", "erase", _erase_as_approved)
