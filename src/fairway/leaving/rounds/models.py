"""A matching round: what went in, what came out, and that the one follows from the other."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core.ids import new_id
from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import MATCHING_ROUND


class MatchingRound(StatefulRecord):
    """One clearing of a channel. Until it is published it is a simulation."""

    lifecycle = MATCHING_ROUND

    corridor = models.CharField(_("corridor"), max_length=5)
    channel = models.CharField(_("channel"), max_length=60)
    # Job orders that start within these days take part.
    starts_from = models.DateField(_("starts from"))
    starts_to = models.DateField(_("starts until"))
    # Breaks ties between equals; fixed before anybody sees a result.
    seed = models.PositiveIntegerField(_("seed"))
    answer_days = models.PositiveSmallIntegerField(_("days to answer an offer"), default=7)
    # SHA-256 of all that went in, the engine that ran, and the figures that came out.
    inputs_digest = models.CharField(max_length=64, blank=True, editable=False)
    engine = models.CharField(max_length=32, blank=True, editable=False)
    figures = models.JSONField(default=dict, blank=True, editable=False)

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
                condition=Q(answer_days__gte=1, answer_days__lte=90),
                name="leaving_round_answer_days",
                violation_error_message=_("Workers have 1 to 90 days to answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.corridor} {self.channel} {self.starts_from}"


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
