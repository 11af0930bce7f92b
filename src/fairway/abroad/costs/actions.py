"""Reporting a payment, asking for it back, and having it back."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from fairway.abroad.costs import facts, queries
from fairway.abroad.costs.kinds import Finding, PayeeKind
from fairway.abroad.costs.models import CostEntry, RefundOrder
from fairway.commons.decisions.queries import content
from fairway.core import clock
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.documents import actions as documents
from fairway.core.documents.models import DocumentKind
from fairway.core.ids import new_id
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.core.ledger import actions as ledger
from fairway.core.ledger.models import AccountKind
from fairway.core.messages.actions import notify
from fairway.core.messages.params import Params
from fairway.engines.costs import CostCheck, check_costs
from fairway.engines.kernel import BadInput, Fault, Money
from fairway.leaving import asking
from fairway.leaving.journeys import queries as journeys

if TYPE_CHECKING:
    from fairway.core.documents.actions import Upload

# How long a payee has to pay back, where no pack says; counted from the day it is asked.
HOUSE_REFUND_DAYS = 30
_LONGEST = 200


def report(
    journey_id: uuid.UUID,
    *,
    fee_kind: str,
    payee_kind: PayeeKind,
    money: Money,
    paid_on: date,
    actor: Actor,
    payee: Organisation | None = None,
    payee_name: str = "",
    receipt: Upload | None = None,
    client_id: uuid.UUID | None = None,
) -> CostEntry:
    """Record what she paid, and what the rules say of it. The same ``client_id`` again finds it."""
    authorise(actor, "cost.report")
    if before := _before(client_id, actor):
        return before
    journey = journeys.get_for(actor, journey_id)
    on = clock.today(journey.authority.time_zone)
    faults = []
    known = facts.fee_kinds(journey.way, on)
    if fee_kind not in known:
        faults.append(Fault("fee_kind", fee_kind[:40], ", ".join(known), "not_a_choice"))
    if money.amount <= 0:
        faults.append(Fault("amount", str(money), _("an amount above zero"), "amount"))
    if paid_on > on:
        accepted = _("today or a day before")
        faults.append(Fault("paid_on", paid_on.isoformat(), accepted, "in_the_future"))
    if len(payee_name) > _LONGEST:
        accepted = _("at most %(most)s characters") % {"most": _LONGEST}
        faults.append(Fault("payee_name", str(len(payee_name)), accepted, "too_long"))
    if faults:
        raise BadInput(*faults)
    entry = CostEntry(
        id=new_id(),
        authority=journey.authority,
        partition_key=journey.partition,
        journey=journey,
        person=journey.person,
        fee_kind=fee_kind,
        kind=facts.cost_kind(fee_kind),
        payee_kind=payee_kind,
        payee=payee,
        sealed=keyring.seal(journey.person_id, {"payee": payee_name.strip()}),
        amount=money.amount,
        currency=money.currency,
        paid_on=paid_on,
        client_id=client_id,
    )
    try:
        with transaction.atomic():
            _keep(entry, receipt, payee_name.strip(), actor)
    except IntegrityError as error:
        # The same report arrived twice at one moment: the second finds what the first made.
        before = _before(client_id, actor)
        if before is None:
            accepted = _("an id that no other report has")
            raise BadInput(Fault("client_id", str(client_id), accepted, "taken")) from error
        return before
    entry.refresh_from_db()
    return entry


def _before(client_id: uuid.UUID | None, actor: Actor) -> CostEntry | None:
    if client_id is None:
        return None
    return queries.visible_to(actor).filter(client_id=client_id).first()


def _keep(entry: CostEntry, receipt: Upload | None, payee_name: str, actor: Actor) -> None:
    """Write the report down with what the rules say of it."""
    _one_at_a_time(entry.journey_id)
    if receipt is not None:
        entry.receipt = documents.hand_in(entry.person, DocumentKind.RECEIPT, receipt, actor=actor)
    entry.save(force_insert=True)
    journal.record(
        entry,
        "cost.reported",
        actor=actor,
        payload={"kind": entry.kind, "currency": entry.currency},
        personal={"amount": str(entry.money.amount), "payee": payee_name},
        person_id=entry.person_id,
    )
    stored = asking.ask(
        facts.QUESTION,
        facts.facts_of(entry),
        corridor=entry.journey.way,
        actor=actor,
        subject=entry,
        person_id=entry.person_id,
    )
    entry.decision = stored.record
    entry.save(update_fields=["decision"])
    _weigh(entry, actor)


def _one_at_a_time(journey_id: uuid.UUID) -> None:
    """Two payments of one journey may stand under one limit: the second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('cost'), hashtext(%s))", [str(journey_id)]
        )


