"""Pages of the agreements room: what rules here, for everybody; new versions, for their owners."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.commons.agreements import actions, queries
from fairway.commons.agreements.forms import ProposeForm, ReasonForm
from fairway.commons.agreements.models import PackVersion
from fairway.commons.agreements.words import in_language, with_figures
from fairway.core.access.gate import actor_of, page
from fairway.core.access.table import may
from fairway.core.acting import attempt
from fairway.core.listing import Column, Kind, Listing, choice
from fairway.core.screen import Crumb, next_step
from fairway.engines.kernel import Source
from fairway.engines.lifecycles import PACK_PUBLICATION, possible
from fairway.engines.provisions import InForceValue, Pack, load_canonical
from fairway.engines.provisions.model import ProvisionDeclaration
from fairway.engines.provisions.pack import source_of

LISTING = Listing(
    columns=(
        Column(
            "title",
            gettext_lazy("Agreement"),
            lambda v: in_language(v.title),
            link=lambda v: reverse("pack", args=[v.id]),
        ),
        Column("version", gettext_lazy("Version"), "pack_version"),
        Column("state", gettext_lazy("State"), "state", Kind.STATE, lifecycle=PACK_PUBLICATION),
        Column(
            "published", gettext_lazy("In force here since"), "published_at", Kind.MOMENT,
            sort="published_at",
        ),
    ),
    filters=(choice("state", gettext_lazy("State"), PACK_PUBLICATION.choices),),
    order="-published",
    related=("authority",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    kind: str
    unit: str
    values: tuple[InForceValue, ...]


@page("pack.read")
def packs(request: HttpRequest) -> HttpResponse:
    """List the agreements that rule here, and those that are proposed, for those who may see."""
    actor = actor_of(request)
    context = {
        "listing": LISTING.page(queries.visible_to(actor), request.GET),
        "may_propose": may(actor.role, "pack.propose"),
    }
    return render(request, "agreements/list.html", context)


@page("pack.read")
def pack(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one version: its provisions in words, its numbers with their sources, its gaps."""
    actor = actor_of(request)
    version = get_object_or_404(queries.visible_to(actor), pk=pk)
    read = load_canonical(version.canonical)
    context = {
        "version": version,
        "title": in_language(version.title),
        "pack": read.file,
        "provisions": [_provision(read, p) for p in read.file.provisions],
        "parameters": _parameters(read),
        "next": next_step(version),
        "steps": [
            (row.event, row.action, reverse("pack-step", args=[version.id, row.event]))
            for row in possible(PACK_PUBLICATION, version.state, actor.role)
            if row.action and version.authority.country == actor.country
        ],
        "crumbs": [Crumb(_("Agreements"), reverse("packs"))],
    }
    return render(request, "agreements/detail.html", context)


@page("pack.propose")
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a version: from the text in force, or from a new one."""
    form = ProposeForm(request.POST or None, initial={"text": _starting_text(request)})
    if request.method == "POST":
        made = attempt(
            form,
            lambda: actions.propose(
                form.cleaned_data["text"],
                actor=actor_of(request),
                note=form.cleaned_data["note"],
            ),
        )
        if made is not None:
            return redirect("pack", pk=made.pk)
    context = {"form": form, "crumbs": [Crumb(_("Agreements"), reverse("packs"))]}
    return render(request, "agreements/propose.html", context)


@page("pack.approve")
def step(request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
    """Take one step with a version, said plainly before it is done."""
    actor = actor_of(request)
    version = get_object_or_404(queries.visible_to(actor), pk=pk)
    row = PACK_PUBLICATION.row(version.state, event)
    act = _STEPS.get(event)
    if row is None or act is None:
        return redirect("pack", pk=pk)
    needs_reason = event in {"reject", "withdraw"}
    form = ReasonForm(request.POST or None) if needs_reason else None
    if request.method == "POST":
        note = form.data.get("note", "") if form else ""
        if form is None or form.is_valid():
            act(version, actor, note)
            return redirect("pack", pk=pk)
    context = {
        "frame": "layout.html",
        "title": _(row.action),
        "consequences": [str(version), _(PACK_PUBLICATION.state(row.target).next_text)],
        "action_label": _(row.action),
        "back_url": reverse("pack", args=[pk]),
        "form": form,
        "grave": needs_reason,
    }
    return render(request, "confirm.html", context)


_STEPS: dict[str, Callable[[PackVersion, Any, str], PackVersion]] = {
    "approve": lambda version, actor, _note: actions.approve(version, actor=actor),
    "publish": lambda version, actor, _note: actions.publish(version, actor=actor),
    "reject": lambda version, actor, note: actions.reject(version, actor=actor, note=note),
    "withdraw": lambda version, actor, note: actions.withdraw(version, actor=actor, note=note),
}


def _starting_text(request: HttpRequest) -> str:
    start = request.GET.get("from", "")
    if not start:
        return ""
    visible = queries.visible_to(actor_of(request))
    try:
        return str(get_object_or_404(visible, pk=uuid.UUID(start)).text)
    except ValueError:
        return ""


def _provision(read: Pack, declared: ProvisionDeclaration) -> tuple[str, Source | None]:
    """A rule in the reader's language, with its source."""
    texts = declared.texts.broken or declared.texts.met
    source = None
    if declared.basis:
        source = read.values[declared.basis][-1].entry.source
    elif declared.source and declared.article and declared.confidence:
        source = source_of(read.file, declared.source, declared.article, declared.confidence)
    return with_figures(in_language(texts.by_language()), read), source


def _parameters(read: Pack) -> list[Parameter]:
    shown = []
    for name, declared in read.file.parameters.items():
        label = in_language(declared.label.by_language()) if declared.label else ""
        values = tuple(value.entry for value in read.values[name])
        shown.append(
            Parameter(
                label or name.replace("_", " "),
                declared.kind.value,
                declared.unit or "",
                values,
            )
        )
    return shown
