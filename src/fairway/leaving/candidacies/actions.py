"""A worker's profile, her candidacies and her wishes. All of it costs nothing."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairway.commons.duplicates.actions import hold_together
from fairway.commons.duplicates.queries import linked_with
from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import CANDIDACY, step
from fairway.leaving import asking
from fairway.leaving.candidacies.facts import facts_of
from fairway.leaving.candidacies.models import (
    LIVE,
    MOST_WISHES,
    Candidacy,
    Wish,
    WorkerProfile,
)
from fairway.leaving.candidacies.profiles import Stated
from fairway.leaving.candidacies.queries import (
    choices,
    in_channel,
    orders_for,
    own_profile,
    stated,
    visible_to,
)
from fairway.leaving.reach import reach

if TYPE_CHECKING:
    from fairway.leaving.rounds.models import MatchingRound

QUESTION = "candidacy.enter"
# What an offer will ask of her can be stated now, so that a round need not wait for her.
ASKED_LATER = "offer.make"


def keep_profile(
    new: Stated, *, actor: Actor, expected_version: int | None = None
) -> WorkerProfile:
    """Write the worker's own profile, the first time or anew."""
    authorise(actor, "candidacy.keep")
    columns = new.columns()
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=_person_of(actor))
        profile = WorkerProfile.objects.filter(person=person).first()
        if profile is None:
            profile = WorkerProfile(authority=person.authority, person=person, **columns)
            profile.save(force_insert=True)
            journal.record(profile, "profile.kept", actor=actor)
            return profile
        if expected_version not in {None, profile.version}:
            raise transitions.Stale(expected_version or 0, profile.version)
        changed = [name for name, value in columns.items() if getattr(profile, name) != value]
        for name in changed:
            setattr(profile, name, columns[name])
        if changed:
            profile.version += 1
            profile.save(update_fields=[*changed, "version"])
            journal.record(profile, "profile.changed", actor=actor, payload={"fields": changed})
        return profile


def begin(*, corridor: str, channel: str, actor: Actor) -> Candidacy:
    """Begin a candidacy in a channel; the one that is live there already is given back."""
    authorise(actor, "candidacy.keep")
    way = asking.corridor_of(corridor)
    profile = own_profile(actor)
    if profile is None:
        raise BadInput(Fault("profile", "", _("a profile, which comes first"), "no_profile"))
    asking.check_channel(way, channel)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=profile.person_id)
        live = Candidacy.objects.filter(
            person=person, corridor=str(way), channel=channel, state__in=LIVE
        ).first()
        if live is not None:
            return live
        _none_under_another_record(person, str(way), channel)
        candidacy = Candidacy(
            authority=asking.authority_of(way.origin.code),
            person=person,
            profile=profile,
            corridor=str(way),
            channel=channel,
        )
        return transitions.create(candidacy, "begin", actor=actor, person_id=person.id)


def _none_under_another_record(person: Person, corridor: str, channel: str) -> None:
    """Two records that are held to be one person's enter a channel once."""
    hold_together(person.pk)
    others = linked_with(person.pk) - {person.pk}
    if in_channel(corridor, channel).filter(person_id__in=others, state__in=LIVE).exists():
        accepted = _("one candidacy in a channel; there is one under your other record")
        raise BadInput(Fault("channel", "", accepted, "other_record"))


def enter(
    candidacy: Candidacy,
    *,
    actor: Actor,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
) -> Candidacy:
    """Enter the channel: the packs are asked, and what they need to know she states."""
    authorise(actor, "candidacy.enter")
    with transaction.atomic():
        fresh = reach(candidacy, visible_to(actor))
        way = asking.corridor_of(fresh.corridor)
        today = clock.today(fresh.authority.time_zone)
        specs = [
            *asking.asked_for(QUESTION, way, today, fresh.channel),
            *asking.asked_for(ASKED_LATER, way, today, fresh.channel),
        ]
        said = {**stated(fresh), **asking.read_statements(specs, statements or {})}
        details = PersonDetails.from_sealed(keyring.unseal(fresh.person_id, fresh.person.sealed))
        known = facts_of(details, fresh.channel, fresh.profile.occupation, today)
        stored = asking.ask(
            QUESTION,
            {**said, **known},
            corridor=way,
            actor=actor,
            subject=fresh,
            person_id=fresh.person_id,
            why=why,
        )
        if stored.allowed:
            sealed = keyring.seal(fresh.person_id, asking.pack_away(said)) if said else None
            transitions.move(
                fresh,
                "enter",
                actor=actor,
                changes={"sealed": sealed},
                payload={"decision": str(stored.record.id)},
            )
    stored.raise_unless_allowed()
    return fresh


