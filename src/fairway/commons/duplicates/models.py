"""Two records that may be of one human being, and what is still to be compared."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import LIKELY_PAIR


class FoundBy(models.TextChoices):
    """On which occasion two records were found to be alike."""

    REGISTRATION = "registration", _("when one of them was registered or corrected")
    SWEEP = "sweep", _("when the register was looked through")


class LikelyPair(StatefulRecord):
    """Two records of one office. What they say of anybody stays in them; here lies only how alike.

    ``reasons`` are fields, levels and weights in bits, as `engines.identity` gives them, and name
    nobody. The versions say which state of the two records was compared.
    """

    lifecycle = LIKELY_PAIR

    first = models.ForeignKey("core.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("core.Person", on_delete=models.PROTECT, related_name="+")
    probability = models.FloatField(_("probability"))
    reasons = models.JSONField(default=list)
    first_version = models.PositiveIntegerField()
    second_version = models.PositiveIntegerField()
    found_by = models.CharField(_("found"), max_length=16, choices=FoundBy.choices)

    class Meta:
        verbose_name = _("two records that may be of one person")
        verbose_name_plural = _("records that may be of one person")
        indexes = [
            models.Index(
                fields=["authority", "state", "-probability"], name="commons_likelypair_queue"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="commons_likelypair_once",
                violation_error_message=_("These two records are already being compared."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="commons_likelypair_order",
                violation_error_message=_("A pair names two records, the earlier one first."),
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1),
                name="commons_likelypair_probability",
                violation_error_message=_("A probability lies between 0 and 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.state


class ToCompare(models.Model):
    """A record that was entered or changed and is still to be compared with its register."""

    person = models.OneToOneField("core.Person", primary_key=True, on_delete=models.PROTECT)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("record to be compared")
        verbose_name_plural = _("records to be compared")

    def __str__(self) -> str:
        return str(self.person_id)


class Comparison(models.Model):
    """What one look through some records of an office came to: counts, and no person."""

    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    records = models.PositiveIntegerField(_("records looked at"))
    compared = models.PositiveIntegerField(_("pairs compared"))
    found = models.PositiveIntegerField(_("likely pairs found"))
    # Keys that more people have than may be followed: what only they would find was not found.
    too_common = models.PositiveIntegerField(_("keys that too many share"))

    class Meta:
        verbose_name = _("look through a register")
        verbose_name_plural = _("looks through registers")
        indexes = [models.Index(fields=["authority", "-at"], name="commons_comparison_latest")]

    def __str__(self) -> str:
        return f"{self.records}/{self.found}"
