"""Many rows copied in are the rows that were meant, and no constraint is gone round."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from fairway.core.accounts.models import Organisation, OrganisationKind
from fairway.core.bulk import copy_in, like

pytestmark = pytest.mark.django_db


def house(authority, number: str, **fields: object) -> Organisation:
    stated = {
        "authority": authority,
        "kind": OrganisationKind.EMPLOYER,
        "name": "Ferme \\N \t d'Aïn\nDraham",
        "name_key": "ferme",
        "country": "TN",
        "registration_number": number,
        "contact": {"ville": "عين دراهم", "rien": None},
    }
    return Organisation(**{**stated, **fields})


def test_a_copied_row_reads_back_as_it_was_written(make_authority) -> None:
    rows = [house(make_authority(), str(number)) for number in range(3)]
    copy_in(rows)
    for row in rows:
        found = Organisation.objects.get(pk=row.pk)
        for field in Organisation._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(row, field.attname), field.name


def test_an_enumeration_is_stored_by_its_value(make_authority) -> None:
    copy_in([house(make_authority(), "1", kind=OrganisationKind.RECRUITER)])
    assert Organisation.objects.filter(kind="recruiter").exists()


def test_a_copied_row_obeys_the_constraints(make_authority) -> None:
    authority = make_authority()
    with pytest.raises(IntegrityError, match="core_organisation_once"), transaction.atomic():
        copy_in([house(authority, "7"), house(authority, "7")])
    assert not Organisation.objects.exists()


def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        copy_in([])


def test_an_object_like_another_differs_in_what_is_its_own_and_in_nothing_else(
    make_authority,
) -> None:
    pattern = house(make_authority(), "1")
    made = like(pattern, id=uuid.uuid4(), registration_number="2")
    copy_in([pattern, made])
    found = Organisation.objects.get(registration_number="2")
    for field in Organisation._meta.concrete_fields:
        if field.name not in {"id", "registration_number"}:
            assert getattr(found, field.attname) == getattr(pattern, field.attname), field.name
    assert (found.id, made.authority, pattern.registration_number) == (
        made.id,
        pattern.authority,
        "1",
    )


def test_a_relation_of_its_own_is_not_taken_for_that_of_the_pattern(make_authority) -> None:
    tunisia, france = make_authority("TN"), make_authority("FR")
    made = like(house(tunisia, "1"), id=uuid.uuid4(), authority_id=france.id)
    assert made.authority == france


def test_a_column_that_a_model_does_not_have_is_refused(make_authority) -> None:
    with pytest.raises(TypeError, match="authorty_id"):
        like(house(make_authority(), "1"), authorty_id=uuid.uuid4())
