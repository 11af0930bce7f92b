"""A new worker registers by herself, on a phone, one question group a page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.html import escape

from fairway.core import clock
from fairway.core.accounts import codes
from fairway.core.accounts.models import User
from fairway.core.accounts.workers import person_of_phone
from fairway.core.people import actions as people
from fairway.core.people.models import Person, Purpose
from tests.core.people.builders import a_person, herself

PHONE = "+216 20 777 001"
NUMBER = "+21620777001"
CODE = "123456"
WHO = {
    "given": "أميرة",
    "family": "بن صالح",
    "birth_date": "1998-04-23",
    "sex": "female",
    "nationality": "TN",
}


@pytest.fixture(autouse=True)
def known_code(monkeypatch):
    """The machine's dice always fall the same way."""
    monkeypatch.setattr(codes.secrets, "randbelow", lambda _below: int(CODE))


@pytest.fixture
def client(make_authority):
    make_authority("FR")
    make_authority("TN")
    return Client()


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def confirmed(client, phone=PHONE):
    """As far as the third page."""
    assert client.post("/register/", {"phone": phone})["Location"] == "/register/code/"
    answer = client.post("/register/code/", {"code": CODE})
    assert answer["Location"] == "/register/office/"


def registered(client, **changes):
    """As far as the consents."""
    confirmed(client)
    client.post("/register/office/", {"office": "labour-tn", "language": "fr"})
    return client.post("/register/you/", WHO | changes)


def test_she_registers_from_the_first_page_to_the_last(client):
    assert 'href="/register/"' in text(client.get("/"))
    assert "◆○○○○" in text(client.get("/register/"))
    confirmed(client)
    page = text(client.get("/register/office/"))
    assert re.search(r'value="labour-tn"[^>]*checked', page)  # as her number suggests
    office = client.post("/register/office/", {"office": "labour-tn", "language": "ar"})
    assert office["Location"] == "/register/you/"
    assert 'lang="ar" dir="rtl"' in text(client.get("/register/you/"))
    assert Person.objects.count() == 0
    assert client.post("/register/you/", WHO)["Location"] == "/register/consents/"

    person = person_of_phone(NUMBER)
    known = people.details(person, actor=herself(person), action="person.own")
    assert (known.full_name, str(known.birth_date)) == ("أميرة بن صالح", "1998-04-23")
    assert (known.phone, known.language) == (NUMBER, "ar")
    assert person.authority.slug == "labour-tn"

    for purpose in Purpose:
        page = client.get("/register/consents/")["Location"]
        assert page == f"/register/consents/{purpose.value}/"
        assert escape(people.wording(purpose, "ar")) in text(client.get(page))
        client.post(page, {"answer": "yes" if purpose is Purpose.MATCHING else "no"})
    assert client.get("/register/consents/")["Location"] == "/register/done/"
    assert [c.purpose for c in person.consents.all()] == ["matching"]
    done = text(client.get("/register/done/"))
    assert done.count("<dt>") >= 9
    assert client.get("/home/").status_code == 200


def test_the_last_page_says_who_can_see_what_and_what_she_agreed_to(client):
    registered(client)
    client.post("/language/", {"language": "en"})
    client.post("/register/consents/contact/", {"answer": "yes"})
    page = text(client.get("/register/done/"))
    assert "Immigration enforcement" in page
    agreed, refused = page.split("What you did not agree to")
    assert "Send me messages about my journey" in agreed
    assert "Match me with jobs abroad" in refused


def test_she_stops_and_comes_back_where_she_was(client):
    confirmed(client)
    assert client.get("/register/")["Location"] == "/register/office/"
    client.post("/register/office/", {"office": "labour-tn", "language": "fr"})
    assert client.get("/register/")["Location"] == "/register/you/"
    client.post("/register/you/", WHO)
    client.post("/register/consents/matching/", {"answer": "no"})
    assert client.get("/register/")["Location"] == "/register/consents/"
    assert client.get("/register/consents/")["Location"] == "/register/consents/share_employer/"


def test_no_page_is_reached_before_its_turn(client):
    for page in ("code", "office", "you"):
        for answer in (client.get(f"/register/{page}/"), client.post(f"/register/{page}/", WHO)):
            assert answer["Location"] == "/register/"
    for page in ("consents/", "consents/matching/", "done/", "young/"):
        assert client.get(f"/register/{page}").status_code == 403
    client.post("/register/", {"phone": PHONE})
    assert client.get("/register/office/")["Location"] == "/register/"
    assert Person.objects.count() == 0


@pytest.mark.parametrize("wrong", ["000000", "12345", "abc", ""])
def test_a_wrong_code_opens_nothing(client, wrong):
    client.post("/register/", {"phone": PHONE})
    page = text(client.post("/register/code/", {"code": wrong}))
    assert 'role="alert"' in page
    assert client.get("/register/office/")["Location"] == "/register/"


