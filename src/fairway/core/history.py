"""What happened to one record, as far as the reader's role may see it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.journal.models import JournalEntry
from fairway.core.records import StatefulRecord
from fairway.core.screen import Entry
from fairway.engines.lifecycles import shown


def entries(record: StatefulRecord, actor: Actor) -> tuple[Entry, ...]:
    """Tell a record's steps in time: two questions to the database, however many there are."""
    chain = list(
        JournalEntry.objects.filter(subject_id=record.id).exclude(state="").order_by("sequence")
    )
    events = [entry.kind for entry in chain]
    visible = [chain[i] for i in shown(record.lifecycle, events, actor.role)]
    ids = {entry.organisation_id for entry in visible if entry.organisation_id}
    names = dict(Organisation.objects.filter(id__in=ids).values_list("id", "name"))
    titles = {(row.event, row.target): row.title for row in record.lifecycle.transitions}
    return tuple(
        Entry(
            at=entry.at,
            what=_(titles[entry.kind, entry.state]),
            who=names.get(entry.organisation_id, "") if entry.organisation_id else "",
        )
        for entry in visible
    )
