"""Leaving: when everything is done, by decision, with a pass that is judged when it is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from fairway.commons.decisions import queries as decisions
from fairway.commons.decisions.actions import Refused
from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from fairway.leaving.contracts import registering
from fairway.leaving.departure import actions, queries
from fairway.leaving.departure.actions import NotReady, PassNotGood
from fairway.leaving.departure.models import DeparturePass
from fairway.leaving.departure.queries import Difference, Standing
from fairway.leaving.preparation.models import PreparationStep
from tests.leaving.journeys.world import LEAVES

pytestmark = pytest.mark.django_db
ON_THE_DAY = datetime(2026, 12, 12, 6, 0, tzinfo=UTC)


@pytest.fixture
def border(world):
    return world.make_actor(Role.BORDER_OFFICER, "PH")


def test_a_clearance_is_a_decision_and_issues_a_pass(world) -> None:
    worker = world.worker()
    issued = world.cleared(worker)
    issued.journey.refresh_from_db()
    assert issued.journey.state == "cleared"
    assert issued.decision.outcome == "allowed"
    assert decisions.visible_to(worker).filter(question="departure.clear").count() == 1
    assert queries.current(issued.journey) == issued


def test_everything_that_stops_a_departure_is_named_at_once(world) -> None:
    contract = world.registered(world.worker())
    with pytest.raises(NotReady) as error:
        actions.clear(contract.journey, departs_on=LEAVES, actor=world.origin)
    assert len(error.value.faults) == PreparationStep.objects.count() == 4
    assert {f.accepted for f in error.value.faults} >= {str(world.home)}


def test_evidence_that_ends_before_the_day_of_departure_stops_it(world) -> None:
    contract = world.registered(world.worker())
    world.prepared(contract.journey)
    step = PreparationStep.objects.filter(journey=contract.journey).first()
    PreparationStep.objects.filter(pk=step.pk).update(expires_on=LEAVES - timedelta(days=1))
    with pytest.raises(NotReady):
        actions.clear(contract.journey, departs_on=LEAVES, actor=world.origin)
    early = LEAVES - timedelta(days=1)
    assert actions.clear(contract.journey, departs_on=early, actor=world.origin)


def test_a_departure_after_the_exit_clearance_ends_is_not_cleared_without_a_reason(world) -> None:
    contract = world.registered(world.worker())
    world.prepared(contract.journey)
    late = clock.today() + timedelta(days=200)
    with pytest.raises(Refused) as refusal:
        actions.clear(contract.journey, departs_on=late, actor=world.origin)
    assert [r.provision for r in refusal.value.stored.decision.gaps] == [
        "ph-ae-domestic/exit-clearance"
    ]
    assert DeparturePass.objects.count() == 0
    why = "The embassy prolongs the clearance on the way."
    issued = actions.clear(contract.journey, departs_on=late, actor=world.origin, why=why)
    assert (issued.decision.rules_said, issued.decision.why) == ("incomplete", why)


def test_a_day_that_is_past_is_refused(world) -> None:
    contract = world.registered(world.worker())
    with pytest.raises(BadInput) as error:
        actions.clear(contract.journey, departs_on=date(2026, 11, 21), actor=world.origin)
    assert error.value.faults[0].field == "departs_on"


def test_only_the_authority_of_origin_clears(world) -> None:
    contract = world.registered(world.worker())
    for actor in (world.attache, world.destination, world.employer):
        with pytest.raises(Denied):
            actions.clear(contract.journey, departs_on=LEAVES, actor=actor)
    stranger = world.make_actor(Role.OFFICER_ORIGIN, "TN")
    with pytest.raises(ObjectDoesNotExist):
        actions.clear(contract.journey, departs_on=LEAVES, actor=stranger)


def test_the_border_lets_the_bearer_of_a_good_pass_leave(world, border) -> None:
    issued = world.cleared(world.worker())
    with clock.at(ON_THE_DAY):
        left = actions.depart(f"{issued.code[:6]}-{issued.code[6:].lower()}", actor=border)
    left.journey.refresh_from_db()
    assert left.journey.state == "departed"
    assert left.journey.due_event == "lose_contact"


def test_a_forged_code_gets_a_clear_answer_and_changes_nothing(
    world, border, nothing_changes
) -> None:
    world.cleared(world.worker())
    with nothing_changes(), pytest.raises(PassNotGood) as error:
        actions.depart("AAAAAAAAAAAA", actor=border)
    assert error.value.why == "unknown"


def test_another_countrys_border_does_not_find_a_pass(world) -> None:
    issued = world.cleared(world.worker())
    assert queries.find(issued.code, world.make_actor(Role.BORDER_OFFICER, "TN")) is None
    assert queries.find(issued.code, world.employer) is None


def test_a_pass_is_used_once(world, border) -> None:
    issued = world.cleared(world.worker())
    with clock.at(ON_THE_DAY):
        actions.depart(issued.code, actor=border)
        with pytest.raises(PassNotGood) as error:
            actions.depart(issued.code, actor=border)
    assert error.value.why == Standing.USED


def test_a_pass_that_was_taken_back_opens_nothing(world, border) -> None:
    issued = world.cleared(world.worker())
    actions.revoke(issued.journey, actor=world.origin, reason="The employer was suspended.")
    with clock.at(ON_THE_DAY), pytest.raises(PassNotGood) as error:
        actions.depart(issued.code, actor=border)
    assert error.value.why == Standing.REVOKED
    again = actions.clear(issued.journey, departs_on=LEAVES, actor=world.origin)
    assert again.code != issued.code


def test_a_pass_whose_contract_was_withdrawn_opens_nothing(world, border) -> None:
    issued = world.cleared(world.worker())
    contract = issued.journey.contracts.get()
    registering.revoke(contract, actor=world.attache, reason="The household does not exist.")
    with clock.at(ON_THE_DAY), pytest.raises(PassNotGood) as error:
        actions.depart(issued.code, actor=border)
    assert error.value.why == Standing.CONTRACT_WITHDRAWN


def test_on_another_day_the_packs_are_asked_again(world, border) -> None:
    issued = world.cleared(world.worker())
    with clock.at(ON_THE_DAY + timedelta(days=1)):
        actions.depart(issued.code, actor=border)
    assert [f.kind for f in queries.differences(world.origin, LEAVES)] == [Difference.OTHER_DAY]


def test_on_a_day_that_the_law_no_longer_allows_nobody_leaves(world, border) -> None:
    issued = world.cleared(world.worker())
    with clock.at(ON_THE_DAY + timedelta(days=120)), pytest.raises(Refused):
        actions.depart(issued.code, actor=border)
    issued.journey.refresh_from_db()
    assert issued.journey.state == "cleared"


def test_differences_between_passes_and_decisions_are_found(world) -> None:
    issued = world.cleared(world.worker())
    assert list(queries.differences(world.origin, clock.today())) == []
    late = LEAVES + timedelta(days=1)
    assert [f.kind for f in queries.differences(world.origin, late)] == [Difference.NOT_USED]
    DeparturePass.objects.filter(pk=issued.pk).update(revoked_at=clock.now())
    found = [f.kind for f in queries.differences(world.origin, clock.today())]
    assert found == [Difference.LEFT_WITHOUT_PASS]


def test_a_refused_clearance_gives_place_and_candidacy_back(world) -> None:
    journey = world.registered(world.worker()).journey
    refused = actions.refuse(journey, actor=world.origin, reason="A court forbade the departure.")
    refused.candidacy.refresh_from_db()
    refused.job_order.refresh_from_db()
    assert (refused.state, refused.candidacy.state, refused.job_order.taken) == (
        "refused",
        "open",
        0,
    )
