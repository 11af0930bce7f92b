"""Decisions as they were made, and appeals against them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import AppendOnly, Record, StatefulRecord
from fairway.engines.lifecycles import APPEAL


class DecisionRecord(Record, AppendOnly):
    """One answer. Facts about a person are sealed under her key; the outcome is not.

    ``outcome`` is what counts. Where a person decided, ``rules_said`` keeps what the packs
    answered and ``why`` the reason given.
    """

    question = models.CharField(_("question"), max_length=48)
    outcome = models.CharField(_("outcome"), max_length=16)
    rules_said = models.CharField(_("what the rules said"), max_length=16)
    corridor = models.CharField(_("corridor"), max_length=5)
    on = models.DateField(_("decided as of"))
    about = models.CharField(max_length=32)
    about_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField(null=True, db_index=True)
    packs = models.JSONField(default=list)
    engine = models.CharField(max_length=32)
    # The whole decision (facts, reasons, amounts): sealed where it is about a person.
    content = models.JSONField(null=True)
    sealed = models.BinaryField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_role = models.CharField(max_length=32)
    why = models.TextField(_("reason given"), blank=True)
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    appeal_until = models.DateField(_("appeal until"), null=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=("allowed", "refused", "incomplete")),
                name="commons_decision_outcome",
                violation_error_message=_("A decision allows, refuses or is incomplete."),
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=False) ^ Q(sealed__isnull=False),
                name="commons_decision_content_once",
                violation_error_message=_("A decision's content is either open or sealed."),
            ),
            models.CheckConstraint(
                condition=Q(person_id=None) | Q(sealed__isnull=False),
                name="commons_decision_person_sealed",
                violation_error_message=_("A decision about a person is sealed."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=models.F("rules_said")) | ~Q(why=""),
                name="commons_decision_departs_with_reason",
                violation_error_message=_("Who decides against the rules says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.outcome}"


class Appeal(StatefulRecord):
    """An objection to one decision, decided by another person."""

    lifecycle = APPEAL

    decision = models.ForeignKey(DecisionRecord, on_delete=models.PROTECT, related_name="appeals")
    corridor = models.CharField(_("corridor"), max_length=5)
    person_id = models.UUIDField(null=True, db_index=True)
    organisation_id = models.UUIDField(null=True, db_index=True)
    lodged_by = models.UUIDField()
    decider_id = models.UUIDField(null=True)
    # The grounds in the appellant's words: sealed where she is a person with a key.
    sealed = models.BinaryField(null=True)
    grounds = models.TextField(_("grounds"), blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "lodged_by"],
                condition=Q(state__in=("lodged", "assigned", "escalated")),
                name="commons_appeal_one_open",
                violation_error_message=_("You already have an appeal against this decision."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("upheld", "dismissed")) | ~Q(answer=""),
                name="commons_appeal_answered",
                violation_error_message=_("An appeal is answered with reasons."),
            ),
        ]

    def __str__(self) -> str:
        return self.state
