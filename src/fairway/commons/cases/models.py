"""A case, who is part of it, what was written in it, and what the accused was told."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairway.commons.cases.kinds import Ground, NoteKind, PartyRole, Side, Urgency
from fairway.core.records import AppendOnly, Record, StatefulRecord
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import CASE


class Case(StatefulRecord):
    """A complaint or request for help. It refers to a journey; no journey refers to it.

    ``sealed`` is what was told and how she can be reached, under her own key; where she gave no
    name, under a key made for the case.
    """

    lifecycle = CASE

    # Empty where nobody knows which way she went.
    corridor = models.CharField(_("corridor"), max_length=5, blank=True)
    person = models.ForeignKey(
        "core.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    journey_id = models.UUIDField(null=True, blank=True, db_index=True)
    allegations = models.JSONField(_("what happened"))
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency.choices)
    side = models.CharField(_("side that acts"), max_length=12, choices=Side.choices)
    # The organisation that has taken it up, and who in it.
    handler = models.ForeignKey(
        "core.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Nothing is sent to her phone.
    silent = models.BooleanField(_("no messages"), default=False)
    language = models.CharField(_("language"), max_length=8, default="en")
    sealed = models.BinaryField()
    # The digest of the code by which somebody without an account comes back.
    code_digest = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    disclosed_at = models.DateTimeField(null=True, editable=False)
    remedies = models.JSONField(_("what came of it"), default=list, blank=True)
    recovered_amount = models.DecimalField(
        _("money recovered"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    recovered_currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["authority", "urgency", "due_at"], name="commons_case_queue"),
            models.Index(fields=["handler", "urgency", "due_at"], name="commons_case_handler"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(allegations=[]),
                name="commons_case_alleged",
                violation_error_message=_("Say what happened."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["disclosed", "answered"]) | Q(disclosed_at__isnull=False),
                name="commons_case_disclosed_when",
                violation_error_message=_("A disclosure has its moment."),
            ),
            models.CheckConstraint(
                condition=~Q(state="resolved") | ~Q(remedies=[]),
                name="commons_case_resolved_how",
                violation_error_message=_("Say what came of it."),
            ),
            models.CheckConstraint(
                condition=Q(recovered_amount=None, recovered_currency="")
                | (Q(recovered_amount__gt=Decimal(0)) & ~Q(recovered_currency="")),
                name="commons_case_recovered",
                violation_error_message=_("Money recovered is above zero and has a currency."),
            ),
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def recovered(self) -> Money | None:
        """The money that came back to her."""
        if self.recovered_amount is None:
            return None
        return Money(self.recovered_amount, self.recovered_currency)


class CaseParty(models.Model):
    """An organisation in a case. Who is accused is known to those who handle it alone."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=8, choices=PartyRole.choices)

    class Meta:
        verbose_name = _("party to a case")
        verbose_name_plural = _("parties to cases")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation"],
                name="commons_caseparty_once",
                violation_error_message=_("This organisation is already part of the case."),
            )
        ]

    def __str__(self) -> str:
        return self.role


class CaseNote(Record, AppendOnly):
    """One line in the file: what she told, what was tried. Sealed as the case is."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind.choices)
    by = models.UUIDField(null=True)
    by_role = models.CharField(max_length=32)
    organisation_id = models.UUIDField(null=True)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("note on a case")
        verbose_name_plural = _("notes on cases")

    def __str__(self) -> str:
        return self.kind


class Notice(Record):
    """What one accused organisation was told, and what it answered.

    Born at the disclosure, so that neither its id nor its date says when the case began.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("redacted notice"))
    allegations = models.JSONField(_("what is alleged"))
    ground = models.CharField(_("why it was disclosed"), max_length=16, choices=Ground.choices)
    legal_ground = models.CharField(_("the law"), max_length=300, blank=True)
    names_worker = models.BooleanField(_("names the worker"), default=False)
    disclosed_by = models.UUIDField()
    reply_by = models.DateTimeField(_("reply by"))
    reply = models.BinaryField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice to an accused organisation")
        verbose_name_plural = _("notices to accused organisations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(ground="law") | ~Q(legal_ground=""),
                name="commons_notice_law_named",
                violation_error_message=_("Name the law that requires the disclosure."),
            ),
            models.CheckConstraint(
                condition=Q(names_worker=False) | Q(ground="worker_asked"),
                name="commons_notice_named_by_wish",
                violation_error_message=_("The worker is named only where she asked for it."),
            ),
            models.CheckConstraint(
                condition=Q(reply__isnull=True, replied_at=None)
                | Q(reply__isnull=False, replied_at__isnull=False),
                name="commons_notice_reply_dated",
                violation_error_message=_("A reply has its moment."),
            ),
        ]

    def __str__(self) -> str:
        return self.ground
