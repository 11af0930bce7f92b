"""Which people an actor may see. A role that nobody provided for sees nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from fairway.core.accounts.actors import Actor
from fairway.core.people import indexes
from fairway.core.people.models import BlindIndex, Consent, ErasureRequest, Person, Purpose
from fairway.engines.identity import Name, PartialDate
from fairway.engines.lifecycles.roles import Role

PersonScope = Callable[[Actor], Q]
_NOBODY = Q(pk__in=[])
_GUARDIANS = frozenset({Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ADMINISTRATOR})
# These see what happened, never whose name it bore: no room can open people to them.
_CLOSED = frozenset({Role.AUDITOR, Role.ANALYST, Role.PUBLIC})

_scopes: dict[Role, list[PersonScope]] = {}


def register_person_scope(role: Role, scope: PersonScope) -> None:
    """Let a room say which people a role sees through it (a journey, a case, an order)."""
    if role in _CLOSED:
        raise ValueError(f"{role.value} sees no personal details, through no room.")
    _scopes.setdefault(role, []).append(scope)


def visible_to(actor: Actor) -> QuerySet[Person]:
    """The people whose details an actor may read."""
    return Person.objects.filter(_scope(actor))


def _scope(actor: Actor) -> Q:
    if actor.role is Role.SYSTEM:
        return Q()
    found = _NOBODY
    if actor.role is Role.WORKER and actor.person_id:
        found |= Q(pk=actor.person_id)
    if actor.role is Role.REPRESENTATIVE and actor.on_behalf_of:
        found |= Q(pk=actor.on_behalf_of)
    for scope in _scopes.get(actor.role, []):
        found |= scope(actor)
    return found


def find(
    actor: Actor,
    *,
    name: Name | None = None,
    birth_date: PartialDate | None = None,
    phone: str = "",
) -> QuerySet[Person]:
    """People an actor may see who have every word of the name, the birth date and the phone.

    The phone is E.164. A name finds its other spellings and scripts too.
    """
    wanted = set(indexes.of_name(name)) if name else set()
    if birth_date:
        wanted.add(list(indexes.of_birth(birth_date))[-1])
    if phone:
        wanted.add(indexes.of_phone(phone))
    if not wanted:
        return Person.objects.none()
    either = Q()
    for kind, digest in wanted:
        either |= Q(kind=kind, digest=digest)
    matching = (
        BlindIndex.objects.filter(either)
        .values("person_id")
        .annotate(found=Count("id"))
        .filter(found=len(wanted))
        .values("person_id")
    )
    return visible_to(actor).filter(pk__in=matching).order_by("created_at", "pk")


# Up to so many are counted; of more, what the database last estimated is near enough.
_COUNTED = 10_000


def about_how_many() -> int:
    """How many people are registered here, to the nearest that matters for a likelihood."""
    table = Person._meta.db_table  # noqa: SLF001  Django's documented Meta
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(%s)", [table]
        )
        estimate = int(cursor.fetchone()[0])
    return estimate if estimate > _COUNTED else Person.objects.order_by()[:_COUNTED].count()


def consenting(purpose: Purpose, person_ids: Iterable[UUID] | None = None) -> QuerySet[Consent]:
    """The consents in force for a purpose, of these people or of all."""
    found = Consent.objects.filter(purpose=purpose, state="given")
    return found if person_ids is None else found.filter(person_id__in=list(person_ids))


def has_consented(person_id: UUID, purpose: Purpose) -> bool:
    """Whether a person's data may be used for a purpose now."""
    return consenting(purpose, [person_id]).exists()


def erasures_visible_to(actor: Actor) -> QuerySet[ErasureRequest]:
    """Requests for erasure: one's own, or those that an authority has to decide."""
    if actor.role is Role.SYSTEM:
        return ErasureRequest.objects.all()
    if actor.acts_for is not None:
        return ErasureRequest.objects.filter(person_id=actor.acts_for)
    if actor.role in _GUARDIANS and actor.authority_id is not None:
        return ErasureRequest.objects.filter(authority_id=actor.authority_id)
    return ErasureRequest.objects.none()
