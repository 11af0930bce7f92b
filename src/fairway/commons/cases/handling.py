"""Working on a case: who takes it up, what was tried, what came of it; what she does herself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.cases.due import due_of
from fairway.commons.cases.kinds import HERS, NoteKind, PartyRole, Remedy, Side, Urgency
from fairway.commons.cases.models import Case, CaseNote, CaseParty
from fairway.commons.cases.queries import holds, visible_to
from fairway.commons.cases.remedies import record_remedy
from fairway.commons.cases.sealing import key_owner, seal
from fairway.commons.cases.telling import tell_handler, tell_her
from fairway.core import transitions
from fairway.core.access.gate import Denied, authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Organisation, User
from fairway.core.journal import actions as journal
from fairway.core.records import StatefulRecord
from fairway.engines.kernel import BadInput, Fault, Money
from fairway.engines.lifecycles import CASE, WORKER_SIDE, Role

_OTHER = {Side.ORIGIN: Side.DESTINATION, Side.DESTINATION: Side.ORIGIN}
_ASSIGNERS = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE})


def reach(case: Case, *, actor: Actor, expected_version: int | None = None) -> Case:
    """Lock a case; one that is not among the actor's does not exist."""
    fresh = transitions.lock(case, expected_version=expected_version)
    if not visible_to(actor).filter(pk=fresh.pk).exists():
        raise Case.DoesNotExist
    return fresh


def in_hand(case: Case, action: str, *, actor: Actor, expected_version: int | None = None) -> Case:
    """Lock a case that is in the actor's hands; of another's it may read, not decide."""
    fresh = reach(case, actor=actor, expected_version=expected_version)
    if not holds(fresh, actor):
        raise Denied(actor, action)
    return fresh


def assign(
    case: Case,
    *,
    actor: Actor,
    handler: Organisation | None = None,
    owner: User | None = None,
    expected_version: int | None = None,
) -> Case:
    """Take a case up, or give it to an organisation that helps. Never to one that is accused."""
    authorise(actor, "case.assign")
    with transaction.atomic():
        fresh = reach(case, actor=actor, expected_version=expected_version)
        if not may_assign(fresh, actor):
            raise Denied(actor, "case.assign")
        own = handler is None or handler.id == actor.organisation_id
        chosen = handler.id if handler else actor.organisation_id
        if chosen is None:
            raise Denied(actor, "case.assign")
        if fresh.parties.filter(organisation_id=chosen, role=PartyRole.ACCUSED).exists():
            raise BadInput(
                Fault("handler", "", _("an organisation that is not part of the case"), "party")
            )
        changes = {
            "handler_id": chosen,
            "owner_id": owner.id if owner else actor.user_id if own else None,
        }
        payload = {"handler": str(chosen)}
        if CASE.row(fresh.state, "assign"):
            transitions.move(fresh, "assign", actor=actor, changes=changes, payload=payload)
            tell_her(fresh, "assign", actor=actor)
        else:
            amend(fresh, "reassign", actor=actor, changes=changes, payload=payload)
        if handler is not None and not own:
            tell_handler(fresh, handler, actor=actor)
        return fresh


def may_assign(case: Case, actor: Actor) -> bool:
    """Labour offices give cases to whom they see fit; others take up what was given to them."""
    return actor.role in _ASSIGNERS or holds(case, actor)


def hand_over(case: Case, *, why: str, actor: Actor) -> Case:
    """Give a case to the other country's side, with all that is in it; the clock runs on."""
    authorise(actor, "case.hand_over")
    words = needed("why", why)
    with transaction.atomic():
        fresh = in_hand(case, "case.hand_over", actor=actor)
        if not fresh.corridor:
            raise BadInput(Fault("case", "", _("a case between two countries"), "no_corridor"))
        write(fresh, NoteKind.REFERRAL, words, actor=actor)
        other = _OTHER[Side(fresh.side)]
        changes = {"side": other, "handler_id": None, "owner_id": None}
        return amend(fresh, "hand_over", actor=actor, changes=changes, payload={"side": other})


def note(case: Case, kind: NoteKind, words: str, *, actor: Actor) -> CaseNote:
    """Write what was tried, or what she adds; nobody rewrites it."""
    authorise(actor, "case.note")
    if actor.role in WORKER_SIDE and kind not in HERS:
        raise BadInput(Fault("kind", kind, ", ".join(HERS), "not_a_choice"))
    with transaction.atomic():
        fresh = reach(case, actor=actor)
        written = write(fresh, kind, needed("words", words), actor=actor)
        amend(fresh, "note", actor=actor, changes={}, payload={"kind": kind.value})
        return written


def name_party(case: Case, organisation: Organisation, role: PartyRole, *, actor: Actor) -> Case:
    """Add an organisation: one complained about, or one asked to help. It is not told."""
    authorise(actor, "case.name_party")
    with transaction.atomic():
        fresh = in_hand(case, "case.name_party", actor=actor)
        taken = fresh.parties.filter(organisation=organisation).exists()
        if taken or fresh.handler_id == organisation.id:
            raise BadInput(
                Fault("organisation", "", _("one that is not part of the case yet"), "party")
            )
        CaseParty.objects.create(case=fresh, organisation=organisation, role=role)
        payload = {"organisation": str(organisation.id), "role": role.value}
        return amend(fresh, "party", actor=actor, changes={}, payload=payload)


