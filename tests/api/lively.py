"""A corridor on which much goes on at once: something to read and to do for every role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from fairway.commons.cases import actions as cases
from fairway.commons.decisions import actions as decisions
from fairway.commons.decisions import queries as decided
from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.core.people import actions as people
from fairway.core.people.models import Person
from fairway.engines.lifecycles import Role
from fairway.leaving.contracts import actions as contracts
from tests.leaving.journeys.world import CORRIDOR, GOOD, World


@pytest.fixture
def lively(world: World, make_actor) -> dict[str, Actor]:
    """Actors by role, each with records of every kind that the role sees."""
    offered, signing, leaving, away = (world.worker() for _one in range(4))
    world.offered(offered)
    contracts.draft(world.preparing(signing), actor=world.employer, changes=GOOD)
    with clock.at(clock.now() - timedelta(hours=1)):  # so that her code is not the latest
        world.cleared(leaving)
    world.departed(away)
    caseworker = make_actor(Role.CASEWORKER, "PH")
    _complain(world, away, caseworker)
    _forget(signing)
    _appeal(away)
    return {
        "officer_origin": world.origin,
        "officer_destination": world.destination,
        "attache": world.attache,
        "employer": world.employer,
        "worker": offered,
        "worker on her way": away,
        "caseworker": caseworker,
        "provider": world.provider(),
        **{
            role.value: make_actor(role, "PH")
            for role in (Role.AUDITOR, Role.RECRUITER, Role.BORDER_OFFICER)
        },
    }


def _complain(world: World, worker: Actor, caseworker: Actor) -> None:
    filed = cases.file(
        cases.Told.of(["unpaid_wages"], words="Not paid since September."),
        actor=worker,
        corridor=CORRIDOR,
        accused=[world.house(world.employer)],
        language="en",
    )
    cases.assign(filed.case, handler=world.house(caseworker), actor=world.origin)


def _forget(worker: Actor) -> None:
    people.request_erasure(Person.objects.get(pk=worker.person_id), actor=worker)


def _appeal(worker: Actor) -> None:
    record = decided.visible_to(worker).order_by("id").first()
    with transaction.atomic():
        decisions.lodge(record, grounds="It is not so.", actor=worker)
