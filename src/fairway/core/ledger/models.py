"""The one ledger: accounts, transactions and their legs. Nothing is edited, only reversed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.ids import new_id
from fairway.core.records import AppendOnly, Record


class AccountKind(models.TextChoices):
    """What the money of an account is."""

    DEPOSIT = "deposit", _("Deposit of a recruiter")
    FEE = "fee", _("Fees paid")
    REFUND = "refund", _("Refunds owed")
    WAGE = "wage", _("Wages paid")
    CLAIM = "claim", _("Claims of workers")
    CONTRIBUTION = "contribution", _("Contributions")
    EXTERNAL = "external", _("The world outside")


class Account(models.Model):
    """A place where money is, in one currency, of one owner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=AccountKind.choices)
    currency = models.CharField(_("currency"), max_length=3)
    # The organisation, person or record whose money it is; empty for the authority's own.
    owner_id = models.UUIDField(null=True, db_index=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "currency", "owner_id"],
                nulls_distinct=False,
                name="core_account_once",
                violation_error_message=_("This account exists."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency}"


class Transaction(Record, AppendOnly):
    """Money moved once, for one stated reason. A mistake is reversed by another transaction."""

    kind = models.CharField(_("kind"), max_length=32)
    reason = models.CharField(_("reason"), max_length=200)
    subject_id = models.UUIDField(null=True, db_index=True)
    booked_on = models.DateField(_("booked on"))
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    # Set when two currencies meet: the dated rate and where it was published.
    rate_source = models.CharField(_("source of the exchange rate"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("transaction")
        verbose_name_plural = _("transactions")

    def __str__(self) -> str:
        return self.reason


class Leg(AppendOnly):
    """One side of a transaction: an amount into (positive) or out of (negative) an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="legs")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="legs")
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("leg")
        verbose_name_plural = _("legs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="core_leg_not_zero",
                violation_error_message=_("An amount of nothing is not booked."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
