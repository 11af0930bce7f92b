"""An employer registers; the authority where the work is verifies, refuses or suspends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairway.core import clock, transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Organisation
from fairway.core.conflicts import told
from fairway.engines.lifecycles import Role
from fairway.leaving import asking
from fairway.leaving.employers.facts import facts_of
from fairway.leaving.employers.models import EmployerRegistration
from fairway.leaving.employers.queries import visible_to
from fairway.leaving.enrolment import NewOrganisation, enrol
from fairway.leaving.houses import tell
from fairway.leaving.reach import reach

QUESTION = "employer.register"


def register(
    new: NewOrganisation, *, corridor: str, activity: str, actor: Actor
) -> EmployerRegistration:
    """Register an employer: by itself, with its first account, or by an officer for it.

    It may sign in at once and sees its file; it may recruit once it is verified.
    """
    authorise(actor, "employer.register")
    way = asking.corridor_of(corridor)
    authority = asking.authority_of(way.destination.code)
    what = asking.needed(activity, "activity", _("what the employer does, in a few words"))
    with told(Organisation, "registration_number"), transaction.atomic():
        organisation, member = enrol(new, Role.EMPLOYER, authority)
        registration = EmployerRegistration(
            authority=authority, organisation=organisation, corridor=str(way), activity=what
        )
        registrar = actor if actor.role is Role.OFFICER_DESTINATION else member
        return transitions.create(registration, "register", actor=registrar)


def verify(
    registration: EmployerRegistration,
    *,
    actor: Actor,
    statements: Mapping[str, Any] | None = None,
    why: str = "",
    expected_version: int | None = None,
) -> EmployerRegistration:
    """Verify an employer, stating what was seen; the packs are asked, and may refuse."""
    return _allow(
        "verify",
        registration,
        actor=actor,
        why=why,
        statements=statements,
        expected_version=expected_version,
    )


def reinstate(
    registration: EmployerRegistration, *, actor: Actor, why: str = ""
) -> EmployerRegistration:
    """Lift a suspension; the packs are asked again."""
    return _allow("reinstate", registration, actor=actor, why=why)


def _allow(
    event: str,
    registration: EmployerRegistration,
    *,
    actor: Actor,
    why: str,
    statements: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> EmployerRegistration:
    authorise(actor, "employer.decide")
    with transaction.atomic():
        fresh = reach(registration, visible_to(actor), expected_version=expected_version)
        corridor = asking.corridor_of(fresh.corridor)
        specs = asking.asked_for(QUESTION, corridor, clock.today(fresh.authority.time_zone))
        seen = {**asking.unpack(fresh.attested), **asking.read_statements(specs, statements or {})}
        stored = asking.ask(
            QUESTION,
            facts_of(fresh, seen),
            corridor=corridor,
            actor=actor,
            subject=fresh,
            why=why,
        )
        if stored.allowed:
            transitions.move(
                fresh,
                event,
                actor=actor,
                changes={"attested": asking.pack_away(seen), "reason": ""},
                payload={"decision": str(stored.record.id)},
            )
            tell(fresh.organisation, fresh, event, actor=actor)
    stored.raise_unless_allowed()
    return fresh


def refuse(
    registration: EmployerRegistration, *, actor: Actor, reason: str
) -> EmployerRegistration:
    """Refuse a registration, with the reason that the employer reads and may object to."""
    authorise(actor, "employer.decide")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = reach(registration, visible_to(actor))
        stored = asking.refuse(
            QUESTION,
            facts_of(fresh, asking.unpack(fresh.attested)),
            corridor=asking.corridor_of(fresh.corridor),
            actor=actor,
            subject=fresh,
            why=why,
        )
        transitions.move(
            fresh,
            "refuse",
            actor=actor,
            changes={"reason": why},
            payload={"decision": str(stored.record.id)},
        )
        tell(fresh.organisation, fresh, "refuse", actor=actor)
        return fresh


def suspend(
    registration: EmployerRegistration, *, actor: Actor, reason: str
) -> EmployerRegistration:
    """Stop an employer from recruiting, with the reason."""
    authorise(actor, "employer.decide")
    why = asking.needed(reason)
    with transaction.atomic():
        fresh = reach(registration, visible_to(actor))
        transitions.move(fresh, "suspend", actor=actor, changes={"reason": why})
        tell(fresh.organisation, fresh, "suspend", actor=actor)
        return fresh


def correct(
    registration: EmployerRegistration, *, activity: str, actor: Actor
) -> EmployerRegistration:
    """Send a refused registration again, corrected."""
    authorise(actor, "employer.correct")
    what = asking.needed(activity, "activity", _("what the employer does, in a few words"))
    with transaction.atomic():
        fresh = reach(registration, visible_to(actor))
        return transitions.move(
            fresh, "correct", actor=actor, changes={"activity": what, "reason": ""}
        )
