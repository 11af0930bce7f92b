"""A recruiter's licence: since when, until when, for which corridor, behind which deposit."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import StatefulRecord
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import RECRUITER_LICENCE


class Licence(StatefulRecord):
    """Permission to recruit in one corridor. The deposit itself is in the ledger."""

    lifecycle = RECRUITER_LICENCE

    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, related_name="licences"
    )
    corridor = models.CharField(_("corridor"), max_length=5)
    number = models.CharField(_("licence number"), max_length=64, blank=True)
    valid_from = models.DateField(_("licensed from"), null=True, blank=True)
    valid_to = models.DateField(_("licensed until"), null=True, blank=True)
    deposit_amount = models.DecimalField(
        _("deposit"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    deposit_currency = models.CharField(_("currency"), max_length=3, blank=True)
    # What an officer saw evidence of, by the names under which the packs ask for it.
    attested = models.JSONField(_("seen by the authority"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("licence of a recruiter")
        verbose_name_plural = _("licences of recruiters")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "corridor", "authority"],
                condition=~Q(state="revoked"),
                name="leaving_licence_one_live",
                violation_error_message=_("This recruiter already has a licence here."),
            ),
            models.UniqueConstraint(
                fields=["authority", "number"],
                condition=~Q(number=""),
                name="leaving_licence_number_once",
                violation_error_message=_("Another recruiter has this licence number."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["licensed", "suspended", "expired"])
                | (
                    ~Q(number="")
                    & Q(valid_from__isnull=False)
                    & Q(valid_to__isnull=False)
                    & Q(valid_to__gte=F("valid_from"))
                ),
                name="leaving_licence_dated",
                violation_error_message=_("A licence has a number, a beginning and an end."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "suspended", "revoked"]) | ~Q(reason=""),
                name="leaving_licence_reason",
                violation_error_message=_("State the reason: the recruiter reads it."),
            ),
            models.CheckConstraint(
                condition=Q(deposit_amount=None, deposit_currency="")
                | (Q(deposit_amount__gte=0) & ~Q(deposit_currency="")),
                name="leaving_licence_deposit",
                violation_error_message=_("A deposit is an amount, not negative, and a currency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.number}".strip()

    @property
    def deposit(self) -> Money | None:
        """The deposit that the licence asks for."""
        if self.deposit_amount is None:
            return None
        return Money(self.deposit_amount, self.deposit_currency)

    def in_force(self, on: date) -> bool:
        """Whether the recruiter may work on a day: the state alone may be a night behind."""
        return (
            self.state == "licensed"
            and self.valid_from is not None
            and self.valid_to is not None
            and self.valid_from <= on <= self.valid_to
        )
