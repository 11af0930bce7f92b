"""What a worker paid: allowed or too much at once, owed in the ledger, asked back if she agrees."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from fairway.abroad.costs import actions, queries
from fairway.abroad.costs.kinds import Finding, PayeeKind
from fairway.abroad.costs.models import CostEntry, RefundOrder
from fairway.commons.agreements import actions as agreements
from fairway.commons.agreements.models import PackVersion
from fairway.commons.decisions import queries as decisions
from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.access.middleware import ActorMiddleware
from fairway.core.access.models import AccessEntry
from fairway.core.accounts.actors import PUBLIC
from fairway.core.clock import now
from fairway.core.homes import waiting_for
from fairway.core.journal.models import JournalEntry
from fairway.core.ledger import actions as ledger
from fairway.core.ledger.verify import verify
from fairway.core.messages.queries import inbox, told_of
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import Role
from tests.fixtures.tripwires import NOW

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def worker(world):
    return world.worker()


@pytest.fixture
def journey(world, worker):
    return world.accepted(worker)


def paid(journey, worker, amount: str = "3000", currency: str = "AED", **how):
    said = {
        "fee_kind": "placement",
        "payee_kind": PayeeKind.EMPLOYER,
        "money": Money.of(amount, currency),
        "paid_on": YESTERDAY,
        "payee": journey.employer,
        "actor": worker,
    }
    return actions.report(journey.id, **(said | how))


def test_a_placement_fee_goes_back_whole_with_the_provisions_it_broke(world, worker, journey):
    entry = paid(journey, worker)
    assert entry.finding == Finding.EXCESS
    assert entry.refund.money == Money.of("3000", "AED")
    assert entry.refund.provisions == [
        "ph-ae-domestic/placement-fee-origin",
        "ph-ae-domestic/worker-fee-destination",
    ]
    owed = ledger.account(journey.authority, "claim", "AED", journey.person_id)
    assert ledger.balance(owed) == Money.of("3000", "AED")
    assert not verify().findings


def test_a_fee_of_a_public_office_that_no_rule_forbids_is_allowed_or_open(world, worker, journey):
    entry = paid(
        journey, worker, "1500", "PHP",
        fee_kind="documents", payee_kind=PayeeKind.PUBLIC_BODY, payee=None, payee_name="DFA",
    )  # fmt: skip
    assert entry.finding == Finding.OPEN
    assert not RefundOrder.objects.exists()
    offices = [item.title for item in waiting_for(world.attache, now())]
    assert "A worker's payment under no known rule" in offices


def test_who_took_the_money_learns_of_it_only_once_she_agrees(world, worker, journey):
    entry = paid(journey, worker)
    employer = world.employer
    assert not queries.visible_to(employer).exists()
    assert not queries.refunds_visible_to(employer).exists()
    before = inbox(employer).count()  # news of its own registration and orders
    assert not decisions.visible_to(employer).filter(about="costentry").exists()
    assert employer.organisation_id not in told_of(entry.refund.id)
    assert waiting_for(employer, now()) == []
    # The journey that the employer follows has no line of it.
    kinds = JournalEntry.objects.filter(subject_id=journey.id).values_list("kind", flat=True)
    assert not [kind for kind in kinds if "cost" in kind or "refund" in kind]
    order = actions.ask_back(entry.refund, actor=worker)
    assert order.due_on == date(2026, 12, 22)
    assert queries.refunds_visible_to(employer).get() == order
    assert not queries.visible_to(employer).exists()
    assert inbox(employer).count() == before + 1


def test_the_debt_is_closed_when_she_says_that_the_money_came(world, worker, journey):
    order = actions.ask_back(paid(journey, worker).refund, actor=worker)
    with pytest.raises(Denied):
        actions.confirm_paid(order, actor=world.employer)
    order = actions.declare_paid(order, actor=world.employer)
    assert [item.title for item in waiting_for(worker, now())][:1] == ["Did the money come back?"]
    order = actions.confirm_paid(order, actor=worker)
    assert order.settled_id
    again = actions.confirm_paid(order, actor=worker)
    assert again.settled_id == order.settled_id
    hers = ledger.account(journey.authority, "claim", "AED", journey.person_id)
    assert ledger.balance(hers) == Money.of("0", "AED")
    assert not verify().findings


def test_a_refund_that_does_not_come_waits_for_the_labour_office(world, worker, journey):
    actions.ask_back(paid(journey, worker).refund, actor=worker)
    with clock.at(NOW + timedelta(days=40)):
        titles = [item.title for item in waiting_for(world.attache, clock.now())]
    assert "A refund did not come" in titles


def test_a_refund_from_somebody_unknown_needs_a_person(world, worker, journey):
    entry = paid(journey, worker, payee=None, payee_kind=PayeeKind.SUB_AGENT, payee_name="Ate Joy")
    assert entry.finding == Finding.EXCESS
    with pytest.raises(BadInput, match="caseworker"):
        actions.ask_back(entry.refund, actor=worker)


def test_the_same_report_sent_twice_is_one_payment(world, worker, journey):
    request = uuid.uuid4()
    first = paid(journey, worker, client_id=request)
    second = paid(journey, worker, client_id=request)
    assert first.id == second.id
    assert CostEntry.objects.count() == RefundOrder.objects.count() == 1


def test_bad_reports_are_refused_with_every_fault_and_change_nothing(world, worker, journey):
    with pytest.raises(BadInput) as refused:
        paid(
            journey, worker, "-5", fee_kind="bribe", paid_on=date(2026, 11, 23),
            payee_name="x" * 300,
        )  # fmt: skip
    assert [fault.field for fault in refused.value.faults] == [
        "fee_kind",
        "amount",
        "paid_on",
        "payee_name",
    ]
    with pytest.raises(BadInput):
        Money.of("10", "XXQ")
    assert not CostEntry.objects.exists()


def test_nobody_reports_for_another_worker(world, worker, journey):
    from django.http import Http404

    other = world.worker("Liwayway Cruz")
    with pytest.raises(Http404):
        paid(journey, other)
    with pytest.raises(Denied):
        paid(journey, world.attache)


def test_labour_offices_of_the_journey_see_it_and_no_other_role_does(world, worker, journey):
    paid(journey, worker)
    for actor in (world.origin, world.destination, world.attache):
        assert queries.visible_to(actor).count() == 1
    for role in (Role.RECRUITER, Role.IMMIGRATION_ENFORCEMENT, Role.BORDER_OFFICER, Role.AUDITOR):
        assert not queries.visible_to(world.make_actor(role, "PH")).exists()
    assert not queries.visible_to(world.make_actor(Role.OFFICER_DESTINATION, "FR")).exists()


def test_what_she_wrote_of_the_payee_is_sealed(world, worker, journey):
    entry = paid(journey, worker, payee=None, payee_name="Ate Joy of Malate")
    assert b"Malate" not in bytes(CostEntry.objects.get(pk=entry.pk).sealed)
    for line in JournalEntry.objects.filter(subject_id=entry.id):
        assert "Malate" not in str(line.payload)


@pytest.fixture
def browse(monkeypatch):
    """A browser in which an actor is signed in."""
    signed_in = {}
    monkeypatch.setattr(
        ActorMiddleware,
        "_actor",
        lambda _self, request: signed_in.get(request.headers.get("X-Actor", ""), PUBLIC),
    )

    def open_browser(actor):
        signed_in[str(id(actor))] = actor
        return Client(headers={"X-Actor": str(id(actor))})

    return open_browser


def test_who_paid_and_has_no_journey_is_led_to_a_person(browse, world):
    answer = browse(world.worker("Nobody Yet")).get("/costs/new/")
    assert answer["Location"] == "/help/?what=fees_charged"


def test_she_reports_on_a_page_and_reads_that_she_is_not_in_trouble(browse, world, worker, journey):
    client = browse(worker)
    assert "You are not in trouble" in client.get("/costs/").content.decode()
    said = {
        "fee_kind": "placement", "amount": "3000", "currency": "aed",
        "payee": f"employer:{journey.employer_id}", "paid_on": "2026-11-20",
    }  # fmt: skip
    done = client.post("/costs/new/", said)
    page = client.get(done.url).content.decode()
    assert "This money must come back to you" in page
    assert "placement fee" in page
    order = RefundOrder.objects.get()
    assert "Nobody was told" in page
    assert client.post(f"/refunds/{order.id}/ask/").status_code == 302
    employer = browse(world.employer)
    page = employer.get("/refunds/").content.decode()
    assert "3,000.00" in page
    assert "<bdi>Amihan Reyes</bdi>" in page
    assert "Nothing is charged for the placement" in page
    assert "ph-ae-domestic/" not in page
    assert employer.post(f"/refunds/{order.id}/declare/").status_code == 302
    assert employer.get(f"/costs/{order.entry_id}/").status_code == 403
    assert client.post(f"/refunds/{order.id}/confirm/").status_code == 302
    assert "The money came back." in client.get(done.url).content.decode()


def test_a_form_without_an_amount_says_what_is_missing(browse, worker, journey):
    page = browse(worker).post("/costs/new/", {"fee_kind": "placement"}).content.decode()
    assert "Please answer this" in page
    assert not CostEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("amount", "-5", "greater than or equal to 0"),
        ("amount", "three thousand", "Enter a number"),
        ("currency", "QQQ", "QQQ"),
        ("paid_on", "2027-06-01", "2027-06-01"),
        ("payee", "employer:00000000-0000-0000-0000-000000000000", "not one of the available"),
    ],
)
def test_money_that_is_none_is_refused_beside_its_field_and_changes_nothing(
    browse, worker, journey, nothing_changes, field, value, told
):
    said = {
        "fee_kind": "placement", "amount": "3000", "currency": "AED",
        "payee": f"employer:{journey.employer_id}", "paid_on": "2026-11-20",
    }  # fmt: skip
    client = browse(worker)
    with nothing_changes():
        answer = client.post("/costs/new/", said | {field: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    assert told in answer.content.decode()


def test_an_office_reads_the_list_and_leaves_a_line(browse, world, worker, journey):
    paid(journey, worker)
    page = browse(world.attache).get("/costs/").content.decode()
    assert "3,000.00" in page
    assert "<bdi>Amihan Reyes</bdi>" in page
    lines = AccessEntry.objects.filter(action="cost.read")
    assert {line.person_id for line in lines} == {journey.person_id}


def test_a_refund_states_the_rule_that_decided_also_when_it_has_left_force(
    browse, world, worker, journey
):
    paid(journey, worker)
    before = browse(world.origin).get("/refunds/").content.decode()
    for version in PackVersion.objects.filter(state="published"):
        agreements.withdraw(version, actor=world.origin, note="for the test")
    after = browse(world.origin).get("/refunds/").content.decode()
    assert "ph-ae-domestic/placement-fee-origin" not in after
    rule = re.search(r"[^<>]*placement[^<>]*", before)
    assert rule is not None
    assert rule[0] in after


def test_a_refund_of_another_is_not_there(browse, world, worker, journey):
    order = paid(journey, worker).refund
    stranger = world.worker("Liwayway Cruz")
    assert browse(stranger).post(f"/refunds/{order.id}/ask/").status_code == 404
    assert browse(world.employer).post(f"/refunds/{order.id}/declare/").status_code == 404
    order.refresh_from_db()
    assert order.asked_at is None


def test_a_payment_reported_later_does_not_change_what_was_owed_before(world, worker, journey):
    first = paid(journey, worker)
    paid(journey, worker, "200", paid_on=YESTERDAY - timedelta(days=30))
    assert RefundOrder.objects.count() == 2
    first.refund.refresh_from_db()
    assert first.refund.money == Money.of("3000", "AED")
    hers = ledger.account(journey.authority, "claim", "AED", journey.person_id)
    assert ledger.balance(hers) == Money.of("3200", "AED")
