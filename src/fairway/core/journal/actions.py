"""Writing the journal: always inside the transaction of the change that it records."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from fairway.core import clock, events
from fairway.core.accounts.actors import Actor
from fairway.core.bulk import copy_in, like
from fairway.core.ids import new_ids
from fairway.core.journal import heads
from fairway.core.journal.chain import GENESIS, digest
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.records import Record

# Up to so many are inserted; more are copied in, which is several times faster.
_FEW = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be written about one subject; ``personal`` is sealed for ``person_id``.

    As bytes it is what `keyring.as_bytes` made of it, for who seals the same elsewhere too.
    """

    record: Record
    kind: str
    state: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] | bytes | None = None
    person_id: uuid.UUID | None = None
    key: bytes | None = None


def record(
    subject: Record,
    kind: str,
    *,
    actor: Actor,
    state: str = "",
    payload: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    person_id: uuid.UUID | None = None,
) -> JournalEntry:
    """Append one entry to a subject's chain."""
    happening = Happening(subject, kind, state, payload or {}, personal, person_id)
    return record_many([happening], actor=actor)[0]


def record_many(
    happenings: Sequence[Happening], *, actor: Actor, begun: bool = False
) -> list[JournalEntry]:
    """Append entries, in order, to the chains of their subjects. Several thousand at a time.

    ``begun``: every subject was made just now, so that its chain begins here. (Were it not so,
    the database would refuse a second beginning.)
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The journal is written in the transaction of the change it records.")
    xid = _transaction_id()
    at = clock.now()
    latest = {} if begun else _latest({h.record.id for h in happenings})
    pattern = JournalEntry(
        at=at,
        actor_id=actor.user_id,
        role=actor.role.value,
        organisation_id=actor.organisation_id,
        on_behalf_of=actor.on_behalf_of,
        xid=xid,
    )
    entries = []
    for identifier, happening in zip(new_ids(len(happenings)), happenings, strict=True):
        about = happening.record
        subject_id = about.id
        sequence, previous = latest.get(subject_id, (0, GENESIS))
        entry = like(
            pattern,
            partition=about.partition,
            id=identifier,
            subject=about.subject,
            subject_id=subject_id,
            sequence=sequence + 1,
            kind=happening.kind,
            state=happening.state,
            authority_id=about.authority_id,
            payload=dict(happening.payload),
            person_id=happening.person_id,
            sealed=_sealed(happening),
            previous=previous,
        )
        entry.hash = digest(entry)
        latest[subject_id] = (entry.sequence, entry.hash)
        entries.append(entry)
    if len(entries) > _FEW:
        copy_in(entries)
    else:
        JournalEntry.objects.bulk_create(entries)
    events.announce(entries)
    touched = [(e.subject_id, e.sequence, bytes(e.hash)) for e in _last_of_each(entries)]
    transaction.on_commit(lambda: heads.sign(touched))
    return entries


def _sealed(happening: Happening) -> bytes | None:
    told = happening.personal
    if told is None:
        return None
    if happening.person_id is None:
        raise ValueError("Personal details need the person whose key seals them.")
    plain = told if isinstance(told, bytes) else keyring.as_bytes(dict(told))
    return keyring.seal_bytes(happening.person_id, plain, key=happening.key)


def _last_of_each(entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    return list({entry.subject_id: entry for entry in entries}.values())


def _latest(subjects: set[uuid.UUID]) -> dict[uuid.UUID, tuple[int, bytes]]:
    rows = (
        JournalEntry.objects.filter(subject_id__in=subjects)
        .order_by("subject_id", "-sequence")
        .distinct("subject_id")
        .values_list("subject_id", "sequence", "hash")
    )
    return {subject: (sequence, bytes(hash_)) for subject, sequence, hash_ in rows}


def _transaction_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])
