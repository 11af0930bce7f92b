"""A decision is kept with what it rests on, replayed to the same result, and appealed."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from fairway.commons.decisions import actions, queries
from fairway.commons.decisions.models import DecisionRecord
from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.accounts.models import Organisation
from fairway.core.deadlines import sweep
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.transitions import SamePerson
from fairway.engines.kernel import BadInput, Corridor, Money, Outcome
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import required_facts
from tests.fixtures.tripwires import NOW

pytestmark = pytest.mark.django_db
CORRIDOR, DAY = Corridor.of("PH", "AE"), date(2026, 11, 22)


@pytest.fixture
def person() -> uuid.UUID:
    """Somebody with a key."""
    person_id = uuid.uuid4()
    keyring.create([person_id])
    return person_id


@pytest.fixture
def officer(publish, make_actor):
    """An officer of a corridor that is ruled."""
    publish("ph-ae-domestic")
    return make_actor(Role.OFFICER_ORIGIN, "PH")


def ask(question: str, facts: dict, officer, person=None) -> actions.Stored:
    with transaction.atomic():
        return actions.decide(
            question,
            facts,
            corridor=CORRIDOR,
            on=DAY,
            actor=officer,
            subject=Organisation.objects.get(pk=officer.organisation_id),
            person_id=person,
        )


def test_a_wage_below_the_floor_is_refused_with_its_source(officer, person) -> None:
    stored = ask("contract.register", {"wage_monthly": Money.of("300", "USD")}, officer, person)
    assert stored.refused
    wages = [r for r in stored.decision.refusals if "wage" in r.provision]
    assert wages
    assert wages[0].source.url.startswith("http")
    assert set(wages[0].texts) == {"en", "fr", "ar"}
    with pytest.raises(actions.Refused):
        stored.raise_unless_allowed()


def test_what_is_not_known_leaves_the_decision_to_a_person(officer, person) -> None:
    stored = ask("contract.register", {}, officer, person)
    assert stored.incomplete
    assert all(r.missing or r.outcome is not Outcome.INCOMPLETE for r in stored.decision.reasons)


def test_a_kept_decision_is_replayed_to_the_same_result(officer, person) -> None:
    stored = ask("contract.register", {"wage_monthly": Money.of("300", "USD")}, officer, person)
    again = DecisionRecord.objects.get(pk=stored.record.pk)
    assert queries.content(again) == stored.decision
    assert queries.replay(again) == ()


def test_the_facts_about_a_person_are_not_in_the_clear(officer, person) -> None:
    stored = ask("contract.register", {"wage_monthly": Money.of("123.45", "USD")}, officer, person)
    record = DecisionRecord.objects.get(pk=stored.record.pk)
    assert record.content is None
    assert b"123.45" not in bytes(record.sealed or b"")
    keyring.destroy(person)
    with pytest.raises(keyring.Erased):
        queries.content(record)


def test_the_decision_stands_in_the_journal_of_what_it_is_about(officer) -> None:
    stored = ask("contract.register", {}, officer)
    entry = JournalEntry.objects.get(kind="decision")
    assert entry.subject_id == officer.organisation_id
    assert entry.payload["decision"] == str(stored.record.id)


def test_a_decision_is_never_changed(officer) -> None:
    stored = ask("contract.register", {}, officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionRecord.objects.filter(pk=stored.record.pk).update(outcome="allowed")


def test_a_person_decides_against_the_rules_only_with_a_reason(officer, person) -> None:
    stored = ask("contract.register", {}, officer, person)
    subject = Organisation.objects.get(pk=officer.organisation_id)
    with pytest.raises(BadInput, match="reason"):
        actions.decide_by_person(
            stored.record, Outcome.ALLOWED, why=" ", actor=officer, subject=subject
        )
    mine = actions.decide_by_person(
        stored.record,
        Outcome.ALLOWED,
        why="The paper contract was seen.",
        actor=officer,
        subject=subject,
    )
    assert mine.allowed
    assert mine.record.rules_said == "incomplete"
    assert mine.record.replaces_id == stored.record.id
    latest = queries.latest(subject.id, "contract.register")
    assert latest is not None
    assert latest.id == mine.record.id


def test_the_database_refuses_a_departure_from_the_rules_without_a_reason(officer) -> None:
    record = ask("contract.register", {}, officer).record
    record.pk, record.outcome = uuid.uuid4(), "allowed"
    with pytest.raises(IntegrityError, match="departs_with_reason"), transaction.atomic():
        DecisionRecord.objects.bulk_create([record])


def test_an_appeal_is_decided_by_another_person_than_the_decision(officer, make_actor) -> None:
    record = ask("contract.register", {}, officer).record
    appellant = make_actor(Role.EMPLOYER, "AE")
    appeal = actions.lodge(record, grounds="The contract says 500.", actor=appellant)
    with pytest.raises(SamePerson):
        actions.assign(appeal, actor=officer)
    other = make_actor(Role.OFFICER_ORIGIN, "PH")
    appeal = actions.assign(appeal, actor=other)
    appeal = actions.answer(appeal, uphold=True, words="The contract was misread.", actor=other)
    assert appeal.state == "upheld"


def test_an_appeal_that_nobody_decides_goes_higher_by_itself(officer, make_actor) -> None:
    record = ask("contract.register", {}, officer).record
    appeal = actions.lodge(record, grounds="Too slow.", actor=make_actor(Role.EMPLOYER, "AE"))
    assert sweep() == 0
    with clock.at(NOW + timedelta(days=31)):
        assert sweep() == 1
    appeal.refresh_from_db()
    assert appeal.state == "escalated"


def test_an_appeal_after_its_day_is_refused(officer, make_actor) -> None:
    record = ask("contract.register", {}, officer).record
    with clock.at(NOW + timedelta(days=400)), pytest.raises(BadInput, match="an appeal until"):
        actions.lodge(record, grounds="Late.", actor=make_actor(Role.EMPLOYER, "AE"))


def test_an_analyst_may_not_appeal(officer, make_actor) -> None:
    record = ask("contract.register", {}, officer).record
    with pytest.raises(Denied):
        actions.lodge(record, grounds="Why?", actor=make_actor(Role.ANALYST, "PH"))


def test_a_worker_sees_decisions_about_herself_alone(officer, person) -> None:
    from fairway.core.accounts.actors import Actor

    ask("contract.register", {}, officer, person)
    herself = Actor(role=Role.WORKER, person_id=person, user_id=uuid.uuid4())
    somebody = Actor(role=Role.WORKER, person_id=uuid.uuid4(), user_id=uuid.uuid4())
    assert queries.visible_to(herself).count() == 1
    assert queries.visible_to(somebody).count() == 0


def test_the_packs_say_which_facts_a_question_needs(officer) -> None:
    from fairway.commons.agreements.queries import packs_in_force

    names = {s.name for s in required_facts(packs_in_force(CORRIDOR, DAY), "contract.register")}
    assert "wage_monthly" in names
