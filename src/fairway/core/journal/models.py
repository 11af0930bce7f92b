"""The journal: what happened, append-only, one hash chain for each subject."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.ids import new_id
from fairway.core.records import AppendOnly, installation


class JournalEntry(AppendOnly):
    """One thing that happened to one subject.

    ``payload`` holds nothing that names a person; that is in ``sealed``, under the person's key,
    and the chain hashes the ciphertext. ``state`` is the subject's state after the entry.
    """

    pk = models.CompositePrimaryKey("partition", "id")
    # Corridor and year of the subject's birth: a country's journal is partitioned by it.
    partition = models.CharField(max_length=16)
    id = models.UUIDField(default=new_id)
    subject = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    kind = models.CharField(_("what happened"), max_length=48)
    state = models.CharField(_("state after"), max_length=32, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)
    actor_id = models.UUIDField(null=True)
    role = models.CharField(max_length=32)
    organisation_id = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    authority_id = models.UUIDField(null=True)
    origin = models.CharField(max_length=64, default=installation)
    payload = models.JSONField(default=dict)
    person_id = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    # Filled when two installations share a corridor: the sender's signature.
    signature = models.BinaryField(null=True)
    # The transaction that wrote it: the guard compares it with the change it must accompany.
    xid = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints = [
            models.UniqueConstraint(
                fields=["partition", "subject_id", "sequence"], name="core_journal_one_chain"
            ),
            models.CheckConstraint(
                condition=models.Q(sealed=None) | models.Q(person_id__isnull=False),
                name="core_journal_sealed_for_someone",
                violation_error_message=_("Sealed details belong to a person."),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_id", "sequence"], name="core_journal_subject"),
            models.Index(fields=["at"], name="core_journal_at"),
            models.Index(fields=["actor_id", "at"], name="core_journal_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}"
