"""The nightly hunt finds what should not be, remembers it, and sees when it is gone."""

from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from fairway.core import clock, events
from fairway.core.documents import store
from fairway.core.messages.actions import Phone, notify
from fairway.core.tasks import checks, hunts
from fairway.core.tasks.checks import Finding, check, hunt_and_keep, run_checks
from fairway.core.tasks.models import Duty, Inconsistency, PendingEvent
from fairway.engines.lifecycles import Role
from tests.fixtures.tripwires import NOW


@pytest.fixture
def as_owner():
    """Do what only the tables' owner can, with its triggers off."""

    def run(statement: str, *params: object) -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE core_journalentry DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE core_consent DISABLE TRIGGER USER")
            cursor.execute(statement, params)
            cursor.execute("ALTER TABLE core_journalentry ENABLE TRIGGER USER")
            cursor.execute("ALTER TABLE core_consent ENABLE TRIGGER USER")

    return run


def whats(hunt) -> list[str]:
    return [finding.what for finding in hunt()]


def test_a_whole_installation_has_no_findings(db, make_consent, move):
    move(make_consent(), "withdraw")
    found = {c.name: c for c in run_checks()}
    assert {"states", "journal", "ledger", "documents.files"} <= set(found)
    assert whats(hunts.states_equal_their_replay) == []


def test_a_state_that_somebody_edited_is_found(committed, make_consent, as_owner):
    consent = make_consent()
    as_owner("UPDATE core_consent SET state = 'withdrawn' WHERE id = %s", consent.id)
    [finding] = hunts.states_equal_their_replay()
    assert finding.what == "The state is withdrawn; the journal leads to given."
    assert finding.subject_id == consent.id


def test_a_record_that_somebody_removed_is_found(committed, make_consent, as_owner):
    consent = make_consent()
    as_owner("DELETE FROM core_consent WHERE id = %s", consent.id)
    assert whats(hunts.states_equal_their_replay) == [
        "The journal knows a record that is not there."
    ]


def test_a_step_that_the_table_does_not_hold_is_found(committed, make_consent, as_owner):
    consent = make_consent()
    as_owner("UPDATE core_journalentry SET role = 'employer' WHERE subject_id = %s", consent.id)
    assert whats(hunts.states_equal_their_replay) == [
        "The journal holds a step that the table does not allow: give."
    ]
    assert "it was changed after it was written" in whats(hunts.journal_is_whole)[0]


def test_a_file_without_a_document_is_found(db):
    name = store.write(b"orphan")
    with clock.at(NOW + timedelta(days=2)):
        found = whats(hunts.stored_files_are_those_of_the_versions)
    assert f"A stored file belongs to no document: {name}." in found
    store.remove(name)


def test_a_message_that_nobody_sends_is_found(db, make_actor):
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    notify(Phone("+33612345678"), "sign_in_code", {"code": "1", "minutes": 1}, actor=officer)
    assert whats(hunts.messages_go_out) == []
    with clock.at(NOW + timedelta(hours=2)):
        assert whats(hunts.messages_go_out) == [
            "A message waits, and nobody sends it. Does the worker run?"
        ]


def test_an_event_that_fails_or_lost_its_handler_is_found(db, make_consent):
    def hear(entry) -> None:
        raise AssertionError

    events.on("consent.give", key="tests.lost")(hear)
    make_consent()
    assert whats(hunts.events_arrive) == []
    PendingEvent.objects.update(attempts=5, error="KeyError")
    assert whats(hunts.events_arrive) == [
        "An event waits: its handler tests.lost fails with KeyError."
    ]
    PendingEvent.objects.update(attempts=0)
    events.forget(hear)
    assert whats(hunts.events_arrive) == ["An event waits: its handler tests.lost is not there."]


def test_a_duty_that_fails_is_found(db):
    Duty.objects.create(name="broken", error="KeyError")
    assert whats(hunts.duties_are_done) == ["The duty broken failed with KeyError."]


def test_a_finding_is_kept_from_the_first_night_to_the_last(db, monkeypatch):
    monkeypatch.setattr(checks, "_checks", {})
    wrong = [Finding("Two is three.")]
    check("sums", room="insight")(lambda: list(wrong))
    assert hunt_and_keep() == 1
    with clock.at(NOW + timedelta(days=1)):
        hunt_and_keep()
    row = Inconsistency.objects.get()
    assert (row.room, row.first_seen, row.last_seen) == ("insight", NOW, NOW + timedelta(days=1))
    wrong.clear()
    with clock.at(NOW + timedelta(days=2)):
        assert hunt_and_keep() == 0
    row.refresh_from_db()
    assert row.gone_at == NOW + timedelta(days=2)


def test_a_check_that_breaks_is_no_clean_bill(db, monkeypatch):
    monkeypatch.setattr(checks, "_checks", {})

    def breaks():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    check("broken", room="core")(breaks)
    check("fine", room="core")(list)
    broken, fine = run_checks()
    assert (broken.failed, broken.clean) == ("DataError", False)
    assert fine.clean
