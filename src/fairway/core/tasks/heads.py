"""Completing the signed heads: a crash between a commit and its signature leaves a head unsigned.

Only entries that follow unbroken from the last signed head are signed; the rest is for
`fairway journal verify` to report.
"""

from __future__ import annotations

import uuid

from django.db.models import Max

from fairway.core.journal import heads
from fairway.core.journal.chain import GENESIS, digest
from fairway.core.journal.models import JournalEntry

_AT_ONCE = 1_000


def complete() -> int:
    """Sign the heads that are missing in the file; returns how many."""
    signed: dict[uuid.UUID, tuple[int, bytes]] = {}
    for subject_id, sequence, hash_ in heads.read():
        if sequence > signed.get(subject_id, (0, GENESIS))[0]:
            signed[subject_id] = (sequence, hash_)
    behind = [
        subject_id
        for subject_id, last in JournalEntry.objects.order_by("subject_id")
        .values_list("subject_id")
        .annotate(last=Max("sequence"))
        .iterator(chunk_size=10_000)
        if last > signed.get(subject_id, (0, GENESIS))[0]
    ]
    missing = [
        head
        for subject_id in behind
        if (head := _head(subject_id, *signed.get(subject_id, (0, GENESIS))))
    ]
    for start in range(0, len(missing), _AT_ONCE):
        heads.sign(missing[start : start + _AT_ONCE])
    return len(missing)


def _head(subject_id: uuid.UUID, sequence: int, previous: bytes) -> heads.Head | None:
    """The last entry, if every one since the signed head follows from it."""
    found = None
    rows = JournalEntry.objects.filter(subject_id=subject_id, sequence__gt=sequence)
    for entry in rows.order_by("sequence"):
        hash_ = bytes(entry.hash)
        follows = entry.sequence == sequence + 1 and bytes(entry.previous) == previous
        if not follows or digest(entry) != hash_:
            return None
        sequence, previous = entry.sequence, hash_
        found = (subject_id, sequence, hash_)
    return found
