"""A worker, those she complains about, and those who help her."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import pytest

from fairway.core.accounts.actors import PUBLIC, Actor, for_worker
from fairway.core.accounts.models import Organisation, User
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person
from fairway.core.people.registration import register
from fairway.engines.identity import Name
from fairway.engines.lifecycles import Role

_numbers = count(1)


@dataclass(frozen=True)
class Worker:
    """A person with an account, and the actor that she is."""

    person: Person
    user: User
    actor: Actor


@pytest.fixture
def make_worker(make_authority):
    """Make a worker: `make_worker("PH", "Rosa Magbanua")`."""

    def make(country: str = "PH", name: str = "Rosa Magbanua") -> Worker:
        number = next(_numbers)
        details = PersonDetails(
            names=(Name.of(*name.split()),), phone=f"+63917{number:07d}", language="en"
        )
        person = register(details, authority=make_authority(country), actor=PUBLIC)
        user = User.objects.create_user(f"worker-{number}", person=person)
        return Worker(person, user, for_worker(user))

    return make


@dataclass(frozen=True)
class Scene:
    """A worker from the Philippines in the Emirates, and everybody around her."""

    worker: Worker
    employer: Actor
    recruiter: Actor
    attache: Actor
    officer: Actor
    officer_there: Actor
    caseworker: Actor
    stranger: Actor

    @property
    def accused(self) -> Organisation:
        """Her employer."""
        return Organisation.objects.get(pk=self.employer.organisation_id)

    @property
    def union(self) -> Organisation:
        """An organisation that helps."""
        return Organisation.objects.get(pk=self.caseworker.organisation_id)


@pytest.fixture
def scene(make_worker, make_actor, make_authority):
    """Everybody whom a case concerns, and an employer whom it does not."""
    make_authority("AE")
    return Scene(
        worker=make_worker(),
        employer=make_actor(Role.EMPLOYER, "AE"),
        recruiter=make_actor(Role.RECRUITER, "PH"),
        attache=make_actor(Role.ATTACHE, "PH"),
        officer=make_actor(Role.OFFICER_ORIGIN, "PH"),
        officer_there=make_actor(Role.OFFICER_DESTINATION, "AE"),
        caseworker=make_actor(Role.CASEWORKER, "AE"),
        stranger=make_actor(Role.EMPLOYER, "AE"),
    )
