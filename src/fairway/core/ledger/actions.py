"""Booking money: balanced in each currency, journaled in the same transaction."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority
from fairway.core.journal import actions as journal
from fairway.core.ledger.models import Account, Leg, Transaction
from fairway.engines.kernel import BadInput, Fault, Money


@dataclass(frozen=True, slots=True)
class Posting:
    """Money into an account (positive) or out of it (negative)."""

    account: Account
    money: Money


def account(
    authority: Authority, kind: str, currency: str, owner_id: uuid.UUID | None = None
) -> Account:
    """Find or open the account of an owner."""
    found, _created = Account.objects.get_or_create(
        authority=authority, kind=kind, currency=currency, owner_id=owner_id
    )
    return found


def balance(of: Account) -> Money:
    """Add up an account."""
    total = Leg.objects.filter(account=of).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return Money(total, of.currency)


def book(
    postings: Sequence[Posting],
    *,
    kind: str,
    reason: str,
    on: date,
    authority: Authority,
    actor: Actor,
    subject_id: uuid.UUID | None = None,
    client_id: uuid.UUID | None = None,
    rate_source: str = "",
    reverses: Transaction | None = None,
) -> Transaction:
    """Book one transaction. The same ``client_id`` again returns what was booked before."""
    if not connection.in_atomic_block:
        raise RuntimeError("Money moves in the transaction of the change that moves it.")
    if client_id is not None:
        before = Transaction.objects.filter(client_id=client_id).first()
        if before is not None:
            return before
    _check(postings, rate_source)
    booked = Transaction.objects.create(
        authority=authority,
        kind=kind,
        reason=reason,
        subject_id=subject_id,
        booked_on=on,
        client_id=client_id,
        rate_source=rate_source,
        reverses=reverses,
    )
    legs = [
        Leg(
            transaction=booked,
            account=posting.account,
            amount=posting.money.amount,
            currency=posting.money.currency,
        )
        for posting in postings
    ]
    Leg.objects.bulk_create(legs)
    journal.record(
        booked, "ledger.booked", actor=actor, payload={"legs": legs_digest(booked, legs)}
    )
    return booked


def reverse(transaction: Transaction, *, reason: str, on: date, actor: Actor) -> Transaction:
    """Undo a transaction by its mirror image; once."""
    if hasattr(transaction, "reversed_by"):
        raise BadInput(Fault("transaction", reason, "one that is not reversed yet", "reversed"))
    postings = [
        Posting(leg.account, -Money(leg.amount, leg.currency))
        for leg in transaction.legs.select_related("account").order_by("id")
    ]
    return book(
        postings,
        kind=f"{transaction.kind}.reversal",
        reason=reason,
        on=on,
        authority=transaction.authority,
        actor=actor,
        subject_id=transaction.subject_id,
        rate_source=transaction.rate_source,
        reverses=transaction,
    )


def legs_digest(booked: Transaction, legs: Iterable[Leg]) -> str:
    """Digest what was booked: the journal keeps it, so that an edited leg is found."""
    content = [
        [str(booked.id), booked.kind, booked.reason, booked.booked_on.isoformat()],
        sorted([str(leg.account_id), f"{leg.amount:.4f}", leg.currency] for leg in legs),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _check(postings: Sequence[Posting], rate_source: str) -> None:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for posting in postings:
        if posting.account.currency != posting.money.currency:
            raise BadInput(
                Fault("currency", posting.money.currency, posting.account.currency, "currency_mix")
            )
        totals[posting.money.currency] += posting.money.amount
    if len(postings) < 2:  # noqa: PLR2004  from somewhere to somewhere
        raise BadInput(Fault("legs", str(len(postings)), "at least two", "legs"))
    open_totals = {c: t for c, t in totals.items() if t}
    if open_totals:
        shown = ", ".join(f"{t} {c}" for c, t in sorted(open_totals.items()))
        raise BadInput(Fault("legs", shown, "legs that add up to zero in each currency", "balance"))
    if len(totals) > 1 and not rate_source:
        raise BadInput(
            Fault("rate_source", "", "where the dated exchange rate was published", "rate_source")
        )
