"""A record that moves, and registries left as they were found."""

from __future__ import annotations

import pytest

from fairway.engines.lifecycles import Role


@pytest.fixture
def make_consent(make_authority):
    """Make a consent: the smallest record with states."""
    from django.db import transaction

    from fairway.core import transitions
    from fairway.core.accounts.actors import Actor
    from fairway.core.ids import new_id
    from fairway.core.keys import keyring
    from fairway.core.people.models import Consent, Person, Purpose

    @transaction.atomic
    def make() -> Consent:
        authority = make_authority("TN")
        identifier = new_id()
        keyring.create([identifier])
        person = Person.objects.create(
            id=identifier, authority=authority, sealed=keyring.seal(identifier, {})
        )
        consent = Consent(
            authority=authority,
            person=person,
            purpose=Purpose.RESEARCH,
            wording="Use my data without my name",
            language="en",
        )
        return transitions.create(consent, "give", actor=Actor(Role.WORKER, person_id=person.id))

    return make


@pytest.fixture
def move():
    """Take a step: `move(consent, "withdraw")`."""
    from django.db import transaction

    from fairway.core import transitions
    from fairway.core.accounts.actors import Actor

    def take(record, event):
        with transaction.atomic():
            return transitions.move(transitions.lock(record), event, actor=Actor(Role.WORKER))

    return take
