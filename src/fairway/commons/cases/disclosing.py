"""Telling the accused, as much as must be told, and hearing its side."""

from __future__ import annotations

import re
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.cases.due import due_of
from fairway.commons.cases.handling import amend, in_hand, needed
from fairway.commons.cases.kinds import Ground, PartyRole
from fairway.commons.cases.models import Case, Notice
from fairway.commons.cases.queries import notices_visible_to
from fairway.commons.cases.sealing import seal
from fairway.commons.cases.telling import tell_her
from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.keys import keyring
from fairway.core.messages.actions import notify
from fairway.core.people.details import PersonDetails
from fairway.engines.kernel import BadInput, Fault

MOST_NOTICE = 4_000
_SHORTEST_NAME = 3
_SHORTEST_NUMBER = 6


def disclose(
    case: Case,
    *,
    text: str,
    ground: Ground,
    actor: Actor,
    legal_ground: str = "",
    names_worker: bool = False,
    expected_version: int | None = None,
) -> list[Notice]:
    """Give each accused organisation a redacted notice. It cannot be taken back.

    The text may not hold her name, number or phone, unless she asked to be named.
    """
    authorise(actor, "case.disclose")
    with transaction.atomic():
        fresh = in_hand(case, "case.disclose", actor=actor, expected_version=expected_version)
        accused = [
            party.organisation
            for party in fresh.parties.filter(role=PartyRole.ACCUSED)
            .select_related("organisation", "organisation__authority")
            .order_by("id")
        ]
        faults = list(_faults(fresh, text, ground, legal_ground, names_worker=names_worker))
        if not accused:
            faults.append(
                Fault("case", "", _("an organisation that is complained about"), "no_accused")
            )
        if faults:
            raise BadInput(*faults)
        now = clock.now()
        transitions.move(
            fresh,
            "disclose",
            actor=actor,
            due_at=due_of(fresh, "disclose"),
            changes={"disclosed_at": now},
            payload={"ground": ground.value, "legal_ground": legal_ground},
        )
        reply_by = fresh.due_at or now
        notices = Notice.objects.bulk_create(
            Notice(
                authority=fresh.authority,
                case=fresh,
                organisation=organisation,
                text=text.strip(),
                allegations=fresh.allegations,
                ground=ground,
                legal_ground=legal_ground.strip(),
                names_worker=names_worker,
                disclosed_by=actor.account,
                reply_by=reply_by,
            )
            for organisation in accused
        )
        for notice in notices:
            notify(
                notice.organisation, "case_notice", {"by": reply_by}, actor=actor, subject=notice
            )
        tell_her(fresh, "disclose", actor=actor)
        return notices


def reply(notice_id: uuid.UUID, *, words: str, actor: Actor) -> Notice:
    """Answer a notice, once. A late answer is kept as well; the case does not wait for it."""
    authorise(actor, "notice.answer")
    notice = notices_visible_to(actor).get(pk=notice_id)
    text = needed("words", words)
    if len(text) > MOST_NOTICE:
        accepted = _("at most %(most)s characters") % {"most": MOST_NOTICE}
        raise BadInput(Fault("words", str(len(text)), accepted, "too_long"))
    with transaction.atomic():
        case = transitions.lock(notice.case)
        fresh = Notice.objects.select_for_update().get(pk=notice.pk)
        if fresh.replied_at is not None:
            raise BadInput(Fault("words", "", _("one answer; it was already given"), "answered"))
        fresh.reply, fresh.replied_at = seal(case, {"words": text}), clock.now()
        fresh.version += 1
        fresh.save(update_fields=["reply", "replied_at", "version"])
        if case.state == "disclosed":
            due = due_of(case, "answer")
            transitions.move(case, "answer", actor=actor, due_at=due)
            tell_her(case, "answer", actor=actor)
        else:
            amend(case, "further_answer", actor=actor, changes={}, payload={})
        return fresh


def _faults(
    case: Case, text: str, ground: Ground, legal_ground: str, *, names_worker: bool
) -> list[Fault]:
    faults = []
    if not text.strip():
        faults.append(Fault("text", "", _("what the accused may read"), "required"))
    if len(text) > MOST_NOTICE:
        accepted = _("at most %(most)s characters") % {"most": MOST_NOTICE}
        faults.append(Fault("text", str(len(text)), accepted, "too_long"))
    if ground is Ground.LAW and not legal_ground.strip():
        faults.append(Fault("legal_ground", "", _("the law and its article"), "required"))
    if names_worker and ground is not Ground.WORKER_ASKED:
        accepted = _("a notice without her name, unless she asked to be named")
        faults.append(Fault("names_worker", "", accepted, "named"))
    if not names_worker and names_her(case, text):
        # The value is not repeated: it is her name or her number.
        accepted = _("words without her name, phone or identity number")
        faults.append(Fault("text", "", accepted, "not_redacted"))
    return faults


def names_her(case: Case, text: str) -> bool:
    """Whether a text holds a word of her name, her phone or an identity number."""
    if case.person is None:
        return False
    try:
        sealed = keyring.unseal(case.person.id, case.person.sealed)
    except keyring.Erased:
        return False
    known = PersonDetails.from_sealed(sealed)
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    names = {
        part.casefold()
        for name in known.names
        for part in re.findall(r"\w+", name.full)
        if len(part) >= _SHORTEST_NAME
    }
    digits = re.sub(r"\D", "", text)
    numbers = [re.sub(r"\D", "", n) for n in (known.phone, *(i.number for i in known.identities))]
    return bool(words & names) or any(
        len(number) >= _SHORTEST_NUMBER and number[-9:] in digits for number in numbers
    )
