"""Entering people into the register, one or a file of them, and correcting what is known."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts import phones
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority
from fairway.core.bulk import copy_in, like
from fairway.core.ids import new_id, new_ids
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.core.people import indexes
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import BlindIndex, Person, RetentionClass
from fairway.core.people.queries import visible_to
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles.roles import WORKER_SIDE

T = TypeVar("T")
Watcher = Callable[[Sequence[Person]], None]

_BATCH = 2_000
_watchers: list[Watcher] = []


def register_watcher(watcher: Watcher) -> None:
    """Let a room look at people who were just entered or corrected, in the same transaction.

    It sees one who came by herself, or some thousands of a file; it must not refuse them.
    """
    if watcher not in _watchers:
        _watchers.append(watcher)


def _watch(people: Sequence[Person]) -> None:
    for watcher in _watchers if people else ():
        watcher(people)


@dataclass(frozen=True)
class NewPerson:
    """One row of a register: who, the id its source gives it, and where it stood.

    What is computed from the details alone is computed once, and may be asked for ahead of time.
    """

    details: PersonDetails
    client_id: uuid.UUID
    row: int

    @cached_property
    def unique(self) -> Mapping[indexes.Index, str]:
        """The indexes that are hers alone."""
        return indexes.unique_of(self.details)

    @cached_property
    def indexes(self) -> frozenset[indexes.Index]:
        """All her indexes."""
        return indexes.all_of(self.details, self.unique)

    @cached_property
    def plain(self) -> bytes:
        """Her details as they will be sealed."""
        return keyring.as_bytes(self.details.as_json())

    def ready(self) -> NewPerson:
        """Compute all of it now."""
        _ = self.indexes, self.plain
        return self


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of a batch: by client id the people who are now there, and the rows refused.

    ``keys`` are those of the people who are new, by the person's id.
    """

    people: dict[uuid.UUID, Person]
    new: frozenset[uuid.UUID]
    refused: tuple[Fault, ...]
    keys: Mapping[uuid.UUID, bytes]


def register(
    details: PersonDetails,
    *,
    authority: Authority,
    actor: Actor,
    client_id: uuid.UUID | None = None,
) -> Person:
    """Enter a person once. A repeated request finds the person whom the first one made.

    Refuses a phone or identity number that is already registered, and says nothing of whose it is.
    """
    authorise(actor, "person.register")
    row = NewPerson(details, client_id or new_id(), 0)
    done = _looking_twice(lambda: _register([row], authority=authority, actor=actor))
    if done.refused:
        raise BadInput(*(Fault(f.field, f.value, f.accepted, f.code) for f in done.refused))
    return done.people[row.client_id]


def register_many(rows: Sequence[NewPerson], *, authority: Authority, actor: Actor) -> Registered:
    """Enter a file's people, some thousands at a time, in the transaction of the import.

    A row whose client id is known changes nothing; a row whose number is known is refused.
    """
    authorise(actor, "import.run")
    people: dict[uuid.UUID, Person] = {}
    new: set[uuid.UUID] = set()
    refused: list[Fault] = []
    keys: dict[uuid.UUID, bytes] = {}
    with transaction.atomic():
        for start in range(0, len(rows), _BATCH):
            done = _register(rows[start : start + _BATCH], authority=authority, actor=actor)
            people |= done.people
            new |= done.new
            refused += done.refused
            keys |= done.keys
    return Registered(people, frozenset(new), tuple(refused), keys)


def _register(rows: Sequence[NewPerson], *, authority: Authority, actor: Actor) -> Registered:
    for row in rows:
        row.ready()  # before the first question: the database may still be taking in others
    known = Person.objects.filter(client_id__in=[row.client_id for row in rows])
    people = {person.client_id: person for person in known if person.client_id}
    candidates = [row for row in rows if row.client_id not in people]
    seen = set(indexes.taken(index for row in candidates for index in row.unique))
    refused: list[Fault] = []
    entering: dict[uuid.UUID, NewPerson] = {}
    for row in candidates:
        clashes = sorted({field for index, field in row.unique.items() if index in seen})
        refused += [_already_there(field, row.row) for field in clashes]
        if not clashes and row.client_id not in entering:
            entering[row.client_id] = row
            seen |= row.unique.keys()
    entered, keys = _enter(entering, authority=authority, actor=actor)
    return Registered(people | entered, frozenset(entering), tuple(refused), keys)


