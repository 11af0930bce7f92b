"""Packs in force in the test's installation, published by two persons."""

from __future__ import annotations

import pytest

from fairway.commons.agreements import actions
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import pack_ids, packs_dir, versions


@pytest.fixture
def publish(make_actor):
    """Bring a pack that comes with Fairway into force: `publish("ph-ae-domestic")`."""

    def bring(pack: str):
        assert pack in pack_ids()
        text = (packs_dir() / pack / versions(pack)[-1] / "pack.yaml").read_text(encoding="utf-8")
        country = next(line for line in text.splitlines() if line.startswith("owner:")).split()[1]
        first = make_actor(Role.OFFICER_ORIGIN, country)
        second = make_actor(Role.OFFICER_ORIGIN, country)
        version = actions.propose(text, actor=first)
        version = actions.approve(version, actor=second)
        return actions.publish(version, actor=second)

    return bring
