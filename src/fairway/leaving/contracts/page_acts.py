"""From the page of a contract to an act and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.journeys.acting import carried_out, confirm


def act_on(
    request: HttpRequest,
    found: ContractVersion,
    form: forms.Form,
    do: Callable[[], ContractVersion],
    *,
    title: str,
    consequences: tuple[str, ...],
    grave: bool = False,
    said: str = "",
) -> HttpResponse:
    """One act on a contract: asked for on a page of its own, then carried out."""
    if request.method == "POST":
        done = carried_out(request, form, do, then=page_of, said=said or _("Done."))
        if done is not None:
            return done
    return confirm(
        request,
        form,
        title=title,
        consequences=consequences,
        back_url=page_of(found),
        grave=grave,
    )


def posted(request: HttpRequest) -> Any:
    """What was sent, where something was."""
    return request.POST if request.method == "POST" else None


def page_of(found: ContractVersion) -> str:
    """Where a version is shown."""
    return reverse("contract", args=[found.id])
