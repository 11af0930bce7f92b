"""A write that carries an Idempotency-Key is done once, however often it arrives."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from fairway.commons.agreements.models import PackVersion
from fairway.core.accounts.models import ClientRequest
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import packs_dir
from tests.api.calls import post, problem
from tests.core.people.builders import at_once

TEXT = (packs_dir() / "fr-tn-2008" / "2026.1" / "pack.yaml").read_text(encoding="utf-8")
BODY = {"text": TEXT, "note": "as signed"}


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_DESTINATION, "FR")


@pytest.fixture
def caller(officer, program):
    return program(officer)


def test_the_same_request_is_answered_again_without_acting(caller):
    first = post(caller, "/api/packs", BODY, idempotency_key="k-1")
    again = post(caller, "/api/packs", BODY, idempotency_key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Content-Type"] == first["Content-Type"]
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert PackVersion.objects.count() == 1


def test_without_a_key_a_second_arrival_is_another_request(caller):
    assert post(caller, "/api/packs", BODY).status_code == 201
    assert post(caller, "/api/packs", BODY).status_code != 201


def test_the_same_key_for_another_request_is_refused(caller):
    post(caller, "/api/packs", BODY, idempotency_key="k-1")
    other = {**BODY, "note": "something else"}
    problem(post(caller, "/api/packs", other, idempotency_key="k-1"), 409, "key-reused")
    problem(post(caller, "/api/questions/ask", BODY, idempotency_key="k-1"), 409, "key-reused")
    assert PackVersion.objects.count() == 1


def test_the_key_of_another_actor_is_another_key(caller, make_actor, program):
    post(caller, "/api/packs", BODY, idempotency_key="k-1")
    other = program(make_actor(Role.OFFICER_DESTINATION, "FR"))
    answer = post(other, "/api/packs", BODY, idempotency_key="k-1")
    assert "Idempotent-Replayed" not in answer


def test_what_was_refused_may_be_sent_again_under_its_key(caller):
    problem(post(caller, "/api/packs", {"text": ""}, idempotency_key="k-1"), 422, "bad-input")
    assert ClientRequest.objects.count() == 0
    assert post(caller, "/api/packs", BODY, idempotency_key="k-1").status_code == 201


def test_a_fault_of_ours_leaves_nothing_behind(caller, monkeypatch):
    from fairway.commons.agreements.api import PackOut

    broken = staticmethod(lambda _row: 1 / 0)
    with monkeypatch.context() as patched:
        patched.setattr(PackOut, "of", broken)
        answer = post(caller, "/api/packs", BODY, idempotency_key="k-1")
    problem(answer, 500, "server-error")
    assert PackVersion.objects.count() == ClientRequest.objects.count() == 0
    assert post(caller, "/api/packs", BODY, idempotency_key="k-1").status_code == 201


@pytest.mark.parametrize("key", ["", "a b", "x" * 201])
def test_a_key_of_another_shape_is_refused(caller, key):
    found = problem(post(caller, "/api/packs", BODY, idempotency_key=key), 422, "bad-input")
    assert found["faults"][0]["field"] == "Idempotency-Key"
    assert PackVersion.objects.count() == 0


def test_a_key_of_somebody_without_a_token_is_not_kept(db):
    problem(post(Client(), "/api/packs", BODY, idempotency_key="k-1"), 401, "sign-in")
    assert ClientRequest.objects.count() == 0


@pytest.mark.concurrency
def test_two_requests_at_one_moment_do_one_thing(committed, officer, program, monkeypatch):
    from fairway.commons.agreements import actions

    callers = [program(officer) for _n in range(3)]
    propose = actions.propose

    def slowly(*args, **kwargs):
        time.sleep(0.3)  # the others have arrived and wait
        return propose(*args, **kwargs)

    monkeypatch.setattr(actions, "propose", slowly)
    answers = at_once(3, lambda n: post(callers[n], "/api/packs", BODY, idempotency_key="k-1"))
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sorted("Idempotent-Replayed" in answer for answer in answers) == [False, True, True]
    assert PackVersion.objects.count() == 1


@pytest.mark.concurrency
def test_a_refused_decision_is_kept_and_its_key_is_free(committed, caller, monkeypatch):
    """What an action commits on purpose before it refuses stays, as it does without a key."""
    from fairway.commons.agreements import actions
    from fairway.core.accounts.models import User
    from fairway.core.transitions import Stale

    def refusing(*_args, **_kwargs):
        User.objects.create_user("kept@example.test")
        raise Stale(1, 2)

    monkeypatch.setattr(actions, "propose", refusing)
    found = problem(post(caller, "/api/packs", BODY, idempotency_key="k-1"), 409, "changed")
    assert "version 1" in found["detail"]
    assert User.objects.filter(login="kept@example.test").exists()
    assert ClientRequest.objects.count() == 0
