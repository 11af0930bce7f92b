"""The API is tried with what its own description allows, and with what it does not.

Requests are drawn from the description by schemathesis, for real actors with real records. Nothing
breaks, nothing is answered that the description does not say, what is not as described is refused.
Each request is undone, so that none depends on another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from fairway.api.app import api
from fairway.core.access.table import RULES
from fairway.engines.lifecycles import Role
from fairway.wsgi import application
from tests.api.lively import lively
from tests.leaving.journeys.world import world

__all__ = ["lively", "world"]

CONFORMS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# More for a longer hunt: FAIRWAY_TRIES=100 FAIRWAY_SEED=7 pytest tests/api/test_by_description.py
EXAMPLES = int(os.environ.get("FAIRWAY_TRIES", "3"))
SEED = int(os.environ.get("FAIRWAY_SEED", "2"))
ACTIONS = dict(api.actions())
# Those whose operations are tried whole; what none of them may is tried by the others.
MAIN = (
    "officer_origin",
    "employer",
    "worker",
    "worker on her way",
    "caseworker",
    "auditor",
)
OTHERS = ("officer_destination", "attache", "recruiter", "provider", "border_officer")


@pytest.fixture(scope="module")
def described() -> Any:
    # Parameters that nobody described are overlooked, as everywhere on the web.
    asked = {
        "allow-extra-parameters": False,
        "with-security-parameters": False,
        "allow-x00": False,
    }
    schema = schemathesis.openapi.from_dict(
        api.get_openapi_schema(path_prefix="/api/"),
        config=schemathesis.Config.from_dict({"generation": asked}),
    )
    schema.app = application
    return schema


@contextmanager
def one_connection() -> Iterator[None]:
    """Keep the test's connection over a request, as Django's own test client does."""
    hooks = (signals.request_started, signals.request_finished)
    for hook in hooks:
        hook.disconnect(close_old_connections)
    try:
        yield
    finally:
        for hook in hooks:
            hook.connect(close_old_connections)


def role_of(who: str) -> Role:
    return Role(who.split(maxsplit=1)[0])


def who_may(operation: Any) -> list[str]:
    """Which of those here may use an operation, the first of them first."""
    roles = RULES[ACTIONS[operation.definition.raw["operationId"]]].roles
    main = [who for who in MAIN if role_of(who) in roles]
    return main or [who for who in OTHERS if role_of(who) in roles][:1]


def trials(schema: Any, who: str) -> Iterator[tuple[Any, GenerationMode]]:
    """What somebody tries: all that she may; what is not as described, once among all."""
    for found in schema.get_all_operations():
        operation = found.ok()
        able = who_may(operation)
        if who in able:
            yield operation, GenerationMode.POSITIVE
        takes = [*operation.path_parameters, *operation.query, *operation.body]
        if who in able[:1] and takes:
            yield operation, GenerationMode.NEGATIVE


def known_ids(schema: Any, client: Any) -> dict[str, list[str]]:
    """Records that the caller may see, by the name of the parameter that takes their id."""
    found: dict[str, list[str]] = {}
    for path in schema.raw_schema["paths"]:
        collection, brace, rest = path.partition("/{")
        parameter = rest.partition("}")[0]
        if brace and parameter.endswith("_id") and not found.get(parameter):
            answer = client.get(collection)
            items = answer.json() if answer.status_code == 200 else []
            items = items["items"] if isinstance(items, dict) else items
            found[parameter] = [item["id"] for item in items[:4]]
    return found


def strategies(operation: Any, mode: GenerationMode, ids: dict[str, list[str]]) -> Any:
    """Requests to an operation; where there is a real record, mostly to that."""
    names = [p.name for p in operation.path_parameters]
    real = [
        operation.as_strategy(mode, path_parameters={name: one})
        for name in names
        for one in ids.get(name, [])
    ]
    return st.one_of(*real, operation.as_strategy(mode))


def trying(operation: Any, mode: GenerationMode, ids: Any, headers: dict[str, str]) -> list[str]:
    """What the operation does that it should not."""
    checks = [*CONFORMS, *([negative_data_rejection] if mode is GenerationMode.NEGATIVE else [])]

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategies(operation, mode, ids))
    def one(case: Any) -> None:
        undo = transaction.savepoint()
        try:
            with one_connection():
                case.call_and_validate(headers=headers, checks=checks)
        finally:
            transaction.savepoint_rollback(undo)

    try:
        one()
    except Unsatisfiable:
        return []  # nothing that is not as described can be said here: any text is taken
    except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001  every kind is listed
        return [f"{operation.label} ({mode.value}): {error!s}"]
    return []


@pytest.mark.parametrize("who", [*MAIN, *OTHERS])
def test_the_api_keeps_to_its_description(lively, program, described, who):
    client = program(lively[who])
    ids = known_ids(described, client)
    headers = {
        "Authorization": client.defaults["HTTP_AUTHORIZATION"],
        "Accept-Encoding": "identity",  # what is read here is the answer, not how it was packed
    }
    tried = list(trials(described, who))
    wrong = [
        complaint
        for operation, mode in tried
        for complaint in trying(operation, mode, ids, headers)
    ]
    assert wrong == [], "\n\n".join(wrong)


def test_every_operation_is_tried(described):
    untried = [
        found.ok().label for found in described.get_all_operations() if not who_may(found.ok())
    ]
    assert untried == []
