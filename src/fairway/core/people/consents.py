"""Consent, purpose by purpose, in the words that the person read."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from fairway.core import transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.people.models import Consent, Person, Purpose
from fairway.core.people.queries import visible_to
from fairway.engines.kernel import BadInput, Fault

_WORDINGS = {
    Purpose.MATCHING: gettext_noop(
        "I agree that my occupation, experience, languages and wishes are used to match me with "
        "jobs abroad. Without it I am not in any matching. I can withdraw it at any time."
    ),
    Purpose.SHARE_EMPLOYER: gettext_noop(
        "I agree that an employer with whom I am matched sees my profile and my name. Nobody "
        "else's employer sees them. I can withdraw it at any time."
    ),
    Purpose.SHARE_ORIGIN: gettext_noop(
        "I agree that the labour office of my country follows my journey, so that it can help me. "
        "A complaint that I make is seen only by those who handle it. I can withdraw it at any "
        "time."
    ),
    Purpose.CONTACT: gettext_noop(
        "I agree to receive messages about my journey on my phone. A code to sign in is always "
        "sent. I can withdraw it at any time."
    ),
    Purpose.RESEARCH: gettext_noop(
        "I agree that my data is used for statistics without my name, and never in a group so "
        "small that I could be recognised. I can withdraw it at any time."
    ),
}


def wording(purpose: Purpose, language: str) -> str:
    """The exact words that are shown, agreed to and kept."""
    if language not in dict(settings.LANGUAGES):
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        raise BadInput(Fault("language", language[:16], known, "language"))
    with override(language):
        return _(_WORDINGS[purpose])


@transaction.atomic
def give(person: Person, purpose: Purpose, *, language: str, actor: Actor) -> Consent:
    """Record that a person agrees to one purpose, with the words in her language."""
    found = _locked(person, purpose, actor)
    words = {"wording": wording(purpose, language), "language": language}
    # The journal keeps each wording that was agreed to; the row shows the latest.
    kept = {"purpose": purpose.value, **words}
    if found is None:
        consent = Consent(person=person, authority=person.authority, purpose=purpose, **words)
        return transitions.create(consent, "give", actor=actor, payload=kept)
    if found.state == "given":
        return found
    return transitions.move(found, "give_again", actor=actor, changes=words, payload=kept)


@transaction.atomic
def withdraw(person: Person, purpose: Purpose, *, actor: Actor) -> Consent | None:
    """Record that a person no longer agrees. Nothing changes where nothing was agreed to."""
    found = _locked(person, purpose, actor)
    if found is None or found.state == "withdrawn":
        return found
    return transitions.move(found, "withdraw", actor=actor, payload={"purpose": purpose.value})


def _locked(person: Person, purpose: Purpose, actor: Actor) -> Consent | None:
    authorise(actor, "person.consent")
    # The person's row is the lock: two first consents to one purpose wait for each other.
    visible_to(actor).select_for_update(of=("self",)).get(pk=person.pk)
    return Consent.objects.filter(person=person, purpose=purpose).first()
