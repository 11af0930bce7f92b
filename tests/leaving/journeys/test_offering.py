"""Where employers make the offers, an employer finds who wishes for its job, and offers a place."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fairway.core.accounts.actors import Actor
from fairway.core.people import consents
from fairway.core.people.models import Person, Purpose
from fairway.engines.lifecycles import Role
from fairway.leaving.candidacies import actions as candidacies
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.journeys.models import Journey
from tests.leaving.journeys.test_api import call

__all__ = ["call"]
pytestmark = pytest.mark.django_db


def wishes(world, worker: Actor, order, *, shares: bool = True) -> Candidacy:
    candidacy = world.candidacy(worker)
    if shares:
        person = Person.objects.get(pk=worker.person_id)
        consents.give(person, Purpose.SHARE_EMPLOYER, language="en", actor=worker)
    return candidacies.rank(candidacy, [order.pk], actor=worker)


def page_of(order) -> str:
    return reverse("offer-wishing", args=[order.pk])


def test_an_employer_offers_a_place_to_somebody_who_wishes_for_its_job(world, browse) -> None:
    worker, order = world.worker(), world.order()
    candidacy = wishes(world, worker, order)
    employer = browse(world.employer)
    assert page_of(order) in employer.get(reverse("job-order", args=[order.pk])).content.decode()
    listed = employer.get(page_of(order)).content.decode()
    offer = reverse("offer-make", args=[order.pk, candidacy.pk])
    assert offer in listed
    assert "Amihan" not in listed
    assert "may say no" in employer.get(offer).content.decode()
    answer = employer.post(offer, follow=True)
    journey = Journey.objects.get(person_id=worker.person_id)
    assert answer.redirect_chain[-1][0] == reverse("journey", args=[journey.pk])
    assert journey.state == "offered"
    assert offer not in employer.get(page_of(order)).content.decode()


def test_who_did_not_agree_to_be_seen_is_not_there_for_an_employer(world, browse) -> None:
    order = world.order()
    candidacy = wishes(world, world.worker(), order, shares=False)
    offer = reverse("offer-make", args=[order.pk, candidacy.pk])
    employer = browse(world.employer)
    assert offer not in employer.get(page_of(order)).content.decode()
    assert employer.post(offer).status_code == 404
    assert offer in browse(world.origin).get(page_of(order)).content.decode()
    assert not Journey.objects.exists()


def test_another_employer_finds_neither_the_job_nor_who_wishes_for_it(world, browse) -> None:
    order = world.order()
    candidacy = wishes(world, world.worker(), order)
    other = browse(world.make_actor(Role.EMPLOYER, "AE"))
    assert other.get(page_of(order)).status_code == 404
    assert other.post(reverse("offer-make", args=[order.pk, candidacy.pk])).status_code == 404


def test_a_second_offer_to_one_worker_is_told_and_changes_nothing(world, browse) -> None:
    worker, order = world.worker(), world.order(places=2)
    candidacy = wishes(world, worker, order)
    offer = reverse("offer-make", args=[order.pk, candidacy.pk])
    employer = browse(world.employer)
    employer.post(offer)
    assert employer.post(offer).status_code == 404
    assert Journey.objects.count() == 1


def test_a_program_of_the_employer_finds_who_wishes_and_offers_a_place(world, call) -> None:
    order = world.order()
    candidacy = wishes(world, world.worker(), order)
    employer = call(world.employer)
    listed = employer("GET", f"/job-orders/{order.pk}/wishing").json()["items"]
    assert [one["candidacy_id"] for one in listed] == [str(candidacy.pk)]
    offer = {"candidacy_id": str(candidacy.pk), "job_order_id": str(order.pk)}
    assert employer("POST", "/journeys", offer).status_code == 201
    stranger = call(world.make_actor(Role.EMPLOYER, "AE"))
    assert stranger("POST", "/journeys", offer).status_code == 404
