"""An employer's registration: whether, and for which corridor, it may recruit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import EMPLOYER


class EmployerRegistration(StatefulRecord):
    """One organisation's registration with the authority of the country where the work is."""

    lifecycle = EMPLOYER

    organisation = models.OneToOneField(
        "core.Organisation", on_delete=models.PROTECT, related_name="registration"
    )
    # The corridor whose rules are asked first, such as TN-FR.
    corridor = models.CharField(_("corridor"), max_length=5)
    activity = models.CharField(_("what the employer does"), max_length=200)
    # What an officer saw evidence of, by the names under which the packs ask for it.
    attested = models.JSONField(_("seen by the authority"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("registration of an employer")
        verbose_name_plural = _("registrations of employers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "suspended"]) | ~Q(reason=""),
                name="leaving_employer_reason",
                violation_error_message=_("State the reason: the employer reads it."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
