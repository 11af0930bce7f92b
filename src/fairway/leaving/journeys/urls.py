"""The pages of this room."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fairway.leaving.journeys import actions, views, views_offer
from fairway.leaving.journeys.acting import Act, MayReasonForm, ReasonForm, act_path

ACTS = (
    Act(
        "accept",
        "journey.answer",
        actions.accept,
        (
            _("You say yes to this work. You pay nothing for it."),
            _("You may still choose not to go, until you leave. That costs nothing either."),
        ),
        done=_("You accepted. The list of what to prepare comes next."),
    ),
    Act(
        "decline",
        "journey.answer",
        actions.decline,
        (_("You say no to this work. Your candidacy stays as it is."),),
        done=_("You declined. Your candidacy is open again."),
    ),
    Act(
        "withdraw",
        "journey.withdraw",
        actions.withdraw,
        (_("You do not go. It costs nothing, and nobody may hold it against you."),),
        form=MayReasonForm,
        grave=True,
        done=_("You are not going. Your candidacy is open again."),
    ),
    Act(
        "withdraw_offer",
        "journey.cancel",
        actions.withdraw_offer,
        (_("The worker is told, with your reason. The place becomes free."),),
        form=ReasonForm,
        grave=True,
    ),
    Act(
        "cancel",
        "journey.cancel",
        actions.cancel,
        (_("The placement ends. The worker is told, with your reason. The place becomes free."),),
        form=ReasonForm,
        grave=True,
    ),
)

urlpatterns = [
    path("my-journey/", views.mine, name="my-journey"),
    path("my-journey/story/", views.story, name="my-story"),
    path("journeys/", views.journeys, name="journeys"),
    path("journeys/<uuid:pk>/", views.journey, name="journey"),
    path("offers/<uuid:pk>/", views_offer.wishing, name="offer-wishing"),
    path("offers/<uuid:pk>/<uuid:candidacy>/", views_offer.offer, name="offer-make"),
    *(act_path(act) for act in ACTS),
]
