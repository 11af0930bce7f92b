"""Two officers register the same contract at once: one succeeds, the other is told why."""

from __future__ import annotations

import pytest

from fairway.core.journal.models import JournalEntry
from fairway.engines.lifecycles import NotAllowed
from fairway.leaving.contracts import registering
from tests.leaving.journeys.parallel import at_once
from tests.leaving.journeys.world import SEEN

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed")]


def test_one_of_two_officers_registers_a_contract(world) -> None:
    contract = world.signed(world.worker())
    met = at_once(
        lambda: registering.register(contract, actor=world.attache, statements=SEEN),
        lambda: registering.register(contract, actor=world.origin, statements=SEEN),
    )
    told = [m for m in met if isinstance(m, Exception)]
    assert [type(m) for m in told] == [NotAllowed]
    assert told[0].state == "registered"
    contract.refresh_from_db()
    entries = JournalEntry.objects.filter(subject_id=contract.id, kind="register")
    assert [e.payload["paper"] for e in entries] == [contract.digest]


def test_a_registration_and_a_withdrawal_do_not_both_happen(world) -> None:
    from fairway.leaving.contracts import actions

    contract = world.signed(world.worker())
    met = at_once(
        lambda: registering.register(contract, actor=world.attache, statements=SEEN),
        lambda: actions.withdraw(contract, actor=world.employer),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [NotAllowed]
    contract.refresh_from_db()
    assert contract.state in {"registered", "withdrawn"}
    assert (contract.digest != "") == (contract.state == "registered")
