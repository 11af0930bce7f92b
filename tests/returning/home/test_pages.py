"""The pages of the way home."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from fairway.abroad.arrival import actions as arrival
from fairway.abroad.arrival.questions import BY_NAME, Answers
from fairway.core import clock
from fairway.returning.home import actions
from fairway.returning.home.models import FollowUp
from tests.leaving.journeys.world import LEFT

pytestmark = pytest.mark.django_db
OVER = datetime(2029, 2, 1, 9, 0, tzinfo=UTC)


def test_from_work_to_the_one_question_on_pages(world, browse) -> None:
    worker = world.worker()
    journey = world.departed(worker)
    browser = browse(worker)
    with clock.at(LEFT + timedelta(days=1)):
        arrival.confirm(journey, Answers(dict.fromkeys(BY_NAME, True)), actor=worker)
        browser.post(reverse("journey-start-work", args=[journey.id]))
    with clock.at(OVER):
        browser.post(reverse("journey-end-contract", args=[journey.id]))
        browser.post(reverse("journey-return-home", args=[journey.id]))
    with clock.at(OVER + timedelta(days=190)):
        actions.ask_due()
        assert "How are you doing?" in browser.get(reverse("home")).content.decode()
        page = reverse("journey-follow-up", args=[journey.id])
        browser.post(page, {"how": "need_help", "words": "No work since March."})
        waiting = browse(world.origin).get(reverse("home")).content.decode()
    journey.refresh_from_db()
    assert journey.state == "reintegrating"
    assert FollowUp.objects.get().how == "need_help"
    assert "Needs help at home" in waiting
