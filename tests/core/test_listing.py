"""A table by the page: filters, search, cursors in both directions, export."""

from __future__ import annotations

import base64
import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import FieldDoesNotExist

from fairway.core.accounts.models import Organisation, PhoneCode
from fairway.core.exports import csv_lines
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.engines.kernel import BadInput, Money

DAY = datetime(2026, 11, 1, tzinfo=UTC)

ORGANISATIONS = Listing(
    columns=(
        Column("name", "Name", "name", sort="name"),
        Column("country", "Country", "country", Kind.COUNTRY, sort="country"),
        Column("authority", "Authority", "authority.slug", sort="authority__slug"),
        Column("deposit", "Deposit", lambda _o: Money.of("1250.5", "EUR"), Kind.MONEY),
    ),
    filters=(choice("kind", "Kind", [("employer", "Employer"), ("recruiter", "Recruiter")]),),
    search=("name", "registration_number"),
    order="name",
    related=("authority",),
)
CODES = Listing(
    columns=(Column("used", "Used", "used_at", Kind.MOMENT, sort="used_at"),), order="used"
)


@pytest.fixture
def organisations(make_authority):
    authority = make_authority("TN")
    return [
        Organisation.objects.create(
            authority=authority,
            kind="recruiter" if n % 3 == 0 else "employer",
            name=f"House {n % 7} of {'=1+1' if n == 5 else n}",
            name_key=f"house {n}",
            country="TN" if n % 2 else "FR",
            registration_number=f"R-{n:03d}",
        )
        for n in range(23)
    ]


def walk(listing, rows, **params):
    """All pages forwards, then all backwards from the last."""
    forwards, page = [], listing.page(rows, params)
    while True:
        forwards.append(page)
        if page.next is None:
            break
        page = listing.page(rows, {**params, "after": page.next})
    backwards = [page]
    while page.previous is not None:
        page = listing.page(rows, {**params, "before": page.previous})
        backwards.append(page)
    return forwards, backwards


@pytest.mark.parametrize("sort", ["name", "-name", "country", "-country", "authority"])
def test_pages_show_every_row_once_in_order_and_back_again(organisations, sort):
    rows = Organisation.objects.all()
    forwards, backwards = walk(ORGANISATIONS, rows, sort=sort, size="5")
    seen = [row for page in forwards for row in page.rows]
    path = sort.replace("authority", "authority__slug")
    assert seen == list(rows.order_by(path, "-pk" if sort.startswith("-") else "pk"))
    assert [page.rows for page in reversed(backwards)] == [page.rows for page in forwards]
    assert [len(page.rows) for page in forwards] == [5, 5, 5, 5, 3]
    assert forwards[0].previous is None


@pytest.mark.parametrize("sort", ["used", "-used"])
def test_rows_without_a_value_stand_last_in_both_directions(db, sort):
    for n in range(9):
        PhoneCode.objects.create(
            phone_digest=bytes([n]),
            code_digest=b"",
            purpose="x",
            sent_at=DAY,
            expires_at=DAY,
            used_at=DAY + timedelta(days=n % 3) if n % 2 else None,
        )
    forwards, backwards = walk(CODES, PhoneCode.objects.all(), sort=sort, size="2")
    values = [row.used_at for page in forwards for row in page.rows]
    known = [value for value in values if value]
    assert values == known + [None] * 5
    assert known == sorted(known, reverse=sort.startswith("-"))
    assert len({row.pk for page in forwards for row in page.rows}) == 9
    assert [page.rows for page in reversed(backwards)] == [page.rows for page in forwards]


def test_a_row_added_meanwhile_shifts_no_page(organisations):
    rows = Organisation.objects.all()
    first = ORGANISATIONS.page(rows, {"size": "5"})
    before = ORGANISATIONS.page(rows, {"size": "5", "after": first.next})
    Organisation.objects.create(
        authority=organisations[0].authority, kind="employer", name="A", name_key="a", country="TN"
    )
    assert ORGANISATIONS.page(rows, {"size": "5", "after": first.next}).rows == before.rows


def test_the_number_of_queries_does_not_grow_with_the_rows(
    organisations, django_assert_num_queries
):
    for size in ("2", "20"):
        with django_assert_num_queries(2):
            assert ORGANISATIONS.page(Organisation.objects.all(), {"size": size}).cells


def test_filters_and_search_narrow_together(organisations):
    page = ORGANISATIONS.page(Organisation.objects.all(), {"kind": "recruiter", "q": "house r-0"})
    assert page.narrowed
    assert page.count == len(page.rows) == 8
    assert {row.kind for row in page.rows} == {"recruiter"}
    assert ORGANISATIONS.page(Organisation.objects.all(), {"q": "nowhere \0"}).rows == ()


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"kind": "office"}, "kind"),
        ({"sort": "registration_number"}, "sort"),
        ({"size": "0"}, "size"),
        ({"size": "201"}, "size"),
        ({"size": "٣"}, "size"),
        ({"after": "not a cursor"}, "cursor"),
        ({"after": base64.urlsafe_b64encode(b'["x"]').decode()}, "cursor"),
        ({"after": base64.urlsafe_b64encode(b'["x", null]').decode()}, "cursor"),
        ({"after": base64.urlsafe_b64encode(b'["x", "7"]').decode()}, "cursor"),
        ({"before": base64.urlsafe_b64encode(b'[{"a": 1}, "7"]').decode()}, "cursor"),
        ({"after": base64.urlsafe_b64encode(json.dumps(["\0", "7"]).encode()).decode()}, "cursor"),
    ],
)
def test_what_is_not_accepted_is_named_with_what_is(organisations, params, field):
    with pytest.raises(BadInput) as refused:
        ORGANISATIONS.page(Organisation.objects.all(), params)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert all(fault.accepted for fault in refused.value.faults)


def test_an_order_that_no_column_offers_cannot_be_declared():
    with pytest.raises(ValueError, match="not the key of a column"):
        Listing(columns=(Column("name", "Name", "name"),), order="name")


def test_a_sort_path_through_a_plain_field_is_a_mistake(organisations):
    listing = Listing(columns=(Column("n", "N", "name", sort="name__slug"),), order="n")
    with pytest.raises(FieldDoesNotExist):
        listing.page(Organisation.objects.all(), {})


def exported(rows, **params):
    text = "".join(csv_lines(ORGANISATIONS, rows, params))
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def test_the_export_holds_every_row_that_the_filters_leave(organisations):
    head, *lines = exported(Organisation.objects.all(), kind="recruiter")
    assert head == ["Name", "Country", "Authority", "Deposit", "Deposit: currency"]
    assert len(lines) == 8
    assert lines[0][1:] == ["France", "labour-tn", "1250.50", "EUR"]


def test_nothing_in_an_export_runs_in_a_spreadsheet(organisations):
    organisations[5].name = "=1+1"
    organisations[5].save()
    names = [line[0] for line in exported(Organisation.objects.all())]
    assert "'=1+1" in names
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names)
