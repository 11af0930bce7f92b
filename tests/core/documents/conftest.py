"""A person with documents."""

from __future__ import annotations

import pytest


@pytest.fixture
def person(make_authority):
    from fairway.core.ids import new_id
    from fairway.core.keys import keyring
    from fairway.core.people.models import Person

    identifier = new_id()
    keyring.create([identifier])
    return Person.objects.create(
        id=identifier,
        authority=make_authority("TN"),
        sealed=keyring.seal(identifier, {"name": "Amel"}),
    )


@pytest.fixture
def worker(person):
    from fairway.core.accounts.actors import for_worker
    from fairway.core.accounts.models import User

    return for_worker(User.objects.create_user("worker-1", person=person))
