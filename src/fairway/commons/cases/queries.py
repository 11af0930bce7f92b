"""Who sees which cases. Whoever is not named here sees none, and learns of none."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fairway.commons.cases import codes
from fairway.commons.cases.kinds import PartyRole, Remedy, Side
from fairway.commons.cases.models import Case, CaseParty, Notice
from fairway.core import transitions
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import CASE, Role, shown

_NOBODY = Q(pk__in=())
# These roles see a case through their organisation: it has taken the case up, or was asked to help.
_THROUGH_ORGANISATION = frozenset({Role.CASEWORKER, Role.SHELTER, Role.INSPECTOR, Role.TRIBUNAL})
ACCUSED = frozenset({Role.EMPLOYER, Role.RECRUITER})
CLOSED = ("resolved", "closed")


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Her own; those of the two countries' labour offices; those an organisation works on.

    The accused sees no case, before disclosure or after it: it sees its `notices_visible_to`.
    """
    rows = Case.objects.select_related("authority", "handler", "owner", "person")
    return rows.filter(scope(actor)).order_by("urgency", "due_at", "id")


def scope(actor: Actor) -> Q:
    """The condition under which an actor may see a case."""
    if actor.role is Role.SYSTEM:
        return Q()
    if actor.organisation_id is None:
        return _relation(actor)
    # An accused office handles nothing that is said against it.
    return _relation(actor) & ~Q(pk__in=_against(actor.organisation_id))


def _relation(actor: Actor) -> Q:
    match actor.role:
        case Role.WORKER | Role.REPRESENTATIVE if actor.acts_for:
            # Who came with a code acts for the case itself; see `code_holder`.
            return Q(person_id=actor.acts_for) | Q(pk=actor.acts_for, person=None)
        case Role.OFFICER_ORIGIN | Role.ATTACHE if actor.authority_id:
            return Q(authority_id=actor.authority_id)
        case Role.OFFICER_DESTINATION if actor.authority_id:
            return Q(corridor__endswith=f"-{actor.country}") | Q(authority_id=actor.authority_id)
        case role if role in _THROUGH_ORGANISATION and actor.organisation_id:
            own = actor.organisation_id
            asked = CaseParty.objects.filter(organisation_id=own, role=PartyRole.HELPER)
            return Q(handler_id=own) | Q(pk__in=asked.values("case_id"))
        case _:
            return _NOBODY


def _against(organisation_id: uuid.UUID) -> QuerySet[CaseParty, uuid.UUID]:
    parties = CaseParty.objects.filter(organisation_id=organisation_id, role=PartyRole.ACCUSED)
    return parties.values_list("case_id", flat=True)


def get_for(actor: Actor, pk: uuid.UUID) -> Case:
    """One case, or "not found"."""
    return get_object_or_404(visible_to(actor), pk=pk)


def by_code(code: str) -> Case | None:
    """The case of somebody without an account, by the code that she was given."""
    rows = Case.objects.select_related("authority", "handler", "owner")
    return rows.filter(code_digest=codes.digest(code)).first()


def code_holder(case: Case, language: str) -> Actor:
    """Who came with the code of a case: she acts for it as a worker does, and for nothing else."""
    return Actor(role=Role.WORKER, on_behalf_of=case.id, language=language)


def holds(case: Case, actor: Actor) -> bool:
    """Whether the case is in the actor's hands: its organisation's, or its side's until taken."""
    if case.handler_id is not None:
        return actor.organisation_id == case.handler_id
    return side_of(actor) == case.side


def side_of(actor: Actor) -> Side | None:
    """The side for which an actor speaks."""
    if actor.role in {Role.OFFICER_ORIGIN, Role.ATTACHE}:
        return Side.ORIGIN
    return Side.DESTINATION if actor.role is Role.OFFICER_DESTINATION else None


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """What the actor's organisation was told it is accused of. Nothing exists before."""
    rows = Notice.objects.select_related("case", "case__authority", "organisation")
    if actor.role not in ACCUSED or actor.organisation_id is None:
        return rows.none()
    return rows.filter(organisation_id=actor.organisation_id).order_by("-created_at", "id")


def notice_for(actor: Actor, pk: uuid.UUID) -> Notice:
    """One notice, or "not found"."""
    return get_object_or_404(notices_visible_to(actor), pk=pk)


def steps_shown(case: Case, role: Role) -> list[tuple[int, str]]:
    """The steps of a case that a role's timeline shows, as (position, event)."""
    events = [entry.kind for entry in transitions.history(case)]
    return [(position, events[position]) for position in shown(CASE, events, role)]


def upheld_against(organisation_id: uuid.UUID) -> int:
    """How many complaints against an organisation were disclosed and upheld: for public scores.

    A case that was not disclosed to the organisation is never counted, whatever became of it.
    """
    told = Notice.objects.filter(organisation_id=organisation_id).values("case_id")
    ended = Case.objects.filter(pk__in=told, state__in=CLOSED).exclude(remedies=[])
    return sum(
        Remedy.NOT_UPHELD not in remedies for remedies in ended.values_list("remedies", flat=True)
    )
