"""Who owns the tables can write anything into them, and is found all the same."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from django.db import connections
from typer.testing import CliRunner

from fairway.cli import books
from fairway.core.journal.chain import GENESIS, digest
from fairway.core.journal.models import JournalEntry
from fairway.core.ledger.actions import legs_digest
from fairway.core.ledger.models import Leg, Transaction
from fairway.core.ledger.verify import verify
from tests.core.ledger.test_ledger import house, move

__all__ = ["house"]

TABLES = ("core_leg", "core_transaction", "core_journalentry")


def as_owner(statement: str, *params: object) -> None:
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch):
    """Ask `fairway ledger verify` here, where the database is entered already."""

    @contextmanager
    def here(**_: object):
        yield

    monkeypatch.setattr(books, "installation", here)
    return lambda: CliRunner().invoke(books.ledger_app, ["verify", "--json"])


def forge_legs(booked: Transaction) -> None:
    """Ten times the money, in balance."""
    as_owner("UPDATE core_leg SET amount = amount * 10 WHERE transaction_id = %s", booked.id)


def forge_journal(booked: Transaction) -> None:
    """With the code in hand: the entry says what the forged legs say, and its hash agrees."""
    entry = JournalEntry.objects.get(subject_id=booked.id)
    legs = list(Leg.objects.filter(transaction=booked).order_by("id"))
    entry.payload = {**entry.payload, "legs": legs_digest(booked, legs)}
    entry.previous = GENESIS
    as_owner(
        "UPDATE core_journalentry SET payload = %s, hash = %s WHERE id = %s",
        json.dumps(entry.payload),
        digest(entry),
        entry.id,
    )


def test_an_untouched_ledger_is_whole(house, ask) -> None:
    move(house, "10")
    said = ask()
    assert said.exit_code == 0, said.output
    assert json.loads(said.output)["whole"] is True


def test_legs_that_were_changed_in_balance_are_found(house, ask) -> None:
    forge_legs(move(house, "10"))
    said = ask()
    assert said.exit_code == 1
    (finding,) = json.loads(said.output)["findings"]
    assert "was changed after booking" in finding


def test_the_signed_heads_tell_when_ledger_and_journal_were_forged_together(house, ask) -> None:
    booked = move(house, "10")
    forge_legs(booked)
    forge_journal(booked)
    assert verify().whole  # in itself nothing contradicts
    said = ask()
    assert said.exit_code == 1
    (finding,) = json.loads(said.output)["findings"]
    assert "signed outside the database" in finding


def test_the_signed_heads_tell_when_a_booking_is_gone_with_its_whole_chain(house, ask) -> None:
    booked = move(house, "10")
    as_owner("DELETE FROM core_leg WHERE transaction_id = %s", booked.id)
    as_owner("DELETE FROM core_transaction WHERE id = %s", booked.id)
    as_owner("DELETE FROM core_journalentry WHERE subject_id = %s", booked.id)
    assert verify().whole
    said = ask()
    assert said.exit_code == 1
    assert "the whole chain was deleted" in said.output
