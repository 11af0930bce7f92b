"""Forgetting a person, because it was decided or because the time of keeping is over.

Erasing destroys the person's key and her blind indexes. What the key sealed stays as noise, so
that the journal's chains stay whole; what is left is a number that nobody can put a name to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Q

from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.accounts.actors import Actor, system
from fairway.core.accounts.models import ApiToken, Authority, ClientRequest, User
from fairway.core.journal import actions as journal
from fairway.core.keys import keyring
from fairway.core.people.models import Person, Representation, RetentionClass
from fairway.engines.lifecycles.roles import Role

Blocker = Callable[[Person], str]
Eraser = Callable[[Person], None]

_blockers: list[Blocker] = []
_erasers: list[Eraser] = []


class MustBeKept(Exception):  # noqa: N818  what the law says of the data
    """A law or a matter that still runs obliges the authority to keep the data, for now."""

    def __init__(self, grounds: tuple[str, ...]) -> None:
        self.grounds = grounds
        super().__init__("; ".join(grounds))


def register_erasure_blocker(blocker: Blocker) -> None:
    """Let a room say why a person cannot be erased now: a ground to show her, or nothing."""
    _blockers.append(blocker)


def register_eraser(eraser: Eraser) -> None:
    """Let a room clear what it holds of a person outside her key, in the same transaction."""
    _erasers.append(eraser)


def grounds_to_keep(person: Person) -> tuple[str, ...]:
    """Every reason why the person's data must be kept for now."""
    today = clock.today()
    holds = person.holds.filter(Q(until=None) | Q(until__gte=today), lifted_at=None)
    grounds = [hold.ground for hold in holds.order_by("placed_at", "id")]
    grounds += [ground for blocker in _blockers if (ground := blocker(person))]
    return tuple(grounds)


@transaction.atomic
def erase(person: Person, *, actor: Actor) -> None:
    """Make a person's data unreadable for ever. Only the system does it, after a decision or time.

    Backups and the database's dead rows still hold the wrapped key until they are recycled.
    """
    if actor.role is not Role.SYSTEM:
        raise Denied(actor, "person.erase")
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    if fresh.erased_at is not None:
        return
    grounds = grounds_to_keep(fresh)
    if grounds:
        raise MustBeKept(grounds)
    for eraser in _erasers:
        eraser(fresh)
    keyring.destroy(fresh.id)
    fresh.indexes.all().delete()
    _end_mandates(fresh)
    _close_account(fresh)
    fresh.erased_at = clock.now()
    fresh.version += 1
    fresh.save(update_fields=["erased_at", "version"])
    journal.record(fresh, "person.erased", actor=actor)


def _end_mandates(person: Person) -> None:
    day = clock.today()
    mandates = Representation.objects.filter(Q(person=person) | Q(user__person=person))
    mandates.filter(valid_from__gte=day).delete()
    mandates.exclude(valid_to__lt=day).update(valid_to=day - timedelta(days=1))


def _close_account(person: Person) -> None:
    account = User.objects.filter(person=person).first()
    if account is None:
        return
    ClientRequest.objects.filter(asked_by__startswith=f"{account.id}:").delete()
    ApiToken.objects.filter(user=account, revoked_at=None).update(revoked_at=clock.now())
    User.objects.filter(pk=account.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)


@dataclass(frozen=True, slots=True)
class Due:
    """A person whose time of keeping is over, and what still forbids erasing her."""

    person: Person
    since: date
    grounds: tuple[str, ...]


def due_for_erasure(today: date) -> Iterator[Due]:
    """Whoever was not heard of for longer than her authority keeps her class of record."""
    for authority in Authority.objects.order_by("id"):
        for retention in RetentionClass:
            years = int(authority.retention_years[retention.value])
            before = _years_before(today, years)
            old = Person.objects.filter(
                authority=authority,
                retention=retention,
                erased_at=None,
                last_used_at__lt=datetime.combine(before, time.min, tzinfo=UTC),
            )
            for person in old.order_by("last_used_at", "id").iterator(chunk_size=1_000):
                since = _years_before(person.last_used_at.date(), -years)
                yield Due(person, since, grounds_to_keep(person))


def sweep(today: date, *, limit: int = 1_000) -> int:
    """Erase whoever is due and not held, each in a transaction of its own. Returns how many."""
    erased = 0
    free = (due for due in due_for_erasure(today) if not due.grounds)
    for due in list(islice(free, limit)):
        erase(due.person, actor=system(due.person.authority))
        erased += 1
    return erased


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
