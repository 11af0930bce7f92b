"""The description of the API: whole, true, and the same in the documentation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import schemathesis
from django.test import Client
from jsonschema import Draft202012Validator

from fairway.api.app import api, as_text
from fairway.api.examples import REQUESTS
from fairway.core.access.table import RULES

ROOT = Path(__file__).parents[2]
WRITES = {"post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def described():
    return json.loads(as_text())


@pytest.fixture(scope="module")
def operations(described):
    return {
        operation["operationId"]: (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }


def test_it_is_a_valid_openapi_3_1_document(described):
    assert described["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(described).validate()
    for shape in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)


def test_it_is_served_to_anybody(db, described):
    answer = Client().get("/api/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == described


def test_the_copy_in_the_documentation_is_up_to_date():
    kept = (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")
    assert kept == as_text(), "fairway api schema --write docs/openapi.json"


def test_every_operation_says_what_it_does_and_who_may(operations):
    for name, (_path, _method, operation) in operations.items():
        assert operation["summary"], name
        assert not operation["summary"].endswith("."), name
        assert "Who may: " in operation["description"], name
        assert operation["tags"], name


def test_every_operation_says_every_answer(operations):
    shared = {"401", "403", "404", "409", "410", "413", "422", "429"}
    for name, (_path, _method, operation) in operations.items():
        answers = operation["responses"].keys()
        assert shared <= answers, name
        assert any(status.startswith("2") for status in answers), name
        assert ("requestBody" in operation) == ({"400", "415"} <= answers), name


def test_every_scope_is_an_action_and_is_explained_in_words(described, operations):
    words = described["components"]["securitySchemes"]["TokenAuth"]["description"]
    explained = dict(re.findall(r"^- `([\w.]+)`: (.+)$", words, re.MULTILINE))
    used = {
        scope
        for _path, _method, operation in operations.values()
        for requirement in operation["security"]
        for scope in requirement["TokenAuth"]
    }
    assert used
    assert used <= RULES.keys()
    assert used <= explained.keys()


def test_every_write_takes_a_key_and_no_reading_does(operations):
    key = {"$ref": "#/components/parameters/Idempotency-Key"}
    for name, (_path, method, operation) in operations.items():
        assert (key in operation.get("parameters", [])) == (method in WRITES), name


def bodies():
    """Each operation's id with the type that its own room reads a JSON body as."""
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in operation.models:
                    if model.__ninja_param_source__ == "body":
                        (field,) = model.model_fields.values()
                        yield operation.operation_id, field.annotation


def test_two_rooms_with_one_word_for_two_things_keep_both(described, operations):
    shapes = described["components"]["schemas"]
    for name, body in bodies():
        _path, _method, operation = operations[name]
        shown = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        shape = shapes[shown.rpartition("/")[2]]
        assert set(shape.get("properties", {})) == set(body.model_fields), name


def test_every_name_leads_to_a_shape(described):
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(described)))
    assert named <= described["components"]["schemas"].keys()


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_an_example_is_as_described(described, operations, name):
    _path, _method, operation = operations[name]
    body = operation["requestBody"]["content"]["application/json"]
    assert body["example"] == REQUESTS[name]
    schema = body["schema"] | {"components": described["components"]}
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(REQUESTS[name])] == []
