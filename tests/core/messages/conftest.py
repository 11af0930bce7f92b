"""Somebody to write to."""

from __future__ import annotations

import pytest
from django.db import transaction

from fairway.engines.lifecycles import Role


@pytest.fixture
def make_person(make_authority):
    from fairway.core.ids import new_id
    from fairway.core.keys import keyring
    from fairway.core.people.models import Person

    def make(language: str = "fr", phone: str = "+21650123456") -> Person:
        identifier = new_id()
        keyring.create([identifier])
        details = {"phone": phone, "language": language}
        return Person.objects.create(
            id=identifier,
            authority=make_authority("TN"),
            sealed=keyring.seal(identifier, details),
        )

    return make


@pytest.fixture
def person(make_person):
    return make_person()


@pytest.fixture
def consenting(make_person):
    """A person who wants to be written to by SMS."""
    from fairway.core import transitions
    from fairway.core.accounts.actors import Actor
    from fairway.core.people.models import Consent, Purpose

    person = make_person()
    consent = Consent(
        authority=person.authority,
        person=person,
        purpose=Purpose.CONTACT,
        wording="Send me messages",
        language="fr",
    )
    with transaction.atomic():
        transitions.create(consent, "give", actor=Actor(Role.WORKER, person_id=person.id))
    return person


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


class Gateway:
    """A gateway that keeps what it is given, or fails as told."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.failure: Exception | None = None

    def send(self, to: str, text: str, *, message_id: str) -> None:
        if self.failure:
            raise self.failure
        self.sent.append((to, text, message_id))


@pytest.fixture
def gateway(monkeypatch):
    from fairway.core.messages import sending

    found = Gateway()
    monkeypatch.setattr(sending, "sms_gateway", lambda: found)
    return found