def assess(
    case: Case,
    *,
    words: str,
    urgency: Urgency,
    actor: Actor,
    expected_version: int | None = None,
) -> Case:
    """Record what was understood after speaking with her, and how urgent it is."""
    authorise(actor, "case.assess")
    text = needed("words", words)
    with transaction.atomic():
        fresh = in_hand(case, "case.assess", actor=actor, expected_version=expected_version)
        transitions.move(
            fresh,
            "assess",
            actor=actor,
            changes={"urgency": urgency},
            payload={"urgency": int(urgency)},
        )
        write(fresh, NoteKind.ASSESSMENT, text, actor=actor)
        tell_her(fresh, "assess", actor=actor)
        return fresh


def resolve(
    case: Case,
    *,
    remedies: Iterable[Remedy],
    words: str,
    actor: Actor,
    recovered: Money | None = None,
    expected_version: int | None = None,
) -> Case:
    """Record what came of it; she says afterwards whether it came."""
    authorise(actor, "case.resolve")
    text = needed("words", words)
    chosen = tuple(dict.fromkeys(remedies))
    faults = []
    if not chosen:
        faults.append(Fault("remedies", "", ", ".join(Remedy.values), "required"))
    if Remedy.NOT_UPHELD in chosen and len(chosen) > 1:
        faults.append(Fault("remedies", Remedy.NOT_UPHELD, _("a remedy, or none"), "clash"))
    if recovered is not None and recovered.amount <= 0:
        faults.append(Fault("recovered", str(recovered), _("an amount above zero"), "amount"))
    if faults:
        raise BadInput(*faults)
    with transaction.atomic():
        fresh = in_hand(case, "case.resolve", actor=actor, expected_version=expected_version)
        transitions.move(
            fresh,
            "resolve",
            actor=actor,
            changes={
                "remedies": [remedy.value for remedy in chosen],
                "recovered_amount": recovered.amount if recovered else None,
                "recovered_currency": recovered.currency if recovered else "",
            },
            payload={"remedies": [remedy.value for remedy in chosen]},
        )
        write(fresh, NoteKind.REMEDY, text, actor=actor)
        record_remedy(fresh, chosen, actor=actor)
        tell_her(fresh, "resolve", actor=actor)
        return fresh


def close(case: Case, *, actor: Actor) -> Case:
    """End a case whose remedy came."""
    authorise(actor, "case.close")
    with transaction.atomic():
        fresh = reach(case, actor=actor)
        if actor.role not in WORKER_SIDE and not holds(fresh, actor):
            raise Denied(actor, "case.close")
        return transitions.move(fresh, "close", actor=actor)


def withdraw(case: Case, *, actor: Actor) -> Case:
    """She takes her request back; she may open it again."""
    authorise(actor, "case.withdraw")
    with transaction.atomic():
        return transitions.move(reach(case, actor=actor), "withdraw", actor=actor)


def reopen(case: Case, *, words: str, actor: Actor) -> Case:
    """The remedy did not come, or it happened again."""
    authorise(actor, "case.reopen")
    text = needed("words", words)
    with transaction.atomic():
        fresh = reach(case, actor=actor)
        changes = {"handler_id": None, "owner_id": None}
        due = due_of(fresh, "reopen")
        transitions.move(fresh, "reopen", actor=actor, changes=changes, due_at=due)
        write(fresh, NoteKind.STATEMENT, text, actor=actor)
        return fresh


def escalate(case: Case, *, why: str, actor: Actor) -> Case:
    """Take a case to the head of the service."""
    authorise(actor, "case.escalate")
    text = needed("why", why)
    with transaction.atomic():
        fresh = reach(case, actor=actor)
        _go_higher(fresh, actor)
        write(fresh, NoteKind.STATEMENT, text, actor=actor)
        return fresh


def escalate_overdue(record: StatefulRecord) -> None:
    """What the clock does when nobody acted: the next urgency, and everybody is told."""
    if isinstance(record, Case):
        _go_higher(record, system(record.authority))


def _go_higher(case: Case, actor: Actor) -> None:
    urgency = max(case.urgency - 1, int(Urgency.DANGER))
    transitions.move(case, "escalate", actor=actor, changes={"urgency": urgency})
    tell_her(case, "escalate", actor=actor)
    if case.handler is not None:
        tell_handler(case, case.handler, actor=actor)


def write(case: Case, kind: NoteKind, words: str, *, actor: Actor) -> CaseNote:
    """Add a sealed line to the file, in the caller's transaction."""
    return CaseNote.objects.create(
        authority=case.authority,
        case=case,
        kind=kind,
        by=actor.user_id,
        by_role=actor.role.value,
        organisation_id=actor.organisation_id,
        sealed=seal(case, {"words": words}),
    )


def amend(
    case: Case,
    kind: str,
    *,
    actor: Actor,
    changes: Mapping[str, Any],
    payload: Mapping[str, Any],
) -> Case:
    """Change something other than the state of a locked case, with its entry in the journal."""
    for name, value in changes.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=["version", *changes])
    journal.record(case, kind, actor=actor, payload=payload, person_id=key_owner(case))
    return case


def needed(field: str, words: str) -> str:
    """Words that somebody will read: not empty."""
    text = words.strip()
    if not text:
        raise BadInput(Fault(field, "", _("a sentence that says it"), "required"))
    return text
