"""What must be done before leaving: one row a step."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import PREPARATION_STEP, Role


class StepKind(models.TextChoices):
    """What kind of thing a step is."""

    DOCUMENT = "document", _("Document")
    SECURITY = "security", _("Security check")
    SKILLS = "skills", _("Skills")
    LANGUAGE = "language", _("Language")
    ORIENTATION = "orientation", _("Orientation")
    MEDICAL = "medical", _("Medical examination")


class ActsNext(models.TextChoices):
    """Who hands in the evidence."""

    WORKER = Role.WORKER.value, _("The worker")
    PROVIDER = Role.PROVIDER.value, _("The provider")
    RECRUITER = Role.RECRUITER.value, _("The recruiter")
    OFFICER = Role.OFFICER_ORIGIN.value, _("The authority")


class PreparationStep(StatefulRecord):
    """One step. Of a medical examination only whether she is fit is ever kept here."""

    lifecycle = PREPARATION_STEP

    journey = models.ForeignKey("leaving.Journey", on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("kind"), max_length=16, choices=StepKind.choices)
    # The fact that a pack asks for; an officer's own step has a name that no pack uses.
    fact = models.CharField(max_length=60)
    # What is asked for, by language: the pack's words, or the officer's.
    titles = models.JSONField(_("what is asked for"))
    by = models.CharField(_("who hands it in"), max_length=24, choices=ActsNext.choices)
    provider = models.ForeignKey(
        "core.Organisation",
        verbose_name=_("provider"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="preparation_steps",
    )
    evidence = models.ForeignKey(
        "core.DocumentVersion",
        verbose_name=_("evidence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    expires_on = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of the preparation")
        verbose_name_plural = _("steps of the preparation")
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "fact"],
                name="leaving_step_once",
                violation_error_message=_("This step is already asked for."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=StepKind.MEDICAL) | Q(evidence=None),
                name="leaving_step_no_medical_record",
                violation_error_message=_("A medical record is never kept: only fit or not fit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.state}"

    @property
    def corridor(self) -> str:
        """The corridor of its journey: where its journal lies."""
        return self.journey.corridor

    def title(self, language: str) -> str:
        """What is asked for, in a language."""
        return str(capfirst(self.titles.get(language) or self.titles["en"]))

    def holds_on(self, day: date) -> bool:
        """Whether it is done, and the evidence still valid on a day."""
        return self.state == "done" and (self.expires_on is None or self.expires_on >= day)
