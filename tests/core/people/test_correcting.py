"""Putting right what is known of somebody."""

from datetime import timedelta

import pytest

from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.accounts import phones
from fairway.core.accounts.workers import person_of_phone
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.people import queries
from fairway.core.people.actions import correct, keep_longer
from fairway.core.people.models import Person, RetentionClass
from fairway.core.transitions import Stale
from fairway.engines.identity import Name
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import SYSTEM, a_person, details, herself

HER = {"phone": "+21620700001", "identities": []}


@pytest.fixture
def person(make_authority):
    return a_person(make_authority, **HER)


def test_a_correction_names_the_fields_and_seals_the_values(person):
    correct(person, details(**HER, address="1 rue Neuve", sex="other"), actor=herself(person))
    entry = JournalEntry.objects.get(subject_id=person.id, kind="person.corrected")
    assert entry.payload == {"fields": ["sex", "address"]}
    assert keyring.unseal(person.id, entry.sealed)["sex"] == ["female", "other"]
    person.refresh_from_db()
    assert keyring.unseal(person.id, person.sealed)["address"] == "1 rue Neuve"


def test_a_correction_that_changes_nothing_writes_nothing(person):
    correct(person, details(**HER), actor=herself(person))
    assert JournalEntry.objects.filter(subject_id=person.id).count() == 1


def test_she_is_found_under_the_corrected_name_and_no_more_under_the_old(person):
    correct(person, details(**HER, names=[{"parts": ["Leila", "Trabelsi"]}]), actor=herself(person))
    assert person in queries.find(SYSTEM, name=Name.of("Leila", "Trabelsi"))
    assert person not in queries.find(SYSTEM, name=Name.of("Amira", "Ben Salah"))


def test_a_correction_of_what_somebody_changed_meanwhile_overwrites_nothing(person):
    me = herself(person)
    correct(person, details(**HER, address="first"), actor=me, expected_version=1)
    with pytest.raises(Stale):
        correct(person, details(**HER, address="second"), actor=me, expected_version=1)
    person.refresh_from_db()
    assert keyring.unseal(person.id, person.sealed)["address"] == "first"


def test_a_new_phone_needs_the_proof_that_it_is_hers(person):
    me, changed = herself(person), details(**HER | {"phone": "+21620700002"})
    for proof in ("", "forged", phones.prove("+21620700003")):
        with pytest.raises(BadInput) as refusal:
            correct(person, changed, actor=me, phone_proof=proof)
        assert refusal.value.faults[0].code == "phone_not_confirmed"
    correct(person, changed, actor=me, phone_proof=phones.prove("+21620700002"))
    assert person_of_phone("+21620700002") == person
    assert person_of_phone("+21620700001") is None


def test_a_proof_ends_after_two_hours(person):
    proof = phones.prove("+21620700002")
    changed = details(**HER | {"phone": "+21620700002"})
    with clock.at(clock.now() + timedelta(hours=2)), pytest.raises(BadInput):
        correct(person, changed, actor=herself(person), phone_proof=proof)


def test_another_s_number_is_refused(person, make_authority):
    number = {"kind": "passport", "country": "TN", "number": "TAKEN77"}
    a_person(make_authority, identities=[number])
    with pytest.raises(BadInput) as refusal:
        correct(person, details(**HER | {"identities": [number]}), actor=herself(person))
    assert refusal.value.faults[0].code == "already_registered"


def test_nobody_corrects_another(person, make_authority, make_actor):
    with pytest.raises(Person.DoesNotExist):
        correct(person, details(**HER), actor=herself(a_person(make_authority)))
    with pytest.raises(Denied):
        correct(person, details(**HER), actor=make_actor(Role.EMPLOYER))


def test_a_record_is_kept_longer_and_never_shorter(person):
    later = clock.now() + timedelta(days=40)
    with clock.at(later):
        keep_longer(person.id, RetentionClass.CASE)
        keep_longer(person.id, RetentionClass.JOURNEY)
    person.refresh_from_db()
    assert (person.retention, person.last_used_at) == ("case", later)
