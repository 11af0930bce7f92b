"""What an installation knows about itself, about money and about legal time."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.ids import new_id
from fairway.core.records import AppendOnly, Record


class Installation(models.Model):
    """One row: what this installation is. Written by the owner role when it is made.

    ``demo`` can only be set while nobody is registered, and never again; ``shift`` is how far
    a demonstration's clock is from the real one. The application may change ``shift`` alone.
    """

    singleton = models.BooleanField(primary_key=True, default=True)
    id = models.UUIDField(default=new_id)
    demo = models.BooleanField(default=False)
    shift = models.DurationField(default=timedelta(0))

    class Meta:
        verbose_name = "installation"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(singleton=True),
                name="core_installation_one_row",
                violation_error_message="There is one installation.",
            ),
            models.CheckConstraint(
                condition=models.Q(demo=True) | models.Q(shift=timedelta(0)),
                name="core_installation_real_clock",
                violation_error_message="Only a demonstration's clock can be moved.",
            ),
        ]

    def __str__(self) -> str:
        return "demonstration" if self.demo else "installation"


class ExchangeRate(AppendOnly):
    """What one unit of ``base`` was worth in ``quote`` on a day, and who published it.

    A ``pegged`` rate is fixed by law: it holds until another is published and does not age.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base = models.CharField(_("currency"), max_length=3)
    quote = models.CharField(_("in currency"), max_length=3)
    on = models.DateField(_("on"))
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=10)
    pegged = models.BooleanField(_("fixed by law"), default=False)
    source = models.CharField(_("source"), max_length=200)
    url = models.URLField(_("address of the source"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote", "on", "source"],
                name="core_exchangerate_once",
                violation_error_message=_("This source's rate of that day is already known."),
            ),
            models.CheckConstraint(
                condition=models.Q(rate__gt=0),
                name="core_exchangerate_positive",
                violation_error_message=_("A rate is above zero."),
            ),
            models.CheckConstraint(
                condition=~models.Q(base=models.F("quote")),
                name="core_exchangerate_two_currencies",
                violation_error_message=_("A rate is between two currencies."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="core_exchangerate_sourced",
                violation_error_message=_("Say who published the rate."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} {self.on}"


class CalendarRuling(Record):
    """Days that an authority declares to be other than its calendar says, with its legal ground."""

    class Effect(models.TextChoices):
        SUSPENSION = "suspension", _("Periods stand still")
        HOLIDAY = "holiday", _("Public holiday")
        WORKING = "working", _("Working day after all")

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    effect = models.CharField(_("effect"), max_length=16, choices=Effect.choices)
    reason = models.CharField(_("reason"), max_length=200)
    legal_reference = models.CharField(_("legal reference"), max_length=200)

    class Meta:
        verbose_name = _("ruling on the calendar")
        verbose_name_plural = _("rulings on the calendar")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="core_calendarruling_dates",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.reason
