"""Wage files as they came, and each month's check against the contracts."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.abroad.wages.kinds import Answer, Gravity
from fairway.core.ids import new_id
from fairway.core.records import AppendOnly, Record
from fairway.engines.kernel import Money


class WageNumber(Record):
    """Whose number stands in an employer's wage files. The number itself is sealed."""

    journey = models.ForeignKey("leaving.Journey", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("core.Organisation", on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("number in wage files")
        verbose_name_plural = _("numbers in wage files")
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "digest"],
                name="abroad_wagenumber_once",
                violation_error_message=_("This number already belongs to another worker."),
            ),
            models.UniqueConstraint(
                fields=["employer", "journey"],
                name="abroad_wagenumber_one_each",
                violation_error_message=_("This worker already has a number in your files."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def corridor(self) -> str:
        """The corridor of the journey: where its own journal lies."""
        return self.journey.corridor


class WageFile(Record):
    """One file of one employer for one month, read whole."""

    partition_key = models.CharField(max_length=16, editable=False)
    employer = models.ForeignKey("core.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"), help_text=_("its first day"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    made_on = models.DateField(_("made on"))
    made_at = models.CharField(max_length=4)
    routing_code = models.CharField(max_length=9)
    reference = models.CharField(_("reference"), max_length=35, blank=True)
    paid_on = models.DateField(_("paid on"))
    total = models.DecimalField(_("total"), max_digits=20, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    lines_count = models.PositiveIntegerField(_("workers"))

    class Meta:
        verbose_name = _("wage file")
        verbose_name_plural = _("wage files")
        constraints = [
            models.UniqueConstraint(
                fields=["partition_key", "employer", "sha256"],
                name="abroad_wagefile_once",
                violation_error_message=_("This file was already handed in."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def money(self) -> Money:
        """The sum of the file."""
        return Money(self.total, self.currency)


class WageLine(AppendOnly):
    """What one line of a file says was paid. Amounts are whole minor units of the file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partition = models.CharField(max_length=16)
    file = models.ForeignKey(WageFile, on_delete=models.PROTECT, related_name="lines")
    employer = models.ForeignKey("core.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    row = models.PositiveIntegerField()
    # The worker's number and account, as keyed digests; of the number, what may be shown.
    employee = models.BinaryField(max_length=32)
    shown = models.CharField(max_length=14)
    account = models.BinaryField(max_length=32)
    routing_code = models.CharField(max_length=9)
    pay_start = models.DateField()
    pay_end = models.DateField()
    days = models.PositiveSmallIntegerField()
    leave_days = models.PositiveSmallIntegerField()
    fixed = models.BigIntegerField()
    variable = models.BigIntegerField()
    parts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("line of a wage file")
        verbose_name_plural = _("lines of wage files")
        constraints = [
            models.UniqueConstraint(
                fields=["partition", "employer", "month", "employee", "file"],
                name="abroad_wageline_once",
                violation_error_message=_("A worker stands once in a file."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.row}"


class DeclaredDeduction(Record):
    """What an employer says it took off one worker's wage of a month, and what for."""

    partition_key = models.CharField(max_length=16, editable=False)
    employer = models.ForeignKey("core.Organisation", on_delete=models.PROTECT, related_name="+")
    journey = models.ForeignKey("leaving.Journey", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    kind = models.CharField(_("what for"), max_length=16)
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("deduction from a wage")
        verbose_name_plural = _("deductions from wages")
        constraints = [
            models.UniqueConstraint(
                fields=["partition_key", "employer", "journey", "month", "kind"],
                name="abroad_deduction_once",
                violation_error_message=_("This deduction was already declared."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=Decimal(0)),
                name="abroad_deduction_positive",
                violation_error_message=_("A deduction is above zero."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)

    @property
    def corridor(self) -> str:
        """The corridor of the journey: where its own journal lies."""
        return self.journey.corridor

    @property
    def money(self) -> Money:
        """What was taken off."""
        return Money(self.amount, self.currency)


class WageCheck(Record):
    """One employer's month compared with its contracts, as known on a day. The newest counts."""

    partition_key = models.CharField(max_length=16, editable=False)
    employer = models.ForeignKey("core.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    number = models.PositiveIntegerField(_("check"))
    on = models.DateField(_("as known on"))
    last_day = models.DateField(_("last day on which a wage is in time"))
    files = models.PositiveSmallIntegerField(_("files"))
    # The rule that was used: each parameter with its value and source, and what is not known.
    rule = models.JSONField(_("rule"))
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("check of a month's wages")
        verbose_name_plural = _("checks of months' wages")
        constraints = [
            models.UniqueConstraint(
                fields=["partition_key", "employer", "month", "number"],
                name="abroad_wagecheck_once",
                violation_error_message=_("This check was already made."),
            ),
            models.UniqueConstraint(
                fields=["partition_key", "employer", "month"],
                condition=Q(current=True),
                name="abroad_wagecheck_one_current",
                violation_error_message=_("Another check of this month counts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.number}"

    @property
    def file_owed(self) -> bool:
        """Whether the employer owed a wage file for the month, by the rule that was used."""
        return bool(self.rule.get("file_owed"))


class PayMonth(AppendOnly):
    """One worker's month in one check: what was due, what arrived, what was taken off."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partition = models.CharField(max_length=16)
    wage_check = models.ForeignKey(WageCheck, on_delete=models.PROTECT, related_name="months")
    journey = models.ForeignKey("leaving.Journey", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    due = models.DecimalField(_("due"), max_digits=20, decimal_places=4)
    paid = models.DecimalField(_("paid"), max_digits=20, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    # By kind: what was taken off, and the most that the contract allows.
    deductions = models.JSONField(_("deductions"), default=dict)
    # Where the contract is in another currency: what it says, the rate, its day and source.
    converted = models.JSONField(null=True)

    class Meta:
        verbose_name = _("a worker's month of pay")
        verbose_name_plural = _("workers' months of pay")
        constraints = [
            models.UniqueConstraint(
                fields=["partition", "wage_check", "journey"],
                name="abroad_paymonth_once",
                violation_error_message=_("A worker's month stands once in a check."),
            )
        ]

    def __str__(self) -> str:
        return str(self.month)

    @property
    def heard(self) -> bool:
        """Whether a wage file says what arrived; without one it is not known."""
        return self.wage_check.files > 0


class WageFinding(AppendOnly):
    """One thing that a check found, about a worker, a file or the employer as a whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partition = models.CharField(max_length=16)
    wage_check = models.ForeignKey(WageCheck, on_delete=models.PROTECT, related_name="findings")
    journey = models.ForeignKey(
        "leaving.Journey", null=True, on_delete=models.PROTECT, related_name="+"
    )
    file = models.ForeignKey(WageFile, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what was found"), max_length=24)
    gravity = models.PositiveSmallIntegerField(_("gravity"), choices=Gravity.choices)
    rows = models.JSONField(default=list)
    amounts = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("finding on wages")
        verbose_name_plural = _("findings on wages")
        indexes = [models.Index(fields=["gravity", "wage_check"], name="abroad_finding_gravity")]

    def __str__(self) -> str:
        return self.kind


class PayAnswer(Record):
    """What she says of one month. Her employer does not see it."""

    partition_key = models.CharField(max_length=16, editable=False)
    journey = models.ForeignKey("leaving.Journey", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)

    class Meta:
        verbose_name = _("answer about a month's pay")
        verbose_name_plural = _("answers about months' pay")
        constraints = [
            models.UniqueConstraint(
                fields=["partition_key", "journey", "month"],
                name="abroad_payanswer_once",
                violation_error_message=_("You already answered for this month."),
            )
        ]

    def __str__(self) -> str:
        return self.answer

    @property
    def corridor(self) -> str:
        """The corridor of the journey: where its own journal lies."""
        return self.journey.corridor
