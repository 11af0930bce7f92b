"""The pages and operations of wages, opened as each who may."""

from __future__ import annotations

import base64
import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairway.abroad.wages import actions, queries
from fairway.abroad.wages.models import PayAnswer, WageFile
from fairway.commons.cases.queries import visible_to as cases_visible_to
from fairway.core import clock
from fairway.core.access.middleware import ActorMiddleware
from fairway.core.access.models import AccessEntry
from fairway.core.access.table import RULES
from fairway.core.accounts.actors import PUBLIC
from fairway.core.accounts.tokens import issue
from tests.abroad.wages.conftest import NUMBER, at, payroll

pytestmark = pytest.mark.django_db
LATER = at(2027, 3, 20)


@pytest.fixture(autouse=True)
def in_march(journey):
    with clock.at(LATER):
        yield


@pytest.fixture
def browse(monkeypatch):
    """A browser in which an actor is signed in."""
    signed_in = {}
    monkeypatch.setattr(
        ActorMiddleware,
        "_actor",
        lambda _self, request: signed_in.get(request.headers.get("X-Actor", ""), PUBLIC),
    )

    def open_browser(actor):
        signed_in[str(id(actor))] = actor
        return Client(headers={"X-Actor": str(id(actor))})

    return open_browser


@pytest.fixture
def named(world, journey, peg):
    with clock.at(at(2027, 2, 1)):
        return actions.name_worker(journey.id, number=NUMBER, actor=world.employer)


@pytest.fixture
def short(world, named):
    return actions.take_file(
        payroll("1400.00"), name="wages.sif", paid_on=date(2027, 3, 3), actor=world.employer
    )


def text(response) -> str:
    return response.content.decode()


def test_an_employer_hands_in_a_file_and_reads_what_was_found(browse, world, named):
    client = browse(world.employer)
    assert "No file yet" in text(client.get("/wages/"))
    upload = SimpleUploadedFile("feb.sif", payroll("1400.00"))
    done = client.post("/wages/new/", {"file": upload, "paid_on": "2027-03-03"})
    page = text(client.get(done.url))
    assert "Paid too little · <bdi>Amihan Reyes</bdi> · February 2027" in page
    assert "436.25" in page
    assert "Line of the file" in page
    assert "FDL 9/2022 Art. 15" in page
    assert "feb.sif" in text(client.get("/wages/"))


def test_faults_are_told_by_line_and_field_and_nothing_is_kept(browse, world, named):
    broken = payroll().replace(b",1836.25,AED", b",1836.26,AED").replace(b",28,1836", b",32,1836")
    upload = SimpleUploadedFile("feb.sif", broken)
    page = text(
        browse(world.employer).post("/wages/new/", {"file": upload, "paid_on": "2027-03-03"})
    )
    assert "Line 1, days_in_period" in page
    assert "whole days from 0 to 31" in page
    assert NUMBER not in page
    assert not WageFile.objects.exists()


def test_an_employer_names_workers_and_declares_deductions(browse, world, journey, peg):
    client = browse(world.employer)
    form = text(client.get("/wages/numbers/new/"))
    assert "Amihan Reyes" in form
    client.post("/wages/numbers/new/", {"journey": str(journey.id), "number": NUMBER})
    said = {
        "journey": str(journey.id), "month": "2027-02", "kind": "food", "amount": "20",
        "currency": "aed",
    }  # fmt: skip
    assert client.post("/wages/deductions/new/", said).status_code == 302
    assert "More was deducted than allowed" in text(client.get("/wages/"))
    wrong = text(client.post("/wages/deductions/new/", {**said, "month": "2027-13"}))
    assert "Write a month such as 2026-10." in wrong
    assert AccessEntry.objects.filter(action="wage.read").exists()


def test_she_reads_what_arrived_and_says_that_it_is_not_right(browse, world, worker, short):
    client = browse(worker)
    page = text(client.get("/pay/"))
    assert "1,400.00" in page
    assert "February 2027" in page
    answer = re.search(r'action="(/pay/[^"]+/answer/)"', page)
    assert answer is not None
    led = client.post(answer[1], {"answer": "no"})
    assert led.url == "/help/?what=unpaid_wages"
    asked = text(client.get(led.url))
    assert re.search(r'value="unpaid_wages"[^>]*checked', asked)
    assert PayAnswer.objects.get().answer == "no"
    assert "No, I was not paid" not in text(browse(world.employer).get("/wages/"))


def test_a_month_that_she_answered_asks_no_more_and_leads_to_help_while_it_is_not_well(
    browse, worker, short
):
    client = browse(worker)
    page = text(client.get("/pay/"))
    assert "Change my answer" not in page
    assert "Your contract says US$500.00; at the rate 3.6725 of 1 November 1997" in page
    answer = re.search(r'action="(/pay/[^"]+/answer/)"', page)
    assert answer is not None
    client.post(answer[1], {"answer": "no"})
    page = text(client.get("/pay/"))
    assert page.index("Change my answer") < page.index(answer[1])
    assert page.count("Your answer:") == 1
    assert "/help/?what=unpaid_wages" in page


