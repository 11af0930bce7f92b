"""The acts on a case as its pages offer them: what is asked, what it means, what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairway.commons.cases import actions
from fairway.commons.cases import forms as asked
from fairway.commons.cases.handling import may_assign
from fairway.commons.cases.kinds import NoteKind
from fairway.commons.cases.models import Case
from fairway.commons.cases.queries import CLOSED, holds
from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.engines.lifecycles import CASE, WORKER_SIDE, step
from fairway.engines.lifecycles.moves import NotAllowed

Run = Callable[[Case, Any, Actor], object]


@dataclass(frozen=True, slots=True)
class Verb:
    """One act. ``event`` is the step of the life cycle it takes, if it takes one."""

    name: str
    action: str
    label: Any
    consequences: tuple[Any, ...]
    form: type[forms.Form]
    run: Run
    event: str = ""
    # Who of those that see the case may do it; she may do with hers what the table lets her.
    guard: Callable[[Case, Actor], bool] = holds
    grave: bool = False
    # Whether who came with a code may do it as well.
    hers: bool = False

    def offered(self, case: Case, actor: Actor) -> bool:
        """Whether the actor may do it with this case as it stands."""
        if not (may(actor.role, self.action) and actor.covers(self.action)):
            return False
        if actor.role not in WORKER_SIDE and not self.guard(case, actor):
            return False
        if self.event:
            try:
                step(CASE, case.state, self.event, actor.role)
            except NotAllowed:
                return False
        return True


def _anybody(_case: Case, _actor: Actor) -> bool:
    return True


def _note(case: Case, data: Any, actor: Actor) -> object:
    return actions.note(case, data["kind"], data["words"], actor=actor)


def _add(case: Case, data: Any, actor: Actor) -> object:
    return actions.note(case, NoteKind.STATEMENT, data["words"], actor=actor)


def _assign(case: Case, data: Any, actor: Actor) -> object:
    return actions.assign(
        case, handler=data["handler"], actor=actor, expected_version=data["version"]
    )


def _assess(case: Case, data: Any, actor: Actor) -> object:
    return actions.assess(
        case,
        words=data["words"],
        urgency=data["urgency"],
        actor=actor,
        expected_version=data["version"],
    )


def _party(case: Case, data: Any, actor: Actor) -> object:
    return actions.name_party(case, data["organisation"], data["role"], actor=actor)


def _disclose(case: Case, data: Any, actor: Actor) -> object:
    return actions.disclose(
        case,
        text=data["text"],
        ground=data["ground"],
        legal_ground=data["legal_ground"],
        names_worker=data["names_worker"],
        actor=actor,
        expected_version=data["version"],
    )


def _resolve(case: Case, data: Any, actor: Actor) -> object:
    return actions.resolve(
        case,
        remedies=data["remedies"],
        words=data["words"],
        recovered=data["recovered"],
        actor=actor,
        expected_version=data["version"],
    )


VERBS = MappingProxyType(
    {
        verb.name: verb
        for verb in (
            Verb(
                "add",
                "case.note",
                _("Add something"),
                (_("Those who help you read it. The other party does not."),),
                asked.WordsOnlyForm,
                _add,
                hers=True,
            ),
            Verb(
                "assign",
                "case.assign",
                _("Assign the case"),
                (_("Whoever takes it up speaks with her and assesses what happened."),),
                asked.AssignForm,
                _assign,
                guard=lambda case, actor: case.state not in CLOSED and may_assign(case, actor),
            ),
            Verb(
                "note",
                "case.note",
                _("Record what was tried"),
                (_("It stays as written. She can read it."),),
                asked.NoteForm,
                _note,
                guard=_anybody,
            ),
            Verb(
                "assess",
                "case.assess",
                _("Record the assessment"),
                (_("Then you act: help, refer or, if she or the law asks for it, disclose."),),
                asked.AssessForm,
                _assess,
                event="assess",
            ),
            Verb(
                "party",
                "case.name_party",
                _("Add an organisation"),
                (_("One that is complained about is not told. One that helps can read the case."),),
                asked.PartyForm,
                _party,
            ),
            Verb(
                "disclose",
                "case.disclose",
                _("Disclose to the other party"),
                (
                    _("Those complained about learn of the case now. It cannot be taken back."),
                    _("Speak with her first: is she safe when they know?"),
                    _("They read your words, not hers, and may answer."),
                ),
                asked.DiscloseForm,
                _disclose,
                event="disclose",
                grave=True,
            ),
            Verb(
                "resolve",
                "case.resolve",
                _("Record the remedy"),
                (_("She is asked whether it came; after thirty days the case closes."),),
                asked.ResolveForm,
                _resolve,
                event="resolve",
            ),
            Verb(
                "hand-over",
                "case.hand_over",
                _("Hand over to the other country"),
                (_("The other country's offices act from now on. Nothing of it is lost."),),
                asked.WordsOnlyForm,
                lambda case, data, actor: actions.hand_over(case, why=data["words"], actor=actor),
            ),
            Verb(
                "escalate",
                "case.escalate",
                _("Take the case higher"),
                (_("The head of the service looks at it within three days."),),
                asked.WordsOnlyForm,
                lambda case, data, actor: actions.escalate(case, why=data["words"], actor=actor),
                event="escalate",
                guard=_anybody,
                hers=True,
            ),
            Verb(
                "close",
                "case.close",
                _("It is settled: close the case"),
                (_("It can be opened again at any time."),),
                asked.NothingForm,
                lambda case, _data, actor: actions.close(case, actor=actor),
                event="close",
                hers=True,
            ),
            Verb(
                "reopen",
                "case.reopen",
                _("Open the case again"),
                (_("Somebody is given your case again."),),
                asked.WordsOnlyForm,
                lambda case, data, actor: actions.reopen(case, words=data["words"], actor=actor),
                event="reopen",
                guard=_anybody,
                hers=True,
            ),
            Verb(
                "withdraw",
                "case.withdraw",
                _("Take my request back"),
                (_("Nobody acts on it any more. You can open it again."),),
                asked.NothingForm,
                lambda case, _data, actor: actions.withdraw(case, actor=actor),
                event="withdraw",
                grave=True,
                hers=True,
            ),
        )
    }
)


def offered(case: Case, actor: Actor) -> list[Verb]:
    """What an actor may do with a case as it stands, in the order of the work."""
    hers = actor.role in WORKER_SIDE
    return [v for v in VERBS.values() if (v.hers or not hers) and v.offered(case, actor)]
