"""The end of the contract, the way home, and one question six months later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.core.messages.actions import notify
from fairway.engines.kernel import BadInput, Fault
from fairway.leaving.journeys import queries as journeys
from fairway.leaving.reach import reach
from fairway.returning.home.models import FollowUp, HowAreYou
from fairway.returning.home.queries import ended, to_ask

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


_MOST_WORDS = 2_000
_STILL_OPEN = ("returned", "reintegrating")


def end_contract(journey: Journey, *, actor: Actor) -> Journey:
    """Announce the end of the contract: she goes home, renews it, or changes employer."""
    authorise(actor, "return.end_contract")
    return _move(journey, "end_contract", actor)


def return_home(journey: Journey, *, actor: Actor) -> Journey:
    """Record that she is home. From here on the employer sees nothing more."""
    authorise(actor, "return.record")
    return _move(journey, "return_home", actor)


def start_reintegration(journey: Journey, *, actor: Actor) -> Journey:
    """Begin with help at home; the question after six months stays."""
    authorise(actor, "return.reintegrate")
    return _move(journey, "start_reintegration", actor)


def follow_up(journey: Journey, *, how: HowAreYou, actor: Actor, words: str = "") -> FollowUp:
    """Tell how things are. Who needs help is on the authority's list at once."""
    authorise(actor, "return.follow_up")
    tidy = words.strip()
    if len(tidy) > _MOST_WORDS:
        accepted = _("at most %(most)s characters") % {"most": _MOST_WORDS}
        raise BadInput(Fault("words", str(len(tidy)), accepted, "too_long"))
    with transaction.atomic():
        fresh = reach(journey, journeys.visible_to(actor))
        transitions.move(fresh, "follow_up", actor=actor)
        told, _made = FollowUp.objects.select_for_update().get_or_create(
            journey=fresh, defaults={"authority": fresh.authority}
        )
        told.answered_at, told.how = clock.now(), how
        told.sealed = keyring.seal(fresh.person_id, {"words": tidy}) if tidy else None
        told.version += 1
        told.save(update_fields=["answered_at", "how", "sealed", "version"])
        journal.record(
            told,
            "answered",
            actor=actor,
            personal={"how": how, "words": tidy},
            person_id=fresh.person_id,
        )
        return told


def close(journey: Journey, *, actor: Actor) -> Journey:
    """Close a journey that asks for nothing more."""
    authorise(actor, "return.close")
    return _move(journey, "close", actor)


def end_due() -> int:
    """Say of contracts whose last day is past that they ended; a duty of every night."""
    count = 0
    for journey in ended().order_by("id"):
        with transaction.atomic():
            fresh = transitions.lock(journey)
            if fresh.state in {"arrived", "working"}:
                transitions.move(fresh, "end_contract", actor=system(fresh.authority))
                count += 1
    return count


def ask_due() -> int:
    """Ask whoever has been home for six months how she is; once, by the clock."""
    count = 0
    for journey in to_ask().select_related("person", "authority").order_by("id"):
        with transaction.atomic():
            fresh = transitions.lock(journey)
            asked, _made = FollowUp.objects.select_for_update().get_or_create(
                journey=fresh, defaults={"authority": fresh.authority}
            )
            if asked.asked_at is not None or fresh.state not in _STILL_OPEN:
                continue
            asked.asked_at = clock.now()
            asked.save(update_fields=["asked_at"])
            notify(journey.person, "how_are_you", {}, actor=system(fresh.authority), subject=asked)
            count += 1
    return count


def _move(journey: Journey, event: str, actor: Actor) -> Journey:
    with transaction.atomic():
        return transitions.move(reach(journey, journeys.visible_to(actor)), event, actor=actor)
