"""The frame of every page: headers, languages, roles, menu, errors, weight, the demonstration."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django_otp import DEVICE_ID_SESSION_KEY

from fairway.core import homes
from fairway.core.access.gate import Denied, page
from fairway.core.accounts.actors import PUBLIC, Actor
from fairway.core.accounts.authenticators import AuthenticatorApp
from fairway.core.accounts.models import Membership, User
from fairway.core.accounts.workers import account_of
from fairway.core.homes import Urgency, Waiting
from fairway.core.transitions import Stale
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import JOURNEY, NotAllowed, Refusal
from fairway.engines.lifecycles.roles import Role
from fairway.web import navigation
from fairway.web.middleware import Refusals
from fairway.web.urls import handler404, handler500
from fairway.web.urls import urlpatterns as real_urls
from fairway.web.views.sign_in import safe_next
from tests.core.people.builders import a_person
from tests.fixtures.tripwires import NOW

__all__ = ["handler404", "handler500", "urlpatterns"]  # this module is a URL configuration too
BACKEND = "fairway.core.accounts.backends.StaffBackend"


def raising(error):
    @page("public.read")
    def view(_request):
        raise error

    return view


TOO_LATE = NotAllowed(JOURNEY, "offered", "depart", Role.WORKER, Refusal.NOT_FROM_STATE)


@page("public.read")
def answer(_request):
    return HttpResponse("ok")


@page("home.read")
def closed(_request):
    return HttpResponse("ok")


urlpatterns = [
    *real_urls,
    path("stale/", raising(Stale(1, 2)), name="stale"),
    path("faulty/", raising(BadInput(Fault("age", "7", "a number from 18"), Fault("x", "", "y")))),
    path("late/", raising(TOO_LATE)),
    path("broken/", raising(RuntimeError("secret detail"))),
    path("closed/", closed),
    path("answer/", answer),
]


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False)


@pytest.fixture
def staff(make_actor):
    """A client of a member of staff whose second factor is passed, by the actor's role."""

    def sign_in(role=Role.OFFICER_ORIGIN, country="TN"):
        actor = make_actor(role, country)
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(id=actor.user_id), backend=BACKEND)
        device = AuthenticatorApp.enrol(actor.user_id, confirmed=True)
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
        return client, actor

    return sign_in


@pytest.fixture
def worker(make_authority):
    client = Client(raise_request_exception=False)
    client.force_login(account_of(a_person(make_authority)), backend=BACKEND)
    return client


def text(response) -> str:
    return response.content.decode()


def test_every_answer_forbids_foreign_and_inline_content_and_shared_caches(client):
    for address in ("/", "/nothing/", "/sign-in/staff/"):
        headers = client.get(address).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_a_language_is_chosen_once_kept_and_keeps_the_page(client, code, direction):
    answer = client.post("/language/", {"language": code, "next": "/sign-in/?next=/home/"})
    assert answer["Location"] == "/sign-in/?next=/home/"
    assert f'<html lang="{code}" dir="{direction}"' in text(client.get("/"))


def test_an_account_remembers_its_language(worker):
    worker.post("/language/", {"language": "ar"})
    assert User.objects.get(person__isnull=False).language == "ar"


def test_a_language_that_is_not_offered_is_refused_with_those_that_are(client):
    answer = client.post("/language/", {"language": "xx"})
    assert answer.status_code == 400
    assert "en, fr, ar" in text(answer)


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "\\\\evil"]
)
def test_nobody_is_sent_on_to_another_site(wanted):
    assert safe_next(RequestFactory().get("/"), wanted) == "/home/"


def test_the_quiet_mode_hides_name_and_icon_until_it_is_ended(client):
    loud = text(client.get("/"))
    client.post("/quiet/")
    quiet = text(client.get("/sign-in/phone/"))
    assert "Fairway" in loud
    assert "Fairway" not in quiet
    assert "plain.svg" in quiet
    client.post("/quiet/")
    assert "Fairway" in text(client.get("/"))


