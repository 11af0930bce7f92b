"""One's own tokens: which there are, and what they can be made for."""

from __future__ import annotations

from functools import cache

from django.db.models import QuerySet

from fairway.core import rooms
from fairway.core.access.table import RULES
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import ApiToken


def mine(actor: Actor) -> QuerySet[ApiToken]:
    """Every token of the account, in whichever role, the newest first."""
    rows = ApiToken.objects.filter(user_id=actor.account).select_related("membership")
    return rows.order_by("-created_at", "id")


def scopes_for(actor: Actor) -> list[str]:
    """The actions that a program can take for this actor, in the order of the access table."""
    offered = _of_operations()
    return [
        action
        for action, rule in RULES.items()
        if action in offered and actor.role in rule.roles and actor.covers(action)
    ]


@cache
def _of_operations() -> frozenset[str]:
    """What the API has operations for; the rooms of later stages are found, not imported."""
    return frozenset(
        operation.view_func.fairway_action
        for module in rooms.having("api")
        for view in module.router.path_operations.values()
        for operation in view.operations
    )
