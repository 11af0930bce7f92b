"""Oneself, one's representatives, one's tokens, through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairway.core import clock
from fairway.core.access.gate import log_reading
from fairway.core.accounts.models import ApiToken
from fairway.core.people import actions as people
from fairway.core.people.models import LegalHold, Person, Purpose
from fairway.core.people.queries import has_consented
from fairway.engines.lifecycles import Role
from tests.api.calls import post, problem, send
from tests.core.people.builders import a_person, herself

PHONE = "+21620888001"


@pytest.fixture
def person(make_authority):
    return a_person(make_authority, phone=PHONE)


@pytest.fixture
def worker(person):
    return herself(person)


@pytest.fixture
def hers(worker, program):
    return program(worker)


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


def ok(response, status=200):
    assert response.status_code == status, response.content
    return response.json() if response.content else None


def test_she_reads_what_is_held_about_her(hers, person):
    me = ok(hers.get("/api/me"))
    assert (me["id"], me["version"], me["office"]) == (str(person.id), 1, "labour-tn")
    assert me["names"][0] == {"parts": ["Amira", "Ben Salah"], "order": "given_first"}
    assert me["phone"] == PHONE


def test_a_correction_changes_what_it_names_and_nothing_else(hers, person):
    change = {"birth_date": "1999-04", "expected_version": 1}
    me = ok(send(hers, "PATCH", "/api/me", change))
    assert (me["birth_date"], me["version"]) == ("1999-04", 2)
    assert (me["phone"], me["address"]) == (PHONE, "12 rue de la Liberté\nTunis")
    assert me == ok(hers.get("/api/me"))


def test_a_correction_of_what_changed_meanwhile_overwrites_nothing(hers):
    ok(send(hers, "PATCH", "/api/me", {"email": "a@example.test", "expected_version": 1}))
    late = send(hers, "PATCH", "/api/me", {"email": "b@example.test", "expected_version": 1})
    found = problem(late, 409, "changed")
    assert "version 1" in found["detail"]
    assert "version 2" in found["detail"]
    assert ok(hers.get("/api/me"))["email"] == "a@example.test"


def test_a_birth_date_in_the_future_is_refused_and_changes_nothing(hers, nothing_changes):
    with nothing_changes():
        late = send(hers, "PATCH", "/api/me", {"birth_date": "2027", "expected_version": 1})
    found = problem(late, 422, "bad-input")
    assert found["faults"][0]["field"] == "birth_date"
    assert found["faults"][0]["value"] == "2027"


@pytest.mark.parametrize("field", ["phone", "nonsense"])
def test_what_cannot_be_corrected_here_is_not_overlooked(hers, field):
    body = {field: "+21620888009", "expected_version": 1}
    found = problem(send(hers, "PATCH", "/api/me", body), 422, "bad-input")
    assert found["faults"][0]["field"] == f"body.{field}"


def test_consents_are_given_in_words_and_withdrawn(hers, person):
    listed = ok(hers.get("/api/me/consents"))
    assert [c["purpose"] for c in listed] == [p.value for p in Purpose]
    assert not any(c["given"] for c in listed)
    given = ok(post(hers, "/api/me/consents/matching/give", {"language": "fr"}))
    assert given["wording"] == people.wording(Purpose.MATCHING, "fr")
    assert has_consented(person.id, Purpose.MATCHING)
    assert not ok(post(hers, "/api/me/consents/matching/withdraw"))["given"]
    assert not has_consented(person.id, Purpose.MATCHING)
    problem(post(hers, "/api/me/consents/selling/give", {"language": "fr"}), 422, "bad-input")


def test_she_sees_who_looked_and_takes_everything_away(hers, officer, person):
    log_reading(officer, "decision.read", person, person.id)
    looked = ok(hers.get("/api/me/readings"))
    assert [(x["role"], x["title"]) for x in looked] == [("officer_origin", "Read decisions")]
    assert ok(hers.get("/api/me/export"))["details"]["phone"] == PHONE


def test_whom_she_names_acts_within_what_she_allowed(hers, worker, person):
    body = {
        "name": {"parts": ["Salma", "Trabelsi"]},
        "phone": "+216 20 888 002",
        "relation": "my sister",
        "actions": ["person.own"],
    }
    made = ok(post(hers, "/api/me/representatives", body), 201)
    assert made["may"] == ["person.own"]
    assert ok(hers.get("/api/me/representatives")) == [made]
    path = f"/api/me/representatives/{made['id']}/end"
    assert ok(post(hers, path), 204) is None
    assert person.representations.count() == 0
    problem(post(hers, path), 404, "not-found")


def test_she_asks_to_be_forgotten_and_thinks_again(hers):
    asked = ok(post(hers, "/api/me/erasure"), 201)
    assert ok(post(hers, "/api/me/erasure"), 201)["id"] == asked["id"]
    assert ok(post(hers, "/api/me/erasure/withdraw"))["state"] == "withdrawn"
    problem(post(hers, "/api/me/erasure/withdraw"), 404, "not-found")


def test_an_authority_answers_requests_for_erasure(worker, officer, person, program):
    asked = people.request_erasure(person, actor=worker)
    office = program(officer)
    path = f"/api/erasures/{asked.id}"
    assert [e["id"] for e in ok(office.get("/api/erasures"))["items"]] == [str(asked.id)]
    placed = LegalHold.objects.create(person=person, ground="Article 12 of the Archives Act")
    found = problem(post(office, f"{path}/approve"), 409, "must-be-kept")
    assert found["detail"] == "Article 12 of the Archives Act"
    placed.delete()
    assert ok(post(office, f"{path}/hold", {"ground": "Article 5"}))["state"] == "on_hold"
    found = problem(post(office, f"{path}/approve"), 409, "not-now")
    assert set(found["possible"]) == {"release", "refuse"}
    assert ok(post(office, f"{path}/release"))["state"] == "requested"
    assert ok(post(office, f"{path}/approve"))["state"] == "approved"


def test_another_country_does_not_see_a_request_for_erasure(worker, person, make_actor, program):
    asked = people.request_erasure(person, actor=worker)
    other = program(make_actor(Role.OFFICER_ORIGIN, "PH"))
    assert ok(other.get("/api/erasures"))["items"] == []
    problem(post(other, f"/api/erasures/{asked.id}/approve"), 404, "not-found")


def test_an_office_registers_a_person_once(officer, program):
    office = program(officer)
    body = {
        "names": [{"parts": ["Salma"], "order": "single"}],
        "phone": "+216 20 888 003",
        "client_id": "0198f2c4-3b1e-7c00-8000-000000000001",
    }
    made = ok(post(office, "/api/people", body), 201)
    assert ok(post(office, "/api/people", body), 201) == made
    assert Person.objects.get(pk=made["id"]).authority_id == officer.authority_id
    other = body | {"client_id": "0198f2c4-3b1e-7c00-8000-000000000002"}
    found = problem(post(office, "/api/people", other), 422, "bad-input")
    assert found["faults"][0]["code"] == "already_registered"
    assert found["faults"][0]["value"] == ""


def test_a_worker_registers_nobody_through_the_api(hers):
    body = {"names": [{"parts": ["Salma"], "order": "single"}]}
    problem(post(hers, "/api/people", body), 403, "denied")


def test_an_auditor_reads_who_read_what_page_by_page(officer, person, make_actor, program):
    for _n in range(3):
        log_reading(officer, "decision.read", person, person.id)
    auditor = program(make_actor(Role.AUDITOR, "TN"))
    first = ok(auditor.get("/api/access-log?size=2"))
    rest = ok(auditor.get(f"/api/access-log?size=2&after={first['next']}"))
    assert [len(first["items"]), len(rest["items"])] == [2, 1]
    assert rest["next"] is None
    assert first["items"][0]["subject_id"] == str(person.id)


def token_body(*scopes, days=1):
    until = clock.now() + timedelta(days=days)
    return {"label": "payroll", "scopes": list(scopes), "expires_at": until.isoformat()}


def test_a_token_makes_another_that_can_do_no_more(officer, program):
    narrow = program(officer, "token", "pack")
    made = ok(post(narrow, "/api/tokens", token_body("pack.read")), 201)
    assert made["secret"].startswith(f"fwy_{made['prefix']}")
    beyond = post(narrow, "/api/tokens", token_body("appeal.read"))
    found = problem(beyond, 422, "bad-input")
    assert found["faults"][0]["field"] == "scopes"
    problem(post(narrow, "/api/tokens", token_body("journal.verify")), 422, "bad-input")


def test_tokens_are_listed_without_their_text_and_revoked(officer, program, make_actor):
    office = program(officer)
    made = ok(post(office, "/api/tokens", token_body("pack.read")), 201)
    listed = ok(office.get("/api/tokens"))["items"]
    assert made["id"] in {token["id"] for token in listed}
    assert all("secret" not in token for token in listed)
    stranger = program(make_actor(Role.OFFICER_ORIGIN, "TN"))
    problem(post(stranger, f"/api/tokens/{made['id']}/revoke"), 404, "not-found")
    ok(post(office, f"/api/tokens/{made['id']}/revoke"), 204)
    assert ApiToken.objects.get(pk=made["id"]).revoked_at == clock.now()


def test_the_text_of_a_token_is_not_kept_for_a_second_arrival(officer, program):
    office = program(officer)
    before = ApiToken.objects.count()
    ok(post(office, "/api/tokens", token_body("pack.read"), idempotency_key="k-1"), 201)
    again = post(office, "/api/tokens", token_body("pack.read"), idempotency_key="k-1")
    problem(again, 409, "key-reused")
    assert ApiToken.objects.count() == before + 1


@pytest.mark.parametrize("expires_at", ["2026-12-01T00:00:00", "2020-01-01T00:00:00Z", "tomorrow"])
def test_a_token_ends_at_a_moment_with_its_time_zone(officer, program, expires_at):
    body = token_body("pack.read") | {"expires_at": expires_at}
    found = problem(post(program(officer), "/api/tokens", body), 422, "bad-input")
    assert found["faults"][0]["field"].endswith("expires_at")
