"""The journal finds what was altered, whoever altered it."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from fairway.core.accounts.models import Organisation
from fairway.core.journal import actions, heads
from fairway.core.journal.models import JournalEntry
from fairway.core.journal.verify import verify
from fairway.core.keys import keyring
from fairway.engines.lifecycles.roles import Role


@pytest.fixture
def organisations(committed, make_actor):
    """Three subjects with a chain of four entries each."""
    actor = make_actor(Role.OFFICER_ORIGIN)
    first = Organisation.objects.get()
    subjects = [first] + [
        Organisation.objects.create(
            authority=first.authority, kind="employer", name=n, name_key=n, country="TN"
        )
        for n in ("b", "c")
    ]
    for number in range(4):
        for subject in subjects:
            with transaction.atomic():
                actions.record(subject, "noted", actor=actor, payload={"number": number})
    return subjects


def as_owner(statement: str, *params: object) -> None:
    """Do as the owner of the tables can: switch the guards off and write."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE core_journalentry DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        cursor.execute("ALTER TABLE core_journalentry ENABLE TRIGGER USER")


def test_an_untouched_journal_is_whole(organisations) -> None:
    verdict = verify()
    assert verdict.whole
    assert (verdict.chains, verdict.entries) == (3, 12)


def test_the_application_can_neither_change_nor_remove_an_entry(organisations) -> None:
    for statement in (
        "UPDATE core_journalentry SET kind = 'other'",
        "DELETE FROM core_journalentry",
        "TRUNCATE core_journalentry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_even_the_owner_is_stopped_by_the_triggers(organisations) -> None:
    with (
        connections["owner"].cursor() as cursor,
        pytest.raises(DatabaseError, match="never changed"),
    ):
        cursor.execute("UPDATE core_journalentry SET kind = 'other'")


def test_an_edited_row_is_found(organisations) -> None:
    as_owner(
        "UPDATE core_journalentry SET payload = %s WHERE subject_id = %s AND sequence = 2",
        json.dumps({"number": 99}),
        organisations[1].id,
    )
    (finding,) = verify().findings
    assert (finding.subject_id, finding.sequence) == (organisations[1].id, 2)
    assert "changed after it was written" in finding.what


def test_a_deleted_tail_is_found(organisations) -> None:
    as_owner(
        "DELETE FROM core_journalentry WHERE subject_id = %s AND sequence > 2",
        organisations[0].id,
    )
    (finding,) = verify().findings
    assert finding.what == "the end of the chain was deleted"
    assert (finding.subject_id, finding.sequence) == (organisations[0].id, 3)


def test_a_deleted_middle_is_found(organisations) -> None:
    as_owner(
        "DELETE FROM core_journalentry WHERE subject_id = %s AND sequence = 2",
        organisations[0].id,
    )
    assert {f.what for f in verify().findings} >= {"entries before this one are missing"}


def test_a_whole_deleted_chain_is_found(organisations) -> None:
    as_owner("DELETE FROM core_journalentry WHERE subject_id = %s", organisations[2].id)
    (finding,) = verify().findings
    assert finding.what == "the whole chain was deleted"
    assert finding.subject_id == organisations[2].id


def test_a_chain_that_the_owner_forged_anew_differs_from_the_signed_heads(organisations) -> None:
    """With the code in hand the owner can make a chain that is whole in itself."""
    from fairway.core.journal.chain import GENESIS, digest

    previous = GENESIS
    for entry in JournalEntry.objects.filter(subject_id=organisations[0].id).order_by("sequence"):
        if entry.sequence == 3:
            entry.payload = {"number": 1_000_000}
        entry.previous = previous
        previous = digest(entry)
        as_owner(
            "UPDATE core_journalentry SET payload = %s, previous = %s, hash = %s WHERE id = %s",
            json.dumps(entry.payload),
            entry.previous,
            previous,
            entry.id,
        )
    found = verify().findings
    assert {f.sequence for f in found} == {3, 4}
    assert all("signed outside the database" in f.what for f in found)


def test_an_altered_line_of_the_signed_heads_is_found(organisations) -> None:
    path = heads.heads_file()
    lines = path.read_text().splitlines()
    line = json.loads(lines[3])
    line["signed"] = line["signed"].replace('"before"', '"before" ')
    lines[3] = json.dumps(line)
    path.write_text("\n".join(lines) + "\n")
    assert any("Line 4 of the signed heads was altered" in f.what for f in verify().findings)


def test_a_line_taken_out_of_the_signed_heads_is_found(organisations) -> None:
    path = heads.heads_file()
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:5] + lines[6:]) + "\n")
    assert any("is missing" in f.what for f in verify().findings)


def test_erasing_a_person_leaves_the_chain_whole(committed, make_actor) -> None:
    actor = make_actor(Role.OFFICER_ORIGIN)
    subject = Organisation.objects.get()
    person_id = uuid.uuid4()
    with transaction.atomic():
        keyring.create([person_id])
        entry = actions.record(
            subject, "noted", actor=actor, personal={"name": "Amal"}, person_id=person_id
        )
    assert keyring.unseal(person_id, entry.sealed) == {"name": "Amal"}
    keyring.destroy(person_id)
    with pytest.raises(keyring.Erased):
        keyring.unseal(person_id, entry.sealed)
    assert verify().whole


def test_a_journal_entry_outside_a_transaction_is_refused(committed, make_actor) -> None:
    actor = make_actor(Role.OFFICER_ORIGIN)
    with pytest.raises(RuntimeError, match="in the transaction"):
        actions.record(Organisation.objects.get(), "noted", actor=actor)


def test_a_chain_that_goes_on_cannot_be_begun_anew(organisations, make_actor) -> None:
    again = [actions.Happening(organisations[0], "noted")]
    with pytest.raises(IntegrityError, match="core_journal_one_chain"), transaction.atomic():
        actions.record_many(again, actor=make_actor(Role.OFFICER_ORIGIN), begun=True)
    assert verify().entries == 12


def test_a_rolled_back_change_signs_no_head(committed, make_actor) -> None:
    actor = make_actor(Role.OFFICER_ORIGIN)
    with pytest.raises(psycopg.Error), transaction.atomic():  # noqa: PT012  the point is the order
        actions.record(Organisation.objects.get(), "noted", actor=actor)
        raise psycopg.Error
    assert not Path(settings.HOME, "heads", "journal.jsonl").exists()
