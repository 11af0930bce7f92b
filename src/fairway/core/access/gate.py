"""The gate: every page and operation names its action; every action passes here."""

from __future__ import annotations

import functools
import inspect
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from fairway.core.access.models import AccessEntry
from fairway.core.access.table import RULES, may
from fairway.core.accounts.actors import PUBLIC, Actor
from fairway.core.limits import PUBLIC_WRITES
from fairway.core.records import Record
from fairway.engines.lifecycles.roles import Role

View = Callable[..., HttpResponse]


# Signing in counts its codes and passwords by itself, and a whole office does it at nine.
_COUNTED_ELSEWHERE = frozenset({"session.open"})


class Denied(Exception):  # noqa: N818  what the actor is told
    """The role may not take this action. Says nothing about any record."""

    def __init__(self, actor: Actor, action: str) -> None:
        self.actor, self.action = actor, action
        super().__init__(f"{actor.role.value} may not {action}")


class WroteWhileReading(RuntimeError):  # noqa: N818  a mistake of ours
    """A page that says it reads tried to change something."""


def authorise(actor: Actor, action: str) -> None:
    """Let the actor through, or raise `Denied`."""
    if not (may(actor.role, action) and actor.covers(action)):
        raise Denied(actor, action)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request; the middleware put it there."""
    return getattr(request, "actor", PUBLIC)


def page(action: str) -> Callable[[View], View]:
    """Mark a view with its action. A page whose action reads cannot write."""
    rule = RULES[action]

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = actor_of(request)
            authorise(actor, action)
            if rule.writes:
                if actor.role is Role.PUBLIC and action not in _COUNTED_ELSEWHERE:
                    _count(request)
                return view(request, *args, **kwargs)
            with only_reading():
                return view(request, *args, **kwargs)

        guarded.fairway_action = action  # type: ignore[attr-defined]  # our own mark
        return guarded

    return decorate


def _count(request: HttpRequest) -> None:
    if request.method == "POST":
        PUBLIC_WRITES.count(request.META.get("REMOTE_ADDR", ""))


def operation(action: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark an operation of the HTTP API with its action: the same gate as a page.

    A token's scopes narrow what its role may do; an operation that reads cannot write.
    """
    rule = RULES[action]

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            authorise(actor_of(request), action)
            if rule.writes:
                return function(request, *args, **kwargs)
            with only_reading():
                return function(request, *args, **kwargs)

        # The description is built from the types, which must be found from the room, not from here.
        guarded.__signature__ = inspect.signature(function, eval_str=True)  # type: ignore[attr-defined]  # our own mark
        guarded.fairway_action = action  # type: ignore[attr-defined]  # our own mark
        return guarded

    return decorate


# What reading may leave behind: the access log, the session that carries the reader, and the count
# of how often one place asked.
_TRACES = ("core_accessentry", "django_session", "core_knock")


@contextmanager
def only_reading() -> Iterator[None]:
    """Raise if anything but the reader's own traces is written."""

    def watch(
        execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any
    ) -> Any:
        verb = statement.lstrip().split(None, 1)[0].upper() if statement.strip() else ""
        if verb in {"INSERT", "UPDATE", "DELETE"} and not any(t in statement for t in _TRACES):
            raise WroteWhileReading(statement[:200])
        return execute(statement, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def log_reading(actor: Actor, action: str, record: Record, person_id: Any = None) -> None:
    """Write that a sensitive record was read. A person reading her own leaves no line."""
    log_readings(actor, action, [(record, person_id)])


def log_readings(
    actor: Actor, action: str, readings: Iterable[tuple[Record, uuid.UUID | None]]
) -> None:
    """Write that several records, each with the person whose it is, were read: one statement."""
    AccessEntry.objects.bulk_create(
        AccessEntry(
            user_id=actor.user_id,
            role=actor.role.value,
            organisation_id=actor.organisation_id,
            action=action,
            subject=record.subject,
            subject_id=record.id,
            person_id=person_id,
        )
        for record, person_id in readings
        if actor.person_id is None or actor.person_id != person_id
    )
