"""Money is booked in balance, never edited, and an alteration is found."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from fairway.core.accounts.models import Authority
from fairway.core.journal.verify import verify as verify_journal
from fairway.core.ledger.actions import Posting, account, balance, book, reverse
from fairway.core.ledger.models import Leg, Transaction
from fairway.core.ledger.verify import verify
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import Role

DAY = date(2026, 11, 22)


@pytest.fixture
def house(committed, make_actor):
    """An officer, her authority and two accounts in its currency."""
    actor = make_actor(Role.OFFICER_ORIGIN, "TN")
    authority = Authority.objects.get(pk=actor.authority_id)
    return (
        actor,
        authority,
        account(authority, "external", "TND"),
        account(authority, "deposit", "TND"),
    )


def move(house, amount: str, **more):
    actor, authority, outside, deposit = house
    money = Money.of(amount, "TND")
    with transaction.atomic():
        return book(
            [Posting(deposit, money), Posting(outside, -money)],
            kind="deposit",
            reason="Deposit of a licence",
            on=DAY,
            authority=authority,
            actor=actor,
            **more,
        )


def tamper(statement: str, *params: object) -> None:
    """Write as the owner of the tables, with the guards switched off."""
    with connections["owner"].cursor() as cursor:
        for table in ("core_leg", "core_transaction"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        for table in ("core_leg", "core_transaction"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_what_is_booked_balances_and_is_found_again(house) -> None:
    move(house, "1500.250")
    assert balance(house[3]) == Money.of("1500.250", "TND")
    assert balance(house[2]) == Money.of("-1500.250", "TND")
    assert verify().whole
    assert verify_journal().whole


def test_legs_that_do_not_balance_are_refused_by_the_action(house) -> None:
    actor, authority, outside, deposit = house
    legs = [Posting(deposit, Money.of(10, "TND")), Posting(outside, Money.of(-9, "TND"))]
    with pytest.raises(BadInput, match="zero in each currency"), transaction.atomic():
        book(legs, kind="x", reason="x", on=DAY, authority=authority, actor=actor)
    assert not Transaction.objects.exists()


def test_legs_that_do_not_balance_are_refused_by_the_database(house) -> None:
    booked = move(house, "10")
    with pytest.raises(DatabaseError, match="does not balance"), transaction.atomic():
        Leg.objects.bulk_create(
            [Leg(transaction=booked, account=house[3], amount=Decimal(1), currency="TND")]
        )


def test_two_currencies_need_a_rate_with_its_source(house) -> None:
    actor, authority, outside, deposit = house
    euros = account(authority, "deposit", "EUR")
    world = account(authority, "external", "EUR")
    legs = [
        Posting(deposit, Money.of(-340, "TND")),
        Posting(outside, Money.of(340, "TND")),
        Posting(euros, Money.of(100, "EUR")),
        Posting(world, Money.of(-100, "EUR")),
    ]
    with pytest.raises(BadInput, match="exchange rate"), transaction.atomic():
        book(legs, kind="x", reason="x", on=DAY, authority=authority, actor=actor)


def test_the_same_request_books_once(house) -> None:
    client = uuid.uuid4()
    assert move(house, "10", client_id=client).id == move(house, "10", client_id=client).id
    assert balance(house[3]) == Money.of(10, "TND")


def test_a_mistake_is_reversed_once_and_not_edited(house) -> None:
    booked = move(house, "10")
    with transaction.atomic():
        reverse(booked, reason="Booked twice", on=DAY, actor=house[0])
    assert balance(house[3]) == Money.of(0, "TND")
    with pytest.raises(BadInput, match="not reversed yet"), transaction.atomic():
        reverse(Transaction.objects.get(pk=booked.pk), reason="Again", on=DAY, actor=house[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        Leg.objects.filter(transaction=booked).update(amount=1)


def test_an_edited_leg_is_found(house) -> None:
    booked = move(house, "10")
    tamper("UPDATE core_leg SET amount = amount * 2 WHERE transaction_id = %s", booked.id)
    (finding,) = verify().findings
    assert "changed after booking" in finding


def test_a_deleted_transaction_is_found(house) -> None:
    booked = move(house, "10")
    tamper("DELETE FROM core_leg WHERE transaction_id = %s", booked.id)
    tamper("DELETE FROM core_transaction WHERE id = %s", booked.id)
    (finding,) = verify().findings
    assert "gone from the ledger" in finding


def test_one_altered_leg_shows_in_the_sum_of_its_currency(house) -> None:
    booked = move(house, "10")
    tamper(
        "UPDATE core_leg SET amount = 11 WHERE transaction_id = %s AND account_id = %s",
        booked.id,
        house[3].id,
    )
    verdict = verify()
    assert verdict.totals["TND"] == 1
    assert any("does not balance" in f for f in verdict.findings)


@given(
    st.decimals(min_value="-1e9", max_value="1e9", places=3, allow_nan=False),
    st.decimals(min_value="-1e9", max_value="1e9", places=3, allow_nan=False),
)
def test_money_adds_exactly(first: Decimal, second: Decimal) -> None:
    total = Money(first, "TND") + Money(second, "TND")
    assert total.minor == Money(first, "TND").minor + Money(second, "TND").minor
    assert Money.from_minor(total.minor, "TND") == total


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("1.001", "EUR"), ("1.5", "JPY"), ("NaN", "EUR"), ("1", "XXZ"), ("ten", "EUR")],
)
def test_money_that_its_currency_does_not_know_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(BadInput):
        Money.of(amount, currency)


def test_a_float_is_never_money() -> None:
    with pytest.raises(BadInput, match="finite decimal"):
        Money(0.1, "EUR")
