"""Reading decisions: whole, for those whom they concern; and replaying them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.db.models import Q, QuerySet

from fairway.commons.agreements.queries import by_digests
from fairway.commons.agreements.words import rule_in_words
from fairway.commons.decisions.models import Appeal, DecisionRecord
from fairway.core.accounts.actors import Actor
from fairway.core.keys import keyring
from fairway.engines import provisions
from fairway.engines.kernel import Decision, decision_from_json
from fairway.engines.lifecycles import Role

# A room says which of its records an actor may see; a decision is seen with what it is about.
SubjectScope = Callable[[Actor], Q]
_scopes: dict[str, SubjectScope] = {}


def register_subject(subject: str, scope: SubjectScope) -> None:
    """Let decisions about a room's records be seen by who sees the records."""
    _scopes[subject] = scope


def visible_to(actor: Actor) -> QuerySet[DecisionRecord]:
    """Decisions about the actor herself, or about records that she may see."""
    rows = DecisionRecord.objects.order_by("-created_at", "-id")
    if actor.role is Role.SYSTEM:
        return rows
    condition = Q(pk__in=())
    if actor.person_id:
        condition |= Q(person_id=actor.person_id)
    for subject, scope in _scopes.items():
        condition |= Q(about=subject) & scope(actor)
    return rows.filter(condition)


def appeals_visible_to(actor: Actor) -> QuerySet[Appeal]:
    """One's own appeals; for officers those of decisions of their country."""
    rows = Appeal.objects.select_related("decision", "authority").order_by("due_at", "id")
    if actor.role in {Role.SYSTEM, Role.AUDITOR}:
        return rows
    if actor.role in {Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE, Role.TRIBUNAL}:
        return rows.filter(authority__country=actor.country)
    if actor.user_id is None:
        return rows.none()
    return rows.filter(lodged_by=actor.user_id)


def content(record: DecisionRecord) -> Decision:
    """The decision as it was made, with facts, reasons and sources."""
    if record.sealed is not None and record.person_id is not None:
        return decision_from_json(keyring.unseal(record.person_id, record.sealed))
    return decision_from_json(record.content or {})


def rules_of(
    cited: Sequence[tuple[DecisionRecord | None, Sequence[str]]],
) -> list[list[str]]:
    """What provisions demanded when it was decided: that day's text, with that day's figures.

    The kept list of packs is open: nothing that is sealed is read for it.
    """
    digests = {ref["digest"] for record, _ in cited if record for ref in record.packs}
    texts = by_digests(digests)

    def words(record: DecisionRecord | None, provision: str) -> str:
        refs = record.packs if record else ()
        packs = [texts[ref["digest"]] for ref in refs if ref["digest"] in texts]
        return rule_in_words(provision, packs, record.on if record else None)

    return [[words(record, name) for name in names] for record, names in cited]


def latest(about_id: uuid.UUID, question: str) -> DecisionRecord | None:
    """The decision that counts: the last on a question about a record."""
    return (
        DecisionRecord.objects.filter(about_id=about_id, question=question)
        .order_by("-created_at", "-id")
        .first()
    )


def standing(person_id: uuid.UUID, question: str) -> QuerySet[DecisionRecord]:
    """What was decided about a person on a question and not decided anew, the latest first."""
    rows = DecisionRecord.objects.filter(person_id=person_id, question=question, replaced_by=None)
    return rows.select_related("authority").order_by("-created_at", "-id")


def replay(record: DecisionRecord) -> tuple[str, ...]:
    """Decide again from the kept packs and facts; what differs, in words. Empty is as it was."""
    kept = content(record)
    texts = by_digests(ref.digest for ref in kept.packs)
    gone = [ref.pack for ref in kept.packs if ref.digest not in texts]
    if gone:
        return tuple(f"the text of {name} is not kept here" for name in gone)
    packs = [texts[ref.digest] for ref in kept.packs]
    return tuple(str(d) for d in provisions.replay(provisions.to_json(kept), packs))


def grounds(appeal: Appeal) -> str:
    """Why somebody objected, in her own words; empty once she was erased."""
    if appeal.sealed is None or appeal.person_id is None:
        return appeal.grounds
    try:
        return str(keyring.unseal(appeal.person_id, appeal.sealed)["grounds"])
    except keyring.Erased:
        return ""
