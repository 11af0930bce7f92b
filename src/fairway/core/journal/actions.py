"""Writing the journal: always inside the transaction of the change that it records."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    at = clock.now()
    latest: dict[uuid.UUID, tuple[int, bytes]] = {}
    xid = 0
    if not begun:
        xid, latest = _latest({h.record.id for h in happenings})
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
    if begun:
        # Asked last: a database that is still taking in other rows need not be waited for before.
        xid, _ = _latest(())
        for entry in entries:
            entry.xid = xid
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


_LATEST = """
SELECT pg_current_xact_id()::text::bigint, e.subject_id, e.sequence, e.hash
FROM (SELECT 1) AS always LEFT JOIN (
    SELECT DISTINCT ON (subject_id) subject_id, sequence, hash
    FROM core_journalentry WHERE subject_id = ANY(%s) ORDER BY subject_id, sequence DESC
) AS e ON true
"""


def _latest(subjects: Collection[uuid.UUID]) -> tuple[int, dict[uuid.UUID, tuple[int, bytes]]]:
    """The number of this transaction, and where the chain of each subject ends: one question."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [list(subjects)])
        rows = cursor.fetchall()
    ends = {
        subject: (sequence, bytes(hash_))
        for _xid, subject, sequence, hash_ in rows
        if subject is not None
    }
    return int(rows[0][0]), ends
