"""Asking the rules, keeping the answer, and objecting to it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fairway.commons.agreements.queries import packs_in_force
from fairway.commons.decisions.models import Appeal, DecisionRecord
from fairway.core import clock, formats, transitions
from fairway.core.access.gate import Denied, authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.core.records import Record
from fairway.engines import provisions
from fairway.engines.kernel import (
    BadInput,
    Corridor,
    Decision,
    FactValue,
    Fault,
    Outcome,
    decision_to_json,
)
from fairway.engines.provisions import AppealRoute, appeal_routes

# Where the packs do not know how long an appeal may be lodged, the house gives this long.
HOUSE_APPEAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision that was made and kept."""

    record: DecisionRecord
    decision: Decision

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.record.outcome == Outcome.ALLOWED

    @property
    def refused(self) -> bool:
        """Whether a provision stands against it."""
        return self.record.outcome == Outcome.REFUSED

    @property
    def incomplete(self) -> bool:
        """Whether a person must decide, because something is not known."""
        return self.record.outcome == Outcome.INCOMPLETE

    def raise_unless_allowed(self) -> None:
        """Raise `Refused` after the transaction that keeps the decision."""
        if not self.allowed:
            raise Refused(self)


class Refused(Exception):  # noqa: N818  what happened
    """The rules do not allow it, or not yet. Carries the decision, for its reasons and sources."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        provisions_named = ", ".join(
            r.provision for r in stored.decision.reasons if r.outcome is not Outcome.ALLOWED
        )
        super().__init__(f"{stored.record.question}: {stored.record.outcome} ({provisions_named})")


def decide(
    question: str,
    facts: Mapping[str, FactValue],
    *,
    corridor: Corridor,
    on: date,
    actor: Actor,
    subject: Record,
    person_id: uuid.UUID | None = None,
) -> Stored:
    """Ask the packs in force and keep the answer, in the caller's transaction.

    The caller acts only on ``allowed`` and raises after its transaction, so that a refusal stays.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A decision is kept in the transaction of what it decides.")
    packs = packs_in_force(corridor, on)
    decision = provisions.decide(packs, question, facts, on)
    return _keep(
        decision,
        corridor=corridor,
        actor=actor,
        subject=subject,
        person_id=person_id,
        outcome=decision.outcome,
        until=appeal_until(appeal_routes(packs, question)),
    )


def decide_by_person(
    before: DecisionRecord, outcome: Outcome, *, why: str, actor: Actor, subject: Record
) -> Stored:
    """Decide where the rules left it open, or against them: with a reason, as a new decision."""
    authorise(actor, "decision.by_person")
    if not why.strip():
        raise BadInput(Fault("why", "", _("the reason, in a sentence"), "required"))
    if outcome is Outcome.INCOMPLETE:
        raise BadInput(Fault("outcome", outcome, _("allowed or refused"), "outcome"))
    from fairway.commons.decisions.queries import content  # noqa: PLC0415  reads what is kept here

    with transaction.atomic():
        return _keep(
            content(before),
            corridor=Corridor.of(*before.corridor.split("-")),
            actor=actor,
            subject=subject,
            person_id=before.person_id,
            outcome=outcome,
            until=before.appeal_until,
            why=why.strip(),
            replaces=before,
        )


def decide_without_rules(
    question: str,
    outcome: Outcome,
    *,
    why: str,
    actor: Actor,
    subject: Record,
    person_id: uuid.UUID,
    replaces: DecisionRecord | None = None,
) -> DecisionRecord:
    """Keep what a person decided where no pack is asked, with the reason that the other reads.

    In the caller's transaction, which journals it with its own step.
    """
    record = new_record(
        provisions.decide((), question, {}, clock.today(_authority(subject).time_zone)),
        corridor="",
        actor=actor,
        subject=subject,
        person_id=person_id,
        outcome=outcome,
        until=appeal_until(()),
        why=why,
        replaces=replaces,
    )
    record.save(force_insert=True)
    return record


def lodge(record: DecisionRecord, *, grounds: str, actor: Actor) -> Appeal:
    """Object to a decision: who it is about, or the organisation it concerns."""
    authorise(actor, "appeal.lodge")
    if not grounds.strip():
        raise BadInput(Fault("grounds", "", _("what is wrong with the decision"), "required"))
    if record.appeal_until and clock.today(record.authority.time_zone) > record.appeal_until:
        accepted = _("an appeal until %(day)s") % {"day": formats.day(record.appeal_until)}
        raise BadInput(Fault("decision", str(record.on), accepted, "late"))
    person = record.person_id
    with transaction.atomic():
        appeal = Appeal(
            authority=record.authority,
            decision=record,
            corridor=record.corridor,
            person_id=person,
            organisation_id=actor.organisation_id,
            lodged_by=actor.account,
            sealed=keyring.seal(person, {"grounds": grounds}) if person else None,
            grounds="" if person else grounds,
        )
        return transitions.create(appeal, "lodge", actor=actor)


