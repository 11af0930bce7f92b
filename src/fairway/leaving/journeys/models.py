"""One worker's one placement."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import StatefulRecord
from fairway.engines.kernel import Corridor
from fairway.engines.lifecycles import JOURNEY, LIVE
from fairway.leaving.contracts.reading import from_json
from fairway.leaving.contracts.terms import Terms


class Journey(StatefulRecord):
    """From the offer to life back home. ``terms`` are those of the offer, frozen as they were."""

    lifecycle = JOURNEY

    person = models.ForeignKey("core.Person", on_delete=models.PROTECT, related_name="journeys")
    candidacy = models.ForeignKey(
        "leaving.Candidacy", on_delete=models.PROTECT, related_name="journeys"
    )
    job_order = models.ForeignKey(
        "leaving.JobOrder", on_delete=models.PROTECT, related_name="journeys"
    )
    round = models.ForeignKey(
        "leaving.MatchingRound",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="journeys",
    )
    employer = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("employer"),
        on_delete=models.PROTECT,
        related_name="journeys",
    )
    # An employer sees what happened since it is the employer, not what was before.
    employer_since = models.DateTimeField(editable=False)
    recruiter = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("recruiter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recruited_journeys",
    )
    corridor = models.CharField(_("corridor"), max_length=5)
    channel = models.CharField(_("channel"), max_length=60)
    occupation = models.CharField(_("occupation (ISCO-08)"), max_length=4)
    destination_authority = models.ForeignKey(
        "core.Authority", on_delete=models.PROTECT, related_name="+"
    )
    terms = models.JSONField(_("terms offered"))

    class Meta:
        verbose_name = _("journey")
        verbose_name_plural = _("journeys")
        indexes = [
            models.Index(fields=["employer", "state"], name="leaving_journey_employer"),
            models.Index(fields=["corridor", "state", "due_at"], name="leaving_journey_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=sorted(LIVE)),
                name="leaving_journey_one_live",
                violation_error_message=_(
                    "This person already has an offer or a placement that is not over."
                ),
            ),
            models.UniqueConstraint(
                fields=["candidacy"],
                condition=Q(state__in=sorted(LIVE)),
                name="leaving_journey_one_of_candidacy",
                violation_error_message=_("This candidacy already has an offer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.corridor} {self.state}"

    @property
    def way(self) -> Corridor:
        """The corridor, typed."""
        return Corridor.of(*self.corridor.split("-"))

    @property
    def offered(self) -> Terms:
        """The terms that were offered, typed."""
        return from_json(self.terms)

    @property
    def is_live(self) -> bool:
        """Whether it bars another offer to the same person."""
        return self.state in LIVE
