"""The page on which one makes and ends keys for programs of one's own."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from fairway.commons.persons import keys
from fairway.commons.persons.forms import TokenForm
from fairway.commons.persons.words import action_title
from fairway.core import clock
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts import tokens as core
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import ApiToken
from fairway.core.acting import attempt


@page("token.manage")
def tokens(request: HttpRequest) -> HttpResponse:
    """Make a token, whose text is shown this once; list one's own, and end them."""
    actor = actor_of(request)
    if request.POST.get("end"):
        return _end(request, actor)
    form = TokenForm(request.POST or None, scopes=keys.scopes_for(actor))
    secret = ""
    if request.method == "POST":
        made = attempt(form, lambda: _issue(form, actor))
        if made is not None:
            secret, form = made[1], TokenForm(scopes=keys.scopes_for(actor))
    context = {
        "form": form,
        "secret": secret,
        "mine": [_shown(token) for token in keys.mine(actor)],
    }
    return render(request, "persons/tokens.html", context)


def _issue(form: TokenForm, actor: Actor) -> tuple[ApiToken, str]:
    return core.issue(
        actor,
        label=form.cleaned_data["label"],
        scopes=form.cleaned_data["scopes"],
        expires_at=clock.now() + timedelta(days=form.cleaned_data["days"]),
    )


def _end(request: HttpRequest, actor: Actor) -> HttpResponse:
    try:
        wanted = uuid.UUID(request.POST["end"])
    except ValueError:
        wanted = uuid.UUID(int=0)
    core.revoke(get_object_or_404(keys.mine(actor), pk=wanted), actor=actor)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("tokens")


def _shown(token: ApiToken) -> dict[str, object]:
    return {
        "token": token,
        "begins": f"fwy_{token.prefix}",
        "role": token.membership.role if token.membership else "worker",
        "may": [action_title(scope) for scope in token.scopes],
        "lives": token.revoked_at is None and token.expires_at > clock.now(),
    }
