"""A recruiter's licence: applied for, granted for a time behind a deposit, watched, ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.conflicts import told
from fairway.core.ledger import actions as ledger
from fairway.core.ledger.models import AccountKind
from fairway.engines.kernel import BadInput, Fault, Money
from fairway.engines.lifecycles import Role
from fairway.leaving import asking
from fairway.leaving.enrolment import NewOrganisation, enrol
from fairway.leaving.houses import tell
from fairway.leaving.reach import reach
from fairway.leaving.recruiters.facts import facts_of
from fairway.leaving.recruiters.models import Licence
from fairway.leaving.recruiters.queries import visible_to

QUESTION = "recruiter.operate"
_LONGEST_DAYS = 366 * 10


@dataclass(frozen=True, slots=True)
class Grant:
    """What a licence says: its number, its first and last day, the deposit behind it."""

    number: str
    valid_from: date
    valid_to: date
    deposit: Money | None = None

    def check(self) -> None:
        """Raise BadInput with everything that is wrong."""
        faults = []
        if not self.number.strip() or len(self.number) > 64:  # noqa: PLR2004  the column's width
            accepted = _("a text of 1 to %(most)s characters") % {"most": 64}
            faults.append(Fault("number", self.number[:64], accepted, "required"))
        if self.valid_to < self.valid_from:
            accepted = _("%(day)s or later") % {"day": self.valid_from}
            faults.append(Fault("valid_to", str(self.valid_to), accepted, "dates_out_of_order"))
        elif (self.valid_to - self.valid_from).days > _LONGEST_DAYS:
            accepted = _("at most ten years after the first day")
            faults.append(Fault("valid_to", str(self.valid_to), accepted, "too_long"))
        if self.deposit is not None and self.deposit.amount < 0:
            accepted = _("an amount that is not negative")
            faults.append(Fault("deposit", str(self.deposit), accepted, "deposit"))
        if faults:
            raise BadInput(*faults)


def apply(
    *,
    corridor: str,
    actor: Actor,
    new: NewOrganisation | None = None,
    statements: Mapping[str, Any] | None = None,
) -> Licence:
    """Apply for a licence: an agency that is here, or a new one with its first account."""
    authorise(actor, "recruiter.apply")
    way = asking.corridor_of(corridor)
    authority = asking.authority_of(_keeper(new, actor, way.origin.code))
    specs = asking.asked_for(QUESTION, way, clock.today(authority.time_zone))
    stated = asking.read_statements(specs, statements or {})
    with told(Licence, "corridor"), told(Organisation, "registration_number"), transaction.atomic():
        applicant = actor
        if new is not None:
            organisation, member = enrol(new, Role.RECRUITER, authority)
            applicant = actor if actor.is_staff else member
        else:
            organisation = Organisation.objects.get(pk=asking.house_of(actor), kind="recruiter")
        licence = Licence(
            authority=authority,
            organisation=organisation,
            corridor=str(way),
            attested=asking.pack_away(stated),
        )
        return transitions.create(licence, "apply", actor=applicant)


def grant(
    licence: Licence,
    terms: Grant,
    *,
    actor: Actor,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
) -> Licence:
    """Grant a licence from a day to a day. Its deposit is booked in the same transaction."""
    return _allow("license", licence, terms, actor=actor, why=why, statements=statements)


def renew(licence: Licence, terms: Grant, *, actor: Actor, why: str = "") -> Licence:
    """Renew a licence that runs or has run out; a further deposit is booked beside the first."""
    return _allow("renew", licence, terms, actor=actor, why=why)


def reinstate(licence: Licence, *, actor: Actor, why: str = "") -> Licence:
    """Lift a suspension; the licence runs to the day it had."""
    return _allow("reinstate", licence, None, actor=actor, why=why)


def refuse(licence: Licence, *, actor: Actor, reason: str) -> Licence:
    """Refuse a licence, with the reason that the recruiter reads and may object to."""
    authorise(actor, "recruiter.decide")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = reach(licence, visible_to(actor))
        today = clock.today(fresh.authority.time_zone)
        stored = asking.refuse(
            QUESTION,
            facts_of(fresh, asking.unpack(fresh.attested), today),
            corridor=asking.corridor_of(fresh.corridor),
            actor=actor,
            subject=fresh,
            why=why,
        )
        payload = {"decision": str(stored.record.id)}
        transitions.move(fresh, "refuse", actor=actor, changes={"reason": why}, payload=payload)
        tell(fresh.organisation, fresh, "refuse", actor=actor)
        return fresh


def suspend(licence: Licence, *, actor: Actor, reason: str) -> Licence:
    """Stop a recruiter from working until the suspension is lifted. It is shown to the public."""
    return _stop("suspend", licence, actor, reason)


def revoke(licence: Licence, *, actor: Actor, reason: str) -> Licence:
    """End a licence for good. It is shown to the public."""
    return _stop("revoke", licence, actor, reason)


def correct(licence: Licence, *, actor: Actor, statements: Mapping[str, Any]) -> Licence:
    """Send a refused application again, corrected."""
    authorise(actor, "recruiter.correct")
    with transaction.atomic():
        fresh = reach(licence, visible_to(actor))
        way = asking.corridor_of(fresh.corridor)
        specs = asking.asked_for(QUESTION, way, clock.today(fresh.authority.time_zone))
        stated = asking.read_statements(specs, statements)
        attested = {**fresh.attested, **asking.pack_away(stated)}
        return transitions.move(
            fresh, "correct", actor=actor, changes={"attested": attested, "reason": ""}
        )


def _allow(
    event: str,
    licence: Licence,
    terms: Grant | None,
    *,
    actor: Actor,
    why: str,
    statements: Mapping[str, Any] | None = None,
) -> Licence:
    authorise(actor, "recruiter.decide")
    if terms is not None:
        terms.check()
    with told(Licence, "number"), transaction.atomic():
        fresh = reach(licence, visible_to(actor))
        today = clock.today(fresh.authority.time_zone)
        way = asking.corridor_of(fresh.corridor)
        specs = asking.asked_for(QUESTION, way, today)
        seen = {**asking.unpack(fresh.attested), **asking.read_statements(specs, statements or {})}
        changes: dict[str, Any] = {"attested": asking.pack_away(seen), "reason": ""}
        if terms is not None:
            changes |= _columns(terms)
            for name, value in changes.items():
                setattr(fresh, name, value)
        facts = facts_of(fresh, seen, today)
        stored = asking.ask(QUESTION, facts, corridor=way, actor=actor, subject=fresh, why=why)
        if stored.allowed:
            payload: dict[str, Any] = {"decision": str(stored.record.id)}
            if terms is not None and terms.deposit is not None:
                payload["deposit"] = _book_deposit(fresh, terms.deposit, today, actor)
            changes |= _runs_out(fresh)
            transitions.move(fresh, event, actor=actor, changes=changes, payload=payload)
            tell(fresh.organisation, fresh, event, actor=actor)
    stored.raise_unless_allowed()
    return fresh


def _stop(event: str, licence: Licence, actor: Actor, reason: str) -> Licence:
    authorise(actor, "recruiter.decide")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = reach(licence, visible_to(actor))
        changes = {"reason": why} | ({} if event == "revoke" else _runs_out(fresh))
        transitions.move(fresh, event, actor=actor, changes=changes)
        tell(fresh.organisation, fresh, event, actor=actor)
        return fresh


def _columns(terms: Grant) -> dict[str, Any]:
    return {
        "number": terms.number.strip(),
        "valid_from": terms.valid_from,
        "valid_to": terms.valid_to,
        "deposit_amount": terms.deposit.amount if terms.deposit else None,
        "deposit_currency": terms.deposit.currency if terms.deposit else "",
    }


def _runs_out(licence: Licence) -> dict[str, datetime | str]:
    """When the licence has run out, the system takes the step "expire"."""
    if licence.valid_to is None:
        raise RuntimeError(f"{licence.pk}: a licence without a last day cannot run out")
    zone = ZoneInfo(licence.authority.time_zone)
    return {
        "due_at": datetime.combine(licence.valid_to, time(23, 59, 59), tzinfo=zone),
        "due_event": "expire",
    }


def _book_deposit(licence: Licence, money: Money, on: date, actor: Actor) -> str:
    """The deposit comes from outside and lies with the authority, as the recruiter's money."""
    outside = ledger.account(licence.authority, AccountKind.EXTERNAL, money.currency)
    deposit = ledger.account(
        licence.authority, AccountKind.DEPOSIT, money.currency, licence.organisation_id
    )
    booked = ledger.book(
        [ledger.Posting(outside, -money), ledger.Posting(deposit, money)],
        kind="deposit",
        reason=f"deposit behind licence {licence.number}",
        on=on,
        authority=licence.authority,
        actor=actor,
        subject_id=licence.id,
    )
    return str(booked.id)


def _keeper(new: NewOrganisation | None, actor: Actor, origin: str) -> str:
    """The country whose authority keeps the licence: the agency's own, else the origin."""
    if actor.is_staff:
        return asking.home_of(actor)
    return (new.country if new else actor.country) or origin
