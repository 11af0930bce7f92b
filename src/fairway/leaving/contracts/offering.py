"""What can be done about a contract now: read from the life cycle, led to by address."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import CONTRACT, possible
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.registering import registers

# Each step of the life cycle: its page, and the action that opens it.
_PAGES = {
    "sign_as_employer": ("contract-sign-employer", "contract.sign_as_employer"),
    "sign_as_worker": ("contract-sign", "contract.sign"),
    "ask_for_change": ("contract-change", "contract.answer"),
    "register": ("contract-register", "contract.register"),
    "refuse": ("contract-refuse", "contract.register"),
    "correct": ("contract-correct", "contract.draft"),
    "withdraw": ("contract-withdraw", "contract.withdraw"),
    "revoke": ("contract-revoke", "contract.register"),
}


def offered(contract: ContractVersion, actor: Actor) -> list[tuple[str, str]]:
    """Words and addresses of what an actor can do."""
    found = []
    for row in possible(CONTRACT, contract.state, actor.role):
        if row.event not in _PAGES:
            continue
        name, action = _PAGES[row.event]
        if not may(actor.role, action):
            continue
        if action == "contract.register" and not registers(contract, actor):
            continue
        found.append((_(row.action), reverse(name, args=[contract.id])))
        if row.event == "refuse":
            ends = reverse("contract-refuse-placement", args=[contract.id])
            found.append((_("Refuse the contract and end the placement"), ends))
    if contract.state == "drafted" and may(actor.role, "contract.draft"):
        found.append((_("Change the draft"), reverse("contract-revise", args=[contract.id])))
    return found
