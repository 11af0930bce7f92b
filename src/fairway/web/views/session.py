"""What a session carries besides who it is: language, role, quiet mode; a demonstration's entry."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render

from fairway.core.access.gate import page
from fairway.core.access.middleware import SESSION_KEY
from fairway.core.accounts.actors import memberships_today
from fairway.core.accounts.models import Membership, User
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles.roles import Role
from fairway.web.context import QUIET
from fairway.web.views.sign_in import enter, remember_language, safe_next

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

_EACH = 4
_WORKERS = 6


@page("session.open")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language, keep the page; an account remembers it."""
    if request.method != "POST":
        return redirect("front")
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise BadInput(Fault("language", code[:16], ", ".join(dict(settings.LANGUAGES))))
    user = request.user
    if isinstance(user, User) and user.language != code:
        user.language = code
        user.save(update_fields=["language"])
    response = HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))
    remember_language(response, code)
    return response


@page("session.open")
def quiet(request: HttpRequest) -> HttpResponse:
    """Hide or show the name and the icon of the pages: somebody may be looking on."""
    if request.method == "POST":
        request.session[QUIET] = not request.session.get(QUIET, False)
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))


@page("session.open")
def choose_role(request: HttpRequest) -> HttpResponse:
    """Choose in which role and for which organisation to act."""
    user = request.user
    mine = memberships_today(user) if isinstance(user, User) and request.actor.is_staff else []  # type: ignore[attr-defined]
    if not mine:
        return redirect("home")
    if request.method == "POST":
        chosen = request.POST.get("membership", "")
        if chosen not in {str(one.id) for one in mine}:
            raise Http404
        request.session[SESSION_KEY] = chosen
        return redirect("home")
    current = request.session.get(SESSION_KEY) or str(mine[0].id)
    context = {"choices": [(one, Role(one.role), str(one.id) == current) for one in mine]}
    return render(request, "pages/choose_role.html", context)


def _demo_users() -> QuerySet[User]:
    return User.objects.filter(is_demo=True, is_active=True)


def _demo_user(identifier: str) -> User:
    try:
        return get_object_or_404(_demo_users(), id=uuid.UUID(identifier))
    except ValueError as error:
        raise Http404 from error


@page("session.open")
def demo(request: HttpRequest) -> HttpResponse:
    """Enter a demonstration as one of its invented people. Nowhere else does this page exist."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        user = _demo_user(request.POST.get("user", ""))
        request.session.flush()
        response = enter(request, user, "")
        request.session["demo"] = True
        if membership := request.POST.get("membership"):
            request.session[SESSION_KEY] = membership
        return response
    members = Membership.objects.filter(user__in=_demo_users()).select_related(
        "organisation", "user"
    )
    by_role = groupby(members.order_by("role", "user__created_at", "id"), lambda m: Role(m.role))
    context = {
        "roles": [(role, list(group)[:_EACH]) for role, group in by_role],
        "workers": _demo_users()
        .exclude(person=None)
        .select_related("person__authority")
        .order_by("created_at", "id")[:_WORKERS],
    }
    return render(request, "pages/demo.html", context)