def test_the_public_is_shown_the_way_in_and_comes_back_after_it(client):
    answer = client.get("/home/?x=1")
    assert answer.status_code == 403
    assert "/sign-in/?next=%2Fhome%2F%3Fx%3D1" in text(answer)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing/", 404, "There is nothing at this address"),
        ("/stale/", 409, "nothing was overwritten"),
        ("/faulty/", 400, "a number from 18"),
        ("/late/", 409, "It now stands at: Offered"),
        ("/broken/", 500, "It is not your fault"),
    ],
)
def test_what_goes_wrong_says_what_happened_and_leads_on(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert words in text(answer)
    assert "secret detail" not in text(answer)
    assert 'class="button' in text(answer)


@pytest.mark.urls(__name__)
def test_a_step_that_is_too_late_names_the_steps_that_are_possible(client):
    assert "Accept the offer" in text(client.get("/late/"))


def test_a_form_from_elsewhere_is_refused_without_a_change(db):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/language/", {"language": "fr"})
    assert answer.status_code == 403
    assert "Nothing was saved" in text(answer)


def test_other_errors_are_left_to_be_reported():
    request = RequestFactory().get("/")
    request.actor = PUBLIC
    assert Refusals(answer).process_exception(request, RuntimeError()) is None
    denied = Refusals(answer).process_exception(request, Denied(PUBLIC, "home.read"))
    assert denied is not None
    assert denied.status_code == 403


def test_staff_see_whom_they_act_for_and_hours_of_their_place(staff):
    client, actor = staff(Role.OFFICER_DESTINATION, "AE")
    html = text(client.get("/home/"))
    assert actor.name in html
    assert "Officer, country of destination" in html
    assert "United Arab Emirates" in html
    assert 'data-audience="staff"' in html


def test_a_home_shows_what_waits_in_the_time_of_its_authority(staff, monkeypatch):
    client, _actor = staff(Role.OFFICER_DESTINATION, "AE")
    item = Waiting("Look", "", "/x/", Urgency.SOON, NOW, NOW + timedelta(hours=1))
    monkeypatch.setitem(homes._providers, Role.OFFICER_DESTINATION, [lambda _actor: [item]])
    assert "14:00 (Dubai)" in text(client.get("/home/"))


def test_an_empty_home_says_so(staff, monkeypatch):
    monkeypatch.setattr(homes, "_providers", homes.defaultdict(list))
    client, _actor = staff()
    assert "Nothing waits for you" in text(client.get("/home/"))


def test_a_worker_sees_one_task_first_and_may_always_ask_for_help(worker, monkeypatch):
    first = Waiting("Answer the offer", "", "/x/", Urgency.SOON, NOW, NOW + timedelta(days=2))
    then = Waiting("Take a photo", "", "/y/", Urgency.ORDINARY, NOW)
    monkeypatch.setitem(homes._providers, Role.WORKER, [lambda _actor: [then, first]])
    html = text(worker.get("/home/"))
    assert "<h1>Answer the offer</h1>" in html
    assert html.index("Answer the offer") < html.index("Take a photo")
    assert 'class="button help" href="/help/"' in html
    assert 'data-audience="worker"' in html


def test_a_page_of_a_worker_weighs_less_than_100_kilobytes(worker):
    html = worker.get("/home/").content
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', html.decode())
    assert len(files) > 5
    assert "ui/fonts.css" not in files
    weight = len(html)
    for name in files:
        weight += Path(str(finders.find(name))).stat().st_size
    assert weight < 100_000


def test_the_menu_shows_only_pages_that_the_role_may_open(staff):
    client, _actor = staff(Role.AUDITOR)
    html = text(client.get("/home/"))
    for address in re.findall(r'<li><a href="([^"#]+)"', html):
        assert client.get(address).status_code == 200


def test_the_menu_marks_where_one_is(db):
    shown = navigation.menu(Role.AUDITOR, "/home/")
    assert [item.title for item in shown if item.current] == ["Home"]


def test_the_menu_shows_what_is_made_for_a_role_and_no_page_of_somebody_else(db):
    def titles(role):
        return {item.title for item in navigation.menu(role, "/home/")}

    assert "My journey" in titles(Role.WORKER)
    assert "My journey" not in titles(Role.OFFICER_ORIGIN) | titles(Role.EMPLOYER)
    assert "Preparation" in titles(Role.PROVIDER) & titles(Role.OFFICER_ORIGIN)
    assert "Preparation" not in titles(Role.WORKER) | titles(Role.AUDITOR)


def test_the_front_page_is_for_those_who_are_not_signed_in(client, worker):
    assert "Sign in by phone" in text(client.get("/"))
    assert worker.get("/")["Location"] == "/home/"


def test_the_front_page_leads_to_all_that_needs_no_account(client):
    shown = text(client.get("/"))
    for url in ("recruiter-check", "contract-check", "ask-help", "register", "packs",
                "employer-register", "recruiter-apply", "phone", "sign-in"):  # fmt: skip
        assert f'"{reverse(url)}"' in shown


def test_a_role_is_chosen_among_ones_own(staff, make_actor):
    client, actor = staff()
    other = make_actor(Role.AUDITOR, "FR")
    mine = Membership.objects.get(user_id=actor.user_id)
    second = Membership.objects.create(
        authority_id=actor.authority_id,
        user_id=actor.user_id,
        organisation=mine.organisation,
        role=Role.ATTACHE.value,
        valid_from=mine.valid_from,
    )
    assert "Labour attaché" in text(client.get("/role/"))
    assert client.post("/role/", {"capacity": str(second.id)})["Location"] == "/home/"
    assert "Labour attaché" in text(client.get("/home/"))
    theirs = Membership.objects.get(user_id=other.user_id)
    assert client.post("/role/", {"capacity": str(theirs.id)}).status_code == 404


def test_a_demonstration_has_an_entrance_and_nothing_else_has(client, make_actor):
    user = User.objects.get(id=make_actor(Role.AUDITOR).user_id)
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"user": str(user.id)}).status_code == 404
    assert client.get("/style/").status_code == 404


def test_also_a_demonstration_lets_nobody_in_as_a_real_person(client, make_actor, settings):
    settings.DEMO = True
    user = User.objects.get(id=make_actor(Role.AUDITOR).user_id)
    for wanted in (str(user.id), "nobody", ""):
        assert client.post("/demo/", {"user": wanted}).status_code == 404
    assert user.display_name not in text(client.get("/demo/"))
    assert client.get("/home/").status_code == 403


@pytest.mark.parametrize("frame", ["staff", "worker", "public"])
@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_the_style_guide_of_a_demonstration_shows_every_component(client, settings, frame, code):
    settings.DEMO = True
    client.cookies["django_language"] = code
    answer = client.get(f"/style/?frame={frame}")
    assert answer.status_code == 200
    assert f'data-audience="{frame}"' in text(answer)


def test_a_page_without_a_session_still_knows_its_frame(db):
    request = RequestFactory().get("/")
    request.actor = Actor(role=Role.WORKER)
    assert 'data-audience="worker"' in text(
        Refusals(answer).process_exception(request, Stale(1, 2))
    )
