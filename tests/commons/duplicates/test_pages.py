"""The queue, a pair and its steps on pages and in the API; what a worker reads of her records."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairway.commons.duplicates import actions
from fairway.core import clock
from fairway.core.access.middleware import ActorMiddleware
from fairway.core.access.models import AccessEntry
from fairway.core.homes import waiting_for
from tests.commons.duplicates.conftest import AS_WRITTEN
from tests.core.people.builders import a_person, herself

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(monkeypatch):
    """A browser in which somebody is signed in: `browser(actor)`."""

    def make(actor):
        monkeypatch.setattr(ActorMiddleware, "_actor", lambda _self, _request: actor)
        monkeypatch.setattr("fairway.api.door.authenticate", lambda _token: actor)
        return Client()

    return make


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_queue_shows_both_names_and_how_likely_it_is(browser, officer, pair) -> None:
    page = text(browser(officer).get("/likely-pairs/"))
    assert "Mohamed Trabelsi" in page
    assert "محمد الطرابلسي" in page
    assert "one person" in page
    actions.keep_apart(pair, why="Two faces.", actor=officer)
    assert "Trabelsi" not in text(browser(officer).get("/likely-pairs/"))
    assert "Trabelsi" not in text(browser(officer).get("/likely-pairs/?state=apart"))


def test_the_queue_asks_no_more_questions_for_more_pairs(
    browser, officer, pair, make_authority
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            text(browser(officer).get("/likely-pairs/"))
        return len(questions)

    asked()
    few = asked()
    for day in (13, 14, 15):
        a_person(make_authority, **{**AS_WRITTEN, "birth_date": f"1991-04-{day}"})
    assert asked() <= few
    assert few <= 20


def test_a_pair_shows_both_records_and_every_reading_is_logged(
    browser, officer, pair, one_man
) -> None:
    with CaptureQueriesContext(connection) as questions:
        page = text(browser(officer).get(f"/likely-pairs/{pair.id}/"))
    assert len(questions) <= 25
    for shown in ("12 April 1991", "4 December 1991", "day and month are exchanged", "speaks"):
        assert shown in page
    read = AccessEntry.objects.filter(action="duplicate.read", user_id=officer.user_id)
    assert {entry.person_id for entry in read} == {person.id for person in one_man}


def test_two_officers_link_on_pages_and_one_undoes_it(
    browser, officer, colleague, pair, one_man
) -> None:
    def take(actor, event, **data):
        client = browser(actor)
        page = text(client.get(f"/likely-pairs/{pair.id}/{event}/"))
        pair.refresh_from_db()
        assert f'value="{pair.version}"' in page
        return client.post(f"/likely-pairs/{pair.id}/{event}/", {"version": pair.version, **data})

    assert take(officer, "propose", why="The same papers.").status_code == 302
    assert "/confirm/" not in text(browser(officer).get(f"/likely-pairs/{pair.id}/"))
    shown = text(browser(colleague).get(f"/likely-pairs/{pair.id}/"))
    assert "The same papers." in shown
    assert take(colleague, "confirm").status_code == 302
    pair.refresh_from_db()
    assert pair.state == "linked"
    mine = text(browser(herself(one_man[1])).get("/my-data/records/"))
    assert "The same papers." in mine
    assert "object" in mine
    assert "Trabelsi" not in mine
    (told,) = waiting_for(herself(one_man[1]), clock.now())
    assert told.url == "/my-data/records/"
    assert take(colleague, "undo", why="The photographs differ.").status_code == 302
    assert not list(waiting_for(herself(one_man[1]), clock.now()))
    assert "no longer held" in text(browser(herself(one_man[0])).get("/my-data/records/"))


def test_a_step_from_an_old_page_is_refused_and_changes_nothing(
    browser, officer, colleague, pair
) -> None:
    old = pair.version
    actions.wait(pair, why="Ask the registry.", actor=colleague)
    answer = browser(officer).post(
        f"/likely-pairs/{pair.id}/propose/", {"version": old, "why": "It is him."}
    )
    assert answer.status_code == 409
    pair.refresh_from_db()
    assert pair.state == "unsure"


def test_a_reason_is_asked_for_in_words(browser, officer, pair) -> None:
    page = browser(officer).post(
        f"/likely-pairs/{pair.id}/keep_apart/", {"version": pair.version, "why": ""}
    )
    assert 'role="alert"' in text(page)


def test_an_unknown_step_is_not_found(browser, officer, pair) -> None:
    assert browser(officer).get(f"/likely-pairs/{pair.id}/merge/").status_code == 404


def test_what_waits_stands_at_home_without_a_name(officer, colleague, pair) -> None:
    (item,) = waiting_for(officer, clock.now())
    assert str(pair.id) in item.url
    assert "Trabelsi" not in item.title + item.detail
    actions.propose(pair, why="The same papers.", actor=officer)
    assert not list(waiting_for(officer, clock.now()))
    assert [i.title for i in waiting_for(colleague, clock.now())] == [
        "Confirm that two records are of one person"
    ]


def test_a_program_lists_reads_and_decides(browser, officer, colleague, pair) -> None:
    bearer = {"authorization": "Bearer x"}
    client = browser(officer)
    (listed,) = client.get("/api/likely-pairs?state=found", headers=bearer).json()["items"]
    assert listed["id"] == str(pair.id)
    assert "first" not in listed
    whole = client.get(f"/api/likely-pairs/{pair.id}", headers=bearer).json()
    assert whole["first"]["names"][0]["parts"] == ["Mohamed", "Trabelsi"]

    def post(actor, step, **body):
        return browser(actor).post(
            f"/api/likely-pairs/{pair.id}/{step}",
            {"expected_version": body.pop("version"), **body},
            "application/json",
            headers=bearer,
        )

    proposed = post(officer, "propose", version=pair.version, why="The same papers.").json()
    assert post(colleague, "confirm", version=pair.version).status_code == 409
    linked = post(colleague, "confirm", version=proposed["version"]).json()
    undone = post(officer, "undo", version=linked["version"], why="Two faces.").json()
    assert (linked["state"], undone["state"]) == ("linked", "apart")
    assert client.get(f"/api/likely-pairs/{pair.id}", headers=bearer).json()["first"] is None
