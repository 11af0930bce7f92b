"""Signing in, as people do it in a browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fairway.core.accounts import codes, signin
from fairway.core.accounts.authenticators import AuthenticatorApp
from fairway.core.accounts.models import User
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import a_person

PASSWORD = "a long pass phrase"
PHONE = "+216 20 777 001"
CODE = "123456"


@pytest.fixture
def client(db):
    return Client()


@pytest.fixture
def officer(make_actor):
    return User.objects.get(id=make_actor(Role.OFFICER_ORIGIN).user_id)


@pytest.fixture
def known_code(monkeypatch):
    """The machine's dice always fall the same way."""
    monkeypatch.setattr(codes.secrets, "randbelow", lambda _below: int(CODE))


def text(response) -> str:
    return response.content.decode()


def digits(user: User, later: int = 0) -> str:
    """What the authenticator shows; ``later`` half minutes from now."""
    totp = AuthenticatorApp.objects.get(user=user).totp()
    totp.drift += later
    return f"{totp.token():06d}"


def password(client, user, **more):
    return client.post("/sign-in/staff/", {"login": user.login, "password": PASSWORD, **more})


def test_staff_set_up_a_second_factor_before_anything_opens(client, officer):
    assert password(client, officer, next="/role/")["Location"] == "/sign-in/staff/enrol/"
    assert client.get("/home/").status_code == 403
    page = text(client.get("/sign-in/staff/enrol/"))
    assert "<svg" in page
    shown = re.search(r'class="secret">(\w+)<', page)
    assert shown
    wrong = text(client.post("/sign-in/staff/enrol/", {"token": "000000"}))
    assert shown[1] in wrong  # what the app already holds stays valid
    done = client.post("/sign-in/staff/enrol/", {"token": digits(officer)})
    assert "recovery codes" in text(done)
    assert 'href="/role/"' in text(done)
    assert client.get("/home/").status_code == 200


def test_staff_sign_in_with_password_and_second_factor(client, officer):
    password(client, officer)
    client.get("/sign-in/staff/enrol/")
    client.post("/sign-in/staff/enrol/", {"token": digits(officer)})
    client.post("/sign-out/")
    assert client.get("/home/").status_code == 403
    assert password(client, officer, next="/role/")["Location"] == "/sign-in/staff/second/"
    assert client.get("/home/").status_code == 403
    assert client.get("/sign-in/staff/enrol/")["Location"] == "/sign-in/staff/second/"
    refused = text(client.post("/sign-in/staff/second/", {"token": "abc"}))
    assert "recovery code not used before" in refused
    AuthenticatorApp.objects.update(throttling_failure_count=0)
    entered = client.post("/sign-in/staff/second/", {"token": digits(officer, later=1)})
    assert entered["Location"] == "/role/"
    assert client.get("/home/").status_code == 200


def test_a_recovery_code_lets_in_who_lost_the_app(client, officer):
    password(client, officer)
    client.get("/sign-in/staff/enrol/")
    page = text(client.post("/sign-in/staff/enrol/", {"token": digits(officer)}))
    code = re.findall(r"<li>([a-z0-9]+)</li>", page)[0]
    other = Client()
    password(other, officer)
    assert other.post("/sign-in/staff/second/", {"token": code})["Location"] == "/home/"


def test_a_wrong_password_says_nothing_about_the_account(client, officer):
    data = {"login": officer.login, "password": "wrong"}
    one = text(client.post("/sign-in/staff/", data))
    other = text(client.post("/sign-in/staff/", data | {"login": "nobody@example.test"}))
    words = "do not belong together"
    assert words in one
    assert words in other
    assert 'value="wrong"' not in one


def test_five_wrong_passwords_close_the_door_for_a_while(client, officer):
    for _attempt in range(5):
        last = client.post("/sign-in/staff/", {"login": officer.login, "password": "wrong"})
    assert last.status_code == 429
    assert password(client, officer).status_code == 429
    assert "quarter of an hour" in text(last)


def test_the_second_factor_is_asked_of_nobody_who_gave_no_password(client):
    for address in ("/sign-in/staff/second/", "/sign-in/staff/enrol/"):
        assert client.get(address)["Location"] == "/sign-in/staff/"
        assert client.post(address, {"token": "123456"})["Location"] == "/sign-in/staff/"


def test_a_worker_signs_in_with_a_code_in_her_own_language(client, make_authority, known_code):
    a_person(make_authority, phone=PHONE, language="ar")
    page = text(client.post("/sign-in/phone/", {"phone": PHONE, "next": "/home/?a=1"}))
    assert "on its way" in page
    entered = client.post(
        "/sign-in/phone/code/", {"phone": PHONE, "code": "123 456", "next": "/home/?a=1"}
    )
    assert entered["Location"] == "/home/?a=1"
    home = client.get("/home/")
    assert home.status_code == 200
    assert 'lang="ar" dir="rtl" data-audience="worker"' in text(home)


def test_a_code_may_be_written_in_arabic_digits(client, make_authority, known_code):
    a_person(make_authority, phone=PHONE)
    client.post("/sign-in/phone/", {"phone": PHONE})
    entered = client.post("/sign-in/phone/code/", {"phone": PHONE, "code": "١٢٣٤٥٦"})
    assert entered.status_code == 302


def test_an_unknown_number_gets_the_same_answer(client, make_authority):
    a_person(make_authority, phone=PHONE)
    pages = [
        text(client.post("/sign-in/phone/", {"phone": phone})).replace(phone, "")
        for phone in (PHONE, "+216 20 777 002")
    ]
    hide = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert hide.sub("", pages[0]) == hide.sub("", pages[1])


def test_who_proves_a_new_number_is_led_to_register(client, known_code):
    client.post("/sign-in/phone/", {"phone": PHONE})
    page = client.post("/sign-in/phone/code/", {"phone": PHONE, "code": CODE})
    assert "nobody is registered with it yet" in text(page)
    assert client.get("/home/").status_code == 403
    kept = client.session["phone_proof"]
    assert kept["phone"] == PHONE
    assert kept["proof"]


@pytest.mark.parametrize("wrong", ["000000", "12345", "abcdef", ""])
def test_a_wrong_code_says_what_is_accepted_and_keeps_the_number(
    client, make_authority, known_code, wrong
):
    a_person(make_authority, phone=PHONE)
    client.post("/sign-in/phone/", {"phone": PHONE})
    page = text(client.post("/sign-in/phone/code/", {"phone": PHONE, "code": wrong}))
    assert 'role="alert"' in page
    assert PHONE in page
    assert client.get("/home/").status_code == 403


def test_what_is_no_phone_number_is_refused_with_an_example(client):
    page = text(client.post("/sign-in/phone/", {"phone": "12"}))
    assert "+216 20 123 456" in page
    assert 'aria-invalid="true"' in page


def test_a_second_code_is_not_sent_at_once(client):
    client.post("/sign-in/phone/", {"phone": PHONE})
    assert "a new code in" in text(client.post("/sign-in/phone/", {"phone": PHONE}))


def test_the_page_of_the_code_is_not_reached_without_a_number(client):
    assert client.get("/sign-in/phone/code/")["Location"] == "/sign-in/phone/"


def test_signing_out_ends_the_session_and_keeps_the_language(client, make_authority):
    user = signin.account_of(a_person(make_authority, language="fr"))
    client.force_login(user, backend="fairway.core.accounts.backends.StaffBackend")
    assert client.get("/sign-out/")["Location"] == "/home/"
    client.cookies["django_language"] = "fr"
    client.post("/sign-out/")
    assert client.get("/home/").status_code == 403
    assert 'lang="fr"' in text(client.get("/"))
