"""Documents: whose they are, and every version that was handed in. Nothing is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import Record, StatefulRecord
from fairway.engines.lifecycles import DOCUMENT

if TYPE_CHECKING:
    import uuid


class DocumentKind(models.TextChoices):
    """What a document proves."""

    PASSPORT = "passport", _("Passport")
    IDENTITY = "identity", _("Identity card")
    PHOTO = "photo", _("Photograph")
    QUALIFICATION = "qualification", _("Diploma or certificate")
    EXPERIENCE = "experience", _("Proof of experience")
    LANGUAGE = "language", _("Language certificate")
    ORIENTATION = "orientation", _("Orientation certificate")
    MEDICAL = "medical", _("Medical certificate")
    SECURITY = "security", _("Criminal record extract")
    VISA = "visa", _("Visa or permit")
    CONTRACT = "contract", _("Contract")
    RECEIPT = "receipt", _("Receipt")
    LICENCE = "licence", _("Licence or registration")
    EVIDENCE = "evidence", _("Evidence")
    TABLE = "table", _("Table of data")


class Document(Record):
    """One document of one owner: a person, or an organisation."""

    person = models.ForeignKey(
        "core.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    organisation = models.ForeignKey(
        "core.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    kind = models.CharField(_("kind"), max_length=16, choices=DocumentKind.choices)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(organisation=None),
                name="core_document_one_owner",
                violation_error_message=_("A document belongs to a person or an organisation."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def owner_id(self) -> uuid.UUID:
        """Whose key seals it."""
        owner = self.person_id or self.organisation_id
        if owner is None:
            raise ValueError("A document belongs to a person or an organisation.")
        return owner


class DocumentVersion(StatefulRecord):
    """One file that was handed in. Its name is sealed, its bytes lie encrypted on disk."""

    lifecycle = DOCUMENT

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    media_type = models.CharField(_("type of file"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    # SHA-256 of the ciphertext: the name of the file on disk.
    stored_as = models.CharField(max_length=64, unique=True)
    # Keyed digest of the content: the same file handed in again is recognised, not guessed.
    content_mac = models.BinaryField(max_length=32)
    # The name it came with and the SHA-256 of its content, under the owner's key.
    sealed = models.BinaryField()
    # Codes of what may make it hard to read; the person was told.
    warnings = models.JSONField(default=list, blank=True)
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    refusal = models.CharField(_("why it was not accepted"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="core_documentversion_once",
                violation_error_message=_("Somebody handed in a version at the same moment."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=["received", "accepted"]),
                name="core_documentversion_one_holds",
                violation_error_message=_("Another version of this document holds."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="core_documentversion_refused_why",
                violation_error_message=_("Say why the document is not accepted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"
