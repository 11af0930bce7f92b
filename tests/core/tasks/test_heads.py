"""Heads that a crash left unsigned are signed later, and only if nothing was altered."""

import pytest
from django.db import connections, transaction

from fairway.core.journal import heads
from fairway.core.journal.models import JournalEntry
from fairway.core.journal.verify import verify
from fairway.core.tasks.heads import complete


@pytest.fixture
def unsigned(committed, make_consent, move, monkeypatch):
    """A chain of two entries of which the second was never signed."""
    consent = make_consent()
    with monkeypatch.context() as crash:
        crash.setattr(heads, "sign", lambda moved: None)
        move(consent, "withdraw")
    return consent


def last_signed() -> dict[object, int]:
    return {subject: sequence for subject, sequence, _ in heads.read()}


def test_a_missing_head_is_signed(unsigned):
    assert last_signed() == {unsigned.id: 1}
    assert complete() == 1
    assert last_signed() == {unsigned.id: 2}
    assert complete() == 0
    assert verify().whole


def test_a_whole_chain_that_was_never_signed_is(unsigned):
    heads.heads_file().unlink()
    assert complete() == 1
    assert last_signed() == {unsigned.id: 2}


def test_an_altered_entry_is_not_signed(unsigned):
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE core_journalentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE core_journalentry SET role = 'system' WHERE sequence = 2")
        cursor.execute("ALTER TABLE core_journalentry ENABLE TRIGGER USER")
    assert JournalEntry.objects.get(sequence=2).role == "system"
    assert complete() == 0
    assert last_signed() == {unsigned.id: 1}
