"""A comparison of seasons that was asked for, and what came out: kept so that it can be shared."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import Record


class Stage(models.TextChoices):
    """How far a comparison is. It decides nothing about anybody, so no life cycle rules it."""

    WAITING = "waiting", _("Waits to be computed")
    RUNNING = "running", _("Is being computed")
    DONE = "done", _("Computed")
    REFUSED = "refused", _("Could not be computed")


class SeasonComparison(Record):
    """A season under other terms: what was asked, how far it is, and the figures side by side."""

    corridor = models.CharField(_("corridor"), max_length=5)
    channel = models.CharField(_("channel"), max_length=60)
    starts_from = models.DateField(_("starts from"))
    starts_to = models.DateField(_("starts until"))
    seed = models.PositiveIntegerField(_("seed"))
    # As the engine reads them: [{"name": ..., "changes": {path: value}}].
    variants = models.JSONField(default=list, editable=False)
    stage = models.CharField(
        max_length=16, choices=Stage.choices, default=Stage.WAITING, editable=False
    )
    seasons_done = models.PositiveSmallIntegerField(default=0, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)
    # What the engine found, as plain data; empty until it is done.
    found = models.JSONField(default=dict, blank=True, editable=False)
    # What stood against it: [{"field": ..., "value": ..., "accepted": ..., "code": ...}].
    faults = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("comparison of seasons")
        verbose_name_plural = _("comparisons of seasons")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_to__gte=F("starts_from")),
                name="leaving_comparison_dates",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.corridor} {self.channel} {self.starts_from}"

    @property
    def seasons(self) -> int:
        """How many seasons are cleared: the one as it stands, and each variant."""
        return len(self.variants) + 1
