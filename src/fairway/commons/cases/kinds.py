"""The words of a case: what is alleged, how urgent it is, what was tried, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Allegation(models.TextChoices):
    """What is said to happen, after the ILO's indicators of forced labour (2012)."""

    UNPAID_WAGES = "unpaid_wages", _("I am not paid, or not all")
    PASSPORT_HELD = "passport_held", _("My passport or papers are kept from me")
    CONTRACT_CHANGED = "contract_changed", _("The work or the pay is not what I signed")
    FEES_CHARGED = "fees_charged", _("I had to pay, or I owe money, for the job")
    VIOLENCE = "violence", _("I am hit, touched or threatened")
    CONFINEMENT = "confinement", _("I may not leave")
    HOURS_REST = "hours_rest", _("Too many hours, no rest, bad food or housing")
    ILLNESS_INJURY = "illness_injury", _("I am ill or hurt and get no care")
    TRAFFICKING = "trafficking", _("I was sold, deceived or forced to do something")
    OTHER = "other", _("Something else")


class Urgency(models.IntegerChoices):
    """How much harm waiting does; the lower, the sooner."""

    DANGER = 0, _("In danger now")
    URGENT = 1, _("Urgent")
    ORDINARY = 2, _("Ordinary")


_GRAVE = {Allegation.VIOLENCE, Allegation.CONFINEMENT, Allegation.TRAFFICKING}
_PRESSING = {Allegation.PASSPORT_HELD, Allegation.ILLNESS_INJURY}


def urgency_of(allegations: Iterable[Allegation], *, danger: bool) -> Urgency:
    """The urgency to begin with; whoever assesses the case may set another."""
    told = set(allegations)
    if danger or told & _GRAVE:
        return Urgency.DANGER
    return Urgency.URGENT if told & _PRESSING else Urgency.ORDINARY


class Side(models.TextChoices):
    """Whose offices act: those of the country she left, or of the one she works in."""

    ORIGIN = "origin", _("Country of origin")
    DESTINATION = "destination", _("Country of work")


class PartyRole(models.TextChoices):
    """What an organisation is to a case."""

    ACCUSED = "accused", _("Complained about")
    HELPER = "helper", _("Asked to help")


class ContactWay(models.TextChoices):
    """How she can be reached without harm."""

    HERE = "here", _("I look here myself; do not contact me")
    CALL = "call", _("Call me")
    TEXT = "text", _("Write to my phone")
    SOMEBODY = "somebody", _("Reach me through somebody I trust")


class Ground(models.TextChoices):
    """Why the accused may be told."""

    WORKER_ASKED = "worker_asked", _("The worker asked for it")
    LAW = "law", _("The law requires it")


class NoteKind(models.TextChoices):
    """What a line in the file of a case is."""

    STATEMENT = "statement", _("What she told")
    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    LETTER = "letter", _("Letter")
    REFERRAL = "referral", _("Referral to another service")
    MEDIATION = "mediation", _("Talk between both sides")
    SAFETY = "safety", _("Brought to a safe place")
    ASSESSMENT = "assessment", _("Assessment")
    REMEDY = "remedy", _("Remedy")


# What she may write herself; the rest is written by those who help her.
HERS = (NoteKind.STATEMENT,)
TRIED = (
    NoteKind.CALL,
    NoteKind.VISIT,
    NoteKind.LETTER,
    NoteKind.REFERRAL,
    NoteKind.MEDIATION,
    NoteKind.SAFETY,
)


class Remedy(models.TextChoices):
    """What came of it."""

    WAGES_PAID = "wages_paid", _("The wages were paid")
    FEES_RETURNED = "fees_returned", _("Money paid for the job came back")
    PAPERS_RETURNED = "papers_returned", _("Passport or papers were returned")
    TERMS_KEPT = "terms_kept", _("The contract is kept again")
    SAFETY = "safety", _("Moved to safety")
    CARE = "care", _("Care was given")
    NEW_EMPLOYER = "new_employer", _("Changed to another employer")
    RETURN_HOME = "return_home", _("Went home, travel paid")
    COMPENSATION = "compensation", _("Compensation was paid")
    REFERRED = "referred", _("A court or another authority decides")
    NOT_UPHELD = "not_upheld", _("Not upheld")


SUGGESTED = MappingProxyType(
    {
        Allegation.VIOLENCE: (NoteKind.SAFETY, NoteKind.REFERRAL),
        Allegation.CONFINEMENT: (NoteKind.SAFETY, NoteKind.VISIT),
        Allegation.TRAFFICKING: (NoteKind.SAFETY, NoteKind.REFERRAL),
        Allegation.ILLNESS_INJURY: (NoteKind.REFERRAL, NoteKind.VISIT),
        Allegation.PASSPORT_HELD: (NoteKind.CALL, NoteKind.LETTER),
        Allegation.UNPAID_WAGES: (NoteKind.CALL, NoteKind.LETTER, NoteKind.MEDIATION),
        Allegation.CONTRACT_CHANGED: (NoteKind.CALL, NoteKind.MEDIATION),
        Allegation.FEES_CHARGED: (NoteKind.LETTER, NoteKind.REFERRAL),
        Allegation.HOURS_REST: (NoteKind.CALL, NoteKind.VISIT),
        Allegation.OTHER: (NoteKind.CALL,),
    }
)


def suggested(allegations: Iterable[str]) -> tuple[NoteKind, ...]:
    """What to try first, by what is alleged; the gravest allegation first."""
    told = {Allegation(a) for a in allegations}
    ordered = (
        kind for allegation, kinds in SUGGESTED.items() if allegation in told for kind in kinds
    )
    return tuple(dict.fromkeys(ordered))
