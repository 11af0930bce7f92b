"""The same question about many people at once: a register enters a channel.

Each person's decision is kept as if it had been asked alone; people of whom the packs need to
know the same are decided on once.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.commons.agreements.queries import packs_in_force
from fairway.commons.decisions.actions import appeal_until, entry_of, new_record
from fairway.commons.decisions.models import DecisionRecord
from fairway.core.accounts.actors import Actor
from fairway.core.bulk import copy_in, like
from fairway.core.ids import new_ids
from fairway.core.journal.actions import Happening
from fairway.core.keys import keyring
from fairway.core.records import Record
from fairway.engines import provisions
from fairway.engines.kernel import Corridor, Decision, FactValue, decision_to_json
from fairway.engines.provisions import appeal_routes, required_facts


@dataclass(frozen=True, slots=True)
class Asked:
    """One person's part: the record that the decision is about, the facts, the person's key."""

    subject: Record
    person_id: uuid.UUID
    facts: Mapping[str, FactValue]
    key: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """A decision that was kept, and the journal entry that is still to be written for it."""

    record: DecisionRecord
    decision: Decision
    entry: Happening


def decide_many(
    question: str, asked: Sequence[Asked], *, corridor: Corridor, on: date, actor: Actor
) -> list[Answered]:
    """Answer for each person, in order. The caller writes the entries beside those of its own."""
    packs = packs_in_force(corridor, on)
    names = ("channel", *(spec.name for spec in required_facts(packs, question)))
    until = appeal_until(appeal_routes(packs, question))
    made: dict[tuple[object, ...], _Made] = {}
    answers = []
    for identifier, one in zip(new_ids(len(asked)), asked, strict=True):
        known = (one.subject.subject, one.subject.authority_id, *map(one.facts.get, names))
        if known not in made:
            decision = provisions.decide(packs, question, one.facts, on)
            first = new_record(
                decision,
                corridor=corridor,
                actor=actor,
                subject=one.subject,
                person_id=one.person_id,
                outcome=decision.outcome,
                until=until,
                key=one.key,
            )
            made[known] = _Made(decision, first, keyring.as_bytes(decision_to_json(decision)))
        answers.append(_answer(identifier, one, made[known]))
    copy_in([answer.record for answer in answers])
    return answers


@dataclass(frozen=True, slots=True)
class _Made:
    """What is the same for all of whom the packs need to know the same."""

    decision: Decision
    record: DecisionRecord
    plain: bytes


def _answer(identifier: uuid.UUID, one: Asked, made: _Made) -> Answered:
    record = like(
        made.record,
        id=identifier,
        about_id=one.subject.id,
        person_id=one.person_id,
        sealed=keyring.seal_bytes(one.person_id, made.plain, key=one.key),
    )
    return Answered(
        record, made.decision, Happening(one.subject, "decision", payload=entry_of(record))
    )
