"""Is the journal whole? Compares every chain with itself and with the signed heads."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from fairway.core.journal import heads
from fairway.core.journal.chain import GENESIS, digest
from fairway.core.journal.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: with which chain, where, and what it means."""

    subject_id: uuid.UUID | None
    sequence: int
    what: str

    def __str__(self) -> str:
        where = f"{self.subject_id} at entry {self.sequence}: " if self.subject_id else ""
        return where + self.what


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was read and what was found."""

    entries: int
    chains: int
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify(progress: Callable[[int], None] = lambda _: None) -> Verdict:
    """Read every chain once, in order; then hold its end against the signed heads."""
    findings: list[Finding] = []
    ends: dict[uuid.UUID, tuple[int, bytes]] = {}
    signed: dict[uuid.UUID, tuple[int, bytes]] = {}
    marks: dict[tuple[uuid.UUID, int], bytes] = {}
    try:
        for subject, sequence, hash_ in heads.read():
            signed[subject] = (sequence, hash_)
            marks[subject, sequence] = hash_
    except heads.HeadsBroken as error:
        findings.append(Finding(None, 0, str(error)))
    count = 0
    rows = JournalEntry.objects.order_by("subject_id", "sequence")
    for count, entry in enumerate(rows.iterator(chunk_size=5_000), start=1):
        sequence, previous = ends.get(entry.subject_id, (0, GENESIS))
        hash_ = bytes(entry.hash)
        findings.extend(
            Finding(entry.subject_id, entry.sequence, what)
            for what in _faults(entry, sequence, previous, marks)
        )
        ends[entry.subject_id] = (entry.sequence, hash_)
        if count % 5_000 == 0:
            progress(count)
    findings.extend(_against_signed(ends, signed))
    return Verdict(count, len(ends), tuple(findings))


def _faults(
    entry: JournalEntry,
    sequence: int,
    previous: bytes,
    marks: dict[tuple[uuid.UUID, int], bytes],
) -> list[str]:
    faults = []
    if entry.sequence != sequence + 1:
        faults.append("entries before this one are missing")
    if bytes(entry.previous) != previous:
        faults.append("it does not follow the entry before it")
    if digest(entry) != bytes(entry.hash):
        faults.append("it was changed after it was written")
    mark = marks.get((entry.subject_id, entry.sequence))
    if mark is not None and mark != bytes(entry.hash):
        faults.append("it is not the entry whose hash was signed outside the database")
    return faults


def _against_signed(
    ends: dict[uuid.UUID, tuple[int, bytes]], signed: dict[uuid.UUID, tuple[int, bytes]]
) -> list[Finding]:
    findings = []
    for subject, (sequence, _hash) in signed.items():
        end = ends.get(subject)
        if end is None:
            findings.append(Finding(subject, sequence, "the whole chain was deleted"))
        elif end[0] < sequence:
            findings.append(Finding(subject, end[0] + 1, "the end of the chain was deleted"))
    return findings
