"""What is accepted as somebody's details, and what is refused, all at once and with its reason."""

import pytest

from fairway.core.people.actions import PersonDetails
from fairway.engines.kernel import BadInput
from tests.core.people.builders import TODAY, details, stated


def refused(**changes):
    with pytest.raises(BadInput) as refusal:
        details(**changes)
    return refusal.value.faults


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"birth_date": "2026-11-23"}, "birth_date", "in_the_future"),
        ({"birth_date": "1850"}, "birth_date", "too_long_ago"),
        ({"birth_date": "yesterday"}, "birth_date", "date"),
        ({"phone": "12"}, "phone", "phone"),
        ({"phone": "call me"}, "phone", "phone"),
        ({"phone": "20 123 456"}, "phone", "phone"),
        ({"phone": "+1 000 000 0000"}, "phone", "phone"),
        ({"phone": "+216" + "2" * 200}, "phone", "phone"),
        ({"phone": {"number": 1}}, "phone", "phone"),
        ({"email": "amira at example"}, "email", "email"),
        ({"email": "a" * 400 + "@example.test"}, "email", "email"),
        ({"address": "x" * 301}, "address", "too_long"),
        ({"address": "a\x00b"}, "address", "too_long"),
        ({"sex": "f"}, "sex", "choice"),
        ({"sex": ["female"]}, "sex", "choice"),
        ({"nationality": "ZZ"}, "nationality", "country"),
        ({"nationality": "Tunisia"}, "nationality", "country"),
        ({"language": "français"}, "language", "language"),
        ({"names": []}, "names", "required"),
        ({"names": "Amira"}, "names", "list"),
        ({"names": [{"parts": ["A"]}] * 6}, "names", "list"),
        ({"names": [{"parts": ["x" * 101, "Salah"]}]}, "name", "too_long"),
        ({"names": [{"parts": ["\ud800", "Salah"]}]}, "name", "name_letters"),
        ({"identities": [{"kind": "library", "country": "TN", "number": "A123"}]},
         "identity_kind", "choice"),
        ({"identities": [{"kind": "passport", "country": "", "number": "A123"}]},
         "identity_country", "country"),
        ({"identities": [{"kind": "passport", "country": "TN", "number": "A1"}]},
         "identity_number", "identity_number"),
        ({"identities": [{"kind": "passport", "country": "TN", "number": "K", "expires": "?"}]},
         "identity_expires", "date"),
        ({"identities": ["K1234567"]}, "identities", "list"),
        ({"shoe_size": 38}, "shoe_size", "unknown_field"),
    ],
)  # fmt: skip
def test_bad_details_are_refused_by_field_and_reason(changes, field, code):
    assert (field, code) in {(fault.field, fault.code) for fault in refused(**changes)}


def test_everything_wrong_is_said_at_once():
    faults = refused(birth_date="2030", phone="12", nationality="ZZ", sex="?")
    assert {fault.field for fault in faults} == {"birth_date", "phone", "nationality", "sex"}


def test_a_refusal_never_repeats_an_identity_number():
    faults = refused(
        identities=[{"kind": "passport", "country": "TN", "number": "SECRET-№-77"}], birth_date="x"
    )
    assert not any("SECRET" in str(fault) for fault in faults)


def test_text_that_cannot_be_written_as_utf8_is_made_so():
    assert details(address="Tunis \ud800").address == "Tunis ?"


def test_numbers_are_kept_in_one_form_however_they_are_written():
    read = details(
        phone="00216 (20) 987-654".replace("00216", "+216"),
        identities=[{"kind": "passport", "country": "tn", "number": "k 12.345-67"}],
    )
    assert read.phone == "+21620987654"
    assert (read.identities[0].country, read.identities[0].number) == ("TN", "K1234567")


def test_a_national_number_is_read_in_the_country_of_the_office():
    read = PersonDetails.parse(stated(phone="20 987 654"), today=TODAY, region="TN")
    assert read.phone == "+21620987654"


def test_only_a_name_is_required():
    read = PersonDetails.parse({"names": [{"parts": ["Suharto"]}]}, today=TODAY)
    assert (read.full_name, read.phone, read.birth_date) == ("Suharto", "", None)


def test_a_year_alone_is_a_birth_date():
    assert str(details(birth_date="1999").birth_date) == "1999"


def test_a_name_is_found_by_script_and_else_the_document_s_is_shown():
    read = details()
    assert read.name_in("Arab").full == "أميرة بن صالح"
    assert read.name_in("Deva").full == "Amira Ben Salah"


def test_details_survive_being_written_and_read():
    identity = {"kind": "passport", "country": "TN", "number": "K1234567", "expires": "2030-01-31"}
    read = details(identities=[identity])
    assert PersonDetails.from_sealed(read.as_json()) == read
