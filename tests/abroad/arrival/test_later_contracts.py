"""Later versions of a contract: renewed, or with another employer; the one before gives way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairway.abroad.arrival import actions as arrival
from fairway.abroad.arrival.questions import BY_NAME, Answers
from fairway.commons.decisions.actions import Refused
from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import Role
from fairway.leaving.contracts import actions, checking, queries, registering
from fairway.leaving.contracts.actions import Substituted
from fairway.leaving.contracts.models import ContractVersion, Occasion
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.journeys.timeline import timeline
from tests.leaving.journeys.world import LEFT, SEEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_months_later():
    with clock.at(LEFT + timedelta(days=60)):
        yield


def working(world, worker):
    with clock.at(LEFT - timedelta(days=20)):
        journey = world.departed(worker)
    with clock.at(LEFT + timedelta(days=1)):
        arrival.confirm(journey, Answers(dict.fromkeys(BY_NAME, True)), actor=worker)
        return arrival.start_work(journey, actor=world.employer)


def agreed(world, worker, contract, employer) -> ContractVersion:
    actions.sign_as_employer(contract, actor=employer)
    return world.sign(contract, worker)


def test_a_renewal_replaces_the_version_before_and_the_work_goes_on(world) -> None:
    worker = world.worker()
    journey = working(world, worker)
    renewed = actions.draft(
        journey,
        actor=world.employer,
        changes={"pay": "550.00 USD", "start": "2027-03-01", "end": "2029-02-28"},
    )
    assert renewed.occasion == Occasion.RENEWAL
    agreed(world, worker, renewed, world.employer)
    registering.register(renewed, actor=world.attache, statements=SEEN)
    journey.refresh_from_db()
    first = ContractVersion.objects.get(journey=journey, number=1)
    assert (journey.state, first.state) == ("working", "superseded")
    assert queries.promised(journey).pay == Money.of("550.00", "USD")
    assert checking.look_up(first.code).standing is checking.Standing.REPLACED


def test_a_renewal_longer_than_the_law_allows_is_refused(world) -> None:
    worker = world.worker()
    longer = actions.draft(
        working(world, worker), actor=world.employer, changes={"end": "2030-01-31"}
    )
    agreed(world, worker, longer, world.employer)
    with pytest.raises(Refused, match="contract-term"):
        registering.register(longer, actor=world.attache, statements=SEEN)


def test_a_renewal_is_not_worse_than_what_is_registered(world) -> None:
    with pytest.raises(Substituted):
        actions.draft(
            working(world, world.worker()), actor=world.employer, changes={"pay": "499.00 USD"}
        )


def test_a_new_employer_sees_nothing_of_before_and_the_former_nothing_of_after(world) -> None:
    worker = world.worker()
    journey = working(world, worker)
    rescuer = world.make_actor(Role.EMPLOYER, "AE")
    world._verify(rescuer)
    with pytest.raises(Denied):
        actions.draft(journey, actor=world.employer, employer=world.house(rescuer))
    contract = actions.draft(
        journey,
        actor=world.destination,
        employer=world.house(rescuer),
        changes={"place": "Jumeirah, Dubai"},
    )
    agreed(world, worker, contract, rescuer)
    registering.register(contract, actor=world.attache, statements=SEEN)
    journey.refresh_from_db()
    assert (journey.state, journey.employer_id) == ("working", rescuer.organisation_id)
    assert not journeys.visible_to(world.employer).filter(pk=journey.pk).exists()
    assert not queries.visible_to(world.employer).filter(pk=contract.pk).exists()
    seen = journeys.visible_to(rescuer).get(pk=journey.pk)
    told = [entry.what for entry in timeline(seen, rescuer).entries]
    assert "An offer was made" not in told
    assert not any("departed" in line for line in told)
    assert "The worker changed employer" in [e.what for e in timeline(journey, worker).entries]


def test_an_employer_that_nobody_verified_gets_no_worker(world) -> None:
    stranger = world.make_actor(Role.EMPLOYER, "AE")
    with pytest.raises(BadInput) as error:
        actions.draft(
            working(world, world.worker()),
            actor=world.destination,
            employer=world.house(stranger),
        )
    assert error.value.faults[0].code == "not_verified"
