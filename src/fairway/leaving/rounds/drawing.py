"""The lots of a round: each side commits to a secret before the lists close, and reveals it after.

The seed follows from the secrets (`engines.matching.lots`), so that neither side can choose it, and
anybody can repeat the drawing. A side that keeps its secret back can only end the round, and is
seen to: the seed never follows from one secret where two were committed to.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import Authority
from fairway.core.keys import keyring
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import MATCHING_ROUND, step
from fairway.engines.matching import commitment as commitment_to
from fairway.engines.matching import lot_of, seed_of
from fairway.engines.matching.lots import LONGEST_SECRET, SHORTEST_SECRET
from fairway.leaving import asking
from fairway.leaving.candidacies import actions as candidacies
from fairway.leaving.reach import reach
from fairway.leaving.rounds.models import LotCommitment, LotSecret, MatchingRound
from fairway.leaving.rounds.queries import joining, visible_to

_DIGITS = 64
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Part:
    """What one side has done: its commitment and its secret, or None where it has not yet."""

    side: str
    committed: LotCommitment | None
    revealed: LotSecret | None


def sides_of(round_: MatchingRound) -> tuple[str, ...]:
    """The sides that draw: both ends of the corridor, as far as they have an authority here."""
    here = countries()
    return tuple(end for end in round_.corridor.split("-") if end in here)


def countries() -> frozenset[str]:
    """The countries that have an authority here."""
    return frozenset(Authority.objects.values_list("country", flat=True))


def with_parts(rounds: QuerySet[MatchingRound]) -> QuerySet[MatchingRound]:
    """Rounds with what their sides have done, in two more questions to the database."""
    return rounds.prefetch_related("commitments__revealed")


def parts(round_: MatchingRound, here: frozenset[str] | None = None) -> Sequence[Part]:
    """What each side has done so far, the origin first."""
    known = countries() if here is None else here
    rows = {row.side: row for row in round_.commitments.all()}
    ends = [end for end in round_.corridor.split("-") if end in known or end in rows]
    return [Part(side, row := rows.get(side), getattr(row, "revealed", None)) for side in ends]


def commit(round_: MatchingRound, *, actor: Actor, commitment: str = "") -> MatchingRound:
    """Commit the actor's side: to a secret of its own, or to one that is made here and sealed.

    Of a secret of its own it gives the commitment alone, and the secret when it reveals.
    """
    authorise(actor, "round.commit")
    with transaction.atomic():
        fresh = reach(round_, visible_to(actor))
        step(MATCHING_ROUND, fresh.state, "commit", actor.role)
        side = _side(fresh, actor)
        if fresh.seed is not None:
            accepted = _("a round that stated no seed when it began")
            raise BadInput(Fault("round", str(fresh.seed), accepted, "seed_is_fixed"))
        if fresh.commitments.filter(side=side).exists():
            accepted = _("one commitment a side; it cannot be taken back")
            raise BadInput(Fault("commitment", side, accepted, "committed_already"))
        stated, sealed = commitment.strip().lower(), None
        if stated and not _is_digest(stated):
            accepted = _("64 hexadecimal digits, or nothing")
            raise BadInput(Fault("commitment", stated[:80], accepted, "commitment"))
        if not stated:
            secret = secrets.token_hex(_SECRET_BYTES)
            stated = commitment_to(secret.encode())
            keyring.ensure(fresh.pk)
            sealed = keyring.seal(fresh.pk, {"secret": secret, "side": side})
        LotCommitment.objects.create(
            round=fresh,
            side=side,
            commitment=stated,
            sealed=sealed,
            made_by=actor.user_id,
            at=clock.now(),
        )
        return transitions.move(
            fresh, "commit", actor=actor, payload={"side": side, "commitment": stated}
        )


def close(round_: MatchingRound, *, actor: Actor) -> MatchingRound:
    """Close the lists: take every open candidacy in; from here on nobody's wishes change."""
    authorise(actor, "round.run")
    with transaction.atomic():
        fresh = reach(round_, visible_to(actor))
        step(MATCHING_ROUND, fresh.state, "close", actor.role)
        missing = [part.side for part in parts(fresh) if part.committed is None]
        if missing:
            accepted = _("the commitment of each side before the lists close")
            raise BadInput(Fault("commitments", ", ".join(missing), accepted, "not_committed"))
        candidacies.join_round(joining(fresh), fresh, actor=actor)
        sides = sorted(fresh.commitments.values_list("side", flat=True))
        return transitions.move(fresh, "close", actor=actor, payload={"sides": sides})