def _weigh(latest: CostEntry, actor: Actor) -> None:
    """Weigh all payments of a journey in one currency again: the order of their days decides."""
    entries = list(
        CostEntry.objects.select_for_update(of=("self",))
        .filter(journey_id=latest.journey_id, currency=latest.currency)
        .select_related("journey", "authority", "decision")
        .order_by("paid_on", "id")
    )
    decided = [(e, content(e.decision)) for e in entries if e.decision is not None]
    # What the packs leave to a person is not weighed by a machine.
    weighed = [(e, d) for e, d in decided if not d.gaps]
    try:
        limits = facts.limits(weighed, latest.currency, clock.today(latest.authority.time_zone))
    except facts.NotComparable:
        return
    check = check_costs(
        [facts.paid(entry) for entry, _decision in weighed], limits, currency=latest.currency
    )
    ordered = set(RefundOrder.objects.filter(entry__in=entries).values_list("entry_id", flat=True))
    for entry, _decision in weighed:
        finding = _finding(entry, check)
        if entry.finding != finding:
            entry.finding = finding
            entry.save(update_fields=["finding"])
        for refund in check.refunds:
            if refund.reference == str(entry.id) and entry.id not in ordered:
                _order(entry, refund.amount, refund.provisions, actor)


def _finding(entry: CostEntry, check: CostCheck) -> Finding:
    if str(entry.id) in check.no_rule:
        return Finding.OPEN
    refunds = {refund.reference for refund in check.refunds}
    return Finding.EXCESS if str(entry.id) in refunds else Finding.LAWFUL


def _order(entry: CostEntry, money: Money, provisions: tuple[str, ...], actor: Actor) -> None:
    """Book what is owed to her, by whoever took it."""
    booked = ledger.book(
        _between(entry, money),
        kind="refund",
        reason=_("Refund of a fee above what may be asked of a worker"),
        on=clock.today(entry.authority.time_zone),
        authority=entry.authority,
        actor=actor,
        subject_id=entry.id,
    )
    order = RefundOrder.objects.create(
        authority=entry.authority,
        entry=entry,
        amount=money.amount,
        currency=money.currency,
        provisions=list(provisions),
        booked=booked,
    )
    journal.record(
        order,
        "refund.ordered",
        actor=actor,
        payload={"provisions": list(provisions), "transaction": str(booked.id)},
        person_id=entry.person_id,
    )


def _between(entry: CostEntry, money: Money) -> list[ledger.Posting]:
    """From whoever took it to her; the other way round once it was paid."""
    owed_by = ledger.account(entry.authority, AccountKind.REFUND, money.currency, entry.payee_id)
    hers = ledger.account(entry.authority, AccountKind.CLAIM, money.currency, entry.person_id)
    return [ledger.Posting(owed_by, -money), ledger.Posting(hers, money)]


def ask_back(order: RefundOrder, *, actor: Actor) -> RefundOrder:
    """She agrees that whoever took the money is asked; from now on it knows that she said so."""
    authorise(actor, "refund.ask")
    with transaction.atomic():
        fresh = _locked(order, actor)
        payee = fresh.entry.payee
        if payee is None:
            accepted = _("a payment to somebody who is registered here; a caseworker can help")
            raise BadInput(Fault("payee", "", accepted, "unknown_payee"))
        if fresh.asked_at is not None:
            return fresh
        fresh.asked_at = clock.now()
        fresh.due_on = clock.today(fresh.authority.time_zone) + timedelta(days=HOUSE_REFUND_DAYS)
        _save(fresh, "refund.asked", actor, "asked_at", "due_on")
        told: Params = {"amount": fresh.money, "by": fresh.due_on}
        notify(payee, "refund_asked", told, actor=actor, subject=fresh)
        return fresh


def declare_paid(order: RefundOrder, *, actor: Actor) -> RefundOrder:
    """The payee says that it paid back; she is asked whether it came."""
    authorise(actor, "refund.declare")
    with transaction.atomic():
        fresh = _locked(order, actor)
        if fresh.declared_at is None and fresh.settled_id is None:
            fresh.declared_at = clock.now()
            _save(fresh, "refund.declared", actor, "declared_at")
        return fresh


def confirm_paid(order: RefundOrder, *, actor: Actor) -> RefundOrder:
    """The money came back: the debt is closed in the ledger."""
    authorise(actor, "refund.confirm")
    with transaction.atomic():
        fresh = _locked(order, actor)
        if fresh.settled_id is not None:
            return fresh
        fresh.settled = ledger.book(
            _between(fresh.entry, -fresh.money),
            kind="refund.paid",
            reason=_("The refund was paid"),
            on=clock.today(fresh.authority.time_zone),
            authority=fresh.authority,
            actor=actor,
            subject_id=fresh.entry_id,
        )
        _save(fresh, "refund.settled", actor, "settled")
        return fresh


def _locked(order: RefundOrder, actor: Actor) -> RefundOrder:
    if not queries.refunds_visible_to(actor).filter(pk=order.pk).exists():
        raise RefundOrder.DoesNotExist
    rows = RefundOrder.objects.select_for_update(of=("self",))
    related = ("entry", "entry__payee", "entry__payee__authority", "entry__journey", "authority")
    return rows.select_related(*related).get(pk=order.pk)


def _save(order: RefundOrder, kind: str, actor: Actor, *changed: str) -> None:
    order.version += 1
    order.save(update_fields=[*changed, "version"])
    journal.record(order, kind, actor=actor, person_id=order.entry.person_id)
