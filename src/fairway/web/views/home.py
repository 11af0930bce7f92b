"""Each role's home: what waits, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fairway.core import clock
from fairway.core.access.gate import actor_of, page
from fairway.core.homes import waiting_for
from fairway.core.people.reading import names
from fairway.engines.lifecycles import WORKER_SIDE, Role
from fairway.web.navigation import menu

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Their rooms are not built (docs/unfinished.md); whoever builds one takes its role out here.
_NO_ROOMS_YET = frozenset(
    {
        Role.FUND_OFFICER,
        Role.FUND_BOARD,
        Role.SOCIAL_SECURITY,
        Role.TRAINING,
        Role.PANEL_MEMBER,
        Role.SECRETARIAT,
    }
)


@page("home.read")
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the one who acts."""
    actor = actor_of(request)
    waiting = waiting_for(actor, clock.now())
    if actor.role in WORKER_SIDE:
        context = {"first": waiting[0] if waiting else None, "others": waiting[1:]}
        return render(request, "pages/home_worker.html", context)
    whose = (item.person_id for item in waiting if item.person_id)
    here = menu(actor.role, request.path)
    shown = {
        "waiting": waiting,
        "names": names(whose, actor=actor, action="home.read"),
        "has_rooms": actor.role not in _NO_ROOMS_YET,
        "begin": next((item for item in here if not item.current), None),
    }
    return render(request, "pages/home_staff.html", shown)
