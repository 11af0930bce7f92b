"""One human being has one record, entered once, and nothing of her in the clear."""

import uuid

import pytest
from django.db import connection

from fairway.core.access.gate import Denied
from fairway.core.accounts.actors import PUBLIC
from fairway.core.journal.models import JournalEntry
from fairway.core.journal.verify import verify
from fairway.core.keys import keyring
from fairway.core.people.actions import NewPerson, register, register_many
from fairway.core.people.models import BlindIndex, Person
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import SYSTEM, a_person, at_once, details


def test_a_person_registers_and_her_chain_begins(make_authority):
    person = register(details(), authority=make_authority("TN"), actor=PUBLIC)
    entry = JournalEntry.objects.get(subject_id=person.id)
    assert (entry.kind, entry.sequence, entry.role) == ("person.registered", 1, "public")
    assert entry.payload == {}
    assert keyring.unseal(person.id, entry.sealed)["phone"].startswith("+21620")
    assert keyring.unseal(person.id, person.sealed) == keyring.unseal(person.id, entry.sealed)


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.RECRUITER, Role.AUDITOR])
def test_a_role_that_may_not_register_people_is_refused(make_actor, make_authority, role):
    with pytest.raises(Denied):
        register(details(), authority=make_authority("TN"), actor=make_actor(role))
    assert not Person.objects.exists()


@pytest.mark.parametrize("shared", ["phone", "identities"])
def test_a_known_number_is_refused_without_a_word_of_whose_it_is(make_authority, shared):
    first = details()
    register(first, authority=make_authority("TN"), actor=PUBLIC)
    value = first.phone if shared == "phone" else [i.as_json() for i in first.identities]
    again = details(names=[{"parts": ["Somebody", "Else"]}], **{shared: value})
    with pytest.raises(BadInput) as refusal:
        register(again, authority=make_authority("TN"), actor=PUBLIC)
    [fault] = refusal.value.faults
    assert (fault.field, fault.code, fault.value) == (shared, "already_registered", "")
    assert "Amira" not in str(refusal.value)
    assert Person.objects.count() == 1


def test_the_same_passport_number_of_another_country_is_another_passport(make_authority):
    for country in ("TN", "PH"):
        identity = {"kind": "passport", "country": country, "number": "A7777777"}
        a_person(make_authority, identities=[identity])
    assert Person.objects.count() == 2


def test_a_repeated_request_finds_the_person_it_made(make_authority):
    once, key = details(), uuid.uuid4()
    people = {
        register(once, authority=make_authority("TN"), actor=PUBLIC, client_id=key).id
        for _ in range(2)
    }
    assert len(people) == 1
    assert JournalEntry.objects.count() == 1


def test_a_register_enters_once_and_a_second_import_changes_nothing(make_authority, make_actor):
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    rows = [NewPerson(details(), uuid.uuid4(), row) for row in range(2, 32)]
    first = register_many(rows, authority=make_authority("TN"), actor=officer)
    second = register_many(rows, authority=make_authority("TN"), actor=officer)
    assert (len(first.new), first.refused) == (30, ())
    assert (len(second.new), second.refused) == (0, ())
    assert {k: p.id for k, p in first.people.items()} == {k: p.id for k, p in second.people.items()}
    assert Person.objects.count() == 30


def test_rows_with_a_known_number_are_refused_by_row_and_the_others_enter(
    make_authority, make_actor
):
    there = details()
    register(there, authority=make_authority("TN"), actor=PUBLIC)
    in_file = details()
    rows = [
        NewPerson(in_file, uuid.uuid4(), 2),
        NewPerson(details(phone=there.phone), uuid.uuid4(), 3),
        NewPerson(details(phone=in_file.phone), uuid.uuid4(), 4),
    ]
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    done = register_many(rows, authority=make_authority("TN"), actor=officer)
    assert done.new == {rows[0].client_id}
    assert [(f.row, f.field) for f in done.refused] == [(3, "phone"), (4, "phone")]


def test_a_file_costs_the_same_statements_whatever_its_length(
    make_authority, make_actor, django_assert_num_queries
):
    officer, authority = make_actor(Role.OFFICER_ORIGIN, "TN"), make_authority("TN")
    counts = []
    for size in (5, 200):
        rows = [NewPerson(details(), uuid.uuid4(), row) for row in range(size)]
        with django_assert_num_queries(11) as queries:  # who is to be compared among them
            register_many(rows, authority=authority, actor=officer)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_worker_s_search_index_reveals_nothing(make_authority):
    a_person(make_authority)
    kept = {(kind, len(bytes(d))) for kind, d in BlindIndex.objects.values_list("kind", "digest")}
    whole = {(kind, 32) for kind in ("phone", "id:passport:TN", "name", "birth")}
    assert kept == whole | {("likely", 12)}


ODD = {
    "names": [{"parts": ["Zyxwvita", "Qxplorova"]}, {"parts": ["زخرفة", "قصطنطين"]}],
    "birth_date": "1971-03-17",
    "phone": "+21629413577",
    "email": "zyxwvita.q@odd-mail.example",
    "address": "77 Xylophone Crescent",
    "identities": [{"kind": "passport", "country": "TN", "number": "QZX900817"}],
}
_WORDS = (
    "zyxwvita", "qxplorova", "زخرفة", "قصطنطين", "1971-03-17", "29413577", "odd-mail",
    "xylophone", "qzx900817", "zxwvt",
)  # fmt: skip


def test_nothing_that_names_a_person_stands_in_the_clear_in_any_column(make_authority):
    from fairway.core.accounts.signin import send_code
    from fairway.core.accounts.workers import account_of
    from fairway.core.people.actions import correct, give, represent
    from fairway.core.people.models import Purpose
    from fairway.engines.identity import Name
    from tests.core.people.builders import herself

    person = a_person(make_authority, **ODD)
    account_of(person)
    me = herself(person)
    correct(person, details(**ODD | {"sex": "male"}), actor=me)
    give(person, Purpose.MATCHING, language="en", actor=me)
    send_code("+21629413577", language="en", ip="203.0.113.77")
    name = Name.of("Zyxwvita", "Elder")
    represent(
        person, phone="+21629413588", name=name, relation="aunt", actions=["person.own"], actor=me
    )
    found = _search_every_column([*_WORDS, "29413588", "203.0.113.77"])
    assert found == []


def _search_every_column(words):
    """What `pg_dump | grep` would find, also within bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        columns = cursor.fetchall()
        assert len(columns) > 100
        hits = []
        for table, column, kind in columns:
            text = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            for word in words:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE {text} ILIKE %s',  # noqa: S608  names from the catalogue
                    [f"%{word}%"],
                )
                if cursor.fetchone()[0]:
                    hits.append((table, column, word))
    return hits


def test_the_search_of_every_column_would_find_what_is_there(make_authority):
    make_authority("TN")
    assert ("core_authority", "slug", "labour-tn") in _search_every_column(["labour-tn"])


@pytest.mark.concurrency
def test_two_offices_that_register_one_passport_at_one_moment_make_one_person(
    make_authority, committed
):
    authority = make_authority("TN")
    twice = [details(identities=[{"kind": "passport", "country": "TN", "number": "SAME123"}])
             for _ in range(2)]  # fmt: skip
    outcomes = at_once(2, lambda n: register(twice[n], authority=authority, actor=SYSTEM))
    [refusal] = [outcome for outcome in outcomes if isinstance(outcome, BadInput)]
    assert refusal.faults[0].code == "already_registered"
    assert [type(outcome) for outcome in outcomes].count(Person) == 1
    assert Person.objects.count() == 1
    assert verify().whole