def confirm(candidacy: Candidacy, *, actor: Actor) -> Candidacy:
    """Say that she still wishes to go; a wish that nobody confirms lapses."""
    authorise(actor, "candidacy.keep")
    with transaction.atomic():
        return transitions.move(reach(candidacy, visible_to(actor)), "confirm", actor=actor)


def withdraw(candidacy: Candidacy, *, actor: Actor) -> Candidacy:
    """Take the candidacy back, at any time and without a reason."""
    authorise(actor, "candidacy.keep")
    with transaction.atomic():
        fresh = reach(candidacy, visible_to(actor))
        return transitions.move(fresh, "withdraw", actor=actor, changes={"in_round": None})


def rank(
    candidacy: Candidacy,
    orders: Sequence[uuid.UUID],
    *,
    actor: Actor,
    expected_version: int | None = None,
) -> Candidacy:
    """Write the worker's wishes anew, best first. A list with an unknown order is refused whole."""
    authorise(actor, "candidacy.keep")
    with transaction.atomic():
        fresh = reach(candidacy, visible_to(actor), expected_version=expected_version)
        _check_list(fresh, orders)
        fresh.wishes.all().delete()
        Wish.objects.bulk_create(
            Wish(candidacy=fresh, job_order_id=order, rank=place)
            for place, order in enumerate(orders, start=1)
        )
        fresh.version += 1
        fresh.save(update_fields=["version"])
        journal.record(
            fresh, "wishes.ranked", actor=actor, payload={"orders": [str(o) for o in orders]}
        )
        return fresh


def _check_list(candidacy: Candidacy, orders: Sequence[uuid.UUID]) -> None:
    faults = []
    if candidacy.state not in {"draft", "open"}:
        accepted = _("a candidacy that is not in a round or beyond")
        faults.append(Fault("candidacy", candidacy.state, accepted, "state"))
    if len(orders) > MOST_WISHES:
        accepted = _("at most %(most)s job orders") % {"most": MOST_WISHES}
        faults.append(Fault("orders", str(len(orders)), accepted, "too_many"))
    faults += [
        Fault("orders", str(order), _("each job order once"), "twice")
        for order, times in Counter(orders).items()
        if times > 1
    ]
    found = choices(candidacy, orders_for(candidacy).filter(pk__in=orders))
    open_to_her = {choice.order.pk for choice in found if choice.eligible}
    accepted = _("an open job order of this channel for which you are eligible")
    faults += [
        Fault("orders", str(order), accepted, "not_eligible")
        for order in orders
        if order not in open_to_her
    ]
    if faults:
        raise BadInput(*faults)


def _person_of(actor: Actor) -> uuid.UUID:
    if actor.acts_for is None:
        raise BadInput(Fault("worker", "", _("a worker, or who acts for her"), "required"))
    return actor.acts_for


def join_round(
    candidacies: QuerySet[Candidacy], round_: MatchingRound, *, actor: Actor
) -> Sequence[Candidacy]:
    """Take candidacies into a round, in the transaction that previews it."""
    return _move_many(candidacies, "join_round", actor, in_round=round_)


def leave_round(candidacies: QuerySet[Candidacy], *, actor: Actor) -> Sequence[Candidacy]:
    """Open the candidacies again that a round did not place, in the transaction that ends it."""
    return _move_many(candidacies, "leave_round", actor, in_round=None)


def _move_many(
    candidacies: QuerySet[Candidacy], event: str, actor: Actor, *, in_round: MatchingRound | None
) -> Sequence[Candidacy]:
    """Move many at once, each with its own entry and clock, as `transitions.move` does one."""
    wanted = sorted(set(candidacies.order_by().values_list("pk", flat=True)))
    moved = list(
        Candidacy.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted)
        .select_related("authority")
        .order_by("id")  # always in one sequence, so that two who wait cannot deadlock
    )
    payload = {"round": str(in_round.pk)} if in_round else {}
    happenings = []
    for candidacy in moved:
        row = step(CANDIDACY, candidacy.state, event, actor.role)
        candidacy.state, candidacy.state_since = row.target, clock.now()
        candidacy.in_round = in_round
        candidacy.version += 1
        candidacy.due_at, candidacy.due_event = None, ""
        if row.deadline is not None:
            zone = candidacy.authority.time_zone
            candidacy.due_at = transitions.end_of_day(clock.now(), row.deadline.days, zone)
            candidacy.due_event = row.deadline.then or ""
        happenings.append(journal.Happening(candidacy, event, row.target, payload))
    fields = ["state", "state_since", "in_round", "version", "due_at", "due_event"]
    Candidacy.objects.bulk_update(moved, fields, batch_size=1_000)
    journal.record_many(happenings, actor=actor)
    return moved