def reveal(round_: MatchingRound, *, actor: Actor, secret: str = "") -> MatchingRound:
    """Reveal the secret of the actor's side; with the last one the lots are drawn."""
    authorise(actor, "round.commit")
    with transaction.atomic():
        fresh = reach(round_, visible_to(actor))
        step(MATCHING_ROUND, fresh.state, "reveal", actor.role)
        side = _side(fresh, actor)
        committed = fresh.commitments.select_related("revealed").filter(side=side).first()
        if committed is None:
            accepted = _("a side that committed to a secret before the lists closed")
            raise BadInput(Fault("side", side, accepted, "not_committed"))
        if hasattr(committed, "revealed"):
            accepted = _("a secret that was not revealed yet")
            raise BadInput(Fault("secret", side, accepted, "revealed_already"))
        told = secret or _sealed_secret(fresh, committed)
        if not _opens(committed.commitment, told):
            accepted = _("the secret that was committed to")
            raise BadInput(Fault("secret", "", accepted, "other_secret"))
        LotSecret.objects.create(commitment=committed, secret=told, at=clock.now())
        fresh = transitions.move(
            fresh, "reveal", actor=actor, payload={"side": side, "secret": told}
        )
        stated = dict(fresh.commitments.values_list("side", "commitment"))
        known = {
            row.commitment.side: row.secret.encode()
            for row in LotSecret.objects.filter(commitment__round=fresh).select_related(
                "commitment"
            )
        }
        if len(known) < len(stated):
            return fresh
        seed = seed_of(str(fresh.pk), stated, known).hex()
        return transitions.move(
            fresh,
            "draw",
            actor=system(fresh.authority),
            changes={"lot_seed": seed},
            payload={"seed": seed},
        )


def lot(seed: str, reference: str) -> str:
    """The lot of a reference, as anybody computes it: SHA-256 of the seed's digits and of it."""
    return lot_of(seed.encode(), reference).hex()


Here = frozenset[str] | None


def may_commit(round_: MatchingRound, actor: Actor, here: Here = None) -> bool:
    """Whether the actor's side has still to commit."""
    part = _own(round_, actor, here)
    return round_.seed is None and part is not None and part.committed is None


def may_close(round_: MatchingRound, _actor: Actor, here: Here = None) -> bool:
    """Whether every side has committed."""
    found = parts(round_, here)
    return bool(found) and all(part.committed for part in found)


def may_reveal(round_: MatchingRound, actor: Actor, here: Here = None) -> bool:
    """Whether the actor's side has still to reveal what it committed to."""
    part = _own(round_, actor, here)
    return part is not None and part.committed is not None and part.revealed is None


def keeps_its_secret(round_: MatchingRound, actor: Actor) -> bool:
    """Whether the actor's side has a secret of its own, which it must give to reveal it."""
    part = _own(round_, actor)
    return bool(part and part.committed and part.committed.sealed is None)


def _own(round_: MatchingRound, actor: Actor, here: Here = None) -> Part | None:
    home = asking.home_of(actor)
    return next((part for part in parts(round_, here) if part.side == home), None)


def _side(round_: MatchingRound, actor: Actor) -> str:
    home = asking.home_of(actor)
    sides = sides_of(round_)
    if home not in sides:
        accepted = _("an office of %(sides)s") % {"sides": ", ".join(sides)}
        raise BadInput(Fault("side", home, accepted, "other_corridor"))
    return home


def _sealed_secret(round_: MatchingRound, committed: LotCommitment) -> str:
    if committed.sealed is None:
        return ""
    return str(keyring.unseal(round_.pk, committed.sealed)["secret"])


def _opens(stated: str, secret: str) -> bool:
    content = secret.encode()
    fits = SHORTEST_SECRET <= len(content) <= LONGEST_SECRET and secret.isprintable()
    return fits and commitment_to(content) == stated


def _is_digest(text: str) -> bool:
    return len(text) == _DIGITS and not set(text) - set("0123456789abcdef")


def program(round_: MatchingRound, made: Sequence[Part]) -> str:
    """A program of a few lines that draws again with nothing but a hash: the seed, then a lot."""
    stated = {
        part.side: (part.revealed.secret, part.committed.commitment)
        for part in made
        if part.committed and part.revealed
    }
    lines = [
        "from hashlib import sha256",
        "told = {  # each side's secret, and what it had committed to",
        *(f"    {side!r}: ({s!r}, {c!r})," for side, (s, c) in sorted(stated.items())),
        "}",
        "seed = sha256(b'fairway lot seed 1\\0')",
        f"parts = [{str(round_.pk)!r}]",
        "for side, (secret, committed) in sorted(told.items()):",
        "    shown = sha256(b'fairway lot commitment 1\\0' + secret.encode()).hexdigest()",
        "    assert shown == committed, side",
        "    parts += [side, secret]",
        "for part in parts:",
        "    seed.update(len(part.encode()).to_bytes(8, 'big') + part.encode())",
        "seed = seed.hexdigest()",
        "print(seed)",
        "print(sha256((seed + input('Reference: ')).encode()).hexdigest())",
    ]
    return "\n".join(lines)
