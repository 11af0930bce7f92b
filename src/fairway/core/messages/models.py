"""The outbox: every message to anybody, written with the change that it tells of."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.core import clock
from fairway.core.ids import new_id

# Messages to a bare phone number belong to nobody whose key could seal them.
OUTBOX_KEY = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fairway:outbox")


class Channel(models.TextChoices):
    """How a message reaches somebody."""

    INBOX = "inbox", _("Inbox in Fairway")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")


class MessageState(models.TextChoices):
    """How far a message is."""

    PENDING = "pending", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class Message(models.Model):
    """One message to one recipient by one channel. What it says is in ``sealed``.

    It is sealed under the person's key, the organisation's or account's own, or, for a bare
    phone number, under the outbox's; of those the content is dropped once it is sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(
        "core.Authority", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "core.Person", null=True, on_delete=models.PROTECT, related_name="messages"
    )
    user = models.ForeignKey(
        "core.User", null=True, on_delete=models.PROTECT, related_name="messages"
    )
    organisation = models.ForeignKey(
        "core.Organisation", null=True, on_delete=models.PROTECT, related_name="messages"
    )
    channel = models.CharField(max_length=8, choices=Channel.choices)
    template = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    sealed = models.BinaryField(null=True)
    # What it is about: the kind of record and its id.
    subject = models.CharField(max_length=32, blank=True)
    subject_id = models.UUIDField(null=True)
    caused_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=8, choices=MessageState.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    # Too late is worse than never: a code is not sent when it no longer opens anything.
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # The kind of failure, never the content.
    error = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person=None, user=None)
                    | Q(person=None, organisation=None)
                    | Q(user=None, organisation=None)
                ),
                name="core_message_one_recipient",
                violation_error_message=_("A message has one recipient."),
            ),
            models.CheckConstraint(
                condition=Q(state="pending", next_at__isnull=False)
                | Q(state="sent", sent_at__isnull=False)
                | Q(state="failed"),
                name="core_message_state",
                violation_error_message=_("A message waits, was sent or failed."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="pending"), name="core_message_due"),
            models.Index(
                fields=["person", "-created_at"],
                condition=Q(channel="inbox"),
                name="core_message_person",
            ),
            models.Index(
                fields=["user", "-created_at"],
                condition=Q(channel="inbox"),
                name="core_message_user",
            ),
            models.Index(
                fields=["organisation", "-created_at"],
                condition=Q(channel="inbox"),
                name="core_message_organisation",
            ),
            models.Index(fields=["subject_id"], name="core_message_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.channel} {self.state}"

    @property
    def key_id(self) -> uuid.UUID:
        """Whose key sealed it."""
        return self.person_id or self.user_id or self.organisation_id or OUTBOX_KEY
