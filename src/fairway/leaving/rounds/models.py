"""A matching round: what went in, what came out, and that the one follows from the other."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.ids import new_id
from fairway.core.records import AppendOnly, StatefulRecord
from fairway.engines.lifecycles import MATCHING_ROUND


class MatchingRound(StatefulRecord):
    """One clearing of a channel. Until it is published it is a simulation."""

    lifecycle = MATCHING_ROUND

    corridor = models.CharField(_("corridor"), max_length=5)
    channel = models.CharField(_("channel"), max_length=60)
    # Job orders that start within these days take part.
    starts_from = models.DateField(_("starts from"))
    starts_to = models.DateField(_("starts until"))
    # What decides between equals: 64 hexadecimal digits, which follow from both sides' secrets.
    lot_seed = models.CharField(max_length=64, blank=True, editable=False)
    # The number that rounds once stated when they began; none since both sides commit to secrets.
    seed = models.PositiveIntegerField(_("seed"), null=True, editable=False)
    answer_days = models.PositiveSmallIntegerField(_("days to answer an offer"), default=7)
    # SHA-256 of all that went in, the engine that ran, and the figures that came out.
    inputs_digest = models.CharField(max_length=64, blank=True, editable=False)
    engine = models.CharField(max_length=32, blank=True, editable=False)
    figures = models.JSONField(default=dict, blank=True, editable=False)
    # Why a round was cancelled after its lists were closed; everybody reads it.
    reason = models.TextField(_("reason"), blank=True, editable=False)

    class Meta:
        verbose_name = _("matching round")
        verbose_name_plural = _("matching rounds")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_to__gte=F("starts_from")),
                name="leaving_round_dates",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["previewed", "published"])
                | (~Q(inputs_digest="") & ~Q(engine="")),
                name="leaving_round_previewed",
                violation_error_message=_("A round is previewed before it is published."),
            ),
            models.CheckConstraint(
                condition=Q(seed=None) | Q(lot_seed=""),
                name="leaving_round_one_seed",
                violation_error_message=_("A round draws in one way."),
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=90),
                name="leaving_round_answer_days",
                violation_error_message=_("Workers have 1 to 90 days to answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.corridor} {self.channel} {self.starts_from}"


class LotCommitment(AppendOnly):
    """What one side of the corridor committed to before the lists closed: a secret's SHA-256.

    The secret lies sealed beside it where Fairway made it; one of the side's own is known to
    nobody else before it is revealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(MatchingRound, on_delete=models.PROTECT, related_name="commitments")
    side = models.CharField(max_length=2)
    commitment = models.CharField(max_length=64)
    sealed = models.BinaryField(null=True, editable=False)
    # None: made at the installation's command line, by its operator.
    made_by = models.UUIDField(null=True, editable=False)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("commitment to a secret")
        verbose_name_plural = _("commitments to secrets")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "side"],
                name="leaving_lotcommitment_once",
                violation_error_message=_("This side has committed to a secret already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.commitment}"


class LotSecret(AppendOnly):
    """The secret of one side, revealed after the lists closed. It is the one committed to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.OneToOneField(
        LotCommitment, on_delete=models.PROTECT, related_name="revealed"
    )
    secret = models.CharField(max_length=1_024)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("revealed secret")
        verbose_name_plural = _("revealed secrets")

    def __str__(self) -> str:
        return self.secret


class RoundResult(models.Model):
    """What a round holds for one candidacy: the order and the rank of that wish, or why none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(MatchingRound, on_delete=models.PROTECT, related_name="results")
    candidacy = models.ForeignKey(
        "leaving.Candidacy", on_delete=models.PROTECT, related_name="results"
    )
    job_order = models.ForeignKey(
        "leaving.JobOrder", null=True, on_delete=models.PROTECT, related_name="results"
    )
    rank = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=32, blank=True)
    # Her place among the lots, 1 the best; none where nobody took part.
    lot = models.PositiveIntegerField(null=True)
    # The reserve of the channel for which she was counted, if places are kept for her group.
    counted_for = models.CharField(max_length=60, blank=True)
    # For each wish that she liked better: its place on her list and what closed it (`reasons`).
    unmet = models.JSONField(default=list)

    class Meta:
        verbose_name = _("result of a round")
        verbose_name_plural = _("results of rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "candidacy"],
                name="leaving_roundresult_once",
                violation_error_message=_("A candidacy has one result in a round."),
            ),
            models.CheckConstraint(
                condition=Q(job_order__isnull=False, rank__isnull=False, reason="")
                | (Q(job_order=None, rank=None) & ~Q(reason="")),
                name="leaving_roundresult_placed_or_why_not",
                violation_error_message=_("A result is a place or the reason for none."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason or f"wish {self.rank}"


class OrderResult(models.Model):
    """What a round brought a job order: how many of its free places, and why not all of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(MatchingRound, on_delete=models.PROTECT, related_name="of_orders")
    job_order = models.ForeignKey(
        "leaving.JobOrder", on_delete=models.PROTECT, related_name="round_results"
    )
    places = models.PositiveIntegerField()
    filled = models.PositiveIntegerField()
    outcome = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("what a round brought a job order")
        verbose_name_plural = _("what rounds brought job orders")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "job_order"],
                name="leaving_orderresult_once",
                violation_error_message=_("A job order has one result in a round."),
            ),
            models.CheckConstraint(
                condition=Q(filled__lte=F("places")),
                name="leaving_orderresult_fits",
                violation_error_message=_("No more were placed than there were places."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filled} of {self.places}: {self.outcome}"
