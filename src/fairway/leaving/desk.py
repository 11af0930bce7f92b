"""One page for one file on a desk: what it says, what happened, what the reader may do next.

A room describes its file (`Desk`); these views show it and take its steps. What the rules refuse
leads to the decision with its reasons; what an action does not accept stands beside its field.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fairway.commons.decisions import queries as decisions
from fairway.commons.decisions.actions import Refused
from fairway.core import history
from fairway.core.access.gate import actor_of
from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.core.acting import attempt
from fairway.core.records import StatefulRecord
from fairway.core.screen import Crumb, next_step
from fairway.engines.kernel import FactValue
from fairway.engines.lifecycles import possible
from fairway.engines.provisions import FactSpec

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


class Fields(forms.Form):
    """A form that a step builds from what it needs."""

    def __init__(self, fields: Mapping[str, forms.Field], data: Any = None) -> None:
        super().__init__(data)
        self.fields.update(fields)


def reason() -> forms.Field:
    """A reason that somebody reads."""
    return forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The one whom it concerns reads it and may object."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def statements(specs: Iterable[FactSpec], known: Mapping[str, FactValue]) -> dict[str, forms.Field]:
    """Ask for the facts that the rules need and nobody stated yet; empty means not known."""
    return {spec.name: _asked(spec) for spec in specs if known.get(spec.name) is None}


def overruling() -> forms.Field:
    """The reason why somebody allows what the rules leave open or stand against."""
    return forms.CharField(
        label=gettext_lazy("If the rules leave it open or stand against it: why do you allow it?"),
        help_text=gettext_lazy(
            "Leave it empty to follow the rules. What you write is kept beside their answer."
        ),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _asked(spec: FactSpec) -> forms.Field:
    label = spec.labels.get((get_language() or "en")[:2], spec.labels["en"])
    label = label[:1].upper() + label[1:]
    if spec.type == "bool":
        choices = [("", _("Not known")), ("true", _("Yes")), ("false", _("No"))]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if spec.values and spec.type == "text":
        named = [("", _("Not known")), *((v, v.replace("_", " ")) for v in spec.values)]
        return forms.ChoiceField(label=label, choices=named, required=False)
    hint = {
        "money": _("An amount and its currency, such as 400.00 USD."),
        "date": _("A date such as 2026-01-31."),
        "int": _("A whole number."),
        "texts": _("Separated by commas."),
    }.get(spec.type, "")
    return forms.CharField(label=label, help_text=hint, max_length=400, required=False)


def stated(data: Mapping[str, Any], specs: Iterable[FactSpec]) -> dict[str, Any]:
    """What a form says of the facts, as the rooms' actions read it."""
    truth = {"true": True, "false": False}
    return {
        spec.name: truth.get(data[spec.name], data[spec.name])
        if spec.type == "bool"
        else data[spec.name]
        for spec in specs
        if data.get(spec.name) not in (None, "")
    }


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a role may take on the page: under which action, with which fields."""

    event: str
    action: str
    act: Callable[[Any, Actor, Mapping[str, Any]], Any]
    fields: Callable[[Any, Actor], Mapping[str, forms.Field]] = lambda _record, _actor: {}
    grave: bool = False
    consequences: Sequence[Words] = ()
    may: Callable[[Any, Actor], bool] = lambda _record, _actor: True


@dataclass(frozen=True, slots=True)
class Desk:
    """How a room's file is found, shown and moved."""

    find: Callable[[Actor, uuid.UUID], StatefulRecord]
    title: Callable[[Any], str]
    facts: Callable[[Any], Iterable[tuple[Words, object]]]
    steps: tuple[Step, ...]
    url: str
    step_url: str
    parent: tuple[Words, str]
    template: str = "desk/file.html"
    more: Callable[[Any, Actor], Mapping[str, Any]] = field(default=lambda _record, _actor: {})

    def show(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Show the file."""
        actor = actor_of(request)
        record = self.find(actor, pk)
        context = {
            "record": record,
            "title": self.title(record),
            "facts": [
                (label, value) for label, value in self.facts(record) if value not in ("", None)
            ],
            "entries": history.entries(record, actor),
            "next": next_step(record),
            "steps": [
                (
                    self._words(record, step),
                    reverse(self.step_url, args=[pk, step.event]),
                    step.grave,
                )
                for step in self._open(record, actor)
            ],
            "decisions": self._decisions(record, actor),
            "crumbs": [Crumb(str(self.parent[0]), reverse(self.parent[1]))],
            **self.more(record, actor),
        }
        return render(request, self.template, context)

    def take(self, request: HttpRequest, pk: uuid.UUID, event: str) -> HttpResponse:
        """Take a step: said plainly first, done on POST."""
        actor = actor_of(request)
        record = self.find(actor, pk)
        step = next((s for s in self._open(record, actor) if s.event == event), None)
        if step is None:
            if any(s.event == event for s in self.steps):
                return redirect(self.url, pk=pk)
            raise Http404
        form = Fields(step.fields(record, actor), request.POST or None)
        if request.method == "POST":
            form = Fields(step.fields(record, actor), request.POST)
            try:
                done = attempt(form, lambda: step.act(record, actor, form.cleaned_data) or True)
            except Refused as refused:
                return redirect("decision", pk=refused.stored.record.pk)
            if done is not None:
                return redirect(self.url, pk=pk)
        words = self._words(record, step)
        context = {
            "frame": "layout.html",
            "title": _("%(what)s: %(which)s") % {"what": words, "which": self.title(record)},
            "consequences": [str(c) for c in step.consequences],
            "action_label": words,
            "back_url": reverse(self.url, args=[pk]),
            "form": form if form.fields else None,
            "grave": step.grave,
        }
        return render(request, "desk/step.html", context)

    def _open(self, record: StatefulRecord, actor: Actor) -> list[Step]:
        events = {row.event for row in possible(record.lifecycle, record.state, actor.role)}
        return [
            step
            for step in self.steps
            if step.event in events and may(actor.role, step.action) and step.may(record, actor)
        ]

    @staticmethod
    def _words(record: StatefulRecord, step: Step) -> str:
        row = record.lifecycle.row(record.state, step.event)
        return _(row.action) if row else step.event

    @staticmethod
    def _decisions(record: StatefulRecord, actor: Actor) -> list[Any]:
        return list(decisions.visible_to(actor).filter(about_id=record.id)[:5])
