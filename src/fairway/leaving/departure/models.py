"""Permission to leave: one pass, for one journey, on the strength of one decision."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import Record


class DeparturePass(Record):
    """A pass on the phone and on paper. Whether it is good is asked when it is shown."""

    journey = models.ForeignKey("leaving.Journey", on_delete=models.PROTECT, related_name="passes")
    code = models.CharField(_("code"), max_length=16, unique=True, editable=False)
    decision = models.ForeignKey(
        "commons.DecisionRecord", on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued"))
    departs_on = models.DateField(_("day of departure"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    departed_at = models.DateTimeField(_("departed"), null=True, blank=True)

    class Meta:
        verbose_name = _("departure pass")
        verbose_name_plural = _("departure passes")
        constraints = [
            models.UniqueConstraint(
                fields=["journey"],
                condition=Q(revoked_at=None),
                name="leaving_pass_one_good",
                violation_error_message=_("This journey already has a pass."),
            ),
            models.CheckConstraint(
                condition=Q(departed_at=None) | Q(departed_at__gte=F("issued_at"), revoked_at=None),
                name="leaving_pass_used_once_issued",
                violation_error_message=_("A pass is used after it was issued, and not once void."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.departs_on)

    @property
    def corridor(self) -> str:
        """The corridor of its journey: where its journal lies."""
        return self.journey.corridor
