"""Is the ledger whole? Every transaction balances and is what the journal says was booked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from fairway.core.journal.models import JournalEntry
from fairway.core.ledger.actions import legs_digest
from fairway.core.ledger.models import Leg, Transaction


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was read, what was found, and the sum of each currency (zero when whole)."""

    transactions: int
    findings: tuple[str, ...]
    totals: dict[str, Decimal]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify() -> Verdict:
    """Compare legs, transactions and journal; what only the journal knows is found too."""
    findings: list[str] = []
    totals: dict[str, Decimal] = defaultdict(Decimal)
    legs: dict[object, list[Leg]] = defaultdict(list)
    for leg in Leg.objects.order_by("id").iterator(chunk_size=5_000):
        legs[leg.transaction_id].append(leg)
        totals[leg.currency] += leg.amount
    booked = {
        entry.subject_id: str(entry.payload.get("legs"))
        for entry in JournalEntry.objects.filter(subject="transaction", kind="ledger.booked")
        .order_by("id")
        .iterator(chunk_size=5_000)
    }
    count = 0
    for transaction in Transaction.objects.order_by("id").iterator(chunk_size=5_000):
        count += 1
        own = legs.get(transaction.id, [])
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for leg in own:
            sums[leg.currency] += leg.amount
        if any(sums.values()):
            findings.append(f"{transaction.id} ({transaction.reason}): does not balance")
        written = booked.pop(transaction.id, None)
        if written is None:
            findings.append(f"{transaction.id} ({transaction.reason}): the journal has no entry")
        elif written != legs_digest(transaction, own):
            findings.append(f"{transaction.id} ({transaction.reason}): was changed after booking")
    findings.extend(f"{gone}: booked in the journal, gone from the ledger" for gone in booked)
    findings.extend(f"{c}: all accounts add up to {t}, not zero" for c, t in totals.items() if t)
    return Verdict(count, tuple(findings), dict(totals))
