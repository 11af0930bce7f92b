"""One door for generated and foreign files; every fault of every row is told, with what fits."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from fairway.engines.kernel import BadInput
from fairway.engines.occupations import nearest, unit_groups
from fairway.engines.registers import (
    COLUMN_NAMES,
    ColumnMapping,
    Known,
    Level,
    ParsedWorkers,
    Sex,
    WishFor,
    as_text,
    generate,
    parse_workers,
    profile,
)
from fairway.engines.tables import read_table

TODAY = date(2026, 11, 22)
KNOWN = Known(TODAY, unit_groups(), nearest)
AMEL = {
    "worker_ref": "TN-1",
    "family_name": "Ben Salah",
    "given_names": "Amel",
    "sex": "f",
    "birth_date": "1999-05-17",
    "nationality": "TN",
    "id_number": "09123456",
    "phone": "+21620123456",
    "occupation": "5120",
    "experience_months": "36",
    "languages": "ar:C2;fr:B1",
    "available_from": "2027-03-01",
    "available_until": "2027-11-30",
    "wish_regions": "93;76",
    "wish_monthly_pay": "1450.00",
    "wish_currency": "EUR",
    "wish_first": "region;pay;start",
    "family_status": "single",
    "dependants": "0",
}


def parse(*rows: dict[str, str], mapping: ColumnMapping | None = None) -> ParsedWorkers:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    table = read_table(io.BytesIO(stream.getvalue().encode()), "workers.csv")
    return parse_workers(table, mapping or ColumnMapping(), KNOWN)


def test_a_whole_row_is_read():
    (amel,) = parse(AMEL).workers
    assert (amel.family_name, amel.sex, amel.birth_date) == ("Ben Salah", Sex.FEMALE, "1999-05-17")
    assert amel.languages == (("ar", Level.C2), ("fr", Level.B1))
    assert amel.wish_first == (WishFor.REGION, WishFor.PAY, WishFor.START)
    assert (amel.wish_monthly_pay, amel.wish_currency) == (Decimal("1450.00"), "EUR")
    assert amel.available_until == date(2027, 11, 30)


def test_the_required_columns_are_enough():
    needed = ("worker_ref", "given_names", "birth_date", "nationality", "occupation")
    row = {name: AMEL[name] for name in (*needed, "experience_months")}
    (amel,) = parse(row).workers
    assert (amel.family_name, amel.phone, amel.dependants) == ("", "", None)


@pytest.mark.parametrize("name", ["us-farm", "tn-fr", "ph-ae"])
def test_a_generated_register_comes_through_the_same_door_unchanged(name):
    register = list(generate(400, 3, profile(name), date(2026, 10, 1)))
    stream = io.StringIO()
    csv.writer(stream).writerows([COLUMN_NAMES, *map(as_text, register)])
    table = read_table(io.BytesIO(stream.getvalue().encode()), "register.csv")
    assert list(parse_workers(table, ColumnMapping(), KNOWN).workers) == register


@pytest.mark.parametrize(
    ("change", "code", "accepted"),
    [
        ({"worker_ref": ""}, "blank", "once in the file"),
        ({"family_name": "", "given_names": ""}, "no_name", "single name"),
        ({"birth_date": ""}, "blank", "not in the future"),
        ({"birth_date": "2027-01-01"}, "birth_date_in_the_future", "not in the future"),
        ({"birth_date": "1888-01-01"}, "birth_date_too_early", "120 years"),
        ({"birth_date": "1999-02-30"}, "birth_date", "1990-05-17"),
        ({"birth_date": "17/05/99"}, "birth_date", "1990-05-17"),
        ({"nationality": "Tunisia"}, "country", "ISO 3166-1"),
        ({"phone": "20123456"}, "phone", "international form"),
        ({"phone": "+21620abc456"}, "phone", "international form"),
        ({"occupation": "5129"}, "unknown_occupation", "nearest known: 5120"),
        ({"occupation": "cook"}, "unknown_occupation", "5120"),
        ({"experience_months": ""}, "blank", "whole months"),
        ({"experience_months": "-3"}, "experience_months", "0 or more"),
        ({"experience_months": "2.5"}, "experience_months", "whole months"),
        ({"experience_months": "400"}, "experience_beyond_age", "age of 10"),
        ({"languages": "fr:fluent"}, "languages", "CEFR"),
        ({"languages": "zz:B1"}, "languages", "ISO 639-1"),
        ({"available_from": "soon"}, "date", "2027-03-01"),
        ({"available_until": "2027-02-01"}, "dates_out_of_order", "not before"),
        ({"wish_monthly_pay": "-1"}, "wish_monthly_pay", "least pay"),
        ({"wish_currency": ""}, "currency", "ISO 4217"),
        ({"wish_currency": "EURO"}, "currency", "ISO 4217"),
        ({"wish_first": "fame;pay"}, "wish_first", "pay, region and start"),
        ({"wish_regions": "93;93"}, "repeated_value", "once"),
        ({"wish_regions": ";".join(map(str, range(21)))}, "too_many", "at most 20"),
        ({"available_from": "2027-02-30"}, "date", "2027-03-01"),
        ({"family_status": "engaged"}, "family_status", "widowed"),
        ({"sex": "?"}, "sex", "f, m or x"),
        ({"dependants": "many"}, "dependants", "whole number"),
        ({"given_names": "A" * 201}, "too_long", "200 characters"),
        ({"record_status": "lost"}, "record_status", "withdrawn"),
    ],
)
def test_a_wrong_value_is_told_with_its_row_its_field_and_what_is_accepted(change, code, accepted):
    parsed = parse(AMEL | {"record_status": ""} | change)
    (fault,) = parsed.faults
    assert (fault.row, fault.code) == (2, code)
    assert accepted in fault.accepted
    assert parsed.workers == ()
    with pytest.raises(BadInput):
        parsed.refuse_faults()


def test_all_faults_of_all_rows_come_at_once_and_good_rows_are_told_apart():
    second = AMEL | {"worker_ref": "TN-2", "id_number": "09999999"}
    parsed = parse(AMEL | {"phone": "0", "sex": "?"}, second)
    assert {(f.row, f.field) for f in parsed.faults} == {(2, "phone"), (2, "sex")}
    assert (parsed.fault_count, parsed.faulty_rows, len(parsed.workers)) == (2, 1, 1)
    assert parsed.reconciles


def test_identity_numbers_and_phones_are_never_shown_whole():
    parsed = parse(AMEL, AMEL | {"worker_ref": "TN-2", "phone": "20123456"})
    shown = {fault.field: fault.value for fault in parsed.faults}
    assert shown == {"phone": "…56", "id_number": "…56"}


def test_a_reference_that_occurs_twice_names_the_row_that_has_it():
    (fault,) = parse(AMEL, AMEL | {"id_number": ""}).faults
    assert (fault.code, fault.row) == ("repeated_worker_ref", 3)
    assert "row 2" in fault.accepted


@pytest.mark.parametrize("status", ["withdrawn", "deceased", "duplicate"])
def test_rows_that_the_register_has_closed_are_set_aside(status):
    parsed = parse(AMEL | {"record_status": status})
    assert parsed.set_aside_by_reason == {status: 1}
    assert parsed.reconciles


@pytest.mark.parametrize(
    ("born", "aside"),
    [("2008-11-22", False), ("2008-11-23", True), ("2008-11", True), ("2008", True)],
)
def test_a_person_not_surely_18_is_set_aside(born, aside):
    parsed = parse(AMEL | {"birth_date": born, "experience_months": "0"})
    assert (parsed.set_aside_by_reason == {"under_18": 1}) is aside


def test_a_birth_date_known_by_year_is_kept_as_it_is_known():
    assert parse(AMEL | {"birth_date": "1999"}).workers[0].birth_date == "1999"


def test_anybodys_file_is_read_with_a_mapping():
    theirs = {
        "Matricule": "77", "Nom": "Ben Salah", "Naissance": "17/05/1999", "Pays": "tn",
        "CITP": "5120", "Mois": "36", "Sexe": "femme", "Tel": "+216 20 123 456", "Autre": "x",
    }  # fmt: skip
    mapping = ColumnMapping(
        {
            "worker_ref": "Matricule", "family_name": "Nom", "birth_date": "Naissance",
            "nationality": "Pays", "occupation": "CITP", "experience_months": "Mois",
            "sex": "Sexe", "phone": "Tel",
        },
        date_order="dmy",
    )  # fmt: skip
    (amel,) = parse(theirs, mapping=mapping).workers
    assert (amel.birth_date, amel.nationality, amel.phone) == ("1999-05-17", "TN", "+21620123456")
    (fault,) = parse(theirs | {"CITP": "1"}, mapping=mapping).faults
    assert fault.field == "CITP"


def test_a_header_that_does_not_fit_is_refused_whole():
    row = {name: value for name, value in AMEL.items() if name != "occupation"}
    with pytest.raises(BadInput) as refused:
        parse(row | {"ocupation": "5120"})
    assert {(f.code, f.field) for f in refused.value.faults} == {
        ("missing_column", "occupation"),
        ("unknown_column", "ocupation"),
    }


def test_a_file_without_any_name_column_is_refused():
    row = {name: value for name, value in AMEL.items() if "name" not in name}
    with pytest.raises(BadInput) as refused:
        parse(row)
    assert [fault.field for fault in refused.value.faults] == ["given_names"]


def test_a_file_without_faults_is_not_refused():
    parsed = parse(AMEL)
    parsed.refuse_faults()
    assert len(parsed.workers) == 1


def test_a_mapping_that_names_what_is_not_there_is_refused():
    mapping = ColumnMapping({"occupation": "CITP", "shoe": "Size"}, date_order="ymd")
    with pytest.raises(BadInput) as refused:
        parse(AMEL, mapping=mapping)
    assert [f.code for f in refused.value.faults] == [
        "unknown_mapping",
        "missing_column",
        "date_order",
    ]


def test_only_so_many_faults_are_shown_but_all_are_counted():
    bad = {"worker_ref": "", "given_names": "A", "birth_date": "x", "nationality": "?"}
    row = bad | {"occupation": "?", "experience_months": "?"}
    parsed = parse(*[row] * 300)
    assert (len(parsed.faults), parsed.fault_count, parsed.faulty_rows) == (1_000, 1_500, 300)
