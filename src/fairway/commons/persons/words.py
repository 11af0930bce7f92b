"""Actions in the words of the person for whom they are taken, or whose data they read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TITLES = {
    "person.own": _("See what is held about you, and who looked"),
    "person.correct": _("Correct what is held about you"),
    "person.consent": _("Say what your data may be used for"),
    "person.erase.request": _("Ask that your data be erased"),
    "decision.read": _("Read decisions about you"),
    "appeal.read": _("Follow your appeals"),
    "appeal.lodge": _("Appeal against a decision"),
    "candidacy.read": _("See your candidacies"),
    "candidacy.write": _("Choose and rank jobs for you"),
    "journey.read": _("Follow your journey"),
    "journey.answer": _("Accept or decline an offer for you"),
    "case.read": _("Follow your complaints"),
    "case.file": _("Complain for you"),
    "wage.read": _("See your wages"),
    "wage.confirm": _("Say whether you were paid"),
    "document.read": _("Read your documents"),
    "document.add": _("Hand in documents for you"),
}


def action_title(action: str) -> str:
    """The action in plain words."""
    return str(TITLES.get(action, action.replace(".", ": ").replace("_", " ")))
