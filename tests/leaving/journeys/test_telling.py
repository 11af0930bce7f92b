"""Messages and appeals: who is told of which step, and what follows an overturned refusal."""

from __future__ import annotations

import pytest

from fairway.commons.decisions import actions as decisions
from fairway.commons.decisions.models import DecisionRecord
from fairway.core import events
from fairway.core.keys import keyring
from fairway.core.messages.models import Message
from fairway.core.people import reading
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from fairway.leaving.contracts import registering
from fairway.leaving.departure import actions as departure
from fairway.leaving.journeys import actions

pytestmark = pytest.mark.django_db


def told(**recipient) -> list[str]:
    events.deliver()
    found = Message.objects.filter(template__startswith="journey_", channel="inbox", **recipient)
    key = recipient.get("person_id") or recipient.get("organisation_id")
    return [
        keyring.unseal(key, message.sealed)["params"]["what"][1]
        for message in found.order_by("created_at", "id")
    ]


def test_she_is_told_of_an_offer_and_the_employer_of_her_answer(world) -> None:
    worker = world.worker()
    journey = world.offered(worker)
    assert told(person_id=journey.person_id) == ["An offer was made"]
    actions.accept(journey, actor=worker)
    assert told(organisation_id=world.employer.organisation_id) == ["The worker accepted the offer"]
    assert told(person_id=journey.person_id) == ["An offer was made"]


def test_a_reason_does_not_travel_in_a_message(world) -> None:
    worker = world.worker()
    journey = world.accepted(worker)
    actions.cancel(journey, actor=world.employer, reason="The family is moving away.")
    assert "The placement was cancelled" in told(person_id=journey.person_id)
    for message in Message.objects.filter(person_id=journey.person_id):
        assert "moving" not in str(keyring.unseal(journey.person_id, message.sealed))


def test_an_employer_gets_no_message_that_contact_was_lost(world) -> None:
    from fairway.abroad.arrival import contact

    journey = world.departed(world.worker())
    before = told(organisation_id=world.employer.organisation_id)
    contact.lose(journey, actor=world.attache, reason="No answer for ten days.")
    assert told(organisation_id=world.employer.organisation_id) == before


def test_whoever_was_erased_is_told_nothing_and_nothing_breaks(world) -> None:
    journey = world.offered(world.worker())
    keyring.destroy(journey.person_id)
    events.deliver()
    assert Message.objects.filter(person_id=journey.person_id).count() == 0


def test_her_record_is_kept_as_long_as_a_journey_asks(world) -> None:
    journey = world.accepted(world.worker())
    assert Person.objects.get(pk=journey.person_id).retention == "journey"


def appealed(world, worker, record: DecisionRecord) -> None:
    appeal = decisions.lodge(record, grounds="The address exists.", actor=worker)
    judge = world.make_actor(Role.OFFICER_ORIGIN, "PH")
    decisions.assign(appeal, actor=judge)
    decisions.answer(appeal, uphold=True, words="The address was found.", actor=judge)
    events.deliver()


def test_an_upheld_appeal_brings_a_refused_placement_back(world) -> None:
    worker = world.worker()
    contract = world.signed(worker)
    registering.refuse_placement(contract, actor=world.attache, reason="No such address.")
    contract.journey.refresh_from_db()
    assert contract.journey.state == "refused"
    appealed(world, worker, DecisionRecord.objects.get(outcome="refused"))
    contract.refresh_from_db()
    contract.journey.refresh_from_db()
    contract.journey.job_order.refresh_from_db()
    assert (contract.state, contract.journey.state) == ("signed_by_worker", "preparing")
    assert contract.journey.job_order.taken == 1


def test_an_upheld_appeal_against_a_refused_clearance_brings_the_journey_back(world) -> None:
    worker = world.worker()
    journey = world.registered(worker).journey
    departure.refuse(journey, actor=world.origin, reason="A court forbade it.")
    appealed(world, worker, DecisionRecord.objects.get(outcome="refused"))
    journey.refresh_from_db()
    assert journey.state == "preparing"
    again = registering.resume(journey, actor=world.attache)
    assert again.state == "contract_registered"


def test_a_journey_without_a_registered_contract_is_not_resumed(world) -> None:
    with pytest.raises(BadInput):
        registering.resume(world.preparing(world.worker()), actor=world.attache)


def test_she_takes_away_everything_that_is_held_about_her_journey(world) -> None:
    worker = world.worker()
    world.registered(worker)
    person = Person.objects.get(pk=worker.person_id)
    taken = reading.export(person, actor=worker)
    (journey,) = taken["journeys"]
    assert journey["state"] == "contract_registered"
    assert [c["state"] for c in journey["contracts"]] == ["registered"]
    assert len(journey["preparation"]) == 4
    assert {"The contract was registered"} <= {e["what"] for e in journey["happened"]}
    assert taken["arrivals"] == taken["follow-ups"] == []
