"""Pages of the rounds room: begin, preview, look at every result, publish, in two presses."""

from __future__ import annotations

import re

import pytest

from fairway.core import clock
from fairway.core.homes import waiting_for
from fairway.engines.lifecycles import Role
from fairway.leaving.journeys.models import Journey
from fairway.leaving.rounds import actions
from fairway.leaving.rounds.models import MatchingRound
from tests.commons.cases.test_pages import browse

__all__ = ["browse"]
pytestmark = pytest.mark.django_db


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_round_is_begun_previewed_and_published_on_pages(
    orders, cook_wishing, officer, france, browse
) -> None:
    master = cook_wishing(orders[0], experience=60)
    cook_wishing(orders[0], experience=0)
    page = browse(officer)
    assert "Begin a round" in text(page.get("/rounds/"))
    answer = page.post(
        "/rounds/new/",
        {
            "corridor": "TN-FR",
            "channel": "young_professionals",
            "starts_from": "2027-01-01",
            "starts_to": "2027-06-30",
            "answer_days": "7",
        },
    )
    round_ = MatchingRound.objects.get()
    address = answer["Location"]
    assert address == f"/rounds/{round_.pk}/"
    other = browse(france)
    assert "Commit to a secret for the lots" in text(other.get(address))
    for one in (page, other):
        one.post(f"{address}commit/", {"commitment": ""})
    assert "enters the round" in text(page.get(f"{address}close/"))
    page.post(f"{address}close/")
    for one in (other, page):
        one.post(f"{address}reveal/")
    page.post(f"{address}preview/")
    shown = text(page.get(address))
    assert "A simulation until it is published" in shown
    assert "The places on the list went to workers with higher priority" in shown
    assert "Cook in a seaside hotel" in text(page.get(f"{address}results/"))
    assert "gets the offer at once" in text(page.get(f"{address}publish/"))
    assert not Journey.objects.exists()
    page.post(f"{address}publish/")
    assert Journey.objects.get().candidacy == master
    assert "Published" in text(page.get(address))


def test_a_round_that_waits_stands_at_home(orders, cook_wishing, officer, spring, drawn) -> None:
    cook_wishing(*orders)
    actions.preview(drawn(spring()), actor=officer)
    titles = [item.title for item in waiting_for(officer, clock.now())]
    assert "Publish the round or cancel it" in titles


def test_a_faulty_round_is_shown_again(central, officer, browse) -> None:
    answer = browse(officer).post(
        "/rounds/new/",
        {
            "corridor": "TN-FR",
            "channel": "young_professionals",
            "starts_from": "2027-06-30",
            "starts_to": "2027-01-01",
            "answer_days": "7",
        },
    )
    assert "30 June 2027 or later" in text(answer)
    assert not MatchingRound.objects.exists()


def test_an_officer_of_another_corridor_finds_no_round(
    central, officer, spring, make_actor, browse
) -> None:
    round_ = actions.begin(spring(), actor=officer)
    stranger = browse(make_actor(Role.OFFICER_ORIGIN, "PH"))
    for tail in ("", "results/", "preview/"):
        assert stranger.get(f"/rounds/{round_.pk}/{tail}").status_code == 404


def test_an_employer_has_no_business_here(central, make_actor, browse) -> None:
    assert browse(make_actor(Role.EMPLOYER, "FR")).get("/rounds/").status_code == 403


def test_a_list_of_results_asks_as_many_questions_for_many_as_for_few(
    orders, cook_wishing, officer, spring, drawn, browse, django_assert_max_num_queries
) -> None:
    for _ in range(6):
        cook_wishing(*orders)
    round_ = actions.preview(drawn(spring()), actor=officer)
    page = browse(officer)
    with django_assert_max_num_queries(12):
        page.get(f"/rounds/{round_.pk}/results/")
    with django_assert_max_num_queries(12):
        page.get("/rounds/")
