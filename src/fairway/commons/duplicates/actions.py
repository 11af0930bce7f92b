"""Deciding whether two records are of one human being, and undoing it.

A link is a decision and nothing else: no record is changed, copied or merged by it. Two people
make it, because it bars a second placement and opens one record's history to the offices that
see the other; one person undoes it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fairway.commons.decisions import actions as decisions
from fairway.commons.decisions import queries as decided
from fairway.commons.duplicates.models import LikelyPair
from fairway.commons.duplicates.queries import QUESTION, linked, linked_with, visible_to
from fairway.core import transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.conflicts import Conflict
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput, Fault, Outcome
from fairway.engines.lifecycles import LIKELY_PAIR, step

MOST_WORDS = 2_000


def propose(
    pair: LikelyPair, *, why: str, actor: Actor, expected_version: int | None = None
) -> LikelyPair:
    """Say that two records are of the same person; a second officer has to confirm it."""
    return _step(pair, "propose", why, actor, expected_version)


def confirm(pair: LikelyPair, *, actor: Actor, expected_version: int | None = None) -> LikelyPair:
    """Link two records, as the second officer. Both persons are told the first one's reason."""
    authorise(actor, "duplicate.decide")
    with transaction.atomic():
        fresh = _reach(pair, actor, expected_version)
        step(LIKELY_PAIR, fresh.state, "confirm", actor.role)
        _no_contradiction(fresh)
        why, proposer = proposal(fresh)
        moved = transitions.move(fresh, "confirm", actor=actor)
        first = replace(actor, user_id=proposer)
        for person_id in (fresh.first_id, fresh.second_id):
            said = decisions.decide_without_rules(
                QUESTION, Outcome.REFUSED, why=why, actor=first, subject=fresh, person_id=person_id
            )
            decisions.decide_without_rules(
                QUESTION,
                Outcome.REFUSED,
                why=why,
                actor=actor,
                subject=fresh,
                person_id=person_id,
                replaces=said,
            )
        return moved


def keep_apart(
    pair: LikelyPair, *, why: str, actor: Actor, expected_version: int | None = None
) -> LikelyPair:
    """Say that they are two persons. The pair comes back only if one of the records changes."""
    authorise(actor, "duplicate.decide")
    with transaction.atomic():
        fresh = _reach(pair, actor, expected_version)
        step(LIKELY_PAIR, fresh.state, "keep_apart", actor.role)
        _lock_linked({fresh.first_id, fresh.second_id})
        if fresh.second_id in linked_with(fresh.first_id):
            accepted = _("two records that are not linked by way of a third; undo that link first")
            raise BadInput(Fault("pair", "", accepted, "linked_elsewhere"))
        return _move(fresh, "keep_apart", _words(why), actor)


def wait(
    pair: LikelyPair, *, why: str, actor: Actor, expected_version: int | None = None
) -> LikelyPair:
    """Say that it cannot be told yet, and what is to be found out."""
    return _step(pair, "wait", why, actor, expected_version)


def look_again(
    pair: LikelyPair, *, why: str, actor: Actor, expected_version: int | None = None
) -> LikelyPair:
    """Put a pair that was set apart, or whose link was undone, before the office again."""
    return _step(pair, "look_again", why, actor, expected_version)


def undo(
    pair: LikelyPair, *, why: str, actor: Actor, expected_version: int | None = None
) -> LikelyPair:
    """Undo a link: everything is as it was before, and both persons are told why."""
    authorise(actor, "duplicate.decide")
    with transaction.atomic():
        fresh = _reach(pair, actor, expected_version)
        return _undo(fresh, _words(why), actor)


def overturn(pair_id: uuid.UUID) -> None:
    """An objection was upheld: the link no longer stands."""
    with transaction.atomic():
        fresh = transitions.lock(LikelyPair.objects.get(pk=pair_id))
        if fresh.state == "linked":
            _undo(fresh, _("An objection to the link was upheld."), system(fresh.authority))


