"""A whole way out through the API: the same doors, the same refusals, problem details."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from fairway.core.access.table import RULES
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.tokens import issue
from fairway.core.clock import at, now
from fairway.core.keys import keyring
from fairway.core.messages.models import OUTBOX_KEY, Message
from fairway.engines.lifecycles import Role
from fairway.leaving.preparation import actions as preparation
from tests.leaving.journeys.world import GOOD, LEAVES, LEFT, SEEN

pytestmark = pytest.mark.django_db
TERMS = dict(GOOD)


@pytest.fixture
def call():
    """A program that acts by a token: `call(actor)(method, path, body)`."""

    def with_token(actor: Actor):
        scopes = [action for action, rule in RULES.items() if actor.role in rule.roles]
        _token, secret = issue(
            actor, label="test", scopes=scopes, expires_at=now() + timedelta(days=60)
        )
        client = Client(headers={"Authorization": f"Bearer {secret}"})

        def send(method: str, path: str, body: object = None):
            data = "" if body is None else json.dumps(body)
            return client.generic(method, f"/api{path}", data=data, content_type="application/json")

        return send

    return with_token


def test_from_the_offer_to_the_arrival_through_the_api(world, call) -> None:
    worker, order = world.worker(), world.order()
    candidacy = world.candidacy(worker)
    origin, hers, employer = call(world.origin), call(worker), call(world.employer)
    offer = {"candidacy_id": str(candidacy.id), "job_order_id": str(order.id)}
    made = origin("POST", "/journeys", offer)
    assert made.status_code == 201, made.content
    journey = f"/journeys/{made.json()['id']}"

    told = hers("GET", journey).json()
    assert told["offered"]["pay"] == {"amount": "500.00", "currency": "USD"}
    assert told["next"]["who"] == ["representative", "worker"]
    assert hers("POST", f"{journey}/accept", {}).json()["state"] == "accepted"
    steps = origin("POST", f"{journey}/start-preparation").json()
    assert len(steps) == 4

    drafted = employer("POST", f"{journey}/contracts", {"terms": TERMS})
    assert drafted.status_code == 201, drafted.content
    contract = f"/contracts/{drafted.json()['id']}"
    assert employer("POST", f"{contract}/sign-as-employer", {}).status_code == 200
    assert hers("POST", f"{contract}/code").status_code == 204
    message = Message.objects.filter(template="sign_in_code").latest("created_at")
    code = keyring.unseal(OUTBOX_KEY, message.sealed)["params"]["code"]
    assert hers("POST", f"{contract}/sign", {"code": code}).json()["state"] == "signed_by_worker"
    attache = call(world.attache)
    statements = dict.fromkeys(SEEN, "true")
    registered = attache("POST", f"{contract}/register", {"statements": statements})
    assert registered.json()["state"] == "registered", registered.content

    public = Client().get(f"/api/contract-check/{registered.json()['code']}").json()
    assert (public["standing"], public["initials"]) == ("holds", "A. R.")

    for step in steps:
        done = origin("POST", f"/preparation-steps/{step['id']}/complete", {})
        assert done.json()["state"] == "done"
    issued = origin("POST", f"{journey}/clear", {"departs_on": LEAVES.isoformat()})
    assert issued.status_code == 201, issued.content
    border = call(world.make_actor(Role.BORDER_OFFICER, "PH"))
    with at(LEFT):
        shown = border("GET", f"/passes/{issued.json()['code']}").json()
        assert (shown["name"], shown["standing"]) == ("Amihan Reyes", "good")
        assert border("POST", f"/passes/{issued.json()['code']}/depart").status_code == 200
        said = dict.fromkeys(
            ("work", "employer", "pay", "hours", "housing", "papers", "phone", "no_payment"), True
        )
        arrived = hers("POST", f"{journey}/arrival", {"said": said})
        assert arrived.json()["concern"] is False
        started = employer("POST", f"{journey}/start-work").json()
    assert started["state"] == "working"


def test_what_the_rules_refuse_is_a_problem_with_its_reasons(world, call) -> None:
    child = world.worker("Ligaya Santos", born="2010-05-01")
    order, candidacy = world.order(), world.candidacy(child)
    offer = {"candidacy_id": str(candidacy.id), "job_order_id": str(order.id)}
    answer = call(world.origin)("POST", "/journeys", offer)
    assert answer.status_code == 409
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_worse_term_is_a_problem_that_names_the_clause(world, call) -> None:
    journey = world.preparing(world.worker())
    worse = {"terms": {"pay": {"amount": "450.00", "currency": "USD"}}}
    answer = call(world.employer)("POST", f"/journeys/{journey.id}/contracts", worse)
    assert answer.status_code == 422
    assert "pay" in answer.content.decode()


def test_a_stranger_finds_nothing_through_the_api(world, call) -> None:
    journey = world.offered(world.worker())
    stranger = call(world.make_actor(Role.OFFICER_ORIGIN, "TN"))
    assert stranger("GET", f"/journeys/{journey.id}").status_code == 404
    assert stranger("GET", "/journeys").json()["items"] == []
    assert Client().get(f"/api/journeys/{journey.id}").status_code == 401


def test_a_forged_code_is_not_found(world, call) -> None:
    assert Client().get("/api/contract-check/" + "A" * 25).status_code == 404


def test_a_provider_answers_its_step_and_learns_nothing_else(world, call) -> None:
    journey = world.preparing(world.worker())
    step = journey.steps.get(fact="pre_departure_seminar")
    preparation.assign(step, world.house(world.provider()), actor=world.origin)
    clinic = call(world.provider())
    assert [s["id"] for s in clinic("GET", "/preparation-steps").json()["items"]] == [str(step.id)]
    done = clinic("POST", f"/preparation-steps/{step.id}/answer", {"passed": True})
    assert done.json()["state"] == "done"
    assert clinic("GET", f"/journeys/{journey.id}").status_code == 403
