"""What this room does by the clock."""

from __future__ import annotations

from datetime import timedelta

from fairway.core.tasks.duties import duty
from fairway.returning.home import actions


@duty("returning.end", timedelta(hours=6))
def end_contracts() -> int:
    """Say which contracts have ended."""
    return actions.end_due()


@duty("returning.ask", timedelta(hours=6))
def ask_how_they_are() -> int:
    """Ask, six months after the return."""
    return actions.ask_due()
