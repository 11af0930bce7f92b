"""Reading what is sealed: who may, what it leaves behind, what the person herself sees."""

import json
from uuid import uuid4

import pytest
from django.db.models import Q

from fairway.core.access.gate import Denied, only_reading
from fairway.core.access.models import AccessEntry
from fairway.core.access.table import RULES, Rule
from fairway.core.accounts.actors import PUBLIC, Actor
from fairway.core.keys import keyring
from fairway.core.people import queries, reading
from fairway.core.people.actions import (
    correct,
    details,
    details_many,
    erase,
    export,
    give,
    who_looked,
)
from fairway.core.people.models import Person, Purpose
from fairway.engines.identity import Name, PartialDate
from fairway.engines.lifecycles.roles import Role
from tests.core.people import builders
from tests.core.people.builders import SYSTEM, a_person, herself

READ = "test.person.read"


@pytest.fixture(autouse=True)
def a_room_of_its_own(monkeypatch):
    """An action that every role may take, and scopes and exporters that end with the test."""
    monkeypatch.setitem(RULES, READ, Rule(READ, frozenset(Role)))
    monkeypatch.setattr(queries, "_scopes", {})
    monkeypatch.setattr(reading, "_exporters", {})


def open_to(actor, *people):
    queries.register_person_scope(actor.role, lambda _actor: Q(pk__in=[p.pk for p in people]))


def test_nobody_sees_anybody_until_a_room_says_so(make_authority, make_actor):
    a_person(make_authority)
    roles = set(Role) - {Role.SYSTEM, Role.PUBLIC, Role.WORKER, Role.REPRESENTATIVE}
    actors = [PUBLIC, *(make_actor(role, "TN") for role in roles)]
    assert [a.role for a in actors if queries.visible_to(a).exists()] == []


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ANALYST, Role.PUBLIC])
def test_no_room_can_open_people_to_a_role_that_sees_no_content(role):
    with pytest.raises(ValueError, match="no personal details"):
        queries.register_person_scope(role, lambda _actor: Q())


def test_a_worker_reads_her_own_details_without_a_line_in_the_log(make_authority):
    person, other = a_person(make_authority), a_person(make_authority)
    me = herself(person)
    assert details(person, actor=me, action="person.own").full_name == "Amira Ben Salah"
    with pytest.raises(Person.DoesNotExist):
        details(other, actor=me, action="person.own")
    assert not AccessEntry.objects.exists()


def test_whoever_a_room_lets_read_leaves_a_line_that_the_person_sees(make_authority, make_actor):
    person = a_person(make_authority)
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    open_to(officer, person)
    details(person, actor=officer, action=READ)
    [looked] = who_looked(person, actor=herself(person))
    assert (looked.role, looked.action) == ("officer_origin", READ)
    assert looked.organisation.startswith("officer_origin")


def test_a_role_without_the_action_reads_nothing_although_it_sees_the_person(
    make_authority, make_actor
):
    person = a_person(make_authority)
    employer = make_actor(Role.EMPLOYER, "FR")
    open_to(employer, person)
    with pytest.raises(Denied):
        details(person, actor=employer, action="person.own")
    assert not AccessEntry.objects.exists()


def test_one_invisible_person_among_many_opens_none(make_authority, make_actor):
    mine, hidden = a_person(make_authority), a_person(make_authority)
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    open_to(officer, mine)
    with pytest.raises(Person.DoesNotExist):
        details_many([mine, hidden], actor=officer, action=READ)
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize("size", [1, 40])
def test_a_list_of_people_costs_three_statements_whatever_its_length(
    make_authority, make_actor, django_assert_num_queries, size
):
    people = [a_person(make_authority) for _ in range(size)]
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    open_to(officer, *people)
    with django_assert_num_queries(3):
        found = details_many(people, actor=officer, action=READ)
    assert len(found) == size
    assert AccessEntry.objects.count() == size


def test_reading_details_counts_as_reading(make_authority, make_actor):
    person = a_person(make_authority)
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    open_to(officer, person)
    with only_reading():
        details(person, actor=officer, action=READ)


def test_the_erased_are_left_out_of_a_list_and_refused_alone(make_authority, make_actor):
    there, gone = a_person(make_authority), a_person(make_authority)
    erase(gone, actor=SYSTEM)
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    open_to(officer, there, gone)
    assert set(details_many([there, gone], actor=officer, action=READ)) == {there.id}
    with pytest.raises(keyring.Erased):
        details(gone, actor=officer, action=READ)


def test_a_person_takes_away_everything_that_is_held_about_her(make_authority, make_actor):
    person = a_person(make_authority)
    me = herself(person)
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    open_to(officer, person)
    details(person, actor=officer, action=READ)
    give(person, Purpose.MATCHING, language="fr", actor=me)
    corrected = builders.details(address="1 rue Neuve", phone=_phone(person), identities=[])
    correct(person, corrected, actor=me)
    reading.register_exporter("candidacies", lambda p: [{"of": str(p.id)}])
    person.refresh_from_db()
    taken = json.loads(json.dumps(export(person, actor=me)))
    assert taken["details"]["address"] == "1 rue Neuve"
    assert [h["what"] for h in taken["history"]] == ["person.registered", "person.corrected"]
    assert taken["history"][1]["details"]["address"][1] == "1 rue Neuve"
    assert taken["consents"][0]["purpose"] == "matching"
    assert taken["who_looked"][0]["what"] == READ
    assert taken["candidacies"] == [{"of": str(person.id)}]


def _phone(person):
    return details(person, actor=SYSTEM, action=READ).phone


def test_nobody_else_exports_a_person(make_authority, make_actor):
    person, other = a_person(make_authority), a_person(make_authority)
    with pytest.raises(Person.DoesNotExist):
        export(person, actor=herself(other))
    with pytest.raises(Denied):
        export(person, actor=make_actor(Role.OFFICER_ORIGIN, "TN"))


def test_two_rooms_cannot_export_under_one_name():
    reading.register_exporter("cases", lambda _p: [])
    with pytest.raises(ValueError, match="cases"):
        reading.register_exporter("cases", lambda _p: [])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (("Amira", "Ben Salah"), True),
        (("AMEERA", "Bin Saleh"), True),
        (("Ben Salah", "Amira"), True),
        (("صالح", "أميرة"), True),
        (("Amira", "Mansour"), False),
    ],
)
def test_a_person_is_found_by_any_spelling_of_her_name(make_authority, name, found):
    person = a_person(make_authority)
    assert (person in queries.find(SYSTEM, name=Name.of(*name))) is found


def test_a_person_is_found_by_birth_date_as_far_as_it_is_known(make_authority):
    person = a_person(make_authority, birth_date="1999-04-23")
    by = [queries.find(SYSTEM, birth_date=PartialDate.parse(t)) for t in ("1999", "1999-04")]
    assert [list(found) for found in by] == [[person], [person]]
    assert not queries.find(SYSTEM, birth_date=PartialDate.parse("1999-05")).exists()


def test_a_person_is_found_by_phone_only_by_those_who_see_her(make_authority, make_actor):
    person = a_person(make_authority, phone="+21620555111")
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    assert not queries.find(officer, phone="+21620555111").exists()
    open_to(officer, person)
    assert list(queries.find(officer, phone="+21620555111")) == [person]


def test_an_empty_search_finds_nobody(make_authority):
    a_person(make_authority)
    assert not queries.find(SYSTEM).exists()


def test_a_worker_without_a_person_sees_nobody(make_authority):
    a_person(make_authority)
    assert not queries.visible_to(Actor(role=Role.WORKER, user_id=uuid4())).exists()
