"""What a worker paid, and what must come back to her."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.abroad.costs.kinds import Finding, PayeeKind
from fairway.core.records import Record
from fairway.engines.costs import CostKind
from fairway.engines.kernel import Money

_KINDS = [(kind.value, kind.value) for kind in CostKind]


class CostEntry(Record):
    """One payment that a worker reports, with the answer of the rules. Hers; no employer's."""

    partition_key = models.CharField(max_length=16, editable=False)
    journey = models.ForeignKey("leaving.Journey", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("core.Person", on_delete=models.PROTECT, related_name="+")
    fee_kind = models.CharField(_("what it was for"), max_length=40)
    kind = models.CharField(_("kind of cost"), max_length=40, choices=_KINDS)
    payee_kind = models.CharField(_("who took it"), max_length=16, choices=PayeeKind.choices)
    payee = models.ForeignKey(
        "core.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The payee's name in her words, under her key.
    sealed = models.BinaryField()
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    paid_on = models.DateField(_("paid on"))
    receipt = models.ForeignKey(
        "core.DocumentVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.ForeignKey(
        "commons.DecisionRecord", null=True, on_delete=models.PROTECT, related_name="+"
    )
    finding = models.CharField(
        _("what the rules say"), max_length=8, choices=Finding.choices, default=Finding.OPEN
    )

    class Meta:
        verbose_name = _("cost reported by a worker")
        verbose_name_plural = _("costs reported by workers")
        indexes = [
            models.Index(fields=["partition_key", "journey", "paid_on"], name="abroad_cost_journey")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=Decimal(0)),
                name="abroad_cost_positive",
                violation_error_message=_("A payment is above zero."),
            ),
            models.UniqueConstraint(
                fields=["partition_key", "client_id"],
                name="abroad_cost_once",
                violation_error_message=_("This payment was already reported."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fee_kind} {self.finding}"

    @property
    def corridor(self) -> str:
        """The corridor of the journey: where its own journal lies."""
        return self.journey.corridor

    @property
    def money(self) -> Money:
        """What was paid."""
        return Money(self.amount, self.currency)


class RefundOrder(Record):
    """What one payee must pay back of one payment. It learns of it once she agrees."""

    entry = models.OneToOneField(CostEntry, on_delete=models.PROTECT, related_name="refund")
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    # The provisions that the payment went beyond.
    provisions = models.JSONField(_("provisions"), default=list)
    booked = models.ForeignKey("core.Transaction", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked back"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    declared_at = models.DateTimeField(_("declared as paid"), null=True, blank=True)
    settled = models.ForeignKey(
        "core.Transaction", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("refund order")
        verbose_name_plural = _("refund orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=Decimal(0)),
                name="abroad_refund_positive",
                violation_error_message=_("A refund is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None, due_on=None, declared_at=None)
                | Q(asked_at__isnull=False, due_on__isnull=False),
                name="abroad_refund_asked_first",
                violation_error_message=_("A payee answers what it was asked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    @property
    def corridor(self) -> str:
        """The corridor of the journey: where its own journal lies."""
        return self.entry.corridor

    @property
    def due_at(self) -> datetime | None:
        """The end of the last day on which the payee is in time."""
        if self.due_on is None:
            return None
        return datetime.combine(self.due_on, time(23, 59, 59), ZoneInfo(self.authority.time_zone))

    @property
    def money(self) -> Money:
        """What must come back."""
        return Money(self.amount, self.currency)
