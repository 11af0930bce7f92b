"""How somebody is, some months after she came home."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import Record


class HowAreYou(models.TextChoices):
    """Her one answer to the one question."""

    WELL = "well", _("I am doing well")
    MANAGING = "managing", _("I manage")
    NEED_HELP = "need_help", _("I need help")


class FollowUp(Record):
    """One question, asked once by the clock. Her words are sealed under her key."""

    journey = models.OneToOneField(
        "leaving.Journey", on_delete=models.PROTECT, related_name="follow_up"
    )
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    how = models.CharField(_("how are you doing"), max_length=12, choices=HowAreYou, blank=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("question after the return")
        verbose_name_plural = _("questions after the return")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, how="") | (Q(answered_at__isnull=False) & ~Q(how="")),
                name="returning_followup_answered",
                violation_error_message=_("An answer says how somebody is doing."),
            )
        ]

    def __str__(self) -> str:
        return self.how

    @property
    def corridor(self) -> str:
        """The corridor of its journey: where its journal lies."""
        return self.journey.corridor
