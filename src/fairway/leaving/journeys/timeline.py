"""What happened on a journey, as far as the reader's role may see it; and what is next."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.screen import Entry, NextStep, next_step
from fairway.engines.lifecycles import (
    CONTRACT,
    JOURNEY,
    OFFICERS,
    PREPARATION_STEP,
    WORKER_SIDE,
    Lifecycle,
    Role,
    mark,
    shown,
)
from fairway.leaving.journeys.models import Journey

# What is told beside the steps of the life cycles: its words, and who sees it.
_BESIDE: Mapping[tuple[str, str], tuple[str, frozenset[Role]]] = {
    ("journey", "arrival.reported"): (
        mark("The employer says that the worker has arrived"),
        WORKER_SIDE | OFFICERS | {Role.EMPLOYER},
    ),
    ("contractversion", "revise"): (
        mark("The terms of the draft were written anew"),
        WORKER_SIDE | OFFICERS | {Role.EMPLOYER, Role.RECRUITER},
    ),
}


@dataclass(frozen=True, slots=True)
class Timeline:
    """A journey told: entries in time, and what comes next."""

    entries: tuple[Entry, ...]
    next: NextStep


@dataclass(frozen=True, slots=True)
class _Subject:
    """One chain that is part of the story: its table, and what its steps are about."""

    lifecycle: Lifecycle
    about: str = ""


def timeline(journey: Journey, actor: Actor) -> Timeline:
    """Tell a journey that the actor may see, its steps and contracts in one line.

    Five questions to the database, however long the story is.
    """
    subjects = _subjects(journey, actor)
    rows = JournalEntry.objects.filter(subject_id__in=subjects).order_by("at", "id")
    if actor.role is Role.EMPLOYER:
        rows = rows.filter(at__gte=journey.employer_since)
    told = list(rows)
    seen = _seen(told, subjects, actor.role)
    visible = [entry for entry in told if entry.id in seen]
    names = _names(visible)
    reasons = _reasons(journey, visible)
    return Timeline(
        entries=tuple(
            Entry(
                at=entry.at,
                what=_what(entry, subjects[entry.subject_id]),
                who=_who(entry, actor, names),
                details=((_("Reason"), reasons[entry.id]),) if entry.id in reasons else (),
            )
            for entry in visible
        ),
        next=_next(journey, visible),
    )


def _subjects(journey: Journey, actor: Actor) -> dict[uuid.UUID, _Subject]:
    language = get_language() or "en"
    found = {journey.id: _Subject(JOURNEY)}
    for pk, titles in journey.steps.values_list("id", "titles"):
        found[pk] = _Subject(PREPARATION_STEP, str(titles.get(language) or titles["en"]))
    contracts = journey.contracts.all()
    if actor.role is Role.EMPLOYER:
        contracts = contracts.filter(employer_id=actor.organisation_id)
    for pk in contracts.values_list("id", flat=True):
        found[pk] = _Subject(CONTRACT)
    return found


def _seen(
    entries: Iterable[JournalEntry], subjects: Mapping[uuid.UUID, _Subject], role: Role
) -> set[uuid.UUID]:
    """The entries that a role may see: by each subject's life cycle, or beside it."""
    chains: dict[uuid.UUID, list[JournalEntry]] = {pk: [] for pk in subjects}
    seen: set[uuid.UUID] = set()
    for entry in entries:
        if entry.state:
            chains[entry.subject_id].append(entry)
        elif role in _BESIDE.get((entry.subject, entry.kind), ("", frozenset()))[1]:
            seen.add(entry.id)
    for pk, chain in chains.items():
        events = [entry.kind for entry in chain]
        if events and subjects[pk].lifecycle.row(None, events[0]):
            positions = shown(subjects[pk].lifecycle, events, role)
        else:  # an employer who came later does not see the beginning
            positions = tuple(
                i for i, e in enumerate(events) if _sees(subjects[pk].lifecycle, e, role)
            )
        seen.update(chain[i].id for i in positions)
    return seen


def _sees(lifecycle: Lifecycle, event: str, role: Role) -> bool:
    rows = [row for row in lifecycle.transitions if row.event == event]
    return bool(rows) and all(role in row.seen_by for row in rows)


def _what(entry: JournalEntry, subject: _Subject) -> str:
    if not entry.state:
        return _(_BESIDE[entry.subject, entry.kind][0])
    rows = [row for row in subject.lifecycle.transitions if row.event == entry.kind]
    row = next((row for row in rows if row.target == entry.state), rows[0])
    if not subject.about:
        return _(row.title)
    return _("%(what)s: %(about)s") % {"what": _(row.title), "about": subject.about}


def _names(entries: Iterable[JournalEntry]) -> dict[uuid.UUID, str]:
    ids = {entry.organisation_id for entry in entries if entry.organisation_id}
    return dict(Organisation.objects.filter(id__in=ids).values_list("id", "name"))


def _who(entry: JournalEntry, actor: Actor, names: Mapping[uuid.UUID, str]) -> str:
    """An organisation by its name, never a clerk by hers."""
    if entry.organisation_id is not None and entry.organisation_id in names:
        return names[entry.organisation_id]
    match entry.role:
        case Role.WORKER:
            return _("You") if actor.role is Role.WORKER else _("The worker")
        case Role.REPRESENTATIVE:
            return _("Somebody whom the worker named")
        case Role.SYSTEM:
            return "Fairway"
    return ""


def _reasons(journey: Journey, entries: Iterable[JournalEntry]) -> dict[uuid.UUID, str]:
    sealed = {entry.id: entry.sealed for entry in entries if entry.sealed is not None}
    if not sealed:
        return {}
    key = keyring.keys_for([journey.person_id]).get(journey.person_id)
    if key is None:
        return {}
    found = {
        pk: keyring.unseal(journey.person_id, words, key=key).get("reason", "")
        for pk, words in sealed.items()
    }
    return {pk: str(reason) for pk, reason in found.items() if reason}


def _next(journey: Journey, visible: Iterable[JournalEntry]) -> NextStep:
    """What the state says that the reader knows of: a state kept from her says nothing here."""
    states = [e.state for e in visible if e.subject_id == journey.id and e.state]
    known = states[-1] if states else journey.state
    if known == journey.state:
        return next_step(journey)
    state = JOURNEY.state(known)
    return NextStep(what=_(state.next_text), who=tuple(sorted(state.who_acts)))
