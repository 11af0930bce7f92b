"""The pages and operations of cases: three steps for her, a list for who helps, a notice."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from fairway.commons.cases import actions
from fairway.commons.cases.actions import Told
from fairway.commons.cases.kinds import Ground, Urgency
from fairway.commons.cases.models import Case
from fairway.core.access.middleware import ActorMiddleware
from fairway.core.access.models import AccessEntry
from fairway.core.access.table import RULES
from fairway.core.accounts.actors import PUBLIC, Actor
from fairway.core.accounts.tokens import issue
from fairway.core.clock import now
from fairway.engines.lifecycles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(monkeypatch):
    """A browser in which an actor is signed in: `browse(actor)`; nobody without one."""
    signed_in: dict[str, Actor] = {}

    def who(_self, request):
        return signed_in.get(request.headers.get("X-Actor", ""), PUBLIC)

    monkeypatch.setattr(ActorMiddleware, "_actor", who)

    def open_browser(actor: Actor | None = None) -> Client:
        key = uuid.uuid4().hex
        signed_in[key] = actor or PUBLIC
        return Client(headers={"X-Actor": key})

    return open_browser


@pytest.fixture
def call(monkeypatch):
    """A program that acts by a token: `call(actor)(method, path, body)`."""

    def with_token(actor: Actor):
        scopes = [action for action, rule in RULES.items() if actor.role in rule.roles]
        _token, secret = issue(
            actor, label="test", scopes=scopes, expires_at=now() + timedelta(days=1)
        )
        client = Client(headers={"Authorization": f"Bearer {secret}"})

        def send(method: str, path: str, body: object = None):
            return client.generic(
                method, f"/api{path}", data=_json(body), content_type="application/json"
            )

        return send

    return with_token


def _json(body: object) -> str:
    import json

    return "" if body is None else json.dumps(body)


def text(response) -> str:
    return response.content.decode()


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.fixture
def case(scene) -> Case:
    told = Told.of(["unpaid_wages"], words="No pay since September.")
    return actions.file(
        told, actor=scene.worker.actor, corridor="PH-AE", accused=[scene.accused]
    ).case


def assessed(case: Case, scene) -> Case:
    actions.assign(case, actor=scene.attache)
    return actions.assess(case, words="x", urgency=Urgency.URGENT, actor=scene.attache)


def test_somebody_without_an_account_asks_in_three_steps_and_comes_back(browse, make_authority):
    make_authority("PH")
    client = browse()
    first = client.get("/help/")
    assert "Step 1 of 3" in text(first)
    second = client.post(
        "/help/", {**hidden(text(first)), "allegations": ["violence", "passport_held"]}
    )
    assert "Step 2 of 3" in text(second)
    carried = hidden(text(second)) | {"allegations": ["violence", "passport_held"]}
    answers = {**carried, "words": "He hits me.", "home": "PH", "there": "AE", "place": "Deira"}
    third = client.post("/help/", answers)
    assert "Step 3 of 3" in text(third)
    assert not Case.objects.exists()
    answers |= {"step": "3", "way": "here"}
    done = client.post("/help/", answers)
    code = re.search(r'<p class="secret"><bdi>([^<]+)</bdi>', text(done))
    assert code is not None
    # Sent twice over a bad line: one case, the same code.
    assert code[1] in text(client.post("/help/", answers))
    assert Case.objects.get().corridor == "PH-AE"
    seen = client.post("/help/follow/", {"code": code[1]})
    assert "He hits me." in text(seen)
    assert "A request for help was received" in text(seen)
    added = client.post(
        "/help/follow/", {"code": code[1], "verb": "add", "words": "He took my phone."}
    )
    assert "He took my phone." in text(added)
    assert code[1] not in str(added.request)


def test_a_wrong_code_opens_nothing_and_says_so(browse, make_authority):
    make_authority("PH")
    seen = browse().post("/help/follow/", {"code": "0000-0000-0000-0000"})
    assert "No request has this code" in text(seen)
    assert "Write the 16" in text(browse().post("/help/follow/", {"code": "12"}))


def test_a_code_takes_no_step_of_a_caseworker(browse, make_authority):
    make_authority("PH")
    filed = actions.file(Told.of(["other"]), actor=PUBLIC)
    browse().post(
        "/help/follow/",
        {"code": filed.code, "verb": "disclose", "text": "x", "ground": "worker_asked"},
    )
    assert Case.objects.get().state == "received"


def test_the_first_step_says_what_is_missing_and_keeps_nothing(browse, make_authority):
    make_authority("PH")
    page = browse().post("/help/", {"step": "1"})
    assert "Please answer this" in text(page)
    assert not Case.objects.exists()


def test_a_worker_who_wants_silence_finds_a_page_that_looks_like_notes(browse, scene):
    client = browse(scene.worker.actor)
    done = client.post(
        "/help/", {"step": "3", "allegations": ["violence"], "way": "here", "silent": "on"}
    )
    case = Case.objects.get()
    assert done.url == f"/cases/{case.id}/"
    assert case.silent
    page = text(client.get(done.url))
    assert "<title>Notes</title>" in page


def test_who_helps_sees_the_gravest_first_and_leaves_a_line_for_each(browse, scene, case):
    actions.file(Told.of(["violence"]), actor=scene.worker.actor, corridor="PH-AE")
    page = text(browse(scene.attache).get("/cases/"))
    assert page.index("In danger now") < page.index("Ordinary")
    assert "Rosa Magbanua" in page
    assert AccessEntry.objects.filter(action="case.read").count() == 2


def test_a_list_asks_as_many_questions_whatever_its_length(
    browse, scene, case, django_assert_max_num_queries
):
    for _ in range(20):
        actions.file(Told.of(["other"]), actor=scene.worker.actor, corridor="PH-AE")
    client = browse(scene.attache)
    with django_assert_max_num_queries(12):
        client.get("/cases/")


def test_a_case_goes_its_way_through_the_pages(browse, scene, case):
    client = browse(scene.attache)
    page = text(client.get(f"/cases/{case.id}/"))
    assert "No pay since September." in page
    assert "Assign the case" in page
    assert client.post(f"/cases/{case.id}/assign/", {}).status_code == 302
    client.post(f"/cases/{case.id}/note/", {"kind": "call", "words": "Spoke with her."})
    client.post(f"/cases/{case.id}/assess/", {"urgency": "1", "words": "Two wages are missing."})
    told = {"text": "Rosa is not paid.", "ground": "worker_asked"}
    assert "Tick this" in text(client.post(f"/cases/{case.id}/disclose/", told))
    told["agreed"] = "on"
    assert "without her name" in text(client.post(f"/cases/{case.id}/disclose/", told))
    told["text"] = "Wages are missing."
    assert client.post(f"/cases/{case.id}/disclose/", told).status_code == 302
    employer = browse(scene.employer)
    notice = re.search(r'href="(/complaints/[^"]+/)"', text(employer.get("/complaints/")))
    assert notice is not None
    page = text(employer.get(notice[1]))
    assert "Wages are missing." in page
    for secret in ("Rosa", "No pay since", "Spoke with her", str(case.id)):
        assert secret not in page
    employer.post(f"{notice[1]}answer/", {"words": "I paid in cash."})
    resolved = {
        "remedies": ["wages_paid"], "amount": "3000", "currency": "aed", "words": "Paid.",
    }  # fmt: skip
    assert client.post(f"/cases/{case.id}/resolve/", resolved).status_code == 302
    hers = text(browse(scene.worker.actor).get(f"/cases/{case.id}/"))
    assert "I paid in cash." in hers
    assert "It is settled: close the case" in hers
    browse(scene.worker.actor).post(f"/cases/{case.id}/close/", {})
    assert Case.objects.get().state == "closed"


def test_an_act_that_is_not_possible_now_is_not_there(browse, scene, case):
    client = browse(scene.attache)
    assert client.get(f"/cases/{case.id}/disclose/").status_code == 404
    assert client.get(f"/cases/{case.id}/withdraw/").status_code == 403


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.RECRUITER, Role.IMMIGRATION_ENFORCEMENT])
def test_the_pages_answer_alike_whether_there_is_a_case_or_none(
    browse, scene, case, make_actor, role
):
    actor = scene.employer if role is Role.EMPLOYER else make_actor(role, "AE")
    client = browse(actor)

    def answers(identifier: uuid.UUID) -> list[tuple[int, str]]:
        found = []
        for address in ("cases/{}/", "cases/{}/assign/", "cases/{}/add/", "complaints/{}/"):
            response = client.get("/" + address.format(identifier))
            plain = re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", text(response))
            found.append((response.status_code, plain.replace(str(identifier), "")))
        return found

    real, invented = answers(case.id), answers(uuid.uuid4())
    assert real == invented
    assert all(status in {403, 404} for status, _ in real)
    assert client.get("/cases/").status_code == 403
    assert "No pay" not in text(client.get("/home/"))


def test_the_api_answers_the_accused_alike_whether_there_is_a_case_or_none(call, scene, case):
    send = call(scene.employer)
    for path in ("/cases/{}", "/notices/{}"):
        real = send("GET", path.format(case.id))
        invented = send("GET", path.format(uuid.uuid4()))
        assert real.status_code == invented.status_code
        assert real.content == invented.content
    assert send("GET", "/notices").json() == {"items": [], "next": None}
    assert send("GET", "/cases").status_code == 403


def test_the_api_covers_the_whole_way(call, scene):
    her, attache, employer = (call(a) for a in (scene.worker.actor, scene.attache, scene.employer))
    filed = her("POST", "/cases", {"allegations": ["unpaid_wages"], "words": "No pay."})
    assert filed.status_code == 201, filed.content
    path = f"/cases/{filed.json()['id']}"
    assert attache("POST", f"{path}/assign", {}).status_code == 200
    party = {"organisation_id": str(scene.accused.id), "role": "accused"}
    assert attache("POST", f"{path}/parties", party).status_code == 200
    assert attache("POST", f"{path}/notes", {"kind": "call", "words": "x"}).status_code == 201
    assert attache("POST", f"{path}/assess", {"words": "x", "urgency": 1}).status_code == 200
    told = {"text": "Wages are missing.", "ground": "worker_asked"}
    assert attache("POST", f"{path}/disclose", told).json()["state"] == "disclosed"
    notice = employer("GET", "/notices").json()["items"][0]
    assert notice["text"] == "Wages are missing."
    assert "case" not in str(notice)
    answered = employer("POST", f"/notices/{notice['id']}/answer", {"words": "Paid."})
    assert answered.status_code == 200
    done = {"remedies": ["wages_paid"], "words": "x", "amount": "1500.00", "currency": "AED"}
    assert attache("POST", f"{path}/resolve", done).json()["recovered"] == ["1500.00", "AED"]
    assert her("POST", f"{path}/close").json()["state"] == "closed"
    assert her("GET", path).json()["words"] == "No pay."


def test_a_stale_write_overwrites_nothing(call, scene, case):
    send = call(scene.attache)
    path = f"/cases/{case.id}/assign"
    assert send("POST", path, {"expected_version": 1}).status_code == 200
    assert send("POST", path, {"expected_version": 1}).status_code == 409


def test_a_ground_by_law_without_the_law_is_refused_on_the_page(browse, scene, case):
    assessed(case, scene)
    page = browse(scene.attache).post(
        f"/cases/{case.id}/disclose/", {"text": "x", "ground": Ground.LAW, "agreed": "on"}
    )
    assert "the law and its article" in text(page)
    assert Case.objects.get().disclosed_at is None


def test_a_page_that_was_read_before_somebody_else_acted_overwrites_nothing(browse, scene, case):
    first, second = browse(scene.attache), browse(scene.officer)
    read = hidden(text(second.get(f"/cases/{case.id}/assign/")))
    assert first.post(f"/cases/{case.id}/assign/", {"version": case.version}).status_code == 302
    refused = second.post(f"/cases/{case.id}/assign/", read)
    assert refused.status_code == 409
    assert "Somebody else changed this" in text(refused)
    assert Case.objects.get().handler_id == scene.attache.organisation_id
