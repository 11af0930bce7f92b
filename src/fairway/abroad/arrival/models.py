"""What a worker found when she arrived."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairway.core.records import Record


class ArrivalReport(Record):
    """Her answers, sealed under her key. That something is wrong is open to helpers alone."""

    journey = models.OneToOneField(
        "leaving.Journey", on_delete=models.PROTECT, related_name="arrival"
    )
    sealed = models.BinaryField()
    concern = models.BooleanField(_("something is not as promised"))
    decision = models.ForeignKey(
        "commons.DecisionRecord",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The case that she opened out of it, where she did.
    case_id = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("report of an arrival")
        verbose_name_plural = _("reports of arrivals")

    def __str__(self) -> str:
        return str(self.journey_id)

    @property
    def corridor(self) -> str:
        """The corridor of its journey: where its journal lies."""
        return self.journey.corridor
