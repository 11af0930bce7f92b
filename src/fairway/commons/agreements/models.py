"""A version of a pack in this installation: its text, its digest, its signature."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import StatefulRecord
from fairway.engines.lifecycles import PACK_PUBLICATION


class PackVersion(StatefulRecord):
    """One version of one pack. ``text`` is what the lawyer wrote, ``canonical`` what decides."""

    lifecycle = PACK_PUBLICATION

    pack = models.SlugField(_("pack"), max_length=80)
    pack_version = models.CharField(_("version"), max_length=16)
    title = models.JSONField(_("title by language"))
    text = models.TextField(_("text"))
    canonical = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    # Ed25519 over the canonical form, by the installation's key; a second key holder may check it.
    signature = models.BinaryField(null=True, editable=False)
    note = models.CharField(_("what changed and why"), max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("version of an agreement")
        verbose_name_plural = _("versions of agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "pack_version"],
                condition=~Q(state="withdrawn"),
                name="commons_packversion_once",
                violation_error_message=_("This version of the agreement is already here."),
            ),
            models.UniqueConstraint(
                fields=["pack"],
                condition=Q(state="published"),
                name="commons_packversion_one_in_force",
                violation_error_message=_("Another version of this agreement is in force."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(signature__isnull=False) & Q(published_at__isnull=False)),
                name="commons_packversion_published_signed",
                violation_error_message=_("A published version is signed and dated."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.pack_version}"
