"""Telling people that a case moved: where she wants it, in words that mean nothing to others."""

from __future__ import annotations

from fairway.commons.cases.models import Case
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.keys import keyring
from fairway.core.messages.actions import notify
from fairway.core.messages.models import Channel
from fairway.core.messages.params import Words
from fairway.engines.lifecycles import CASE


def tell_her(case: Case, event: str, *, actor: Actor) -> None:
    """Say which step was taken and what is next; on her phone only if she allowed it."""
    if case.person is None:
        return  # she comes back with her code
    row = next(row for row in CASE.transitions if row.event == event)
    params = {"step": Words(row.title), "next": Words(CASE.state(case.state).next_text)}
    channel = Channel.INBOX if case.silent else None
    try:
        notify(case.person, "case_news", params, actor=actor, subject=case, channel=channel)
    except keyring.Erased:
        return  # she asked to be forgotten; nobody is left to tell


def tell_handler(case: Case, organisation: Organisation, *, actor: Actor) -> None:
    """Tell an organisation that a case waits for it; nothing of its content."""
    params = {"next": Words(CASE.state(case.state).next_text)}
    notify(organisation, "case_waits", params, actor=actor, subject=case)
