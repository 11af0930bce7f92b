"""Reading what is sealed: for those who may, in the access log, and for the person herself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairway.core.access.gate import authorise, log_readings
from fairway.core.access.models import AccessEntry
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Consent, Person
from fairway.core.people.queries import visible_to

Exporter = Callable[[Person], Any]
_exporters: dict[str, Exporter] = {}
_FIRST_PAGE = "home.read"


def details(person: Person, *, actor: Actor, action: str) -> PersonDetails:
    """Unseal a person's details for an actor who may see her; leaves a line in the access log.

    Raises `Person.DoesNotExist` for who is not visible, `Erased` for who was erased.
    """
    found = details_many([person], actor=actor, action=action)
    if person.id not in found:
        raise keyring.Erased(str(person.id))
    return found[person.id]


def details_many(
    people: Iterable[Person], *, actor: Actor, action: str
) -> dict[uuid.UUID, PersonDetails]:
    """Unseal the details of several people in three statements, however many they are.

    Raises `Person.DoesNotExist` if one of them is not visible; the erased are left out.
    """
    authorise(actor, action)
    wanted = {person.id: person for person in people}
    if not wanted:
        return {}
    if visible_to(actor).filter(pk__in=wanted).count() != len(wanted):
        raise Person.DoesNotExist
    return _read(wanted.values(), actor, action)


def _read(people: Iterable[Person], actor: Actor, action: str) -> dict[uuid.UUID, PersonDetails]:
    """Unseal those of whom it is known that the actor may see them, and log it."""
    wanted = {person.id: person for person in people}
    keys = keyring.keys_for(wanted)
    found = {pid: _unsealed(wanted[pid], key) for pid, key in keys.items()}
    log_readings(actor, action, [(wanted[pid], pid) for pid in found])
    return found


def names(ids: Iterable[uuid.UUID], *, actor: Actor, action: str) -> dict[uuid.UUID, str]:
    """The full names of those whom an actor may see, and nothing of the others or the erased.

    ``action`` is what she reads of it: for what somebody looked up her name.
    """
    asked = set(ids)
    if not asked:
        return {}
    authorise(actor, action)
    found = _read(visible_to(actor).filter(pk__in=asked), actor, action)
    return {pk: details.full_name for pk, details in found.items()}


def _unsealed(person: Person, key: bytes) -> PersonDetails:
    return PersonDetails.from_sealed(keyring.unseal(person.id, person.sealed, key=key))


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody read something about the person."""

    at: datetime
    role: str
    organisation: str
    action: str


def who_looked(person: Person, *, actor: Actor) -> list[Looked]:
    """Who read her data, latest first: the role and body, not the name of the officer.

    What one body read for one purpose within a minute is one look, whatever it read of her; that
    her name stood on somebody's first page is one look a day.
    """
    authorise(actor, "person.own")
    visible_to(actor).get(pk=person.pk)
    entries = list(AccessEntry.objects.filter(person_id=person.id).order_by("-at", "id"))
    names = dict(
        Organisation.objects.filter(
            pk__in={e.organisation_id for e in entries if e.organisation_id}
        ).values_list("id", "name")
    )
    looked: dict[tuple[Any, ...], Looked] = {}
    for entry in entries:  # a page that shows her name beside her pay has read two of her records
        when = entry.at.replace(second=0, microsecond=0)
        if entry.action == _FIRST_PAGE:
            when = when.replace(hour=0, minute=0)
        body = names.get(entry.organisation_id, "") if entry.organisation_id else ""
        once = (when, entry.role, entry.organisation_id, entry.action)
        looked.setdefault(once, Looked(entry.at, entry.role, body, entry.action))
    return list(looked.values())


def register_exporter(name: str, export: Exporter) -> None:
    """Let a room add what it holds about a person, as JSON-able data, to her export."""
    if name in _exporters:
        raise ValueError(f"Two rooms export {name!r}.")
    _exporters[name] = export


def export(person: Person, *, actor: Actor) -> dict[str, Any]:
    """Everything that is held about a person, as JSON-able data for her to take away."""
    mine = details(person, actor=actor, action="person.own")
    return {
        "id": str(person.id),
        "authority": str(person.authority),
        "registered_at": person.created_at.isoformat(),
        "kept_as": person.retention,
        "details": mine.as_json(),
        "consents": [_consent(consent) for consent in person.consents.order_by("purpose")],
        "representatives": [
            {
                "relation": r.relation,
                "may": r.may,
                "from": r.valid_from.isoformat(),
                "to": r.valid_to.isoformat() if r.valid_to else "",
            }
            for r in person.representations.order_by("valid_from", "id")
        ],
        "requests_for_erasure": [
            {"state": e.state, "since": e.state_since.isoformat(), "answer": e.answer}
            for e in person.erasures.order_by("created_at")
        ],
        "who_looked": [
            {"at": x.at.isoformat(), "role": x.role, "body": x.organisation, "what": x.action}
            for x in who_looked(person, actor=actor)
        ],
        "history": _history(person),
        **{name: fn(person) for name, fn in sorted(_exporters.items())},
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "purpose": consent.purpose,
        "state": consent.state,
        "since": consent.state_since.isoformat(),
        "wording": consent.wording,
        "language": consent.language,
    }


def _history(person: Person) -> list[dict[str, Any]]:
    key = keyring.keys_for([person.id])[person.id]
    return [
        {
            "at": entry.at.isoformat(),
            "what": entry.kind,
            "by": entry.role,
            "with": entry.payload,
            "details": keyring.unseal(person.id, entry.sealed, key=key) if entry.sealed else None,
        }
        for entry in JournalEntry.objects.filter(subject_id=person.id).order_by("sequence")
    ]
