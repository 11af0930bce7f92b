"""Reading what lies sealed in a case. Every reading by somebody else leaves a line in the log."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from fairway.commons.cases import queries
from fairway.commons.cases.kinds import Allegation, ContactWay, NoteKind, PartyRole, Remedy
from fairway.commons.cases.models import Case, CaseParty, Notice
from fairway.commons.cases.remedies import decided
from fairway.commons.cases.sealing import unseal
from fairway.core import transitions
from fairway.core.access.gate import authorise, log_reading, log_readings
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails
from fairway.core.screen import Entry, NextStep, next_step
from fairway.engines.lifecycles import CASE, WORKER_SIDE, Role, shown

READ = "case.read"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, in the clear."""

    at: datetime
    kind: NoteKind
    words: str
    organisation: str
    by_role: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an accused organisation was told and said."""

    organisation: Organisation
    text: str
    told_at: datetime
    reply_by: datetime
    replied_at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case in the clear, as far as the reader may see it. Erased content is empty."""

    case: Case
    name: str
    phone: str
    allegations: tuple[Allegation, ...]
    words: str
    place: str
    way: ContactWay
    number: str
    when: str
    lines: tuple[Line, ...]
    accused: tuple[Organisation, ...]
    helpers: tuple[Organisation, ...]
    answers: tuple[Answer, ...]
    entries: tuple[Entry, ...]
    next: NextStep
    remedies: tuple[Remedy, ...] = field(default=())


def open_case(pk: uuid.UUID, *, actor: Actor) -> CaseFile:
    """Open a case that the actor may see, or raise Http404; the reading is logged."""
    authorise(actor, READ)
    return opened(queries.get_for(actor, pk), actor=actor)


def opened(case: Case, *, actor: Actor) -> CaseFile:
    """Unseal a case that the actor was let to, and log that it was read."""
    log_reading(actor, READ, case, case.person_id)
    told: dict[str, Any] = unseal(case, case.sealed) or {}
    hers = actor.role in WORKER_SIDE
    details = None if hers else _details(case)
    parties = list(case.parties.select_related("organisation").order_by("id"))
    return CaseFile(
        case=case,
        name=details.full_name if details else "",
        phone=details.phone if details else "",
        allegations=tuple(Allegation(a) for a in case.allegations),
        words=told.get("words", ""),
        place=told.get("place", ""),
        way=ContactWay(told.get("way", ContactWay.HERE)),
        number=told.get("number", ""),
        when=told.get("when", ""),
        lines=_lines(case),
        accused=_in(parties, PartyRole.ACCUSED),
        helpers=_in(parties, PartyRole.HELPER),
        answers=_answers(case),
        entries=timeline(case, actor.role),
        next=next_step(case),
        remedies=tuple(Remedy(r) for r in case.remedies),
    )


def names_of(cases: Iterable[Case], *, actor: Actor) -> dict[uuid.UUID, str]:
    """The names of the people of a page of cases, by case; each reading is logged."""
    found = list(cases)
    log_readings(actor, READ, [(case, case.person_id) for case in found])
    keys = keyring.keys_for(case.person.id for case in found if case.person is not None)
    names = {}
    for case in found:
        if case.person is not None and case.person.id in keys:
            sealed = keyring.unseal(case.person.id, case.person.sealed, key=keys[case.person.id])
            names[case.id] = PersonDetails.from_sealed(sealed).full_name
    return names


def timeline(case: Case, role: Role) -> tuple[Entry, ...]:
    """The steps that a role's timeline shows; empty for who must not know of the case."""
    past = transitions.history(case)
    bodies = _names({entry.organisation_id for entry in past})
    titles = {row.event: row.title for row in CASE.transitions}
    positions = shown(CASE, [entry.kind for entry in past], role)
    return tuple(
        Entry(
            at=past[n].at,
            what=_(titles[past[n].kind]),
            who=bodies.get(past[n].organisation_id, ""),
        )
        for n in positions
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the accused reads it: nothing of the case but what was disclosed."""

    notice: Notice
    allegations: tuple[Allegation, ...]
    own_reply: str
    entries: tuple[Entry, ...]
    may_reply: bool
    remedies: tuple[Remedy, ...]
    appeal_until: date | None


def open_notice(pk: uuid.UUID, *, actor: Actor) -> Told:
    """Open a notice to the actor's own organisation, or raise Http404."""
    authorise(actor, "notice.read")
    notice = queries.notice_for(actor, pk)
    log_reading(actor, "notice.read", notice, notice.case.person_id)
    sealed = unseal(notice.case, notice.reply) if notice.reply is not None else None
    ended = notice.case.state in queries.CLOSED
    return Told(
        notice=notice,
        allegations=tuple(Allegation(a) for a in notice.allegations),
        own_reply=(sealed or {}).get("words", ""),
        entries=tuple(
            entry for entry in timeline(notice.case, actor.role) if entry.at >= notice.created_at
        ),
        may_reply=notice.replied_at is None,
        remedies=tuple(Remedy(r) for r in notice.case.remedies) if ended else (),
        appeal_until=decision.appeal_until if (decision := decided(notice.case)) else None,
    )


def _lines(case: Case) -> tuple[Line, ...]:
    notes = list(case.notes.order_by("created_at", "id"))
    bodies = _names({note.organisation_id for note in notes})
    return tuple(
        Line(
            at=note.created_at,
            kind=NoteKind(note.kind),
            words=(unseal(case, note.sealed) or {}).get("words", ""),
            organisation=bodies.get(note.organisation_id, ""),
            by_role=note.by_role,
        )
        for note in notes
    )


def _answers(case: Case) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            organisation=notice.organisation,
            text=notice.text,
            told_at=notice.created_at,
            reply_by=notice.reply_by,
            replied_at=notice.replied_at,
            words=((unseal(case, notice.reply) or {}) if notice.reply else {}).get("words", ""),
        )
        for notice in case.notices.select_related("organisation").order_by("created_at", "id")
    )


def _details(case: Case) -> PersonDetails | None:
    if case.person is None:
        return None
    try:
        return PersonDetails.from_sealed(keyring.unseal(case.person.id, case.person.sealed))
    except keyring.Erased:
        return None


def _in(parties: Iterable[CaseParty], role: PartyRole) -> tuple[Organisation, ...]:
    return tuple(party.organisation for party in parties if party.role == role)


def _names(ids: set[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    wanted = {i for i in ids if i is not None}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("id", "name"))
