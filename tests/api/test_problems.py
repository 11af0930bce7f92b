"""Whatever goes wrong at the API leaves as RFC 9457 problem details, in the caller's language."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from fairway.api import catalogue
from fairway.core import limits
from fairway.engines.lifecycles import Role
from tests.api.calls import post, problem


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


@pytest.fixture
def caller(officer, program):
    """A program of the officer's."""
    return program(officer)


def test_an_unknown_address_is_a_problem_also_without_a_token(db):
    for method in ("get", "post", "delete"):
        problem(getattr(Client(), method)("/api/no/such/thing"), 404, "not-found")


def test_a_record_that_is_not_the_callers_is_answered_as_if_there_were_none(caller):
    path = "/api/packs/00000000-0000-0000-0000-000000000007"
    problem(caller.get(path), 404, "not-found")


def test_a_wrong_method_names_the_right_ones(caller):
    answer = caller.delete("/api/packs")
    problem(answer, 405, "method")
    assert {m.strip() for m in answer["Allow"].split(",")} == {"GET", "POST"}


def test_no_token_and_a_wrong_token_are_told_how_to_sign_in(db):
    for headers in ({}, {"authorization": "Bearer fwy_nonsense"}, {"authorization": "Basic YTpi"}):
        answer = Client().get("/api/packs", headers=headers)
        problem(answer, 401, "sign-in")
        assert answer["WWW-Authenticate"] == "Bearer"


def test_what_the_public_may_check_needs_no_token(db):
    assert Client().get("/api/recruiters/check?words=golden").status_code == 200
    problem(Client().get("/api/contract-check/nonsense"), 404, "not-found")


def test_a_browsers_session_is_no_token(officer):
    from fairway.core.accounts.models import User

    client = Client()
    client.force_login(
        User.objects.get(pk=officer.user_id), backend="fairway.core.accounts.backends.StaffBackend"
    )
    problem(client.get("/api/packs"), 401, "sign-in")


def test_what_the_scopes_do_not_cover_is_denied(officer, program):
    problem(program(officer, "appeal").get("/api/decisions"), 403, "denied")


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[1,]",
        b'"\xff"',
        '{"a": NaN}',
        '{"text": "a", "text": "b"}',
        r'{"text": "\u0000"}',
        r'{"text": "\ud800"}',
        r'{"deep": [{"\udfff": 1}]}',
        "[" * 100_000,
        "[]",
        "0.0",
        '"text"',
        "null",
        "9" * 10_000,
    ],
)
def test_a_body_that_is_no_good_json_is_unreadable(caller, body):
    problem(post(caller, "/api/packs", body), 400, "unreadable")


def test_a_pair_of_escapes_that_makes_one_character_is_good_json(caller):
    answer = post(caller, "/api/packs", r'{"text": "\ud83d\ude00", "extra": "\u00e9"}')
    problem(answer, 422, "bad-input")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_another_kind_of_content_is_refused(caller, media_type):
    problem(post(caller, "/api/packs", "text=a", content_type=media_type), 415, "media-type")


def test_a_body_that_is_too_large_is_refused(caller, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    for headers in ({}, {"idempotency_key": "k-1"}):
        body = {"text": "x" * 2_000}
        problem(post(caller, "/api/packs", body, **headers), 413, "too-large")


def test_every_fault_of_a_request_is_named_at_once(caller):
    body = {"corridor": 7, "question": "offer.make", "on": "soon"}
    found = problem(post(caller, "/api/questions/ask", body), 422, "bad-input")
    assert {fault["field"] for fault in found["faults"]} == {"body.corridor", "body.on"}
    assert "a date such as 2026-11-22" in {fault["accepted"] for fault in found["faults"]}


def test_a_missing_field_is_said_to_be_required(caller):
    found = problem(post(caller, "/api/packs", {}), 422, "bad-input")
    assert found["faults"] == [
        {
            "field": "body.text",
            "value": "",
            "accepted": "a value: it is required",
            "code": "missing",
        }
    ]


@pytest.mark.parametrize(
    ("query", "accepted"),
    [
        ("size=0", "1 or more"),
        ("size=201", "200 or less"),
        ("size=many", "a whole number"),
        (f"after={'x' * 1001}", "at most 1000 characters"),
        ("after=x", "a cursor that a page of this list gave"),
    ],
)
def test_a_page_that_cannot_be_is_refused_with_what_can(caller, query, accepted):
    found = problem(caller.get(f"/api/packs?{query}"), 422, "bad-input")
    assert [fault["accepted"] for fault in found["faults"]] == [accepted]


def test_a_problem_is_told_in_the_language_of_the_caller(caller):
    for language in ("en", "fr", "ar"):
        answer = caller.get("/api/nothing", headers={"accept-language": language})
        assert answer["Content-Language"] == language
        with override(language):
            title = str(catalogue.BY_NAME["not-found"].title)
        assert problem(answer, 404, "not-found")["title"] == title


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(caller, monkeypatch):
    def broken(*_args):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("fairway.commons.agreements.queries.visible_to", broken)
    answer = caller.get("/api/packs")
    problem(answer, 500, "server-error")
    assert b"secret" not in answer.content


def test_who_knocks_too_often_without_a_token_waits(db, monkeypatch):
    monkeypatch.setattr(limits, "WITHOUT_TOKEN", limits.Limit("without-token", most=3, seconds=60))
    client = Client()
    assert [client.get("/api/packs").status_code for _knock in range(4)] == [401, 401, 401, 429]
    answer = client.get("/api/packs")
    problem(answer, 429, "too-many")
    assert 0 < int(answer["Retry-After"]) <= 60
    elsewhere = client.get("/api/packs", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 401


def test_a_token_is_not_held_up_by_those_without(caller, monkeypatch):
    monkeypatch.setattr(limits, "WITHOUT_TOKEN", limits.Limit("without-token", most=0, seconds=60))
    assert caller.get("/api/packs").status_code == 200


def test_the_type_of_every_problem_is_a_page_that_explains_it(db):
    client = Client()
    for kind in catalogue.KINDS:
        page = client.get(kind.address)
        assert page.status_code == 200
        assert str(kind.status) in page.content.decode()
    listed = client.get(catalogue.BASE).content.decode()
    assert all(kind.address in listed for kind in catalogue.KINDS)
    assert client.get(f"{catalogue.BASE}nonsense").status_code == 404


def test_the_public_writes_only_so_often_from_one_place(db, monkeypatch):
    from fairway.core.access import gate

    monkeypatch.setattr(gate, "PUBLIC_WRITES", limits.Limit("public-writes", most=2, seconds=600))
    client = Client()
    answers = [client.post("/help/", {}) for _knock in range(3)]
    statuses = [answer.status_code for answer in answers]
    assert 429 not in statuses[:2]
    assert statuses[2] == 429
    assert int(answers[2]["Retry-After"]) <= 600
    assert client.get("/help/").status_code == 200
    assert client.post("/language/", {"language": "fr"}).status_code == 302
