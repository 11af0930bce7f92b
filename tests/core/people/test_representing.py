"""Somebody acts for a worker: in what she allowed, until she ends it, never unseen."""

from datetime import timedelta

import pytest

from fairway.core import clock
from fairway.core.access.gate import Denied, authorise
from fairway.core.accounts.actors import for_representation, representations_today
from fairway.core.accounts.workers import account_of, person_of_phone
from fairway.core.people import queries
from fairway.core.people.actions import details, end, give, represent, representable, who_looked
from fairway.core.people.models import Person, Purpose, Representation
from fairway.engines.identity import Name
from fairway.engines.kernel import BadInput
from tests.core.people.builders import TODAY, a_person, herself

AUNT = {"phone": "+21620800001", "name": Name.of("Salma", "Trabelsi"), "relation": "aunt"}


@pytest.fixture
def person(make_authority):
    return a_person(make_authority)


@pytest.fixture
def aunt(make_authority):
    return a_person(make_authority, phone=AUNT["phone"])


def named(person, *actions, **changes):
    return represent(
        person, **AUNT | {"actions": actions or ["person.own"]} | changes, actor=herself(person)
    )


def test_a_representative_sees_the_worker_and_nobody_else(person, aunt, make_authority):
    other = a_person(make_authority)
    actor = for_representation(named(person))
    assert list(queries.visible_to(actor)) == [person]
    assert other not in queries.visible_to(actor)
    assert aunt not in queries.visible_to(actor)


def test_what_a_representative_reads_the_worker_sees(person, aunt):
    actor = for_representation(named(person))
    details(person, actor=actor, action="person.own")
    [looked] = who_looked(person, actor=herself(person))
    assert looked.role == "representative"


def test_a_representative_may_nothing_that_was_not_named(person, aunt):
    actor = for_representation(named(person, "person.own"))
    with pytest.raises(Denied):
        give(person, Purpose.MATCHING, language="en", actor=actor)


def test_what_a_representative_does_is_written_with_whom_it_was_for(person, aunt):
    from fairway.core.journal.models import JournalEntry

    actor = for_representation(named(person, "person.consent"))
    consent = give(person, Purpose.MATCHING, language="en", actor=actor)
    entry = JournalEntry.objects.get(subject_id=consent.id)
    assert (entry.on_behalf_of, entry.actor_id) == (person.id, account_of(aunt).id)
    assert entry.role == "representative"


def test_nobody_can_be_given_what_representatives_never_may(person, aunt):
    with pytest.raises(BadInput) as refusal:
        named(person, "person.own", "person.represent", "journal.verify")
    assert refusal.value.faults[0].value == "journal.verify, person.represent"
    assert "person.represent" not in representable()


def test_an_unknown_number_is_registered_and_looks_the_same(person, aunt):
    known = named(person)
    unknown = named(person, phone="+21620800002")
    assert person_of_phone("+21620800002") is not None
    assert [f.name for f in known._meta.fields] == [f.name for f in unknown._meta.fields]
    assert known.user.login.startswith("worker-")
    assert unknown.user.login.startswith("worker-")


def test_nobody_represents_herself(make_authority):
    person = a_person(make_authority, phone=AUNT["phone"])
    with pytest.raises(BadInput):
        named(person)


def test_everything_wrong_is_said_at_once(person, aunt):
    with pytest.raises(BadInput) as refusal:
        named(person, "nonsense", relation=" ", valid_to=TODAY - timedelta(days=1))
    assert {f.field for f in refusal.value.faults} == {"relation", "actions", "valid_to"}
    assert not Representation.objects.exists()


def test_a_mandate_ends_by_itself_after_its_day(person, aunt):
    named(person, valid_to=TODAY)
    user = account_of(aunt)
    assert len(representations_today(user)) == 1
    with clock.at(clock.now() + timedelta(days=1)):
        assert representations_today(user) == []


def test_a_mandate_is_ended_at_once(person, aunt):
    mandate = named(person)
    end(mandate, actor=herself(person))
    assert representations_today(account_of(aunt)) == []


def test_a_mandate_ended_later_stays_on_record(person, aunt):
    mandate = named(person)
    with clock.at(clock.now() + timedelta(days=9)):
        end(mandate, actor=herself(person))
        assert representations_today(account_of(aunt)) == []
    assert Representation.objects.get().valid_to == TODAY + timedelta(days=8)


def test_naming_somebody_again_replaces_what_was_allowed(person, aunt):
    named(person, "person.own", "person.consent")
    named(person, "person.own")
    [mandate] = representations_today(account_of(aunt))
    assert mandate.may == ["person.own"]


def test_a_representative_cannot_name_another(person, aunt):
    actor = for_representation(named(person))
    with pytest.raises(Denied):
        authorise(actor, "person.represent")


def test_nobody_names_a_representative_for_another(person, aunt):
    with pytest.raises(Person.DoesNotExist):
        represent(person, **AUNT, actions=["person.own"], actor=herself(aunt))
