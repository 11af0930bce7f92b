"""An employer's demand, and the places that a legal cap leaves for all demands of a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core.ids import new_id
from fairway.core.records import StatefulRecord
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import JOB_ORDER
from fairway.leaving.job_orders.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

ANY_ORIGIN = ""
_LIVE = ("approved", "open", "filled")


class Housing(models.TextChoices):
    """Who provides the place to live."""

    FREE = "free", _("Provided, free of charge")
    DEDUCTED = "deducted", _("Provided, a part is deducted from the pay")
    NONE = "none", _("Not provided")
    NOT_STATED = "not_stated", _("Not stated")


class JobOrder(StatefulRecord):
    """Places of one kind at one employer. Pay is before deductions, for the basic hours."""

    lifecycle = JOB_ORDER

    # Empty: the channel takes workers from any country.
    origin_country = models.CharField(_("country of origin"), max_length=2, blank=True)
    destination = models.CharField(_("country of destination"), max_length=2)
    channel = models.CharField(_("channel"), max_length=60)
    employer = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("employer"),
        on_delete=models.PROTECT,
        related_name="job_orders",
    )
    recruiter = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("recruiter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recruited_orders",
    )
    occupation = models.CharField(_("occupation (ISCO-08)"), max_length=4)
    title = models.CharField(_("title of the job"), max_length=200)
    places = models.PositiveIntegerField(_("places"))
    # Places that offers hold or workers took: raised by a conditional update alone.
    taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    workplace = models.CharField(_("place of work"), max_length=200)
    # ISO 3166-2 without its country: CA of US-CA.
    region = models.CharField(_("region"), max_length=6, blank=True)
    start_on = models.DateField(_("start"))
    end_on = models.DateField(_("end"))
    weekly_hours = models.DecimalField(_("hours a week"), max_digits=5, decimal_places=2)
    hourly_pay = models.DecimalField(_("pay an hour"), max_digits=20, decimal_places=4)
    monthly_pay = models.DecimalField(_("pay a month"), max_digits=20, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    housing = models.CharField(
        _("housing"), max_length=16, choices=Housing.choices, default=Housing.NOT_STATED
    )
    # [["fr", "A2"]]: ISO 639-1 and the least CEFR level.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    experience_months = models.PositiveSmallIntegerField(_("months of experience"), default=0)
    conditions = models.JSONField(_("further terms"), default=dict, blank=True)
    # An imported order: where it comes from, its number there, what the file said besides.
    source = models.CharField(_("source"), max_length=32, blank=True)
    case_number = models.CharField(_("case number"), max_length=64, blank=True)
    source_data = models.JSONField(default=dict, blank=True, editable=False)
    # What an officer saw evidence of, by the names under which the packs ask for it.
    attested = models.JSONField(_("seen by the authority"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("job order")
        verbose_name_plural = _("job orders")
        indexes = [
            models.Index(
                fields=["destination", "channel", "state", "start_on"], name="leaving_order_channel"
            ),
            models.Index(fields=["employer", "-created_at"], name="leaving_order_employer"),
        ]
        constraints = [
            # The country is the key by which the table is partitioned when it is large.
            models.UniqueConstraint(
                fields=["destination", "source", "case_number"],
                condition=~Q(source=""),
                name="leaving_order_case_once",
                violation_error_message=_("This case is already here."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="leaving_order_places",
                violation_error_message=_("A job order has at least one place."),
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("places")),
                name="leaving_order_not_overfilled",
                violation_error_message=_("Every place of this job order is taken."),
            ),
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")),
                name="leaving_order_dates",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                condition=Q(monthly_pay__gt=0, hourly_pay__gt=0, weekly_hours__gt=0),
                name="leaving_order_pay",
                violation_error_message=_("Pay and hours are more than nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(state="filled") | Q(taken=F("places")),
                name="leaving_order_filled",
                violation_error_message=_("A job order is filled when every place is taken."),
            ),
            models.CheckConstraint(
                condition=Q(taken=0) | Q(state__in=[*_LIVE, "closed", "withdrawn"]),
                name="leaving_order_taken_once_approved",
                violation_error_message=_("Places are taken once the order is approved."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="leaving_order_reason",
                violation_error_message=_("State the reason: the employer reads it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.places})"

    @property
    def corridor(self) -> str:
        """Origin and destination; ``any`` where workers may come from everywhere."""
        return f"{self.origin_country or 'any'}-{self.destination}"

    @property
    def pay_an_hour(self) -> Money:
        """Basic pay an hour."""
        return Money(self.hourly_pay, self.currency)

    @property
    def pay_a_month(self) -> Money:
        """Basic pay a month."""
        return Money(self.monthly_pay, self.currency)

    @property
    def places_left(self) -> int:
        """Places that nobody holds."""
        return self.places - self.taken

    @property
    def terms(self) -> Terms:
        """The further terms, typed."""
        return Terms.from_json(self.conditions)

    @property
    def spoken(self) -> Sequence[tuple[str, str]]:
        """The languages that the work needs, each with its least level."""
        return tuple((language, level) for language, level in self.languages)


class ChannelPeriod(models.Model):
    """One legal cap of one channel over one period, and how much of it approved orders hold.

    There is a row only where the law sets a number. Nothing but the conditional update of
    `caps.reserve` raises ``committed``, and the database refuses to pass the cap.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pack = models.CharField(max_length=80)
    pack_version = models.CharField(max_length=16)
    channel = models.CharField(_("channel"), max_length=60)
    cap_id = models.CharField(max_length=60)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    cap = models.PositiveIntegerField(_("legal cap"))
    committed = models.PositiveIntegerField(_("places committed"), default=0)

    class Meta:
        verbose_name = _("cap of a channel")
        verbose_name_plural = _("caps of channels")
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "channel", "cap_id", "starts_on"],
                name="leaving_channelperiod_once",
                violation_error_message=_("This cap is already counted."),
            ),
            models.CheckConstraint(
                condition=Q(committed__lte=F("cap")),
                name="leaving_channelperiod_cap",
                violation_error_message=_("The legal cap of this channel is reached."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.channel} {self.cap_id}: {self.committed} of {self.cap}"


class CapHold(models.Model):
    """How many places of a cap one approved order holds; what it does not fill goes back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    period = models.ForeignKey(ChannelPeriod, on_delete=models.PROTECT, related_name="holds")
    job_order = models.ForeignKey(JobOrder, on_delete=models.PROTECT, related_name="holds")
    places = models.PositiveIntegerField()

    class Meta:
        verbose_name = "places held of a cap"
        constraints = [
            models.UniqueConstraint(
                fields=["period", "job_order"],
                name="leaving_caphold_once",
                violation_error_message=_("This order is already counted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.places} of {self.period_id}"
