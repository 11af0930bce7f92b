"""A worker's profile, her wish to go in a channel, and the job orders in her order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core.ids import new_id
from fairway.core.records import Record, StatefulRecord
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import CANDIDACY

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where a candidacy still leads somewhere. A lapsed one may be opened again, and is not live.
LIVE = ("draft", "open", "in_round", "offered", "placed")
MOST_WISHES = 30


class WorkerProfile(Record):
    """What a worker can and wishes, once a person. Who she is lies sealed with the person."""

    person = models.OneToOneField(
        "core.Person", on_delete=models.PROTECT, related_name="worker_profile"
    )
    # The reference of the register that handed her in; empty for who came by herself.
    register_ref = models.CharField(max_length=64, blank=True, editable=False)
    nationality = models.CharField(_("nationality"), max_length=2)
    occupation = models.CharField(_("occupation (ISCO-08)"), max_length=4)
    other_occupations = models.JSONField(_("other occupations"), default=list, blank=True)
    experience_months = models.PositiveSmallIntegerField(_("months of experience"), default=0)
    # [["fr", "B1"]]: ISO 639-1 and CEFR level.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    available_from = models.DateField(_("free from"), null=True, blank=True)
    available_until = models.DateField(_("free until"), null=True, blank=True)
    wish_regions = models.JSONField(_("regions wished for"), default=list, blank=True)
    wish_pay_amount = models.DecimalField(
        _("least pay a month"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    wish_pay_currency = models.CharField(_("currency"), max_length=3, blank=True)
    # pay, region, start: what matters most first when two orders are compared.
    wish_first = models.JSONField(_("what matters most"), default=list, blank=True)
    # Home region and family, sealed under her key: for service, never for eligibility.
    sealed = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = _("profile of a worker")
        verbose_name_plural = _("profiles of workers")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "register_ref"],
                condition=~Q(register_ref=""),
                name="leaving_profile_register_once",
                violation_error_message=_("This reference of the register is already here."),
            ),
            models.CheckConstraint(
                condition=Q(available_from=None)
                | Q(available_until=None)
                | Q(available_until__gte=F("available_from")),
                name="leaving_profile_dates",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(wish_pay_amount=None, wish_pay_currency="")
                | (Q(wish_pay_amount__gte=0) & ~Q(wish_pay_currency="")),
                name="leaving_profile_pay",
                violation_error_message=_("A pay is an amount, not negative, and a currency."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def occupations(self) -> Sequence[str]:
        """Her occupation first, then the others."""
        return (self.occupation, *self.other_occupations)

    @property
    def spoken(self) -> Sequence[tuple[str, str]]:
        """Her languages, each with its level."""
        return tuple((language, level) for language, level in self.languages)

    @property
    def wish_pay(self) -> Money | None:
        """The least pay a month that she would go for."""
        if self.wish_pay_amount is None:
            return None
        return Money(self.wish_pay_amount, self.wish_pay_currency)


class Candidacy(StatefulRecord):
    """A worker's wish to go in one channel. It costs nothing; she may have several."""

    lifecycle = CANDIDACY

    person = models.ForeignKey("core.Person", on_delete=models.PROTECT, related_name="candidacies")
    profile = models.ForeignKey(WorkerProfile, on_delete=models.PROTECT, related_name="candidacies")
    corridor = models.CharField(_("corridor"), max_length=5)
    channel = models.CharField(_("channel"), max_length=60)
    # What she stated of herself for the packs, sealed under her key; none: nothing was asked.
    sealed = models.BinaryField(null=True, editable=False)
    # The round that holds it, while it is in one.
    in_round = models.ForeignKey(
        "leaving.MatchingRound",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="candidacies",
    )

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        indexes = [
            models.Index(fields=["corridor", "channel", "state"], name="leaving_candidacy_channel")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "corridor", "channel"],
                condition=Q(state__in=LIVE),
                name="leaving_candidacy_one_live",
                violation_error_message=_("You already have a candidacy in this channel."),
            ),
            models.CheckConstraint(
                condition=(Q(state="in_round") & Q(in_round__isnull=False))
                | (~Q(state="in_round") & Q(in_round=None)),
                name="leaving_candidacy_in_round",
                violation_error_message=_("A candidacy in a round names the round."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.corridor} {self.channel} {self.state}"


class Wish(models.Model):
    """One job order in a worker's true order: rank 1 is what she wants most."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="wishes")
    job_order = models.ForeignKey(
        "leaving.JobOrder", on_delete=models.PROTECT, related_name="wishes"
    )
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "rank"],
                name="leaving_wish_one_a_rank",
                violation_error_message=_("Two job orders have the same rank."),
            ),
            models.UniqueConstraint(
                fields=["candidacy", "job_order"],
                name="leaving_wish_order_once",
                violation_error_message=_("A job order stands in the list once."),
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_WISHES),
                name="leaving_wish_rank",
                violation_error_message=_("Ranks begin with 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}"
