"""What every record has: an owner, an origin, a version; and what a record with states has."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from fairway.core import clock
from fairway.core.ids import made_at, new_id
from fairway.engines.lifecycles import Lifecycle


def installation() -> str:
    """Name this installation in the records that are born here."""
    return str(settings.INSTALLATION)


class Record(models.Model):
    """A record: owned by an authority, born in an installation, changed by versions.

    ``client_id`` is the id that the client gave to its request: a second arrival finds the first.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(
        "core.Authority", on_delete=models.PROTECT, related_name="+", db_index=True
    )
    origin = models.CharField(max_length=64, default=installation, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    client_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        abstract = True

    @property
    def subject(self) -> str:
        """The name of this kind of record in the journal."""
        return self._meta.model_name or ""

    @property
    def corridor_label(self) -> str:
        """The corridor, where the record belongs to one; else the owner's country."""
        corridor = getattr(self, "corridor", "")
        return str(corridor) or self.authority.country

    @property
    def partition(self) -> str:
        """Where its journal lies: corridor and year of birth. Never changes for a record."""
        return partition_of(self.corridor_label, self.id)


class StatefulRecord(Record):
    """A record whose state moves only through `transitions.move`.

    A trigger of the database refuses a commit in which a state changed without its journal entry.
    """

    lifecycle: ClassVar[Lifecycle]

    state = models.CharField(max_length=32, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    # The earliest running deadline, and the step that the system takes when it passes.
    due_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)
    due_event = models.CharField(max_length=48, blank=True, editable=False)

    class Meta:
        abstract = True


class AppendOnly(models.Model):
    """A table that is only ever added to: triggers refuse change and removal."""

    class Meta:
        abstract = True


def partition_of(corridor: str, identifier: uuid.UUID) -> str:
    """Name the partition of a subject, such as ``PH-AE/2026``."""
    return f"{corridor}/{made_at(identifier).year}"