def test_the_code_may_be_written_in_arabic_digits(client):
    client.post("/register/", {"phone": PHONE})
    answer = client.post("/register/code/", {"code": "١٢٣ ٤٥٦"})
    assert answer["Location"] == "/register/office/"


def test_what_is_no_phone_number_is_refused_with_an_example(client):
    page = text(client.post("/register/", {"phone": "12"}))
    assert "+216 20 123 456" in page
    assert 'aria-invalid="true"' in page


def test_a_birth_date_in_the_future_is_refused_and_nothing_is_lost(client):
    page = text(registered(client, birth_date="2027-01-01"))
    assert "22 novembre 2026" in page
    assert 'value="أميرة"' in page
    assert Person.objects.count() == 0
    assert client.post("/register/you/", WHO)["Location"] == "/register/consents/"


def test_a_registered_number_shows_nothing_to_who_does_not_read_its_messages(
    client, make_authority
):
    a_person(make_authority, phone=NUMBER)
    other = "+216 20 777 002"
    hide = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    pages = []
    for phone in (PHONE, other):
        visitor = Client()
        answers = [
            visitor.post("/register/", {"phone": phone}, follow=True),
            visitor.post("/register/code/", {"code": "000000"}),
        ]
        pages.append([hide.sub("", text(a)).replace(phone, "") for a in answers])
    assert pages[0] == pages[1]


def test_who_reads_the_code_of_a_registered_number_is_signed_in(client, make_authority):
    a_person(make_authority, phone=NUMBER, language="fr")
    client.post("/register/", {"phone": PHONE})
    assert client.post("/register/code/", {"code": CODE})["Location"] == "/home/"
    assert client.get("/home/").status_code == 200
    assert Person.objects.count() == 1


@pytest.mark.parametrize("birth_date", ["2010-04-23", "2008-11-23", "2008"])
def test_who_may_be_under_age_reads_what_it_means(client, birth_date):
    assert registered(client, birth_date=birth_date)["Location"] == "/register/young/"
    client.post("/language/", {"language": "en"})
    page = text(client.get("/register/young/"))
    assert "ILO Convention 138" in page
    assert 'href="/register/consents/"' in page


@pytest.mark.parametrize("birth_date", ["2008-11-22", "2007"])
def test_who_is_of_age_does_not(client, birth_date):
    assert registered(client, birth_date=birth_date)["Location"] == "/register/consents/"


def test_who_signed_in_with_a_new_number_goes_on_from_there(client):
    client.post("/sign-in/phone/", {"phone": PHONE})
    page = client.post("/sign-in/phone/code/", {"phone": PHONE, "code": CODE})
    assert 'href="/register/"' in text(page)
    assert client.get("/register/")["Location"] == "/register/office/"
    client.post("/register/office/", {"office": "labour-tn", "language": "fr"})
    assert client.post("/register/you/", WHO)["Location"] == "/register/consents/"


def test_a_proof_that_is_too_old_asks_to_begin_anew(client):
    confirmed(client)
    client.post("/register/office/", {"office": "labour-tn", "language": "en"})
    with clock.at(clock.now() + timedelta(hours=3)):
        page = text(client.post("/register/you/", WHO))
    assert "in the last two hours" in page
    assert 'href="/register/?again=1"' in page
    assert Person.objects.count() == 0
    assert "◆○○○○" in text(client.get("/register/?again=1"))


def test_a_form_that_is_sent_twice_registers_once(client):
    confirmed(client)
    client.post("/register/office/", {"office": "labour-tn", "language": "fr"})
    before = SessionStore()
    before.update(dict(client.session))
    before.save()
    twin = Client()
    twin.cookies["sessionid"] = before.session_key
    client.post("/register/you/", WHO)
    assert twin.post("/register/you/", WHO)["Location"] == "/register/consents/"
    assert Person.objects.count() == User.objects.count() == 1


def test_nothing_of_her_is_left_in_the_session(client):
    registered(client)
    kept = " ".join(str(s.get_decoded()) for s in Session.objects.all())
    assert "777" not in kept
    assert "أميرة" not in kept


def test_an_unknown_office_or_language_is_refused(client):
    confirmed(client)
    page = text(client.post("/register/office/", {"office": "labour-xx", "language": "tlh"}))
    assert page.count('aria-invalid="true"') >= 1 or 'role="alert"' in page
    assert client.get("/register/you/")["Location"] == "/register/"


def test_every_page_is_light_enough_for_a_cheap_phone(client):
    confirmed(client)
    sizes = [len(client.get("/register/office/").content)]
    client.post("/register/office/", {"office": "labour-tn", "language": "ar"})
    sizes.append(len(client.get("/register/you/").content))
    client.post("/register/you/", WHO)
    sizes.append(len(client.get("/register/consents/matching/").content))
    sizes.append(len(client.get("/register/done/").content))
    assert max(sizes) < 40_000
