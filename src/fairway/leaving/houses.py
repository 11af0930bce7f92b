"""Employers and recruiters are told of what concerns them, and are heard again after an appeal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction

from fairway.core import transitions
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Organisation
from fairway.core.events import on
from fairway.core.journal.models import JournalEntry
from fairway.core.messages.actions import notify
from fairway.core.messages.params import Params, Words
from fairway.core.records import StatefulRecord
from fairway.leaving.journeys.appeals import overturned

NEWS = "house_news"
RECONSIDER = "reconsider"


def tell(house: Organisation, record: StatefulRecord, event: str, *, actor: Actor) -> None:
    """Write to an organisation that its file took a step, in the transaction of the step.

    The words are the life cycle's; a reason is read on the page, where one can object to it.
    """
    row = next(row for row in record.lifecycle.transitions if row.event == event)
    params: Params = {
        "what": Words(row.title),
        "next": Words(record.lifecycle.state(record.state).next_text),
        "about": str(record),
    }
    notify(house, NEWS, params, actor=actor, subject=record)


def hear_again(model: type[StatefulRecord]) -> None:
    """Let an upheld appeal put a refused record of a kind back to whoever decides on it."""
    name = model._meta.model_name or ""  # noqa: SLF001  Django's documented Meta
    handler: Callable[[JournalEntry], None] = partial(_reconsider, model, name)
    on("appeal.uphold", key=f"houses.reconsider.{name}")(handler)


def _reconsider(model: type[StatefulRecord], name: str, entry: JournalEntry) -> None:
    for record in model._base_manager.filter(pk__in=overturned(entry, name)):  # noqa: SLF001  as its lock does
        with transaction.atomic():
            fresh = transitions.lock(record)
            if fresh.lifecycle.row(fresh.state, RECONSIDER):
                transitions.move(fresh, RECONSIDER, actor=system(fresh.authority))
