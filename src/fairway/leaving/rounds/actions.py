"""A round from its beginning to its publication; how its lots are drawn is in `drawing`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.commons.agreements import queries as agreements
from fairway.commons.decisions.actions import Refused
from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor, system
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import MATCHING_ROUND, step
from fairway.engines.provisions.model import Clearing
from fairway.leaving import asking
from fairway.leaving.candidacies import actions as candidacies
from fairway.leaving.criteria import criteria_of
from fairway.leaving.journeys import actions as journeys
from fairway.leaving.reach import reach
from fairway.leaving.rounds import clearing
from fairway.leaving.rounds.groups import kept_in
from fairway.leaving.rounds.models import MatchingRound, OrderResult, RoundResult
from fairway.leaving.rounds.queries import held_by, joining, orders_of, visible_to

if TYPE_CHECKING:
    from fairway.leaving.job_orders.models import JobOrder

# The rules stood against the offer that the round would have made.
RULES = "rules"


class Outdated(BadInput):
    """What went into the preview has changed since: somebody else took a place, or went."""

    def __init__(self, round_: MatchingRound) -> None:
        self.round = round_
        accepted = _("a preview of things as they stand now; preview the round again")
        super().__init__(Fault("round", str(round_), accepted, "outdated"))


@dataclass(frozen=True, slots=True)
class NewRound:
    """What an officer fixes before anybody sees a result."""

    corridor: str
    channel: str
    starts_from: date
    starts_to: date
    answer_days: int = 7

    def check(self) -> None:
        """Raise BadInput with everything that is wrong."""
        later = _("%(day)s or later") % {"day": self.starts_from}
        whole = _("a whole number from %(least)s to %(most)s")
        faults = [
            Fault(name, str(value), accepted, "round")
            for name, value, accepted, wrong in (
                ("starts_to", self.starts_to, later, self.starts_to < self.starts_from),
                (
                    "answer_days",
                    self.answer_days,
                    whole % {"least": 1, "most": 90},
                    not 1 <= self.answer_days <= 90,  # noqa: PLR2004  as the table says
                ),
            )
            if wrong
        ]
        if faults:
            raise BadInput(*faults)


def begin(new: NewRound, *, actor: Actor) -> MatchingRound:
    """Begin a round of a channel."""
    authorise(actor, "round.run")
    new.check()
    corridor = asking.corridor_of(new.corridor)
    asking.check_channel(corridor, new.channel)
    round_ = MatchingRound(
        authority=asking.authority_of(asking.home_of(actor)),
        corridor=str(corridor),
        channel=new.channel,
        starts_from=new.starts_from,
        starts_to=new.starts_to,
        answer_days=new.answer_days,
    )
    if actor.country not in {corridor.origin.code, corridor.destination.code}:
        accepted = _("a corridor that begins or ends in your country")
        raise BadInput(Fault("corridor", str(corridor), accepted, "other_corridor"))
    with transaction.atomic():
        return transitions.create(round_, "draft", actor=actor)


def preview(round_: MatchingRound, *, actor: Actor) -> MatchingRound:
    """Clear with the candidacies that the round holds; nobody is offered anything yet."""
    authorise(actor, "round.run")
    with transaction.atomic():
        fresh = reach(round_, visible_to(actor))
        step(MATCHING_ROUND, fresh.state, "preview", actor.role)
        _check_drawn(fresh)
        if fresh.seed is not None:  # such rounds close no lists
            candidacies.join_round(joining(fresh), fresh, actor=actor)
        inputs = _inputs(fresh)
        cleared = clearing.clear(inputs)
        _keep(fresh, cleared)
        return transitions.move(
            fresh,
            "preview",
            actor=actor,
            changes={
                "inputs_digest": inputs.digest,
                "engine": inputs.engine,
                "figures": cleared.figures,
            },
            payload={
                "inputs": inputs.digest,
                "engine": inputs.engine,
                "placed": cleared.figures["placed"],
            },
        )


def _check_drawn(round_: MatchingRound) -> None:
    if not round_.lot_seed and round_.seed is None:
        accepted = _(
            "a round whose lots are drawn: both sides commit, the lists close, both reveal"
        )
        raise BadInput(Fault("round", round_.state, accepted, "not_drawn"))


def _keep(round_: MatchingRound, cleared: clearing.Cleared) -> None:
    """Keep what came out, in place of what an earlier preview kept."""
    round_.results.all().delete()
    round_.of_orders.all().delete()
    RoundResult.objects.bulk_create(
        (
            RoundResult(
                round=round_,
                candidacy_id=result.candidacy_id,
                job_order_id=result.order_id,
                rank=result.rank,
                reason=result.reason,
                lot=result.lot,
                counted_for=result.counted_for,
                unmet=[one.as_data() for one in result.unmet],
            )
            for result in cleared.results
        ),
        batch_size=2_000,
    )
    OrderResult.objects.bulk_create(
        (
            OrderResult(
                round=round_,
                job_order_id=taken.order_id,
                places=taken.places,
                filled=taken.filled,
                outcome=taken.outcome,
            )
            for taken in cleared.orders
        ),
        batch_size=2_000,
    )


def publish(round_: MatchingRound, *, actor: Actor) -> MatchingRound:
    """Make every offer of the preview, or none: raises `Outdated` if anything changed since.

    A worker for whom the rules do not allow the offer is told why, and stays open.
    """
    authorise(actor, "round.run")
    with transaction.atomic():
        fresh = reach(round_, visible_to(actor))
        step(MATCHING_ROUND, fresh.state, "publish", actor.role)
        _clears_centrally(fresh)
        # Another round on the same orders waits here, and then sees what this one took.
        list(orders_of(fresh).select_for_update().order_by("id").values_list("id", flat=True))
        if _inputs(fresh).digest != fresh.inputs_digest:
            raise Outdated(fresh)
        answer_by = transitions.end_of_day(
            clock.now(), fresh.answer_days, fresh.authority.time_zone
        )
        offered: list[Any] = []
        barred: list[Any] = []
        placed = fresh.results.filter(job_order__isnull=False).order_by("candidacy_id")
        for result in placed.select_related("candidacy__authority", "job_order__authority"):
            try:
                journeys.offer(
                    result.candidacy,
                    cast("JobOrder", result.job_order),  # the filter above
                    actor=actor,
                    answer_by=answer_by,
                    of_round=fresh,
                )
                offered.append(result.candidacy_id)
            except Refused:
                barred.append(result.pk)
        RoundResult.objects.filter(pk__in=barred).update(job_order=None, rank=None, reason=RULES)
        candidacies.leave_round(held_by(fresh), actor=actor)
        return transitions.move(
            fresh,
            "publish",
            actor=actor,
            changes={"figures": {**fresh.figures, "offered": len(offered), RULES: len(barred)}},
            payload={"inputs": fresh.inputs_digest, "offered": len(offered), "barred": len(barred)},
        )


def change(round_: MatchingRound, new: NewRound, *, actor: Actor) -> MatchingRound:
    """Change what was fixed, before the lists close. After that nobody can steer by it."""
    authorise(actor, "round.run")
    new.check()
    with transaction.atomic():
        fresh = reach(round_, visible_to(actor))
        step(MATCHING_ROUND, fresh.state, "change", actor.role)
        if fresh.lot_seed:
            accepted = _("a round whose lists are open")
            raise BadInput(Fault("round", fresh.state, accepted, "drawn"))
        changes = {
            "starts_from": new.starts_from,
            "starts_to": new.starts_to,
            "answer_days": new.answer_days,
        }
        return transitions.move(fresh, "change", actor=actor, changes=changes)


def cancel(round_: MatchingRound, *, actor: Actor, reason: str = "") -> MatchingRound:
    """End a round without a result; every candidacy is open again.

    Once the lists are closed the reason is needed, and everybody reads it: whoever could end a
    round in silence could draw again until the lots please.
    """
    authorise(actor, "round.run")
    with transaction.atomic():
        fresh = reach(round_, visible_to(actor))
        step(MATCHING_ROUND, fresh.state, "cancel", actor.role)
        stated = asking.needed(reason) if fresh.state != "draft" else " ".join(reason.split())
        candidacies.leave_round(held_by(fresh), actor=actor)
        return transitions.move(
            fresh, "cancel", actor=actor, changes={"reason": stated}, payload={"reason": stated}
        )


def give_up(round_: MatchingRound) -> MatchingRound:
    """End a round in which a side kept its secret back past the day: the system's own step."""
    actor = system(round_.authority)
    candidacies.leave_round(held_by(round_), actor=actor)
    return transitions.move(round_, "cancel", actor=actor)


def _inputs(round_: MatchingRound) -> clearing.Inputs:
    return clearing.gather(
        held_by(round_),
        orders_of(round_),
        seed_of(round_),
        kept_in(round_),
        criteria_of(asking.corridor_of(round_.corridor), round_.channel, clock.today()),
    )


def seed_of(round_: MatchingRound) -> int | str:
    """What the round draws from: both sides' secrets, or a number if it stated one."""
    return round_.lot_seed if round_.seed is None else round_.seed


def _clears_centrally(round_: MatchingRound) -> None:
    corridor = asking.corridor_of(round_.corridor)
    _pack, channel = agreements.channel(corridor, round_.channel, clock.today())
    if channel.clearing is not Clearing.CENTRAL:
        accepted = _("a channel that the authority clears; here employers make the offers")
        raise BadInput(Fault("channel", round_.channel, accepted, "not_central"))
