"""What an installation knows about itself."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from fairway.core.ids import new_id


class Installation(models.Model):
    """One row: what this installation is. Written by the owner role when it is made.

    ``demo`` can only be set while nobody is registered, and never again; ``shift`` is how far
    a demonstration's clock is from the real one. The application may change ``shift`` alone.
    """

    singleton = models.BooleanField(primary_key=True, default=True)
    id = models.UUIDField(default=new_id)
    demo = models.BooleanField(default=False)
    shift = models.DurationField(default=timedelta(0))

    class Meta:
        verbose_name = "installation"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(singleton=True),
                name="core_installation_one_row",
                violation_error_message="There is one installation.",
            ),
            models.CheckConstraint(
                condition=models.Q(demo=True) | models.Q(shift=timedelta(0)),
                name="core_installation_real_clock",
                violation_error_message="Only a demonstration's clock can be moved.",
            ),
        ]

    def __str__(self) -> str:
        return "demonstration" if self.demo else "installation"
