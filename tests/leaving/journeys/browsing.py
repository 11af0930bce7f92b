"""A browser in which an actor is signed in, without the doors that other tests open."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from fairway.core.access.middleware import ActorMiddleware
from fairway.core.accounts.actors import PUBLIC, Actor


@pytest.fixture
def browse(monkeypatch):
    """`browse(actor)` is a client in which the actor is signed in; nobody without one."""
    signed_in: dict[str, Actor] = {}

    def who(_self, request):
        return signed_in.get(request.headers.get("X-Actor", ""), PUBLIC)

    monkeypatch.setattr(ActorMiddleware, "_actor", who)

    def open_browser(actor: Actor | None = None) -> Client:
        key = uuid.uuid4().hex
        signed_in[key] = actor or PUBLIC
        return Client(headers={"X-Actor": key})

    return open_browser
