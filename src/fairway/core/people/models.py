"""People: their sealed details, what they consented to, who may act for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.ids import new_id
from fairway.core.records import Record, StatefulRecord
from fairway.engines.lifecycles import CONSENT, ERASURE


class RetentionClass(models.TextChoices):
    """How long a record is kept after its last use; `Authority.retention_years` says it."""

    REGISTER = "register", _("Register entry, never placed")
    JOURNEY = "journey", _("Had a journey")
    CASE = "case", _("Party to a case")


class Person(Record):
    """A human being, once. Everything that names her is in ``sealed``, under her own key."""

    sealed = models.BinaryField()
    retention = models.CharField(
        max_length=16, choices=RetentionClass.choices, default=RetentionClass.REGISTER
    )
    last_used_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(
                fields=["authority", "retention", "last_used_at"],
                condition=Q(erased_at=None),
                name="core_person_retention",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class BlindIndex(models.Model):
    """A keyed digest of something that identifies a person: phone, identity number, name part."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="indexes")
    kind = models.CharField(max_length=24)
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "blind index"
        indexes = [models.Index(fields=["kind", "digest"], name="core_blindindex_lookup")]
        constraints = [
            # One human being has one record: the same identity number never enters twice.
            models.UniqueConstraint(
                fields=["kind", "digest"],
                condition=Q(kind__startswith="id:") | Q(kind="phone"),
                name="core_blindindex_identity_once",
                violation_error_message=_("This number already belongs to a registered person."),
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Purpose(models.TextChoices):
    """What personal data may be used for, each consented to by itself."""

    MATCHING = "matching", _("Match me with jobs abroad")
    SHARE_EMPLOYER = "share_employer", _("Show my profile to the employer who is matched")
    SHARE_ORIGIN = "share_origin", _("Let my labour office follow my journey")
    CONTACT = "contact", _("Send me messages about my journey")
    RESEARCH = "research", _("Use my data without my name for statistics")


class Consent(StatefulRecord):
    """One person's consent to one purpose, given on a day, withdrawn on another."""

    lifecycle = CONSENT
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=32, choices=Purpose.choices)
    # The words the person agreed to, so that the consent can be shown again.
    wording = models.TextField(_("wording"))
    language = models.CharField(max_length=8)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                name="core_consent_one_per_purpose",
                violation_error_message=_("This consent is already given."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.state}"


class Representation(Record):
    """A person whom a worker names to act for her, within what she allows."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="represents")
    relation = models.CharField(_("relation"), max_length=64)
    # Actions of the access table that the worker allows her representative.
    may = models.JSONField(_("may"), default=list)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "user"],
                condition=Q(valid_to=None),
                name="core_representation_once",
                violation_error_message=_("You have already named this person."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="core_representation_dates",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return self.relation


class ErasureRequest(StatefulRecord):
    """A worker's request to be forgotten; refused only with its legal ground."""

    lifecycle = ERASURE
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasures")
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["requested", "on_hold", "approved"]),
                name="core_erasure_one_open",
                violation_error_message=_("Your request is already with the office."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["on_hold", "refused"]) | ~Q(answer=""),
                name="core_erasure_ground",
                violation_error_message=_("State the legal ground for keeping the data."),
            ),
        ]

    def __str__(self) -> str:
        return self.state


class LegalHold(models.Model):
    """A reason in law why a person's data must be kept for now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(_("legal ground"), max_length=200)
    until = models.DateField(_("until"), null=True, blank=True)
    placed_at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")

    def __str__(self) -> str:
        return self.ground
