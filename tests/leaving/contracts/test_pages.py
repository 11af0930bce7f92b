"""The pages of a contract: two languages, a signature with a code, and the public check."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairway.core.access.models import AccessEntry
from fairway.core.keys import keyring
from fairway.core.messages.models import OUTBOX_KEY, Message
from fairway.leaving.contracts import actions, papers, registering, views_check
from fairway.leaving.contracts.models import ContractVersion
from tests.leaving.journeys.world import GOOD

pytestmark = pytest.mark.django_db


def test_the_address_printed_on_papers_is_the_address_of_the_page(world) -> None:
    assert papers.CHECKED_AT.format(code="X") == reverse("contract-verify", args=["X"])


def test_an_employer_drafts_from_the_promise_and_signs(world, browse) -> None:
    journey = world.preparing(world.worker())
    browser = browse(world.employer)
    page = reverse("contract-draft", args=[journey.id])
    form = browser.get(page).context["form"]
    given = {
        name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()
    }
    worse = browser.post(page, given | {"pay": "450.00 USD"})
    assert "not less than what was promised" in worse.content.decode()
    browser.post(page, given | {"night_rest_hours": "8"})
    contract = ContractVersion.objects.get()
    assert contract.agreed.night_rest_hours == 8
    browser.post(reverse("contract-sign-employer", args=[contract.id]))
    contract.refresh_from_db()
    assert contract.state == "signed_by_employer"


def test_she_reads_both_languages_and_signs_with_her_code(world, browse) -> None:
    worker = world.worker()
    contract = actions.draft(world.preparing(worker), actor=world.employer, changes=GOOD)
    actions.sign_as_employer(contract, actor=world.employer)
    browser = browse(worker)
    page = browser.get(reverse("contract", args=[contract.id])).content.decode()
    assert 'lang="ar"' in page
    assert "data-read-aloud" in page
    assert len(page.encode()) < 100_000
    sign = reverse("contract-sign", args=[contract.id])
    browser.post(sign)
    message = Message.objects.filter(template="sign_in_code").latest("created_at")
    code = keyring.unseal(OUTBOX_KEY, message.sealed)["params"]["code"]
    wrong = browser.post(sign, {"code": "abc"})
    assert wrong.status_code == 200
    browser.post(sign, {"code": code})
    contract.refresh_from_db()
    assert contract.state == "signed_by_worker"


def test_an_officer_states_what_was_seen_and_registers(world, browse) -> None:
    contract = world.signed(world.worker())
    browser, page = browse(world.attache), reverse("contract-register", args=[contract.id])
    asked = browser.get(page).content.decode()
    assert "seen_video_call_done" in asked
    open_answer = browser.post(page, {})
    assert open_answer.status_code == 409
    assert "The rules leave this open" in open_answer.content.decode()
    browser.post(page, {"seen_video_call_done": "true"})
    contract.refresh_from_db()
    assert contract.state == "registered"


def test_the_paper_is_downloaded_by_the_parties_and_by_nobody_else(world, browse) -> None:
    worker = world.worker()
    contract = world.registered(worker)
    page = reverse("contract-paper", args=[contract.id])
    for actor in (worker, world.employer, world.attache):
        answer = browse(actor).get(page)
        assert answer["Content-Type"] == "application/pdf"
        assert papers.digest(answer.content) == contract.digest
    assert browse(world.worker("Mayumi Cruz")).get(page).status_code == 404


def check(contract) -> str:
    return reverse("contract-verify", args=[contract.code])


def test_anybody_sees_the_terms_behind_a_code_and_no_name(world, browse) -> None:
    contract = world.registered(world.worker())
    page = browse().get(check(contract)).content.decode()
    assert "These terms hold." in page
    assert "US$500.00" in page
    assert contract.digest in page
    assert "A. R." in page
    assert "Amihan" not in page
    assert "Reyes" not in page


def test_a_forged_code_gets_a_clear_answer_and_changes_nothing(
    world, browse, nothing_changes
) -> None:
    contract = world.registered(world.worker())
    forged = contract.code[:-1] + ("A" if contract.code[-1] != "A" else "B")
    with nothing_changes():
        for code in (forged, "x", "../../etc", "A" * 25):
            answer = browse().get(reverse("contract-verify", args=[code.replace("/", "-")]))
            assert answer.status_code == 404
            assert "No contract has this code" in answer.content.decode()


def test_a_code_may_be_typed_as_it_is_printed(world, browse) -> None:
    contract = world.registered(world.worker())
    typed = papers.shown(contract.code).lower()
    answer = browse().get(reverse("contract-check"), {"code": typed}, follow=True)
    assert "These terms hold." in answer.content.decode()


def test_an_altered_paper_with_a_genuine_code_is_caught(world, browse) -> None:
    contract = world.registered(world.worker())
    paper = papers.paper_of(contract)
    altered = re.sub(rb"/Producer", b"/Producar", paper, count=1)
    browser = browse()

    def given(data: bytes) -> str:
        file = SimpleUploadedFile("contract.pdf", data, "application/pdf")
        return browser.post(check(contract), {"file": file}).content.decode()

    assert "is the one that was registered, unchanged" in given(paper)
    assert "is not the one that was registered" in given(altered + b" ")
    by_digest = browser.post(check(contract), {"digest": contract.digest.upper()})
    assert "unchanged" in by_digest.content.decode()
    no_digest = browser.post(check(contract), {"digest": "hello"})
    assert "This is no SHA-256" in no_digest.content.decode()


def test_a_withdrawn_contract_says_so(world, browse) -> None:
    contract = world.registered(world.worker())
    registering.revoke(contract, actor=world.attache, reason="The household does not exist.")
    page = browse().get(check(contract)).content.decode()
    assert "This registration was withdrawn" in page
    assert "household does not exist" not in page


def test_a_contract_that_is_not_registered_has_no_public_page(world, browse) -> None:
    contract = world.signed(world.worker())
    ContractVersion.objects.filter(pk=contract.pk).update(code="B" * 25)
    assert browse().get(reverse("contract-verify", args=["B" * 25])).status_code == 404


def test_who_tries_codes_is_stopped(world, browse, monkeypatch) -> None:
    few = views_check.Limit("contract-checks-test", most=3, seconds=600)
    monkeypatch.setattr(views_check, "CHECKS", few)
    browser = browse()
    answers = [
        browser.get(reverse("contract-verify", args=["A" * 25])).status_code for _ in range(5)
    ]
    assert answers == [404, 404, 404, 429, 429]


def test_an_erased_workers_contract_still_answers_without_initials(world, browse) -> None:
    contract = world.registered(world.worker())
    keyring.destroy(contract.journey.person_id)
    page = browse().get(check(contract)).content.decode()
    assert "These terms hold." in page
    assert "A. R." not in page


def test_what_differs_from_the_promise_is_shown(world, browse) -> None:
    contract = world.signed(world.worker())
    page = browse(world.attache).get(reverse("contract", args=[contract.id])).content.decode()
    assert "What differs from what was promised before" in page
    assert "Better:" in page


def test_the_registering_office_is_the_one_the_channel_names(world, browse) -> None:
    contract = world.signed(world.worker())
    page = browse(world.destination).get(reverse("contract", args=[contract.id])).content.decode()
    assert "Register the contract" not in page
    refused = browse(world.destination).post(reverse("contract-register", args=[contract.id]), {})
    assert refused.status_code == 403


def test_homes_tell_apart_the_contracts_of_one_household_by_name_and_each_reading_is_logged(
    world, browse, django_assert_max_num_queries
) -> None:
    order = world.order(places=4)
    asked = [
        actions.draft(world.preparing(world.worker(name), order), actor=world.employer)
        for name in ("Amihan Reyes", "Tala Cruz")
    ]
    browser = browse(world.employer)
    with CaptureQueriesContext(connection) as of_two:
        page = browser.get(reverse("home")).content.decode()
    questions = len(of_two)
    assert "Contract with" in page
    listed = browser.get(reverse("contracts")).content.decode()
    for name in ("Amihan Reyes", "Tala Cruz"):
        assert f"<bdi>{name}</bdi>" in page
        assert name in listed
    read = AccessEntry.objects.filter(action="home.read", user_id=world.employer.user_id)
    assert set(read.values_list("person_id", flat=True)) == {c.journey.person_id for c in asked}
    actions.draft(world.preparing(world.worker("Luz Santos"), order), actor=world.employer)
    with django_assert_max_num_queries(questions):
        assert "Luz Santos" in browser.get(reverse("home")).content.decode()
