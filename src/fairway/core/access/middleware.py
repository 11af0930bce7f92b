"""Puts the actor on the request: the worker herself, or the membership that the user chose."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fairway.core.accounts.actors import (
    PUBLIC,
    Actor,
    for_membership,
    for_representation,
    for_worker,
    memberships_today,
    representations_today,
)
from fairway.core.accounts.models import User

SESSION_KEY = "membership"


class ActorMiddleware:
    """Staff act only after their second factor; until then they are the public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = self._actor(request)
        request.actor = actor  # type: ignore[attr-defined]  # our own mark
        return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return PUBLIC
        chosen = request.session.get(SESSION_KEY)
        if user.person_id is not None:
            return _representative(user, chosen) or for_worker(user)
        verified = getattr(user, "is_verified", None)
        demo_session = user.is_demo and bool(request.session.get("demo"))
        if not demo_session and not (verified and verified()):
            return PUBLIC
        choices = memberships_today(user)
        picked = next((m for m in choices if str(m.id) == chosen), choices[0] if choices else None)
        return for_membership(picked) if picked else PUBLIC


def _representative(user: User, chosen: str | None) -> Actor | None:
    """Whom a user chose to act for, if she may today; ends by itself with the mandate."""
    if not chosen:
        return None
    found = (r for r in representations_today(user) if str(r.id) == chosen)
    return next((for_representation(r) for r in found), None)
