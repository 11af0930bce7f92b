"""Each role's home: what waits, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fairway.core import clock
from fairway.core.access.gate import actor_of, page
from fairway.core.homes import waiting_for
from fairway.engines.lifecycles import WORKER_SIDE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page("home.read")
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the one who acts."""
    actor = actor_of(request)
    waiting = waiting_for(actor, clock.now())
    if actor.role in WORKER_SIDE:
        context = {"first": waiting[0] if waiting else None, "others": waiting[1:]}
        return render(request, "pages/home_worker.html", context)
    return render(request, "pages/home_staff.html", {"waiting": waiting})
