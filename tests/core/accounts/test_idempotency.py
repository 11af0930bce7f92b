"""A write that arrives twice is done once."""

import hashlib
import time
from datetime import timedelta

import pytest
from django.db import transaction

from fairway.core import clock
from fairway.core.accounts.actors import PUBLIC
from fairway.core.accounts.models import ClientRequest
from fairway.core.idempotency import First, KeyReused, Replay, forget_old, once
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import SYSTEM, a_person, at_once, details, herself

DIGEST = hashlib.sha256(b"POST /workers {}").hexdigest()


@pytest.fixture
def employer(make_actor):
    return make_actor(Role.EMPLOYER, "FR")


def done(actor, key="k-1", digest=DIGEST, answer=None):
    with transaction.atomic():
        found = once(actor, key, digest)
        if isinstance(found, First):
            found.keep(201, answer or {"id": "made"})
        return found


def test_the_same_request_gets_the_same_answer(employer):
    assert isinstance(done(employer), First)
    assert done(employer, answer={"id": "another"}) == Replay(201, {"id": "made"})


def test_the_same_key_for_another_request_is_refused(employer):
    done(employer)
    with pytest.raises(KeyReused):
        done(employer, digest="0" * 64)


def test_keys_of_different_actors_do_not_meet(employer, make_actor, make_authority):
    worker = herself(a_person(make_authority))
    for actor in (employer, make_actor(Role.EMPLOYER, "FR"), worker, PUBLIC):
        assert isinstance(done(actor), First)


def test_a_request_that_was_refused_may_be_sent_again(employer):
    def refused():
        with transaction.atomic():
            once(employer, "k-1", DIGEST)
            raise BadInput

    with pytest.raises(BadInput):
        refused()
    assert isinstance(done(employer), First)


def test_an_answer_without_content_is_replayed(employer):
    with transaction.atomic():
        found = once(employer, "k-1", DIGEST)
        assert isinstance(found, First)
        found.keep(204, None)
    assert done(employer) == Replay(204, None)


def test_a_key_is_free_again_after_three_days(employer):
    done(employer)
    with clock.at(clock.now() + timedelta(days=3, seconds=1)):
        assert isinstance(done(employer, digest="1" * 64), First)


def test_old_answers_are_forgotten(employer):
    done(employer)
    assert forget_old() == 0
    with clock.at(clock.now() + timedelta(days=4)):
        assert forget_old() == 1


def test_answers_are_sealed(employer):
    done(employer, answer={"name": "Amira Ben Salah"})
    assert b"Amira" not in bytes(ClientRequest.objects.get().answer)


@pytest.mark.parametrize("key", ["", "x" * 201, "clé", "a\nb", "\x00", "\ud800"])
def test_a_key_of_another_shape_is_refused(employer, key):
    with pytest.raises(BadInput) as refusal:
        done(employer, key)
    assert refusal.value.faults[0].code == "idempotency_key"


@pytest.mark.concurrency
def test_a_request_needs_the_transaction_of_what_it_does(committed):
    with pytest.raises(RuntimeError, match="together with what it changes"):
        once(SYSTEM, "k-1", DIGEST)


@pytest.mark.concurrency
def test_two_arrivals_at_one_moment_do_one_thing(make_authority, committed):
    from fairway.core.people.actions import register

    authority = make_authority("TN")

    def arrive(_number):
        with transaction.atomic():
            found = once(PUBLIC, "k-1", DIGEST)
            if isinstance(found, Replay):
                return found.answer
            time.sleep(0.2)  # the others have arrived and wait
            person = register(details(), authority=authority, actor=PUBLIC)
            found.keep(201, {"id": str(person.id)})
            return {"id": str(person.id)}

    answers = at_once(4, arrive)
    assert answers == [{"id": str(Person.objects.get().id)}] * 4


@pytest.mark.concurrency
def test_when_the_first_of_two_fails_the_second_does_it(make_authority, committed):
    tried = []

    def arrive(number):
        with transaction.atomic():
            found = once(PUBLIC, "k-1", DIGEST)
            assert isinstance(found, First)
            tried.append(number)
            time.sleep(0.2)
            if len(tried) == 1:
                raise BadInput
            found.keep(201, {})
            return "done"

    outcomes = at_once(2, arrive)
    assert sorted(str(o) for o in outcomes) == ["", "done"]
    assert ClientRequest.objects.count() == 1
