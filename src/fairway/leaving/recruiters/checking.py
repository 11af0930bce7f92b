"""The public check: whether an agency is licensed, until when, and what it may charge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fairway.commons.agreements.queries import packs_in_force
from fairway.core import clock
from fairway.core.journal.models import JournalEntry
from fairway.engines.identity import TooCommon, closest, closest_by_words, organisation_key
from fairway.engines.kernel import BadInput, Corridor, Decision, FactValue, Fault, Money
from fairway.engines.lifecycles import RECRUITER_LICENCE
from fairway.engines.provisions import decide, required_facts
from fairway.leaving.asking import corridor_of
from fairway.leaving.recruiters.models import Licence

SHOWN = 10
# What a whole name, its words run together or apart, must have in common with what was typed.
_LIKE_AS_A_WHOLE = 0.7
_PUBLIC_EVENTS = ("license", "suspend", "reinstate", "renew", "revoke", "expire")


@dataclass(frozen=True, slots=True)
class Found:
    """What the public may know of a licence."""

    licence: Licence
    in_force: bool
    history: Sequence[tuple[date, str]]
    fee: Decision


def check(words: str) -> tuple[Found, ...]:
    """Licences whose number is this, or whose holder's name is like this; the likest first.

    Every word may be misspelt, or written in another script. Words that more have than can be
    shown are refused rather than answered with some of them.
    """
    words = " ".join(words.split())
    granted = Licence.objects.exclude(number="").select_related("organisation", "authority")
    by_number = list(granted.filter(number__iexact=words).order_by("id")[:SHOWN])
    if by_number:
        return tuple(_found(licence) for licence in by_number)
    key = organisation_key(words)
    if not key:
        return ()
    holders = granted.order_by("id").values_list("organisation_id", "organisation__name_key")
    known = list(holders.distinct())
    try:
        near = closest_by_words(key, known, limit=SHOWN)
    except TooCommon as error:
        accepted = _("more of the name: many agencies have these words in theirs")
        raise BadInput(Fault("words", words, accepted, "too_common")) from error
    near = near or closest(key, known, limit=SHOWN, least=_LIKE_AS_A_WHOLE)
    order = {pk: place for place, (_likeness, pk) in enumerate(near)}
    rows = granted.filter(organisation_id__in=order)
    return tuple(
        _found(licence)
        for licence in sorted(rows, key=lambda row: (order[row.organisation_id], row.number))
    )


def _found(licence: Licence) -> Found:
    today = clock.today(licence.authority.time_zone)
    titles = {row.event: row.title for row in RECRUITER_LICENCE.transitions}
    steps = JournalEntry.objects.filter(kind__in=_PUBLIC_EVENTS, subject_id=licence.id)
    return Found(
        licence=licence,
        in_force=licence.in_force(today),
        history=[(step.at.date(), titles[step.kind]) for step in steps.order_by("sequence")],
        fee=_fee(corridor_of(licence.corridor), today),
    )


def _fee(way: Corridor, on: date) -> Decision:
    """May this agency ask a worker for anything at all? Asked with the smallest sum there is."""
    packs = packs_in_force(way, on)
    facts: dict[str, FactValue] = {}
    for spec in required_facts(packs, "fee.charge"):
        if spec.name == "fee_amount":
            facts[spec.name] = Money.from_minor(1, spec.currency or "EUR")
        elif spec.name == "fee_kind" and "placement" in spec.values:
            facts[spec.name] = "placement"
        elif spec.name == "fee_payee" and "recruiter" in spec.values:
            facts[spec.name] = "recruiter"
    return decide(packs, "fee.charge", facts, on)
