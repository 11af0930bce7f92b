"""Writing ahead changes when the database is waited for, and nothing else."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from fairway.core.accounts.models import Organisation
from fairway.core.bulk import copy_in, copy_rows
from fairway.core.bulk_ahead import Ahead, writing_ahead
from tests.core.test_bulk import house

pytestmark = pytest.mark.django_db


def test_what_was_written_is_there_for_the_next_question_and_in_its_sequence(
    make_authority,
) -> None:
    authority = make_authority()
    with transaction.atomic(), writing_ahead():
        copy_in([house(authority, str(n)) for n in range(3_000)])
        assert Organisation.objects.count() == 3_000
        copy_in([house(authority, str(n)) for n in range(3_000, 3_010)])
        copy_in([house(authority, "last")])
    assert Organisation.objects.count() == 3_011


def written(rows, asked: list[int]) -> None:
    """Write ahead, and ask something after it."""
    with transaction.atomic(), writing_ahead():
        copy_in(rows)
        asked.append(Organisation.objects.count())


def test_what_the_database_refuses_is_refused_before_the_next_statement(make_authority) -> None:
    authority, asked = make_authority(), []
    with pytest.raises(IntegrityError, match="core_organisation_once"):
        written([house(authority, "7"), house(authority, "7")], asked)
    assert asked == []
    assert not Organisation.objects.exists()


def test_what_is_refused_last_is_refused_at_the_end(make_authority) -> None:
    authority = make_authority()
    twice = [house(authority, "7"), house(authority, "7")]
    with (
        pytest.raises(IntegrityError, match="core_organisation_once"),
        transaction.atomic(),
        writing_ahead(),
    ):
        copy_in(twice)
    assert not Organisation.objects.exists()


def test_a_row_that_refers_to_nothing_is_refused_at_once_and_not_at_the_end(
    make_authority,
) -> None:
    stray, asked = house(make_authority(), "7"), []
    stray.authority_id = uuid.uuid4()
    with pytest.raises(IntegrityError, match="authority"):
        written([stray], asked)
    assert asked == []


def test_a_fault_of_ours_amid_the_rows_is_the_one_that_is_told(make_authority) -> None:
    columns = ["id", "name"]

    def rows():
        yield [uuid.uuid4(), "one"]
        raise ZeroDivisionError("ours")

    with pytest.raises(ZeroDivisionError, match="ours"), transaction.atomic(), writing_ahead():
        copy_rows(Organisation, columns, rows())
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_afterwards_each_copy_is_waited_for_again(make_authority) -> None:
    authority = make_authority()
    with transaction.atomic(), writing_ahead():
        copy_in([house(authority, "1")])
    with pytest.raises(IntegrityError, match="core_organisation_once"), transaction.atomic():
        copy_in([house(authority, "1")])


def test_nothing_is_running_any_more_when_a_fault_is_told() -> None:
    done: list[str] = []

    def fault() -> None:
        raise ZeroDivisionError

    def slow() -> None:
        time.sleep(0.2)
        done.append("slow")

    with ThreadPoolExecutor(1) as pool:
        ahead = Ahead(pool)
        ahead.do(fault)
        ahead.do(slow)
        with pytest.raises(ZeroDivisionError):
            ahead.settle()
        assert done == ["slow"]
