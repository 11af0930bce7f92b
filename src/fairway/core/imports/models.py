"""What came in by file: one row for each file that was loaded, with its whole report."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fairway.core.records import Record


class ImportRun(Record):
    """A file that was loaded, once. A file that was refused leaves no trace: nothing changed.

    Every row of the file is used, merged into another, or set aside for a stated reason.
    """

    format = models.CharField(_("format"), max_length=32)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    used = models.PositiveIntegerField(_("used"))
    merged = models.PositiveIntegerField(_("merged into another row"))
    set_aside = models.PositiveIntegerField(_("set aside"))
    # What was made of the rows, by kind of record: {"joborder": 11204}.
    created = models.JSONField(_("created"), default=dict)
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "format", "sha256"],
                name="core_importrun_once",
                violation_error_message=_("This file was already imported."),
            ),
            models.CheckConstraint(
                condition=Q(rows=F("used") + F("merged") + F("set_aside")),
                name="core_importrun_reconciles",
                violation_error_message=_("The rows of the file do not add up."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.file_name}"
