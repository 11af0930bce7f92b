"""Programs that call the API with tokens of their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from fairway.core import clock
from fairway.core.access.table import RULES
from fairway.core.accounts import tokens


@pytest.fixture
def program():
    """A client that acts as somebody by token: `program(officer)`, `program(officer, "pack")`."""

    def make(actor, *scopes):
        mine = sorted(action for action, rule in RULES.items() if actor.role in rule.roles)
        _token, secret = tokens.issue(
            actor, label="a program", scopes=scopes or mine, expires_at=clock.now() + timedelta(1)
        )
        headers = {"authorization": f"Bearer {secret}"}
        return Client(headers=headers, raise_request_exception=False)

    return make
