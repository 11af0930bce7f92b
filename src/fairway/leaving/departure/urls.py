"""The pages of this room."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fairway.leaving.departure import actions, views
from fairway.leaving.departure.forms import ClearForm
from fairway.leaving.journeys.acting import Act, NoForm, ReasonForm, act_path

ACTS = (
    Act(
        "clear",
        "departure.clear",
        actions.clear,
        (
            _("Everything must be done, and the rules are asked about the day of departure."),
            _("The worker gets a pass for that day."),
        ),
        form=ClearForm,
        done=_("The worker is cleared to leave."),
    ),
    Act(
        "refuse",
        "departure.clear",
        actions.refuse,
        (_("The placement ends. The worker reads the reason and may appeal."),),
        form=ReasonForm,
        grave=True,
        states=frozenset({"contract_registered"}),
    ),
    Act(
        "revoke_clearance",
        "departure.clear",
        actions.revoke,
        (_("The pass is void at once. The worker reads the reason."),),
        form=ReasonForm,
        grave=True,
    ),
    Act(
        "turn_back",
        "departure.turn_back",
        actions.turn_back,
        (_("The worker did not reach the work. The journey goes on at home."),),
        form=NoForm,
        grave=True,
    ),
)

urlpatterns = [
    path("journeys/<uuid:pk>/pass/", views.own_pass, name="pass"),
    path("journeys/<uuid:pk>/pass/code.svg", views.picture, name="pass-picture"),
    path("border/", views.border, name="border"),
    path("border/<str:code>/depart/", views.depart, name="depart"),
    path("departures/differences/", views.differences, name="differences"),
    *(act_path(act) for act in ACTS),
]
