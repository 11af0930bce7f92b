"""The style guide: every component once, in the reader's language. In a demonstration only."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.core import clock
from fairway.core.access.gate import page
from fairway.core.accounts.models import Authority
from fairway.core.homes import Urgency, Waiting
from fairway.core.listing import Column, Kind, Listing
from fairway.core.screen import Bar, Crumb, Entry, Limit, NextStep, Places, Step, Turn
from fairway.engines.kernel import (
    Amount,
    Confidence,
    Decision,
    Money,
    Outcome,
    PackRef,
    Reason,
    Source,
)
from fairway.engines.lifecycles import JOURNEY, LIFECYCLES, OFFICERS
from fairway.web.marks import tone_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

_PAY = Money.of("1820.40", "EUR")
_FRAMES = {"staff": "layout.html", "worker": "worker.html", "public": "public.html"}

AUTHORITIES = Listing(
    columns=(
        Column("name", gettext_lazy("Authority"), str, sort="slug"),
        Column("country", gettext_lazy("Country"), "country", Kind.COUNTRY, sort="country"),
        Column("occupation", gettext_lazy("Occupation"), lambda _a: "5120", Kind.OCCUPATION),
        Column("pay", gettext_lazy("Pay a month"), lambda _a: _PAY, Kind.MONEY),
        Column("since", gettext_lazy("Since"), "created_at", Kind.DATE, sort="created_at"),
        Column(
            "state", gettext_lazy("State"), lambda _a: "preparing", Kind.STATE, lifecycle=JOURNEY
        ),
    ),
    order="name",
    search=("slug",),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name as in the passport"), max_length=20)
    pay = forms.DecimalField(
        label=gettext_lazy("Pay a month"),
        help_text=gettext_lazy("Before deductions."),
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    paid = forms.ChoiceField(
        label=gettext_lazy("Were you paid?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(label=gettext_lazy("Photo of the contract"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("I have read this"), required=False)


@page("public.read")
def style(request: HttpRequest) -> HttpResponse:
    """Show every component; ``?frame=worker`` shows them in another layout."""
    if not settings.DEMO:
        raise Http404
    now = clock.now()
    states = [
        (lifecycle.name, state.name, tone_of(lifecycle.name, state.name))
        for lifecycle in LIFECYCLES.values()
        for state in lifecycle.states
    ]
    one_of_each = {tone: (lifecycle, state) for lifecycle, state, tone in reversed(states)}
    context: dict[str, Any] = {
        "frame": _FRAMES.get(request.GET.get("frame", ""), "layout.html"),
        "states": list(reversed(one_of_each.values())),
        "moments": [now + timedelta(days=days, hours=5) for days in (-2, 0, 2, 11)],
        "pay": _PAY,
        "today": now.date(),
        "crumbs": [Crumb(_("Home"), reverse("front")), Crumb(_("Style"), request.path)],
        "form": SampleForm({"name": "", "pay": "-4", "paid": ""}),
        "page": AUTHORITIES.page(Authority.objects.all(), request.GET),
        **_journey(now),
        "decisions": [_decision(outcome) for outcome in (Outcome.REFUSED, Outcome.INCOMPLETE)],
        "appeal_by": now + timedelta(days=20),
    }
    return render(request, "pages/style.html", context)


def _journey(now: datetime) -> dict[str, Any]:
    happened = {row.event: _(row.title) for row in JOURNEY.transitions}
    first, second = list(happened.values())[:2]
    preparing = JOURNEY.state("preparing")
    return {
        "entries": [
            Entry(now - timedelta(days=9), first, "Hôtel Beau Rivage", ((_("Pay a month"), _PAY),)),
            Entry(now - timedelta(days=4), second, "أمل الطرابلسي"),
        ],
        "next_step": NextStep(
            _(preparing.next_text), tuple(sorted(OFFICERS)), now + timedelta(days=11)
        ),
        "waiting": [
            Waiting(second, "TN-FR", "#", Urgency.DANGER, now - timedelta(days=1)),
            Waiting(
                first, "", "#", Urgency.ORDINARY, now - timedelta(days=6), now - timedelta(hours=3)
            ),
            Waiting(first, "", "#", Urgency.ORDINARY, now, now + timedelta(days=9)),
        ],
        "steps": [
            Step(_("Passport"), Turn.DONE),
            Step(_("Medical examination"), Turn.YOURS, "#", by=now + timedelta(days=2)),
            Step(_("Visa"), Turn.THEIRS, who="OFII", since=now - timedelta(days=3)),
            Step(_("Language course"), Turn.LATER),
        ],
        "channels": [
            Places(_("Seasonal work"), 43_212, 66_000),
            Places(_("Salaried work"), 2_140, 3_500, Limit.TARGET),
            Places(_("Nurses"), 18),
        ],
        "bars": [Bar("FR", 1_820), Bar("AE", 940), Bar("QA", 121)],
    }


def _decision(outcome: Outcome) -> Decision:
    source = Source(
        title="Accord-cadre France-Tunisie, 28.4.2008",
        article="not known",
        url="https://www.legifrance.gouv.fr/",
        confidence=Confidence.SECONDARY,
        seen=date(2026, 11, 2),
    )
    text = _("The contract pays less than the minimum wage of the country of work.")
    reason = Reason(
        provision="contract.minimum_wage",
        outcome=outcome,
        texts={"en": "The contract pays less than the minimum wage of the country of work."}
        | {code: text for code, _name in settings.LANGUAGES},
        source=source,
        facts={"wage_monthly": _PAY},
        missing=() if outcome is Outcome.REFUSED else ("minimum_wage",),
    )
    return Decision(
        question="contract.register",
        outcome=outcome,
        reasons=(reason,),
        packs=(PackRef("fr-tn-2008", "1.0", "0" * 64),),
        facts={},
        on=date(2026, 11, 22),
        engine="1",
        amounts=(Amount("worker_fee_maximum", Money(Decimal("0.00"), "EUR"), "fees"),),
    )
