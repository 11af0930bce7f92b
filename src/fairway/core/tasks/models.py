"""Work that waits: periodic duties, events not yet told, and what the nightly hunt found."""

from __future__ import annotations

from django.db import models

from fairway.core import clock


class Duty(models.Model):
    """When a periodic duty is due next, by the one clock; the worker that claims it runs it."""

    name = models.CharField(primary_key=True, max_length=64)
    next_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "duty"
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return self.name


class PendingEvent(models.Model):
    """A journal entry that one handler has not yet been told of.

    Written in the entry's own transaction and removed in the handler's, so that nothing is lost
    and nothing takes effect twice. Of one subject a handler hears in the order of its chain.
    """

    id = models.BigAutoField(primary_key=True)
    handler = models.CharField(max_length=120)
    partition = models.CharField(max_length=16)
    entry_id = models.UUIDField()
    subject_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=clock.now)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "pending event"
        constraints = [
            models.UniqueConstraint(
                fields=["handler", "subject_id", "sequence"],
                name="core_pendingevent_once",
                violation_error_message="This event already waits.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.sequence}"


class Inconsistency(models.Model):
    """Something that a check found, from the first night it was seen to the last."""

    id = models.BigAutoField(primary_key=True)
    check_name = models.CharField(max_length=64)
    room = models.CharField(max_length=32)
    subject = models.CharField(max_length=32, blank=True)
    subject_id = models.UUIDField(null=True)
    what = models.CharField(max_length=300)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "inconsistency"
        verbose_name_plural = "inconsistencies"
        constraints = [
            models.UniqueConstraint(
                fields=["check_name", "subject_id", "what"],
                condition=models.Q(gone_at=None),
                nulls_distinct=False,
                name="core_inconsistency_once",
                violation_error_message="This is already known.",
            )
        ]

    def __str__(self) -> str:
        return self.what
