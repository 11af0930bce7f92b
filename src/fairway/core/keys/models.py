"""A key for each person, wrapped by the installation's key, which the database never holds."""

from __future__ import annotations

from django.db import models

from fairway.core import clock


class PersonKey(models.Model):
    """The wrapped key of one person. Erasure empties it; what it sealed is then noise."""

    person_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    # Which of the installation's keys wrapped it: rotation re-wraps, the content stays.
    wrapping = models.CharField(max_length=16)
    destroyed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "person key"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=True) ^ models.Q(destroyed_at__isnull=True),
                name="core_personkey_destroyed_or_held",
                violation_error_message="A key is either held or destroyed.",
            )
        ]

    def __str__(self) -> str:
        return str(self.person_id)
