"""A contract: no worse than the promise, signed by both, registered under the law."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from fairway.commons.decisions import queries as decisions
from fairway.commons.decisions.actions import Refused
from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.conflicts import Conflict
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed, Role
from fairway.leaving.contracts import actions, queries, registering
from fairway.leaving.contracts.actions import Substituted
from fairway.leaving.contracts.models import ContractVersion
from tests.leaving.journeys.world import GOOD, SEEN

pytestmark = pytest.mark.django_db


def test_a_contract_is_drafted_from_what_was_offered(world) -> None:
    journey = world.preparing(world.worker())
    contract = actions.draft(journey, actor=world.employer, changes=GOOD)
    assert contract.agreed.pay == journey.offered.pay
    assert contract.agreed.passport_kept is True
    assert contract.languages == ["en", "ar"]


@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({"pay": "499.99 USD"}, "pay"),
        ({"place": "Sharjah"}, "place"),
        ({"occupation": "5321"}, "occupation"),
        ({"deductions": {"food": "20.00 USD"}}, "deductions.food"),
        ({"travel_home": "worker"}, "travel_home"),
    ],
)
def test_a_term_worse_than_the_offer_is_named_and_nothing_is_drafted(
    world, changes, clause
) -> None:
    journey = world.preparing(world.worker())
    with pytest.raises(Substituted) as error:
        actions.draft(journey, actor=world.employer, changes=changes)
    assert [f.field for f in error.value.faults] == [clause]
    assert ContractVersion.objects.count() == 0


def test_a_worse_term_does_not_enter_by_a_revision_either(world) -> None:
    contract = actions.draft(world.preparing(world.worker()), actor=world.employer)
    with pytest.raises(Substituted):
        actions.revise(contract, {"pay": "400.00 USD"}, actor=world.employer)
    contract.refresh_from_db()
    assert contract.agreed.pay == contract.journey.offered.pay


def test_terms_that_are_no_terms_are_refused_by_field(world) -> None:
    with pytest.raises(BadInput) as error:
        actions.draft(
            world.preparing(world.worker()),
            actor=world.employer,
            changes={"start": "soon", "rest": 3},
        )
    assert {f.field for f in error.value.faults} == {"start", "rest"}


def test_a_signed_contract_cannot_be_revised(world) -> None:
    contract = actions.draft(world.preparing(world.worker()), actor=world.employer, changes=GOOD)
    actions.sign_as_employer(contract, actor=world.employer)
    with pytest.raises(BadInput):
        actions.revise(contract, {"sick_pay": True}, actor=world.employer)


def test_the_worker_signs_with_the_code_of_this_contract_alone(world) -> None:
    worker = world.worker()
    contract = actions.draft(world.preparing(worker), actor=world.employer, changes=GOOD)
    actions.sign_as_employer(contract, actor=world.employer)
    actions.send_code(contract, actor=worker)
    with pytest.raises(BadInput) as error:
        actions.sign_as_worker(contract, code="000000x", actor=worker)
    assert error.value.faults[0].field == "code"
    with clock.at(clock.now() + timedelta(minutes=2)):
        signed = world.sign(contract, worker)
    assert signed.state == "signed_by_worker"
    entries = JournalEntry.objects.filter(subject_id=contract.id, kind__startswith="sign_as")
    assert {e.payload["terms"] for e in entries} == {actions.terms_digest(signed)}


def test_nobody_signs_for_the_worker(world) -> None:
    contract = actions.draft(world.preparing(world.worker()), actor=world.employer, changes=GOOD)
    actions.sign_as_employer(contract, actor=world.employer)
    for other in (world.employer, world.origin, world.make_actor(Role.REPRESENTATIVE, "PH")):
        with pytest.raises(Denied):
            actions.sign_as_worker(contract, code="123456", actor=other)
    with pytest.raises(ObjectDoesNotExist):
        actions.sign_as_worker(contract, code="123456", actor=world.worker("Mayumi Cruz"))


def test_asking_for_a_change_takes_the_employers_signature_off(world) -> None:
    worker = world.worker()
    contract = actions.draft(world.preparing(worker), actor=world.employer, changes=GOOD)
    actions.sign_as_employer(contract, actor=world.employer)
    back = actions.ask_for_change(contract, wish="Friday free, please", actor=worker)
    assert (back.state, back.employer_signed_at) == ("drafted", None)


def test_the_attache_registers_and_the_journey_goes_on(world) -> None:
    worker = world.worker()
    contract = world.registered(worker)
    contract.journey.refresh_from_db()
    assert (contract.state, contract.journey.state) == ("registered", "contract_registered")
    assert len(contract.code) == 25
    assert len(contract.digest) == 64
    kept = decisions.visible_to(worker).filter(question="contract.register").get()
    assert (kept.outcome, kept.sealed is not None, kept.content) == ("allowed", True, None)


def test_a_contract_below_the_packs_minimum_wage_is_refused_and_nothing_changes(world) -> None:
    """The order was approved at 400 dollars before the minimum rose to 500."""
    worker = world.worker()
    journey = world.preparing(worker)
    journey.terms = journey.terms | {"pay": {"money": ["400.00", "USD"]}}
    journey.save(update_fields=["terms"])
    contract = world.signed(worker, journey)
    with pytest.raises(Refused) as refusal:
        registering.register(contract, actor=world.attache, statements=SEEN, why="A kind family.")
    stored = refusal.value.stored
    assert "ph-ae-domestic/wage-floor" in {r.provision for r in stored.decision.refusals}
    contract.refresh_from_db()
    journey.refresh_from_db()
    assert (contract.state, contract.code, journey.state) == ("signed_by_worker", "", "preparing")
    assert decisions.latest(contract.id, "contract.register").outcome == "refused"


def test_what_nobody_has_seen_leaves_the_contract_to_an_officer_with_a_reason(world) -> None:
    contract = world.signed(world.worker())
    with pytest.raises(Refused) as refusal:
        registering.register(contract, actor=world.attache)
    assert refusal.value.stored.incomplete
    done = registering.register(contract, actor=world.attache, why="They spoke in my office.")
    assert done.state == "registered"


def test_an_officer_whom_the_channel_does_not_name_cannot_register(world) -> None:
    contract = world.signed(world.worker())
    with pytest.raises(Denied):
        registering.register(contract, actor=world.destination, statements=SEEN)


def test_a_refused_contract_is_corrected_and_signed_anew(world) -> None:
    worker = world.worker()
    contract = world.signed(worker)
    registering.refuse(contract, actor=world.attache, reason="The address does not exist.")
    kept = decisions.latest(contract.id, "contract.register")
    assert (kept.outcome, kept.why) == ("refused", "The address does not exist.")
    assert kept.content is None
    corrected = actions.correct(contract, actor=world.employer)
    assert (corrected.state, corrected.worker_signed_at) == ("drafted", None)


def test_an_upheld_appeal_brings_a_refused_contract_back_to_the_authority(world) -> None:
    contract = world.signed(world.worker())
    registering.refuse(contract, actor=world.attache, reason="The address does not exist.")
    assert registering.reconsider(contract).state == "signed_by_worker"


def test_only_one_version_is_being_agreed_at_a_time(world) -> None:
    journey = world.preparing(world.worker())
    actions.draft(journey, actor=world.employer)
    with pytest.raises(Conflict, match="being agreed"):
        actions.draft(journey, actor=world.employer)


def test_an_employer_sees_its_own_contracts_only(world) -> None:
    contract = world.registered(world.worker())
    other = world.make_actor(Role.EMPLOYER, "AE")
    assert list(queries.visible_to(world.employer)) == [contract]
    assert list(queries.visible_to(other)) == []
    assert list(queries.visible_to(world.make_actor(Role.ANALYST, "PH"))) == []


def test_a_contract_that_nobody_signed_cannot_be_registered(world) -> None:
    contract = actions.draft(world.preparing(world.worker()), actor=world.employer, changes=GOOD)
    with pytest.raises(NotAllowed):
        registering.register(contract, actor=world.attache, statements=SEEN)
