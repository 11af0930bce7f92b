"""Somebody whom a person trusts to act for her: in what she says, until she says otherwise."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.core import clock
from fairway.core.access.gate import authorise
from fairway.core.access.table import RULES, may
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import User
from fairway.core.accounts.workers import account_of, person_of_phone
from fairway.core.journal import actions as journal
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person, Representation
from fairway.core.people.queries import visible_to
from fairway.core.people.registration import register
from fairway.engines.identity import Name
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles.roles import Role

_LONGEST_RELATION = 64


def representable() -> tuple[str, ...]:
    """The actions that a person can let somebody take for her."""
    return tuple(a for a, rule in RULES.items() if Role.REPRESENTATIVE in rule.roles)


@transaction.atomic
def represent(
    person: Person,
    *,
    phone: str,
    name: Name,
    relation: str,
    actions: Collection[str],
    actor: Actor,
    valid_to: date | None = None,
) -> Representation:
    """Name somebody, by an E.164 phone number, to take some actions for a person.

    Whether the number was known already shows nowhere: an unknown one is registered under the
    name given, and its holder signs in with a code like everybody. Naming the same somebody
    again replaces what was allowed.
    """
    authorise(actor, "person.represent")
    mine = visible_to(actor).select_for_update(of=("self",)).get(pk=person.pk)
    _check(relation, actions, valid_to)
    user = _whose(phone, name, mine, actor)
    if user.person_id == mine.id:
        raise BadInput(Fault("phone", "", _("the number of somebody else"), "own_phone"))
    _end(mine, user)
    representation = Representation.objects.create(
        authority=mine.authority,
        person=mine,
        user=user,
        relation=relation.strip(),
        may=sorted(actions),
        valid_from=clock.today(),
        valid_to=valid_to,
    )
    _write(mine, "person.represented", representation, actor)
    return representation


@transaction.atomic
def end(representation: Representation, *, actor: Actor) -> None:
    """End it at once: the next request of the representative is refused."""
    authorise(actor, "person.represent")
    mine = visible_to(actor).select_for_update(of=("self",)).get(pk=representation.person_id)
    _end(mine, representation.user)
    _write(mine, "person.representation_ended", representation, actor)


def _check(relation: str, actions: Collection[str], valid_to: date | None) -> None:
    faults = []
    if not 0 < len(relation.strip()) <= _LONGEST_RELATION:
        accepted = _("who it is to you, in at most %d characters") % _LONGEST_RELATION
        faults.append(Fault("relation", relation[:20], accepted, "relation"))
    unknown = sorted(a for a in actions if a not in RULES or not may(Role.REPRESENTATIVE, a))
    if unknown or not actions:
        accepted = ", ".join(representable())
        faults.append(Fault("actions", ", ".join(unknown)[:100], accepted, "actions"))
    if valid_to is not None and valid_to < clock.today():
        accepted = _("today or later")
        faults.append(Fault("valid_to", valid_to.isoformat(), accepted, "in_the_past"))
    if faults:
        raise BadInput(*faults)


def _whose(phone: str, name: Name, person: Person, actor: Actor) -> User:
    found = person_of_phone(phone)
    if found is None:
        stated = PersonDetails(names=(name,), phone=phone)
        found = register(stated, authority=person.authority, actor=actor)
    return account_of(found)


def _end(person: Person, user: User) -> None:
    """End what is in force today; what began today never was."""
    day = clock.today()
    running = Representation.objects.filter(person=person, user=user).exclude(valid_to__lt=day)
    running.filter(valid_from=day).delete()
    running.update(valid_to=day - timedelta(days=1))


def _write(person: Person, kind: str, representation: Representation, actor: Actor) -> None:
    journal.record(
        person,
        kind,
        actor=actor,
        payload={
            "representation": str(representation.id),
            "user": str(representation.user_id),
            "may": representation.may,
        },
    )
