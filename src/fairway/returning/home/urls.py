"""The pages of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fairway.core.accounts.actors import Actor
from fairway.leaving.journeys.acting import Act, act_path
from fairway.returning.home import actions
from fairway.returning.home.forms import HowForm
from fairway.returning.home.models import HowAreYou

if TYPE_CHECKING:
    from fairway.leaving.journeys.models import Journey


def _follow_up(journey: Journey, *, actor: Actor, how: str, words: str) -> Any:
    return actions.follow_up(journey, how=HowAreYou(how), words=words, actor=actor)


ACTS = (
    Act(
        "end_contract",
        "return.end_contract",
        actions.end_contract,
        (_("The work ends. Next: going home, a new contract, or another employer."),),
    ),
    Act(
        "return_home",
        "return.record",
        actions.return_home,
        (_("You are home. From here on the employer sees nothing more of you."),),
        done=_("Welcome home."),
    ),
    Act(
        "start_reintegration",
        "return.reintegrate",
        actions.start_reintegration,
        (_("Help with work and rights at home begins. What is offered so far is little."),),
    ),
    Act(
        "follow_up",
        "return.follow_up",
        _follow_up,
        (_("One question. Only your labour office at home reads the answer."),),
        form=HowForm,
        done=_("Thank you. If you asked for help, your labour office sees it now."),
    ),
    Act(
        "close",
        "return.close",
        actions.close,
        (_("Nothing more is asked. The journey stays readable for the worker."),),
        grave=True,
    ),
)

urlpatterns = [act_path(act) for act in ACTS]
