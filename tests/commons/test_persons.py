"""The pages about oneself, and those on which an authority answers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from fairway.core import clock
from fairway.core.access.gate import log_reading
from fairway.core.access.middleware import ActorMiddleware
from fairway.core.access.table import TABLE
from fairway.core.accounts import tokens
from fairway.core.accounts.backends import SESSION_BACKEND
from fairway.core.accounts.models import ApiToken, User
from fairway.core.people import actions as people
from fairway.core.people.models import Consent, ErasureRequest, LegalHold, Person, Purpose
from fairway.core.people.queries import has_consented
from fairway.engines.lifecycles import Role
from tests.core.people.builders import SYSTEM, a_person, herself

PHONE = "+21620888001"


@pytest.fixture
def browser(monkeypatch):
    """A browser in which somebody is signed in: `browser(actor)`."""

    def make(actor):
        monkeypatch.setattr(ActorMiddleware, "_actor", lambda _self, _request: actor)
        return Client()

    return make


@pytest.fixture
def person(make_authority):
    return a_person(make_authority, phone=PHONE)


@pytest.fixture
def worker(person):
    return herself(person)


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def known(person):
    person.refresh_from_db()
    return people.details(person, actor=herself(person), action="person.own")


def test_she_sees_what_is_held_about_her(browser, worker):
    page = text(browser(worker).get("/my-data/"))
    for held in (
        "Amira Ben Salah",
        "أميرة بن صالح",
        "23 April 1999",
        PHONE,
        "12 rue de la Liberté",
    ):
        assert held in page


def test_she_corrects_her_name_and_keeps_the_rest(browser, worker, person):
    client = browser(worker)
    assert 'value="Amira"' in text(client.get("/my-data/correct/"))
    answer = client.post(
        "/my-data/correct/",
        {
            "given": "Amira Leïla",
            "family": "Ben Salah",
            "birth_date": "1999",
            "sex": "female",
            "nationality": "TN",
            "address": "3 rue de Marseille",
        },
    )
    assert answer["Location"] == "/my-data/"
    now = known(person)
    assert (now.full_name, str(now.birth_date)) == ("Amira Leïla Ben Salah", "1999")
    assert (now.phone, now.email) == (PHONE, "amira@example.test")
    assert [i.kind for i in now.identities] == ["passport"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("birth_date", "2030-01-01", "22 November 2026 or before"),
        ("birth_date", "23/04/1999", "1998-04-23"),
        ("nationality", "XX", "XX"),
        ("given", "", "required"),
    ],
)
def test_what_is_not_accepted_is_said_and_changes_nothing(browser, person, field, value, words):
    stated = {"given": "A", "family": "B", "birth_date": "1999", "nationality": "TN", field: value}
    page = text(browser(herself(person)).post("/my-data/correct/", stated))
    assert 'role="alert"' in page
    assert words in page
    assert known(person).full_name == "Amira Ben Salah"


def test_she_agrees_to_each_purpose_by_itself_and_withdraws(browser, worker, person):
    client = browser(worker)
    page = text(client.get("/my-data/consents/"))
    assert page.count("<section>") == len(Purpose)
    client.post("/my-data/consents/", {"purpose": "matching", "answer": "give"})
    assert has_consented(person.id, Purpose.MATCHING)
    assert Consent.objects.count() == 1
    assert "You agreed on" in text(client.get("/my-data/consents/"))
    client.post("/my-data/consents/", {"purpose": "matching", "answer": "withdraw"})
    assert not has_consented(person.id, Purpose.MATCHING)


def test_an_unknown_purpose_changes_nothing(browser, worker):
    text(browser(worker).post("/my-data/consents/", {"purpose": "selling", "answer": "give"}))
    assert Consent.objects.count() == 0


def test_she_sees_who_looked_and_not_that_she_did(browser, worker, officer, person):
    log_reading(officer, "decision.read", person, person.id)
    client = browser(worker)
    client.get("/my-data/")
    page = text(client.get("/my-data/who-looked/"))
    assert "Officer, country of origin" in page
    assert page.count("<li><strong>") == 1


def test_she_takes_everything_with_her(browser, worker, person):
    answer = browser(worker).get("/my-data/export/")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert data["details"]["phone"] == PHONE
    assert {"consents", "who_looked", "history"} <= data.keys()


def test_she_asks_to_be_forgotten_and_thinks_again(browser, worker):
    client = browser(worker)
    assert "cannot be undone" in text(client.get("/my-data/erase/"))
    client.post("/my-data/erase/")
    assert ErasureRequest.objects.get().state == "requested"
    assert "Keep my data after all" in text(client.get("/my-data/"))
    client.post("/my-data/erase/")
    assert ErasureRequest.objects.get().state == "withdrawn"


def test_she_names_somebody_to_act_for_her_and_ends_it(browser, worker, person):
    client = browser(worker)
    stated = {
        "name": "Salma Trabelsi",
        "phone": "+216 20 888 002",
        "relation": "my sister",
        "actions": ["person.own", "case.read"],
    }
    client.post("/my-data/representatives/", stated)
    mandate = person.representations.get()
    assert mandate.may == ["case.read", "person.own"]
    page = text(client.get("/my-data/representatives/"))
    assert "my sister" in page
    client.post("/my-data/representatives/", {"end": str(mandate.id)})
    assert "my sister" not in text(client.get("/my-data/representatives/"))


def test_what_nobody_may_do_for_her_cannot_be_allowed(browser, worker, person):
    stated = {"name": "S", "phone": "+21620888002", "relation": "x", "actions": ["contract.sign"]}
    page = text(browser(worker).post("/my-data/representatives/", stated))
    assert 'role="alert"' in page
    assert person.representations.count() == 0


def test_an_authority_approves_a_request_for_erasure(browser, worker, officer, person):
    asked = people.request_erasure(person, actor=worker)
    client = browser(officer)
    assert f"/erasures/{asked.id}/" in text(client.get("/erasures/"))
    assert "Approve the erasure" in text(client.get(f"/erasures/{asked.id}/"))
    client.post(f"/erasures/{asked.id}/", {"answer": "approve"})
    asked.refresh_from_db()
    assert asked.state == "approved"


def test_what_a_law_keeps_cannot_be_approved(browser, worker, officer, person):
    asked = people.request_erasure(person, actor=worker)
    LegalHold.objects.create(person=person, ground="Article 12 of the Archives Act")
    client = browser(officer)
    page = text(client.get(f"/erasures/{asked.id}/"))
    assert "Article 12 of the Archives Act" in page
    assert "Approve the erasure" not in page
    client.post(f"/erasures/{asked.id}/", {"answer": "approve"})
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_data_is_kept_only_on_a_ground_and_the_hold_ends(browser, worker, officer, person):
    asked = people.request_erasure(person, actor=worker)
    client, path = browser(officer), f"/erasures/{asked.id}/"
    assert 'role="alert"' in text(client.post(path, {"answer": "hold", "ground": ""}))
    client.post(path, {"answer": "hold", "ground": "Article 5 of the Labour Code"})
    page = text(client.get(path))
    assert "Article 5 of the Labour Code" in page
    assert "Keep it for now" not in page
    client.post(path, {"answer": "release"})
    asked.refresh_from_db()
    assert asked.state == "requested"
    client.post(path, {"answer": "refuse", "ground": "Article 5 of the Labour Code"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("refused", "Article 5 of the Labour Code")


def test_another_country_does_not_see_the_request(browser, worker, make_actor, person):
    asked = people.request_erasure(person, actor=worker)
    client = browser(make_actor(Role.OFFICER_ORIGIN, "PH"))
    assert client.get(f"/erasures/{asked.id}/").status_code == 404
    assert str(asked.id) not in text(client.get("/erasures/"))


def test_an_auditor_sees_who_read_what_and_no_name(browser, make_actor, officer, person):
    log_reading(officer, "decision.read", person, person.id)
    page = text(browser(make_actor(Role.AUDITOR, "TN")).get("/access-log/"))
    assert str(person.id) in page
    assert "Amira" not in page


def test_a_token_is_shown_once_and_works(browser, officer):
    client = browser(officer)
    made = text(client.post("/tokens/", {"label": "payroll", "days": "7", "scopes": ["pack.read"]}))
    secret = re.search(r"fwy_[\w-]{43}", made)
    assert secret
    assert secret[0] not in text(client.get("/tokens/"))
    token = ApiToken.objects.get()
    assert token.expires_at == clock.now() + timedelta(days=7)
    assert tokens.authenticate(secret[0]).scopes == ("pack.read",)


def test_a_token_is_ended_by_its_owner_alone(browser, officer, make_actor):
    token, secret = tokens.issue(
        officer, label="x", scopes=["pack.read"], expires_at=clock.now() + timedelta(1)
    )
    stranger = browser(make_actor(Role.OFFICER_ORIGIN, "TN"))
    assert stranger.post("/tokens/", {"end": str(token.id)}).status_code == 404
    assert stranger.post("/tokens/", {"end": "nonsense"}).status_code == 404
    assert tokens.authenticate(secret)
    page = browser(officer).post("/tokens/", {"end": str(token.id)}, follow=True)
    assert "Ended on" in text(page)
    with pytest.raises(tokens.BadToken):
        tokens.authenticate(secret)


@pytest.mark.parametrize("role", [Role.OFFICER_ORIGIN, Role.EMPLOYER, Role.AUDITOR])
def test_a_role_is_offered_no_scope_that_it_does_not_have(browser, make_actor, role):
    client = browser(make_actor(role, "TN"))
    offered = set(re.findall(r'name="scopes" value="([\w.]+)"', text(client.get("/tokens/"))))
    mine = {rule.action for rule in TABLE if role in rule.roles}
    assert offered
    assert offered <= mine
    beyond = next(rule.action for rule in TABLE if role not in rule.roles)
    refused = text(client.post("/tokens/", {"label": "x", "days": "7", "scopes": [beyond]}))
    assert 'role="alert"' in refused
    assert ApiToken.objects.count() == 0


def test_a_worker_makes_a_token_for_herself(browser, worker):
    client = browser(worker)
    assert 'href="/tokens/"' in text(client.get("/my-data/"))
    client.post("/tokens/", {"label": "x", "days": "7", "scopes": ["person.own"]})
    assert ApiToken.objects.get().user_id == worker.user_id


@pytest.mark.parametrize(("role", "shown"), [(Role.EMPLOYER, True), (Role.REPRESENTATIVE, False)])
def test_tokens_are_found_where_one_chooses_the_role(browser, make_actor, role, shown):
    actor = make_actor(Role.EMPLOYER, "FR")
    client = browser(replace(actor, role=role))
    client.force_login(User.objects.get(pk=actor.user_id), backend=SESSION_BACKEND)
    assert ('href="/tokens/"' in text(client.get("/role/"))) == shown


def test_whom_she_named_makes_no_token(browser, worker, person):
    from fairway.core.accounts.actors import Actor

    helper = Actor(role=Role.REPRESENTATIVE, user_id=worker.user_id, on_behalf_of=person.id)
    client = browser(helper)
    assert client.get("/tokens/").status_code == 403
    assert "/tokens/" not in text(client.get("/my-data/"))


def test_an_erased_person_is_not_shown(browser, worker, person):
    people.erase(person, actor=SYSTEM)
    assert Person.objects.get(pk=person.pk).erased_at
    assert browser(worker).get("/my-data/").status_code == 404
