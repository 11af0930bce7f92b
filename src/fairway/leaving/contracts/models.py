"""The terms that employer and worker sign and an authority registers, version by version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import CONTRACT
from fairway.leaving.contracts.reading import from_json
from fairway.leaving.contracts.terms import Terms

OPEN = ("drafted", "signed_by_employer", "signed_by_worker", "refused")
_SIGNED = ("registered", "superseded")


class Occasion(models.TextChoices):
    """Why a version is made, and which step of the journey its registration is."""

    FIRST = "register_contract", _("First contract")
    RENEWAL = "renew", _("Renewal")
    OTHER_EMPLOYER = "change_employer", _("Contract with another employer")


class ContractVersion(StatefulRecord):
    """One version of the contract of one journey. Only the registered one holds."""

    lifecycle = CONTRACT

    journey = models.ForeignKey(
        "leaving.Journey", on_delete=models.PROTECT, related_name="contracts"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    occasion = models.CharField(
        _("occasion"), max_length=20, choices=Occasion.choices, default=Occasion.FIRST
    )
    employer = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("employer"),
        on_delete=models.PROTECT,
        related_name="contracts",
    )
    terms = models.JSONField(_("terms"))
    # The worker's language and the other party's: the two columns of the paper.
    languages = models.JSONField(_("languages"))
    employer_signed_at = models.DateTimeField(_("signed by the employer"), null=True, blank=True)
    worker_signed_at = models.DateTimeField(_("signed by the worker"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    registered_by = models.ForeignKey(
        "core.Authority",
        verbose_name=_("registered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Printed on the paper; whoever has it may compare a paper with what was registered.
    code = models.CharField(_("code"), max_length=32, blank=True, editable=False)
    # SHA-256 of the paper, byte for byte, and what drew it: the same again, or it says so.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    layout = models.CharField(max_length=32, blank=True, editable=False)
    # The worker's names as they stood at registration, under her key.
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("version of a contract")
        verbose_name_plural = _("versions of contracts")
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "number"],
                name="leaving_contract_number_once",
                violation_error_message=_("Somebody drafted a version at the same moment."),
            ),
            models.UniqueConstraint(
                fields=["journey"],
                condition=Q(state__in=OPEN),
                name="leaving_contract_one_open",
                violation_error_message=_("Another version of this contract is being agreed."),
            ),
            models.UniqueConstraint(
                fields=["journey"],
                condition=Q(state="registered"),
                name="leaving_contract_one_registered",
                violation_error_message=_("Another version of this contract is registered."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="leaving_contract_code_once",
                violation_error_message=_("This code is already in use."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SIGNED)
                | Q(
                    employer_signed_at__isnull=False,
                    worker_signed_at__isnull=False,
                    registered_at__isnull=False,
                    registered_by__isnull=False,
                    sealed__isnull=False,
                )
                & ~Q(code="")
                & ~Q(digest=""),
                name="leaving_contract_registered_whole",
                violation_error_message=_("A registered contract is signed by both parties."),
            ),
            models.CheckConstraint(
                condition=~Q(state="drafted")
                | Q(employer_signed_at=None, worker_signed_at=None, registered_at=None),
                name="leaving_contract_draft_unsigned",
                violation_error_message=_("A draft carries no signature."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def corridor(self) -> str:
        """The corridor of its journey: where its journal lies."""
        return self.journey.corridor

    @property
    def agreed(self) -> Terms:
        """The terms, typed."""
        return from_json(self.terms)