def test_asking_for_help_from_a_journey_knows_who_is_around_her(browse, world, worker, short):
    client = browse(worker)
    step = text(client.post("/help/", {"step": "1", "allegations": ["unpaid_wages"]}))
    employer = world.house(world.employer)
    assert employer.name in step
    done = client.post(
        "/help/",
        {"step": "3", "allegations": ["unpaid_wages"], "about": [str(employer.id)], "way": "here"},
    )
    assert done.status_code == 302
    case = cases_visible_to(worker).get()
    assert case.corridor == "PH-AE"
    assert case.parties.get().organisation == employer
    assert not cases_visible_to(world.employer).exists()


def test_an_office_sees_alerts_by_gravity_and_opens_a_case(browse, world, short):
    client = browse(world.attache)
    page = text(client.get("/wages/"))
    assert "Paid too little" in page
    assert "Amihan Reyes" in page
    read = AccessEntry.objects.filter(action="wage.read", role="attache")
    assert set(read.values_list("subject", flat=True)) == {"person", "wagecheck"}
    link = re.search(r'href="(/wages/alerts/[^"]+/)"', page)
    assert link is not None
    alert = text(client.get(link[1]))
    assert "Open a case" in alert
    assert "436.25" in alert
    opened = client.post(f"{link[1]}case/", {"words": "She agreed."})
    assert opened.url.startswith("/cases/")
    assert "She agreed." in text(client.get(opened.url))


def test_alerts_of_others_are_not_there(browse, world, short, make_actor):
    from fairway.engines.lifecycles import Role

    finding = queries.findings_visible_to(world.attache).get()
    stranger = browse(make_actor(Role.ATTACHE, "TN"))
    assert stranger.get(f"/wages/alerts/{finding.id}/").status_code == 404
    other = browse(make_actor(Role.EMPLOYER, "AE"))
    assert other.get(f"/wages/files/{short.file.id}/").status_code == 404
    assert browse(world.attache).get(f"/wages/files/{short.file.id}/").status_code == 404


def test_a_list_of_alerts_asks_as_many_questions_whatever_its_length(
    browse, world, named, django_assert_max_num_queries
):
    from tests.engines.wages.wage_file_writing import Sheet

    sheet = Sheet("2027-02")
    for n in range(60):
        sheet.pay(f"{n:014d}", "1000.00", days=28)
    actions.take_file(sheet.text(), name="x.sif", paid_on=date(2027, 3, 3), actor=world.employer)
    client = browse(world.destination)
    client.get("/wages/")
    with django_assert_max_num_queries(12):
        client.get("/wages/")


def test_the_api_covers_what_the_pages_do(world, worker, journey, peg):
    def call(actor):
        scopes = [action for action, rule in RULES.items() if actor.role in rule.roles]
        _token, secret = issue(
            actor, label="t", scopes=scopes, expires_at=clock.now() + timedelta(days=1)
        )
        client = Client(headers={"Authorization": f"Bearer {secret}"})

        def send(method, path, body=None):
            data = "" if body is None else json.dumps(body)
            return client.generic(method, f"/api{path}", data, content_type="application/json")

        return send

    employer, her, attache = call(world.employer), call(worker), call(world.attache)
    number = {"journey_id": str(journey.id), "number": NUMBER}
    assert employer("POST", "/wage-numbers", number).status_code == 201
    file = {
        "name": "feb.sif", "paid_on": "2027-03-03",
        "content": base64.b64encode(payroll("1400.00")).decode(),
    }  # fmt: skip
    taken = employer("POST", "/wage-files", file)
    assert taken.status_code == 201, taken.content
    assert taken.json()["total"] == "1400.00"
    assert employer("POST", "/wage-files", file).json()["already"] is True
    broken = {**file, "content": base64.b64encode(payroll("1.00") + b"x").decode()}
    refused = employer("POST", "/wage-files", broken)
    assert refused.status_code == 422
    assert refused.json()["faults"]
    assert NUMBER not in refused.content.decode()
    assert employer("GET", "/wage-files").json()["items"][0]["workers"] == 1
    month = her("GET", "/pay").json()["items"][0]
    assert (month["due"], month["paid"]) == ("1836.25", "1400.00")
    answered = her("POST", f"/pay/{month['id']}/answer", {"answer": "no"})
    assert answered.status_code == 200
    finding = attache("GET", "/wage-findings").json()["items"][0]
    assert finding["kind"] == "short"
    opened = attache("POST", f"/wage-findings/{finding['id']}/case", {"words": "x"})
    assert opened.status_code == 201
    said = {
        "journey_id": str(journey.id), "month": "2027-02", "kind": "food", "amount": "5",
        "currency": "AED",
    }  # fmt: skip
    assert employer("POST", "/wage-deductions", said).status_code == 201
    assert her("GET", "/wage-findings").status_code == 403


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_day_that_a_form_proposes_is_written_as_a_browser_reads_it(browse, world, language):
    client = browse(world.employer)
    client.cookies["django_language"] = language
    page = text(client.get("/wages/new/"))
    assert re.search(r'<input type="date" name="paid_on" value="\d{4}-\d\d-\d\d"', page)