def _enter(
    rows: Mapping[uuid.UUID, NewPerson],
    *,
    authority: Authority,
    actor: Actor,
) -> tuple[dict[uuid.UUID, Person], dict[uuid.UUID, bytes]]:
    one = Person(authority=authority)
    people = {
        client_id: like(one, id=identifier, client_id=client_id)
        for client_id, identifier in zip(rows, new_ids(len(rows)), strict=True)
    }
    keys = keyring.create([person.id for person in people.values()])
    happenings = []
    for client_id, person in people.items():
        plain, key = rows[client_id].plain, keys[person.id]
        person.sealed = keyring.seal_bytes(person.id, plain, key=key)
        happenings.append(
            journal.Happening(
                person, "person.registered", personal=plain, person_id=person.id, key=key
            )
        )
    copy_in(people.values())
    indexes.write((person.id, rows[client_id].indexes) for client_id, person in people.items())
    journal.record_many(happenings, actor=actor, begun=True)
    _watch(list(people.values()))
    return people, keys


def _already_there(field: str, row: int | None) -> Fault:
    accepted = {
        "phone": _("a phone number that nobody registered yet; if it is yours, sign in with it"),
        "identities": _(
            "a number that nobody registered yet; if it is yours, ask your labour office"
        ),
    }[field]
    return Fault(field, "", accepted, "already_registered", row)


def correct(
    person: Person,
    details: PersonDetails,
    *,
    actor: Actor,
    expected_version: int | None = None,
    phone_proof: str = "",
) -> Person:
    """Put right what is known of a person; the journal names the fields and seals both values.

    A new phone number opens her account, so whoever acts on her side proves that it is hers.
    """
    authorise(actor, "person.correct")
    visible_to(actor).get(pk=person.pk)
    return _looking_twice(lambda: _correct(person, details, actor, expected_version, phone_proof))


def _looking_twice(write: Callable[[], T]) -> T:
    """Try again when the same number entered at the same moment: the second look sees whose."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        with transaction.atomic():
            return write()


def _correct(
    person: Person,
    details: PersonDetails,
    actor: Actor,
    expected_version: int | None,
    phone_proof: str,
) -> Person:
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    if expected_version is not None and fresh.version != expected_version:
        raise transitions.Stale(expected_version, fresh.version)
    before = PersonDetails.from_sealed(keyring.unseal(fresh.id, fresh.sealed))
    changed = details.changed_from(before)
    if not changed:
        return fresh
    if "phone" in changed and details.phone and actor.role in WORKER_SIDE:
        phones.check_proof(details.phone, phone_proof)
    unique = indexes.unique_of(details)
    owners = indexes.taken(unique)
    clashes = {field for index, field in unique.items() if owners.get(index, fresh.id) != fresh.id}
    if clashes:
        raise BadInput(*(_already_there(field, None) for field in sorted(clashes)))
    fresh.sealed = keyring.seal(fresh.id, details.as_json())
    fresh.version += 1
    fresh.save(update_fields=["sealed", "version"])
    BlindIndex.objects.filter(person=fresh).delete()
    indexes.write([(fresh.id, indexes.all_of(details, unique))])
    was, now = before.as_json(), details.as_json()
    journal.record(
        fresh,
        "person.corrected",
        actor=actor,
        payload={"fields": list(changed)},
        personal={name: [was[name], now[name]] for name in changed},
        person_id=fresh.id,
    )
    _watch([fresh])
    return fresh


_LONGER = {RetentionClass.REGISTER: 0, RetentionClass.JOURNEY: 1, RetentionClass.CASE: 2}


def keep_longer(person_id: uuid.UUID, retention: RetentionClass) -> None:
    """Note that a person's record was used, for what is kept this long; never shortens."""
    shorter = [kind for kind, rank in _LONGER.items() if rank < _LONGER[retention]]
    with transaction.atomic():
        used = Person.objects.filter(id=person_id)
        used.update(last_used_at=clock.now())
        used.filter(retention__in=shorter).update(retention=retention)
