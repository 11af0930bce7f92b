"""The pages of an arrival: eight questions, help by one press, nothing for the employer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from fairway.abroad.arrival.questions import BY_NAME
from fairway.commons.cases.models import Case
from fairway.core import clock
from tests.leaving.journeys.world import LEFT

pytestmark = pytest.mark.django_db
WELL = dict.fromkeys(BY_NAME, "yes")


def test_she_answers_eight_questions_and_gets_help_by_one_press(world, browse) -> None:
    worker = world.worker()
    journey = world.departed(worker)
    browser = browse(worker)
    with clock.at(LEFT + timedelta(days=1)):
        home = browser.get(reverse("my-journey")).content.decode()
        assert reverse("arrival", args=[journey.id]) in home
        page = browser.get(reverse("arrival", args=[journey.id])).content.decode()
        assert "Your employer never sees your answers" in page
        assert len(page.encode()) < 100_000
        answered = browser.post(
            reverse("arrival", args=[journey.id]), WELL | {"papers": "no"}, follow=True
        ).content.decode()
        assert "Get help now" in answered
        browser.post(reverse("arrival-help", args=[journey.id]))
    case = Case.objects.get()
    assert case.allegations == ["passport_held"]


def test_an_answer_that_is_missing_is_asked_for(world, browse) -> None:
    worker = world.worker()
    journey = world.departed(worker)
    with clock.at(LEFT + timedelta(days=1)):
        answer = browse(worker).post(reverse("arrival", args=[journey.id]), {"work": "yes"})
    assert answer.status_code == 200
    journey.refresh_from_db()
    assert journey.state == "departed"


def test_the_employer_has_no_page_of_what_she_found(world, browse) -> None:
    worker = world.worker()
    journey = world.departed(worker)
    with clock.at(LEFT + timedelta(days=1)):
        browse(worker).post(reverse("arrival", args=[journey.id]), WELL | {"papers": "no"})
        employer = browse(world.employer)
        assert employer.get(reverse("arrival-found", args=[journey.id])).status_code == 403
        page = employer.get(reverse("journey", args=[journey.id])).content.decode()
        assert "promised" not in page.replace("What was promised", "")
        attache = browse(world.attache)
        seen = attache.get(reverse("arrival-found", args=[journey.id])).content.decode()
        assert "passport" in seen


def test_the_employer_says_that_she_came(world, browse) -> None:
    worker = world.worker()
    journey = world.departed(worker)
    with clock.at(LEFT + timedelta(days=1)):
        browse(world.employer).post(reverse("arrival-report", args=[journey.id]))
        story = browse(worker).get(reverse("my-story")).content.decode()
    assert "The employer says that the worker has arrived" in story