def hold_together(person_id: uuid.UUID) -> None:
    """Lock every record that counts as this person's, for who may do something to one alone.

    Also a record that is linked to no other yet: a link that is just being made waits for it.
    """
    _lock_linked({person_id})


def proposal(pair: LikelyPair) -> tuple[str, uuid.UUID | None]:
    """The reason of the officer who said that they are the same person, and who that was."""
    said = last_word(pair, "propose")
    return (said[0], said[1].actor_id) if said else ("", None)


def proposers(pairs: Iterable[LikelyPair]) -> dict[uuid.UUID, uuid.UUID | None]:
    """Who last said of each pair that it is the same person, in one question."""
    ids = [pair.id for pair in pairs]
    entries = JournalEntry.objects.filter(subject_id__in=ids, kind="propose").order_by("sequence")
    return dict(entries.values_list("subject_id", "actor_id"))


def last_word(pair: LikelyPair, event: str) -> tuple[str, JournalEntry] | None:
    """The reason that was given with the last step of a kind; empty once she is erased."""
    entries = JournalEntry.objects.filter(subject_id=pair.id, kind=event).order_by("-sequence")
    entry = entries.first()
    if entry is None:
        return None
    try:
        words = keyring.unseal(pair.first_id, entry.sealed)["why"] if entry.sealed else ""
    except keyring.Erased:
        words = ""
    return str(words), entry


def _step(
    pair: LikelyPair, event: str, why: str, actor: Actor, expected_version: int | None
) -> LikelyPair:
    authorise(actor, "duplicate.decide")
    with transaction.atomic():
        return _move(_reach(pair, actor, expected_version), event, _words(why), actor)


def _undo(fresh: LikelyPair, why: str, actor: Actor) -> LikelyPair:
    _lock_linked({fresh.first_id, fresh.second_id})
    moved = _move(fresh, "undo", why, actor)
    for person_id in (fresh.first_id, fresh.second_id):
        standing = decided.standing(person_id, QUESTION).filter(about_id=fresh.id).first()
        decisions.decide_without_rules(
            QUESTION,
            Outcome.ALLOWED,
            why=why,
            actor=actor,
            subject=fresh,
            person_id=person_id,
            replaces=standing,
        )
    return moved


def _move(fresh: LikelyPair, event: str, why: str, actor: Actor) -> LikelyPair:
    """Take a step; the reason may name people, so it is sealed for the first of the two."""
    return transitions.move(
        fresh, event, actor=actor, personal={"why": why}, person_id=fresh.first_id
    )


def _reach(pair: LikelyPair, actor: Actor, expected_version: int | None) -> LikelyPair:
    """Lock a pair of the actor's own office. Who comes second sees what the first one did."""
    if not visible_to(actor).filter(pk=pair.pk).exists():
        raise LikelyPair.DoesNotExist
    return transitions.lock(pair, expected_version=expected_version)


def _no_contradiction(pair: LikelyPair) -> None:
    """Refuse a link by which two records would be one person's that somebody set apart.

    Whoever is linked is locked, always in one sequence: offers to two of them wait for each other
    and for the link.
    """
    together = _lock_linked({pair.first_id, pair.second_id})
    apart = LikelyPair.objects.filter(Q(first__in=together) & Q(second__in=together), state="apart")
    if apart.exists():
        accepted = _("two records of which no linked one was set apart from the other")
        raise Conflict(Fault("pair", "", accepted, "set_apart"))


def _lock_linked(ids: set[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Lock these people and whoever is linked to them, until nobody is added while one waits."""
    locked: frozenset[uuid.UUID] = frozenset()
    while True:
        together = frozenset(pk for hers in linked(ids).values() for pk in hers)
        if together == locked:
            return locked
        people = Person.objects.select_for_update(no_key=True).filter(pk__in=together)
        list(people.order_by("pk").values_list("pk", flat=True))
        locked = together


def _words(why: str) -> str:
    said = " ".join(why.split())
    if not 0 < len(said) <= MOST_WORDS:
        accepted = _("the reason, in a sentence")
        raise BadInput(Fault("why", said[:20], accepted, "required"))
    return said
