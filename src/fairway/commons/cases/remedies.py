"""What an office decides about a complaint is a decision like any other: kept, and open to appeal.

A union or an NGO helps, it does not decide: what it recorded binds nobody and is not appealed.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fairway.commons.cases.kinds import Remedy
from fairway.commons.cases.models import Case
from fairway.commons.cases.queries import CLOSED, notices_visible_to
from fairway.commons.decisions import actions as decisions
from fairway.commons.decisions.queries import latest
from fairway.core import clock
from fairway.core.access.gate import authorise
from fairway.core.access.table import may
from fairway.core.accounts.actors import Actor
from fairway.engines.kernel import BadInput, Corridor, Fault, Outcome

if TYPE_CHECKING:
    from fairway.commons.decisions.models import Appeal, DecisionRecord

QUESTION = "claim.file"


def record_remedy(case: Case, remedies: Sequence[Remedy], *, actor: Actor) -> None:
    """Keep an office's remedy as a decision, beside what the packs say of the claim."""
    if not case.corridor or not may(actor.role, "decision.by_person"):
        return
    said = decisions.decide(
        QUESTION,
        {},
        corridor=Corridor.of(*case.corridor.split("-")),
        on=clock.today(case.authority.time_zone),
        actor=actor,
        subject=case,
        person_id=case.person_id,
    )
    upheld = Remedy.NOT_UPHELD not in remedies
    decisions.decide_by_person(
        said.record,
        Outcome.ALLOWED if upheld else Outcome.REFUSED,
        # By its name alone: what was said in words is sealed in the file.
        why=", ".join(remedy.value for remedy in remedies),
        actor=actor,
        subject=case,
    )


def decided(case: Case) -> DecisionRecord | None:
    """The office's decision about a case that is over, while it may be appealed."""
    if case.state not in CLOSED:
        return None
    record = latest(case.id, QUESTION)
    if record is None or record.replaces_id is None:
        return None
    late = record.appeal_until and clock.today(case.authority.time_zone) > record.appeal_until
    return None if late else record


def appeal(notice_id: uuid.UUID, *, grounds: str, actor: Actor) -> Appeal:
    """The accused objects to what was decided; somebody else looks at it again."""
    authorise(actor, "notice.answer")
    notice = notices_visible_to(actor).get(pk=notice_id)
    record = decided(notice.case)
    if record is None:
        raise BadInput(Fault("notice", "", _("a decision that may be appealed"), "no_decision"))
    return decisions.lodge(record, grounds=grounds, actor=actor)
