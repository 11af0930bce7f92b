"""Pages that anybody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render

from fairway.core.access.gate import actor_of, page
from fairway.engines.lifecycles.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page("public.read")
def front(request: HttpRequest) -> HttpResponse:
    """Show what can be done here without an account, and the way in for those who have one."""
    if actor_of(request).role is not Role.PUBLIC:
        return redirect("home")
    return render(request, "pages/front.html")
