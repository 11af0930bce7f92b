"""Each engine is an operation: same document, same answer, same faults as by its command."""

from __future__ import annotations

import json

import jsonschema
import pytest
from django.test import Client

from fairway.core import limits
from fairway.engines.documents import ENGINES, run, schema
from fairway.engines.lifecycles import Role
from tests.api.calls import post, problem
from tests.api.conftest import program
from tests.engines.documents.samples import CODES, COSTS, DOCUMENTS, ROUND

__all__ = ["program"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(make_actor, program):
    return program(make_actor(Role.AUDITOR, "TN"))


def test_the_engines_are_listed_with_what_they_decide(caller):
    listed = caller.get("/api/engines").json()
    assert {one["name"]: one["decides"] for one in listed} == {
        name: engine.decides for name, engine in ENGINES.items()
    }


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_answers_as_its_command_does_and_as_its_schema_says(caller, name):
    told = caller.get(f"/api/engines/{name}/schema").json()
    assert told == json.loads(json.dumps(schema(name)))
    answer = post(caller, f"/api/engines/{name}/runs", DOCUMENTS[name])
    assert answer.status_code == 200, answer.content
    jsonschema.validate(answer.json(), told["found"])
    assert answer.json() == run(name, DOCUMENTS[name])
    assert post(caller, f"/api/engines/{name}/runs", DOCUMENTS[name]).content == answer.content


def test_an_engine_that_there_is_not_is_not_found(caller):
    problem(caller.get("/api/engines/divination/schema"), 404, "not-found")
    problem(post(caller, "/api/engines/divination/runs", {}), 404, "not-found")


def test_without_a_token_nothing_is_run():
    problem(post(Client(), "/api/engines/matching/runs", ROUND), 401, "sign-in")


def test_a_token_of_other_scopes_runs_nothing(make_actor, program):
    narrow = program(make_actor(Role.AUDITOR, "TN"), "journal")
    problem(post(narrow, "/api/engines/matching/runs", ROUND), 403, "denied")


def test_every_fault_is_told_at_once_with_its_path_in_the_body(caller):
    orders = [{**ROUND["orders"][0], "points": {"a": 9, "b": 8}, "kept": {"women": 1}}]
    found = problem(
        post(caller, "/api/engines/matching/runs", {**ROUND, "orders": orders, "caps": []}),
        422,
        "bad-input",
    )
    assert {fault["field"] for fault in found["faults"]} == {
        "body.orders.farm.points",
        "body.orders.0.kept",
        "body.workers.0.wishes",
    }
    found = problem(
        post(caller, "/api/engines/costs/runs", {**COSTS, "currency": 1, "limits": [{}]}),
        422,
        "bad-input",
    )
    assert {fault["field"] for fault in found["faults"]} == {
        "body.currency",
        *(f"body.limits.0.{name}" for name in ("provision", "kinds", "at_most")),
    }


def test_of_a_document_full_of_faults_two_hundred_are_told(caller):
    for isco in (["0000"] * 300, [1] * 300):
        answer = post(caller, "/api/engines/occupations/runs", {**CODES, "isco": isco})
        assert len(problem(answer, 422, "bad-input")["faults"]) == 200


def test_a_document_that_is_too_large_is_refused(caller, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    body = {**CODES, "isco": ["9211"] * 1_000}
    problem(post(caller, "/api/engines/occupations/runs", body), 413, "too-large")


def test_a_run_writes_nothing_but_that_it_was_asked_for(caller, nothing_changes):
    with nothing_changes():
        assert post(caller, "/api/engines/matching/runs", ROUND).status_code == 200


def test_who_runs_too_much_waits(caller, monkeypatch):
    monkeypatch.setattr(limits, "ENGINE_RUNS", limits.Limit("engine-runs", most=2, seconds=60))
    statuses = [
        post(caller, "/api/engines/occupations/runs", CODES).status_code for _run in range(3)
    ]
    assert statuses == [200, 200, 429]
