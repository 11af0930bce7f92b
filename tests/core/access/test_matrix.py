"""Every page and every operation, tried in every role: the access table is what happens.

The pages and operations are read from the routes themselves: a new one without a rule fails.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from fairway.api.app import api
from fairway.core.access.gate import PUBLIC
from fairway.core.access.middleware import ActorMiddleware
from fairway.core.access.table import RULES, TABLE
from fairway.core.accounts.actors import Actor, for_worker
from fairway.core.accounts.models import Authority
from fairway.core.accounts.workers import account_of
from fairway.core.people.actions import PersonDetails, register
from fairway.core.people.models import Person
from fairway.engines.lifecycles import WORKER_SIDE, Role

ROLES = [role for role in Role if role is not Role.SYSTEM]
SAMPLES = {"uuid": str(uuid.UUID(int=7)), "slug": "x", "str": "x", "int": "1", "path": "x"}


def pages(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every page's address, with an example for each of its parameters."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry, address)
        elif not address.startswith("api/") or entry.name == "openapi":
            yield address, entry


def example(address: str) -> str:
    """Fill the parameters of an address."""
    parts = []
    for part in address.split("/"):
        kind = part.strip("<>").split(":")[0] if part.startswith("<") else ""
        parts.append(SAMPLES.get(kind, "x") if kind else part)
    return "/" + "/".join(parts)


PAGES = sorted({(example(address), entry) for address, entry in pages()}, key=lambda p: p[0])
OPERATIONS = [
    (path, method, operation)
    for path, methods in api.get_openapi_schema(path_prefix="/api/")["paths"].items()
    for method, operation in methods.items()
]


def functions() -> dict[tuple[str, str], object]:
    """The function behind each operation of the API."""
    found = {}
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    found["/api" + prefix + path, method.lower()] = operation.view_func
    return found


FUNCTIONS = functions()


@pytest.fixture
def acting(monkeypatch: pytest.MonkeyPatch, make_actor, make_authority):
    """Let every request be one of somebody real in a role."""

    def act(role: Role) -> None:
        if role is Role.PUBLIC:
            actor = PUBLIC
        elif role in WORKER_SIDE:
            user = account_of(make_person(make_authority("TN")))
            actor = for_worker(user)
            if role is Role.REPRESENTATIVE:
                actor = Actor(role=role, user_id=user.id, on_behalf_of=user.person_id)
        else:
            actor = make_actor(role, "TN")
        monkeypatch.setattr(ActorMiddleware, "_actor", lambda _self, _request: actor)
        monkeypatch.setattr("fairway.api.door.authenticate", lambda _token: actor)

    return act


def make_person(authority: Authority) -> Person:
    """Register somebody invented."""
    details = PersonDetails.parse(
        {"names": [{"parts": ["Amal", "Test"], "order": "given_first"}], "phone": "+21620123456"},
        today=date(2026, 11, 22),
    )
    return register(details, authority=authority, actor=PUBLIC)


def test_every_page_names_an_action_of_the_access_table() -> None:
    unnamed = [
        a for a, entry in PAGES if getattr(entry.callback, "fairway_action", "") not in RULES
    ]
    assert unnamed == []
    assert len(PAGES) > 30


def test_every_operation_names_an_action_of_the_access_table() -> None:
    unnamed = [key for key, f in FUNCTIONS.items() if getattr(f, "fairway_action", "") not in RULES]
    assert unnamed == []
    assert {(path, method) for path, method, _ in OPERATIONS} == FUNCTIONS.keys()


def test_every_action_of_the_table_is_one_that_somebody_can_take() -> None:
    assert [rule.action for rule in TABLE if not rule.roles] == []


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_the_roles_of_its_action_and_for_no_other(
    db: None, role: Role, acting
) -> None:
    acting(role)
    client = Client(raise_request_exception=False)
    wrong = []
    for address, entry in PAGES:
        rule = RULES[entry.callback.fairway_action]
        statuses = [client.get(address).status_code]
        if rule.writes:
            statuses.append(client.post(address).status_code)
        wrong += [
            (address, rule.action, status)
            for status in statuses
            if (status == 403) == (role in rule.roles) or status >= 500
        ]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_an_operation_answers_the_roles_of_its_action_and_no_other(
    db: None, role: Role, acting
) -> None:
    acting(role)
    client = Client(raise_request_exception=False)
    wrong = []
    for (path, method), function in FUNCTIONS.items():
        rule = RULES[function.fairway_action]
        filled = "/".join(SAMPLES["uuid"] if p.startswith("{") else p for p in path.split("/"))
        answer = client.generic(
            method.upper(),
            filled,
            "{}",
            content_type="application/json",
            headers={"authorization": "Bearer x"},
        )
        # A body that is not as described (422) is read before the gate: it tells nobody anything.
        refused = answer.status_code == 403
        if answer.status_code >= 500 or (refused and role in rule.roles):
            wrong.append((method, path, answer.status_code))
        if not refused and role not in rule.roles and answer.status_code != 422:
            wrong.append((method, path, answer.status_code))
    assert wrong == []


def test_an_operation_without_a_token_is_refused(db: None) -> None:
    client = Client()
    answers = {
        client.generic(
            method.upper(), path.replace("{", "").replace("}", ""), "{}", "application/json"
        ).status_code
        for (path, method), function in FUNCTIONS.items()
        if Role.PUBLIC not in RULES[function.fairway_action].roles
    }
    assert answers == {401}
