"""How an entry is hashed. Pure: the same bytes on every installation, for ever."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol

GENESIS = bytes(32)
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode


class Entry(Protocol):
    """What the hash covers."""

    partition: str
    id: uuid.UUID
    subject: str
    subject_id: uuid.UUID
    sequence: int
    kind: str
    state: str
    at: datetime
    actor_id: uuid.UUID | None
    role: str
    organisation_id: uuid.UUID | None
    on_behalf_of: uuid.UUID | None
    authority_id: uuid.UUID | None
    origin: str
    payload: Any
    person_id: uuid.UUID | None
    sealed: Any
    previous: Any


def canonical(entry: Entry) -> bytes:
    """Return the bytes that are hashed: keys sorted, no spaces, ciphertext as hex, UTC times."""
    ids = (entry.actor_id, entry.organisation_id, entry.on_behalf_of)
    content = [
        entry.partition,
        str(entry.id),
        entry.subject,
        str(entry.subject_id),
        entry.sequence,
        entry.kind,
        entry.state,
        _moment(entry.at),
        *(str(i) if i else "" for i in ids),
        entry.role,
        str(entry.authority_id) if entry.authority_id else "",
        entry.origin,
        entry.payload,
        str(entry.person_id) if entry.person_id else "",
        bytes(entry.sealed).hex() if entry.sealed is not None else "",
        bytes(entry.previous).hex(),
    ]
    return _encode(content).encode()


@lru_cache(maxsize=16)
def _moment(at: datetime) -> str:
    """A moment in UTC; the entries of one change share it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest(entry: Entry) -> bytes:
    """Hash an entry with its predecessor's hash: SHA-256."""
    return hashlib.sha256(canonical(entry)).digest()
