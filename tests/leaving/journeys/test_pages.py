"""The pages of a journey: one task for her, one queue and one file for offices."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fairway.core.access.models import AccessEntry
from fairway.engines.lifecycles import Role

pytestmark = pytest.mark.django_db


def test_a_worker_without_an_offer_is_told_what_comes(world, browse) -> None:
    answer = browse(world.worker()).get(reverse("my-journey"))
    assert answer.status_code == 200
    assert "You have no offer yet" in answer.content.decode()


def test_the_offer_says_what_it_gives_and_that_it_costs_nothing(world, browse) -> None:
    worker = world.worker()
    world.offered(worker)
    page = browse(worker).get(reverse("my-journey")).content.decode()
    for words in (
        "US$500.00",
        "Nothing. Nobody may ask you for money for this job.",
        "Accept the offer",
        "Decline the offer",
        "Al Barsha, Dubai",
    ):
        assert words in page
    assert len(page.encode()) < 100_000


def test_she_accepts_on_a_page_that_says_what_follows(world, browse) -> None:
    worker = world.worker()
    journey = world.offered(worker)
    browser, page = browse(worker), reverse("journey-accept", args=[journey.id])
    assert "You pay nothing for it" in browser.get(page).content.decode()
    answer = browser.post(page, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("my-journey")
    journey.refresh_from_db()
    assert journey.state == "accepted"


def test_pressing_twice_is_told_and_changes_nothing(world, browse) -> None:
    worker = world.worker()
    journey = world.offered(worker)
    browser, page = browse(worker), reverse("journey-accept", args=[journey.id])
    browser.post(page)
    assert browser.post(page).status_code == 409


def test_an_officer_reads_the_name_and_the_reading_is_logged(world, browse) -> None:
    journey = world.offered(world.worker())
    page = browse(world.origin).get(reverse("journey", args=[journey.id])).content.decode()
    assert "Amihan Reyes" in page
    assert AccessEntry.objects.filter(person_id=journey.person_id, role="officer_origin").exists()


def test_the_queue_has_the_names_and_few_questions_however_long(
    world, browse, django_assert_max_num_queries
) -> None:
    order = world.order(places=4)
    for name in ("Amihan Reyes", "Mayumi Cruz", "Dalisay", "Ligaya Santos"):
        world.offered(world.worker(name), order)
    browser = browse(world.origin)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("journeys")).content.decode()
    assert "Mayumi Cruz" in page


def test_cancelling_without_a_reason_shows_the_fault_at_its_field(world, browse) -> None:
    journey = world.accepted(world.worker())
    browser, page = browse(world.employer), reverse("journey-cancel", args=[journey.id])
    assert browser.post(page, {"reason": ""}).status_code == 200
    journey.refresh_from_db()
    assert journey.state == "accepted"
    browser.post(page, {"reason": "The family is moving away."})
    journey.refresh_from_db()
    assert journey.state == "cancelled"


def test_a_stranger_finds_nothing(world, browse) -> None:
    journey = world.offered(world.worker())
    for role in (Role.EMPLOYER, Role.OFFICER_ORIGIN, Role.ATTACHE):
        stranger = browse(world.make_actor(role, "TN"))
        assert stranger.get(reverse("journey", args=[journey.id])).status_code == 404
    other = browse(world.worker("Mayumi Cruz"))
    assert other.get(reverse("journey-accept", args=[journey.id])).status_code == 404
    assert browse().get(reverse("journey", args=[journey.id])).status_code in (302, 403)


def test_her_story_tells_everything_that_happened(world, browse) -> None:
    worker = world.worker()
    world.registered(worker)
    page = browse(worker).get(reverse("my-story")).content.decode()
    assert "The contract was registered" in page
    assert "household skills certificate" in page
