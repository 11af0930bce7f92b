"""Pages that anybody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render

from fairway.core.access.gate import actor_of, page
from fairway.engines.lifecycles.roles import Role
from fairway.web.navigation import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page("public.read")
def front(request: HttpRequest) -> HttpResponse:
    """Show what can be done here without an account, and the way in for those who have one."""
    if actor_of(request).role is not Role.PUBLIC:
        return redirect("home")
    context = {
        "recruiter_check": address("recruiter-check"),
        "contract_verify": address("contract-verify"),
        "ask_help": address("ask-help"),
        "register": address("register"),
    }
    return render(request, "pages/front.html", context)
