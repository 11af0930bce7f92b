"""The pages of a departure: what stops it, her pass, the check at the border."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fairway.core import clock
from fairway.core.access.models import AccessEntry
from fairway.engines.lifecycles import Role
from fairway.leaving.departure.models import DeparturePass
from tests.leaving.journeys.world import LEAVES, LEFT

pytestmark = pytest.mark.django_db


@pytest.fixture
def border(world):
    return world.make_actor(Role.BORDER_OFFICER, "PH")


def test_one_panel_says_what_stops_a_journey_and_who_must_act(world, browse) -> None:
    journey = world.preparing(world.worker())
    page = browse(world.origin).get(reverse("journey", args=[journey.id])).content.decode()
    assert "What stops it" in page
    assert "No contract is registered" in page
    assert "pre-departure orientation seminar" in page


def test_the_file_of_a_journey_costs_few_questions(
    world, browse, django_assert_max_num_queries
) -> None:
    issued = world.cleared(world.worker())
    browser = browse(world.origin)
    with django_assert_max_num_queries(24):
        browser.get(reverse("journey", args=[issued.journey_id]))


def test_an_officer_clears_on_a_page_and_faults_stand_at_the_form(world, browse) -> None:
    contract = world.registered(world.worker())
    browser = browse(world.origin)
    page = reverse("journey-clear", args=[contract.journey_id])
    early = browser.post(page, {"departs_on": "2026-12-12"})
    assert "The household skills certificate" in early.content.decode()
    world.prepared(contract.journey)
    browser.post(page, {"departs_on": "2026-12-12"})
    assert DeparturePass.objects.get().departs_on == LEAVES


def test_she_has_her_pass_on_the_phone_with_its_picture(world, browse) -> None:
    worker = world.worker()
    issued = world.cleared(worker)
    browser = browse(worker)
    page = browser.get(reverse("pass", args=[issued.journey_id])).content.decode()
    assert issued.code[:5] in page
    picture = browser.get(reverse("pass-picture", args=[issued.journey_id]))
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    assert len(page.encode()) + len(picture.content) < 100_000
    assert browse(world.worker("Mayumi Cruz")).get(
        reverse("pass", args=[issued.journey_id])
    ).status_code == 404  # fmt: skip


def test_the_border_sees_whose_pass_it_is_and_records_the_departure(world, browse, border) -> None:
    issued = world.cleared(world.worker())
    browser = browse(border)
    with clock.at(LEFT):
        shown = browser.get(reverse("border"), {"code": issued.code}).content.decode()
        assert "Amihan Reyes" in shown
        assert "This pass is good today." in shown
        browser.post(reverse("depart", args=[issued.code]))
        again = browser.post(reverse("depart", args=[issued.code]))
    issued.journey.refresh_from_db()
    assert issued.journey.state == "departed"
    assert again.status_code in (200, 302, 400)
    assert AccessEntry.objects.filter(subject_id=issued.id, role="border_officer").exists()


def test_a_forged_pass_gets_a_clear_answer_and_changes_nothing(
    world, browse, border, nothing_changes
) -> None:
    with nothing_changes():
        answer = browse(border).get(reverse("border"), {"code": "AAAABBBBCCCC"})
    assert "No pass has this code" in answer.content.decode()


def test_only_the_border_checks_passes(world, browse) -> None:
    issued = world.cleared(world.worker())
    for actor in (world.employer, world.origin, world.attache):
        answer = browse(actor).get(reverse("border"), {"code": issued.code})
        assert answer.status_code == 403


def test_the_differences_of_the_day_are_on_a_page(world, browse) -> None:
    issued = world.cleared(world.worker())
    browser = browse(world.origin)
    assert "No difference today" in browser.get(reverse("differences")).content.decode()
    DeparturePass.objects.filter(pk=issued.pk).update(revoked_at=clock.now())
    assert "no pass is in force" in browser.get(reverse("differences")).content.decode()
