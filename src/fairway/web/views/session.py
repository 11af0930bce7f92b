"""What a session carries besides who it is: language, role, quiet mode; a demonstration's entry."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from fairway.core.access.gate import actor_of, page
from fairway.core.access.middleware import SESSION_KEY
from fairway.core.accounts.actors import memberships_today, representations_today
from fairway.core.accounts.models import Membership, User
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles.roles import Role
from fairway.web.context import QUIET
from fairway.web.roles import TITLES
from fairway.web.views.sign_in import enter, remember_language, safe_next

if TYPE_CHECKING:
    from datetime import date

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


@dataclass(frozen=True, slots=True)
class Capacity:
    """One way in which a user may act today; the empty key is a worker acting for herself."""

    key: str
    title: str
    detail: str
    until: date | None


def _capacities(user: User) -> list[Capacity]:
    """Memberships of staff; for a worker herself and the people who named her."""
    if user.person_id is None:
        return [
            Capacity(str(m.id), str(TITLES[Role(m.role)]), str(m.organisation), m.valid_to)
            for m in memberships_today(user)
        ]
    return [
        Capacity("", _("For myself"), "", None),
        *(
            Capacity(str(r.id), _("For somebody who named me"), r.relation, r.valid_to)
            for r in representations_today(user)
        ),
    ]


@page("session.open")
def choose_role(request: HttpRequest) -> HttpResponse:
    """Choose in which role and for whom to act."""
    user = request.user
    if not isinstance(user, User) or actor_of(request).role is Role.PUBLIC:
        return redirect("front")
    mine = _capacities(user)
    if request.method == "POST":
        chosen = request.POST.get("capacity", "")
        if chosen not in {one.key for one in mine}:
            raise Http404
        request.session[SESSION_KEY] = chosen
        return redirect("home")
    current = request.session.get(SESSION_KEY) or mine[0].key
    return render(request, "pages/choose_role.html", {"capacities": mine, "current": current})


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
