"""Employers, recruiters and job orders through their pages, as people use them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from fairway.core.access.middleware import ActorMiddleware
from fairway.core.accounts.actors import PUBLIC, for_membership
from fairway.core.accounts.models import Membership
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.job_orders.models import JobOrder
from fairway.leaving.recruiters import actions as licences
from fairway.leaving.recruiters.models import Licence
from tests.leaving.conftest import TN_FR_EMPLOYER

pytestmark = pytest.mark.django_db
NEW = {
    "corridor": "TN-FR",
    "name": "Mas des Oliviers SARL",
    "country": "FR",
    "registration_number": "552 100 554",
    "member_name": "Claire Exemple",
    "login": "claire@mas.example",
    "password": "une longue phrase simple",
    "contact": "",
}
ORDER = {
    "corridor": "TN-FR",
    "channel": "young_professionals",
    "occupation": "5120",
    "title": "Cook",
    "places": "2",
    "workplace": "Arles",
    "start_on": "2027-03-01",
    "end_on": "2027-10-31",
    "weekly_hours": "35",
    "pay": "1950",
    "currency": "EUR",
    "per": "month",
    "housing": "free",
    "experience_months": "0",
    "annual_leave_days": "30",
    "probation_months": "1",
    "note": "",
    "language": "fr",
    "level": "A2",
}


@pytest.fixture
def be(monkeypatch):
    """A browser of somebody: `be(actor).get(...)`."""

    def become(actor) -> Client:
        monkeypatch.setattr(ActorMiddleware, "_actor", lambda _self, _request: actor)
        return Client()

    return become


@pytest.fixture
def employer(publish, make_authority, be):
    """An employer that registered on the public page."""
    publish("fr-tn-2008")
    make_authority("FR")
    be(PUBLIC).post(reverse("employer-register"), {**NEW, "activity": "Restaurant"})
    return for_membership(Membership.objects.get(role=Role.EMPLOYER))


def test_an_employer_registers_and_an_officer_verifies_it_on_the_page(
    employer, be, make_actor
) -> None:
    officer = make_actor(Role.OFFICER_DESTINATION, "FR")
    registration = EmployerRegistration.objects.get()
    page = be(officer).get(reverse("home")).content.decode()
    assert "Mas des Oliviers SARL" in page
    url = reverse("employer-step", args=[registration.id, "verify"])
    answers = dict.fromkeys(TN_FR_EMPLOYER, "true")
    be(officer).post(url, {**answers, "why": ""})
    registration.refresh_from_db()
    assert registration.state == "verified"
    page = be(employer).get(reverse("employers"), follow=True).content.decode()
    assert "May this employer recruit?" in page


def test_a_number_that_is_registered_already_is_refused_beside_its_field(employer, be) -> None:
    page = be(PUBLIC).post(reverse("employer-register"), {**NEW, "activity": "Hotel"})
    assert page.status_code == 200
    assert EmployerRegistration.objects.count() == 1
    assert {"registration_number", "login"} <= page.context["form"].errors.keys()


def test_what_the_rules_refuse_leads_to_the_decision_with_its_reasons(
    employer, be, make_actor
) -> None:
    officer = make_actor(Role.OFFICER_DESTINATION, "FR")
    registration = EmployerRegistration.objects.get()
    url = reverse("employer-step", args=[registration.id, "verify"])
    answers = dict.fromkeys(TN_FR_EMPLOYER, "false")
    answer = be(officer).post(url, {**answers, "why": ""})
    assert answer.status_code == 302
    page = be(officer).get(answer["Location"]).content.decode()
    assert "Refused" in page
    registration.refresh_from_db()
    assert registration.state == "registered"


def test_a_job_order_goes_from_the_form_to_workers(
    verified_employer, publish, be, make_actor
) -> None:
    publish("fr-tn-2008")
    maker = verified_employer()
    page = be(maker).post(reverse("job-order-new"), ORDER, follow=True)
    order = JobOrder.objects.get()
    assert page.redirect_chain[-1][0] == reverse("job-order", args=[order.id])
    be(maker).post(reverse("job-order-step", args=[order.id, "submit"]))
    origin, destination = (
        make_actor(Role.OFFICER_ORIGIN, "TN"),
        make_actor(Role.OFFICER_DESTINATION, "FR"),
    )
    url = reverse("job-order-step", args=[order.id, "approve"])
    deciders = [o for o in (origin, destination) if be(o).get(url).status_code == 200]
    assert deciders
    be(deciders[0]).post(url, {"why": "Seen on paper."})
    order.refresh_from_db()
    assert order.state == "approved"
    be(maker).post(reverse("job-order-step", args=[order.id, "open"]))
    order.refresh_from_db()
    assert order.state == "open"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("end_on", "2027-01-01"),
        ("pay", "-1"),
        ("pay", "much"),
        ("currency", "QQQ"),
        ("occupation", "99999"),
        ("places", "0"),
        ("title", "x" * 201),
        ("language", "klingon"),
    ],
)
def test_a_faulty_order_is_shown_again_and_changes_nothing(
    verified_employer, publish, be, nothing_changes, field, value
) -> None:
    publish("fr-tn-2008")
    maker = verified_employer()
    with nothing_changes():
        page = be(maker).post(reverse("job-order-new"), {**ORDER, field: value})
    assert page.context["form"].errors.keys() == {field}


def test_last_years_order_is_posted_again_with_one_change(verified_employer, publish, be) -> None:
    publish("fr-tn-2008")
    maker = verified_employer()
    be(maker).post(reverse("job-order-new"), ORDER)
    order = JobOrder.objects.get()
    be(maker).post(reverse("job-order-step", args=[order.id, "submit"]))
    page = be(maker).get(reverse("job-order-write", args=[order.id]))
    assert page.context["form"].initial["title"] == "Cook"
    be(maker).post(reverse("job-order-write", args=[order.id]), {**ORDER, "places": "5"})
    assert sorted(JobOrder.objects.values_list("places", "state")) == [
        (2, "submitted"),
        (5, "draft"),
    ]


@pytest.fixture
def licensed(publish, make_authority, make_actor):
    """A licensed recruiter for the Emirates."""
    publish("ph-ae-domestic")
    recruiter = make_actor(Role.RECRUITER, "PH")
    officer = make_actor(Role.OFFICER_ORIGIN, "PH")
    licence = licences.apply(corridor="PH-AE", actor=recruiter)
    terms = licences.Grant(
        "DMW-001-LB", date(2026, 1, 1), date(2027, 12, 31), Money.of(1_000_000, "PHP")
    )
    licences.grant(licence, terms, actor=officer, why="Papers seen.")
    licence.organisation.name = "Sampaguita Manpower Services Inc."
    from fairway.engines.identity import organisation_key

    licence.organisation.name_key = organisation_key(licence.organisation.name)
    licence.organisation.save()
    return licence, officer, recruiter


@pytest.mark.parametrize(
    "words", ["Sampagita Manpwer", "sampaguita manpower services", "dmw-001-lb"]
)
def test_anybody_finds_a_recruiter_by_a_misspelt_name_or_its_number(licensed, be, words) -> None:
    page = be(PUBLIC).get(reverse("recruiter-check"), {"q": words}).content.decode()
    assert "Sampaguita Manpower Services Inc." in page
    assert "Licensed until" in page
    assert "Nothing. If somebody asks you for money" in page


def test_a_suspended_recruiter_is_shown_as_not_licensed_with_its_history(licensed, be) -> None:
    licence, officer, _recruiter = licensed
    url = reverse("recruiter-step", args=[licence.id, "suspend"])
    be(officer).post(url, {"reason": "Fees were charged."})
    page = be(PUBLIC).get(reverse("recruiter-check"), {"q": "Sampaguita"}).content.decode()
    assert "Not licensed today" in page
    assert Licence.objects.get().state == "suspended"


def test_an_unknown_agency_gets_a_warning_not_an_error(licensed, be) -> None:
    page = be(PUBLIC).get(reverse("recruiter-check"), {"q": "Golden Dreams"}).content.decode()
    assert "No agency of this name is licensed here" in page


@pytest.mark.parametrize("name", ["employers", "recruiters", "job-orders"])
def test_a_list_asks_the_database_at_most_twelve_questions_whatever_its_length(
    name, be, make_actor, verified_employer, publish, an_order, django_assert_max_num_queries
) -> None:
    from fairway.leaving.job_orders import actions

    publish("fr-tn-2008")
    for _ in range(3):
        maker = verified_employer()
        actions.submit(actions.draft(an_order(), actor=maker), actor=maker)
    client = be(make_actor(Role.OFFICER_DESTINATION, "FR"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name)).status_code == 200
