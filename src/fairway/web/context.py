"""What every page knows without its view saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language_bidi

from fairway.core import clock, formats
from fairway.core.access.gate import actor_of
from fairway.engines.lifecycles.roles import Role
from fairway.web import roles
from fairway.web.navigation import menu

if TYPE_CHECKING:
    from django.http import HttpRequest

QUIET = "quiet"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Who acts, in which language and frame, with which menu, on which day."""
    actor = actor_of(request)
    session = getattr(request, "session", {})
    return {
        "actor": actor,
        "role": actor.role,
        "role_name": roles.TITLES[actor.role],
        "frame": roles.frame(actor.role),
        "signed_in": actor.role is not Role.PUBLIC,
        "language": formats.language(),
        "languages": settings.LANGUAGES,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "navigation": menu(actor.role, request.path) if actor.role is not Role.PUBLIC else [],
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "quiet": bool(session.get(QUIET)),
        "demo": settings.DEMO,
        "now": clock.now(),
    }
