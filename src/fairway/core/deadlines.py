"""Silence past a deadline escalates by itself: the system takes the step that the table names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.db import connection, transaction

from fairway.core import clock, transitions
from fairway.core.accounts.actors import system
from fairway.core.records import StatefulRecord

Step = Callable[[StatefulRecord], None]
_steps: dict[tuple[str, str], Step] = {}


def on_due(lifecycle: str, event: str, step: Step) -> None:
    """Let a room do more than move the record when its deadline passes (release a place, say)."""
    _steps[lifecycle, event] = step


def sweep(limit: int = 1_000) -> int:
    """Take every step that is due; each in a transaction of its own. Returns how many.

    A deadline without a step of its own stays: it is shown as overdue to those who act.
    """
    taken = 0
    for model in _with_overdue():
        overdue = model._base_manager.filter(  # noqa: SLF001  whoever may see it
            due_at__lte=clock.now()
        ).exclude(due_event="")
        for record in overdue.order_by("due_at", "id")[:limit]:
            taken += _take(record)
    return taken


def _take(record: StatefulRecord) -> int:
    with transaction.atomic():
        fresh = transitions.lock(record)
        if not fresh.due_event or fresh.due_at is None or fresh.due_at > clock.now():
            return 0  # somebody acted while we were on the way
        special = _steps.get((fresh.lifecycle.name, fresh.due_event))
        if special is not None:
            special(fresh)
        else:
            transitions.move(fresh, fresh.due_event, actor=system(fresh.authority))
        return 1


def _with_overdue() -> list[type[StatefulRecord]]:
    """The kinds of which one at least is due: asked for all of them at once."""
    kinds = _stateful()
    with connection.cursor() as cursor:
        cursor.execute(_any_overdue(tuple(kinds)), [clock.now()] * len(kinds))
        due = {label for (label,) in cursor.fetchall()}
    return [model for model in kinds if model._meta.label in due]  # noqa: SLF001  Django's Meta


@cache
def _any_overdue(kinds: tuple[type[StatefulRecord], ...]) -> str:
    quoted = connection.ops.quote_name
    return " UNION ALL ".join(
        f"SELECT '{model._meta.label}' WHERE EXISTS (SELECT 1 FROM "  # noqa: S608, SLF001  ours
        f"{quoted(model._meta.db_table)} WHERE due_at <= %s AND due_event <> '')"  # noqa: SLF001  Meta
        for model in kinds
    )


def _stateful() -> list[type[StatefulRecord]]:
    return [m for m in apps.get_models() if issubclass(m, StatefulRecord)]