def assign(appeal: Appeal, *, actor: Actor) -> Appeal:
    """Take up an appeal: never by who decided before."""
    authorise(actor, "appeal.decide")
    with transaction.atomic():
        fresh = transitions.lock(appeal)
        _another_decider(fresh, actor)
        return transitions.move(fresh, "assign", actor=actor, changes={"decider_id": actor.user_id})


def answer(appeal: Appeal, *, uphold: bool, words: str, actor: Actor) -> Appeal:
    """Decide an appeal with reasons. An upheld one makes way for a new decision."""
    authorise(actor, "appeal.decide")
    if not words.strip():
        raise BadInput(Fault("answer", "", _("the reasons, in a sentence"), "required"))
    with transaction.atomic():
        fresh = transitions.lock(appeal)
        _another_decider(fresh, actor)
        return transitions.move(
            fresh,
            "uphold" if uphold else "dismiss",
            actor=actor,
            changes={"answer": words.strip(), "decider_id": actor.user_id},
        )


def withdraw(appeal: Appeal, *, actor: Actor) -> Appeal:
    """Take an appeal back; the decision stands."""
    authorise(actor, "appeal.lodge")
    with transaction.atomic():
        fresh = transitions.lock(appeal)
        if fresh.lodged_by != actor.user_id:
            raise Denied(actor, "appeal.withdraw")
        return transitions.move(fresh, "withdraw", actor=actor)


def _another_decider(appeal: Appeal, actor: Actor) -> None:
    deciders: set[Any] = set()
    record: DecisionRecord | None = appeal.decision
    while record is not None:
        deciders.add(record.decided_by)
        record = record.replaces
    if actor.user_id in deciders:
        raise transitions.SamePerson("assign", ("decide",))


def appeal_until(routes: tuple[AppealRoute, ...]) -> date:
    """Until when a decision made now may be appealed."""
    known = [route.days for route in routes if route.days is not None]
    return clock.today() + timedelta(days=max([HOUSE_APPEAL_DAYS, *known]))


def _keep(
    decision: Decision,
    *,
    corridor: Corridor,
    actor: Actor,
    subject: Record,
    person_id: uuid.UUID | None,
    outcome: Outcome,
    until: date | None,
    why: str = "",
    replaces: DecisionRecord | None = None,
) -> Stored:
    record = new_record(
        decision,
        corridor=corridor,
        actor=actor,
        subject=subject,
        person_id=person_id,
        outcome=outcome,
        until=until,
        why=why,
        replaces=replaces,
    )
    record.save(force_insert=True)
    journal.record(subject, "decision", actor=actor, payload=entry_of(record))
    return Stored(record, decision)


def new_record(
    decision: Decision,
    *,
    corridor: Corridor | str,
    actor: Actor,
    subject: Record,
    person_id: uuid.UUID | None,
    outcome: Outcome,
    until: date | None,
    why: str = "",
    replaces: DecisionRecord | None = None,
    key: bytes | None = None,
) -> DecisionRecord:
    """A decision as the row that keeps it, not saved; about a person it is sealed for her."""
    whole = decision_to_json(decision)
    return DecisionRecord(
        authority=_authority(subject),
        question=decision.question,
        outcome=outcome.value,
        rules_said=decision.outcome.value,
        corridor=str(corridor),
        on=decision.on,
        about=subject.subject,
        about_id=subject.id,
        person_id=person_id,
        packs=[{"pack": p.pack, "version": p.version, "digest": p.digest} for p in decision.packs],
        engine=decision.engine,
        content=None if person_id else whole,
        sealed=keyring.seal(person_id, whole, key=key) if person_id else None,
        decided_by=actor.user_id,
        decided_by_role=actor.role.value,
        why=why,
        replaces=replaces,
        appeal_until=until,
    )


def entry_of(record: DecisionRecord) -> dict[str, Any]:
    """What the journal says of a decision."""
    return {
        "decision": str(record.id),
        "question": record.question,
        "outcome": record.outcome,
        "rules_said": record.rules_said,
    }


def _authority(subject: Record) -> Authority:
    return subject.authority
