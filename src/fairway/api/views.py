"""What the API says of itself: its description, and a page for each kind of problem."""

from __future__ import annotations

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairway.api import catalogue
from fairway.api import problems as answers
from fairway.api.app import as_text
from fairway.core.access.gate import page
from fairway.core.screen import Crumb


@page("public.read")
def description(request: HttpRequest) -> HttpResponse:
    """Describe every operation: OpenAPI 3.1."""
    return HttpResponse(_text(), content_type="application/json")


@cache
def _text() -> str:
    return as_text()


@page("public.read")
def problems(request: HttpRequest) -> HttpResponse:
    """List every kind of problem."""
    return render(request, "api/problems.html", {"kinds": catalogue.KINDS})


@page("public.read")
def problem(request: HttpRequest, name: str) -> HttpResponse:
    """Say what a kind of problem means, and what can be done."""
    kind = catalogue.BY_NAME.get(name)
    if kind is None:
        raise Http404
    crumbs = [Crumb(_("Problems of the API"), catalogue.BASE)]
    return render(request, "api/problem.html", {"kind": kind, "crumbs": crumbs})


def nothing_here(_request: HttpRequest) -> HttpResponse:
    """Answer an address that is no operation's."""
    return answers.problem("not-found")
