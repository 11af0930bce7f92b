"""The words of wages: how grave a finding is, what it is called, what she answers."""

from __future__ import annotations

from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairway.engines.wages import Kind, Severity


class Gravity(models.IntegerChoices):
    """How much a finding weighs; the lower, the graver."""

    BREACH = 0, _("A rule is broken")
    OWED = 1, _("Money is owed")
    NOTICE = 2, _("To look at")


GRAVITY = MappingProxyType(
    {
        Severity.BREACH: Gravity.BREACH,
        Severity.OWED: Gravity.OWED,
        Severity.NOTICE: Gravity.NOTICE,
    }
)

# A contract in another currency than the file, and no dated rate that could be shown.
NOT_COMPARABLE = "not comparable"

TITLES = MappingProxyType(
    {
        Kind.LATE.value: _("Paid late"),
        Kind.SHORT.value: _("Paid too little"),
        Kind.MISSING.value: _("Not paid"),
        Kind.UNKNOWN.value: _("A payment to somebody without a contract here"),
        Kind.WRONG_TOTAL.value: _("The bank carried out another sum"),
        Kind.OVER_DEDUCTION.value: _("More was deducted than allowed"),
        Kind.DUPLICATE.value: _("The same line stands in two files"),
        Kind.RETURNED.value: _("The bank sent the wage back"),
        Kind.BELOW_SHARE.value: _("Less arrived than must arrive"),
        Kind.COMPANY_BELOW_SHARE.value: _("Too little of all wages was paid in time"),
        NOT_COMPARABLE: _("Cannot be compared: no exchange rate is known"),
    }
)


class Answer(models.TextChoices):
    """What she says when asked whether a month's pay was right."""

    YES = "yes", _("Yes, it is right")
    NO = "no", _("No, I was not paid")
    NOT_RIGHT = "not_right", _("Something is not right")
