"""The access log, apart from the journal and append-only; and how often a place knocked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.ids import new_id
from fairway.core.records import AppendOnly


class AccessEntry(AppendOnly):
    """One reading of one sensitive record by somebody who may."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("when"), default=clock.now)
    user_id = models.UUIDField(null=True)
    role = models.CharField(_("role"), max_length=32)
    organisation_id = models.UUIDField(null=True)
    action = models.CharField(_("what was read"), max_length=48)
    subject = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    # Whose data it is: she may see who looked.
    person_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log")
        indexes = [models.Index(fields=["person_id", "-at"], name="core_access_person")]

    def __str__(self) -> str:
        return f"{self.role} {self.action}"


class Knock(models.Model):
    """How often one place asked for one thing in one window of time: counted for all processes."""

    # A keyed digest of what, when and whence: nobody reads an address back.
    digest = models.BinaryField(primary_key=True, max_length=32)
    number = models.PositiveIntegerField(default=1)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "knock"

    def __str__(self) -> str:
        return f"{self.number} until {self.ends_at:%F %T}"
