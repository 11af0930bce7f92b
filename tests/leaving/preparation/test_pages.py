"""The pages of the preparation: her list, one step, a provider's answer."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fairway.core.access.models import AccessEntry
from fairway.leaving.journeys import actions as journeys
from fairway.leaving.preparation import actions
from fairway.leaving.preparation.models import PreparationStep

pytestmark = pytest.mark.django_db


def photo() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.effect_noise((1200, 900), 90).convert("RGB").save(data, "JPEG")
    return SimpleUploadedFile("certificate.jpg", data.getvalue(), "image/jpeg")


def test_her_page_shows_the_list_and_leads_to_each_step(world, browse) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    step = PreparationStep.objects.get(journey=journey, fact="certificate_nc2")
    page = browse(worker).get(reverse("my-journey")).content.decode()
    assert "Your turn" in page
    assert page.count("Somebody else") == 3
    assert reverse("step", args=[step.id]) in page


def test_she_hands_in_a_photo_from_her_phone(world, browse) -> None:
    worker = world.worker()
    step = PreparationStep.objects.get(journey=world.preparing(worker), fact="certificate_nc2")
    browser, page = browse(worker), reverse("step-submit", args=[step.id])
    assert 'enctype="multipart/form-data"' in browser.get(page).content.decode()
    no_photo = SimpleUploadedFile("note.txt", b"hello", "text/plain")
    assert browser.post(page, {"file": no_photo}).status_code == 200
    step.refresh_from_db()
    assert step.state == "todo"
    browser.post(page, {"file": photo(), "expires_on": "2030-01-01"})
    step.refresh_from_db()
    assert (step.state, str(step.expires_on)) == ("submitted", "2030-01-01")


def test_an_officer_accepts_and_sends_to_a_provider(world, browse) -> None:
    worker = world.worker()
    journey = world.preparing(worker)
    browser = browse(world.origin)
    step = PreparationStep.objects.get(journey=journey, fact="certificate_nc2")
    browse(worker).post(reverse("step-submit", args=[step.id]), {"file": photo()})
    browser.post(reverse("step-accept", args=[step.id]), {})
    step.refresh_from_db()
    assert step.state == "done"
    seminar = PreparationStep.objects.get(journey=journey, fact="pre_departure_seminar")
    house = world.house(world.provider())
    browser.post(reverse("step-assign", args=[seminar.id]), {"provider": str(house.id)})
    seminar.refresh_from_db()
    assert seminar.provider == house


def test_a_provider_sees_its_step_without_a_name_and_answers_it(world, browse) -> None:
    journey = world.preparing(world.worker())
    step = PreparationStep.objects.get(journey=journey, fact="pre_departure_seminar")
    actions.assign(step, world.house(world.provider()), actor=world.origin)
    browser = browse(world.provider())
    assert "orientation seminar" in browser.get(reverse("steps")).content.decode()
    browser.post(reverse("step-answer", args=[step.id]), {"passed": "yes"})
    step.refresh_from_db()
    assert step.state == "done"
    assert browser.get(reverse("journey", args=[journey.id])).status_code == 403


def test_nothing_is_asked_of_somebody_who_has_chosen_not_to_go(world, browse) -> None:
    worker = world.worker("Tala Cruz")
    journey = world.preparing(worker)
    office = browse(world.origin)
    assert "Tala Cruz" in office.get(reverse("steps")).content.decode()
    provider = world.provider()
    step = PreparationStep.objects.filter(journey=journey, by="provider").first()
    actions.assign(step, world.house(provider), actor=world.origin)
    clinic = browse(provider)
    assert "Tala Cruz" in clinic.get(reverse("step", args=[step.id])).content.decode()
    journeys.withdraw(journey, actor=worker, reason="My mother is ill.")
    assert "Tala Cruz" not in office.get(reverse("steps")).content.decode()
    assert "Tala Cruz" not in clinic.get(reverse("step", args=[step.id])).content.decode()


def test_an_officer_asks_for_a_further_step(world, browse) -> None:
    journey = world.preparing(world.worker())
    asked = {"kind": "medical", "title": "Medical examination", "by": "provider"}
    browse(world.origin).post(reverse("step-ask", args=[journey.id]), asked)
    assert PreparationStep.objects.filter(journey=journey, kind="medical").count() == 1


def test_an_employer_does_not_open_a_step_that_is_not_done(world, browse) -> None:
    step = PreparationStep.objects.filter(journey=world.preparing(world.worker())).first()
    assert browse(world.employer).get(reverse("step", args=[step.id])).status_code == 404


def test_a_provider_sees_whose_step_it_is_while_it_waits_for_its_answer_and_no_longer(
    browse, world
):
    journey = world.preparing(world.worker())
    mine = PreparationStep.objects.get(journey=journey, fact="pre_departure_seminar")
    provider = world.provider()
    client = browse(provider)
    actions.assign(mine, world.house(provider), actor=world.origin)
    assert "Amihan Reyes" in client.get("/preparation/").content.decode()
    assert "Amihan Reyes" in client.get(f"/preparation/{mine.id}/").content.decode()
    read = AccessEntry.objects.filter(action="preparation.read", person_id=journey.person_id)
    assert {entry.user_id for entry in read} == {provider.user_id}
    actions.answer(mine, passed=True, actor=provider)
    assert "Amihan Reyes" not in client.get(f"/preparation/{mine.id}/").content.decode()
