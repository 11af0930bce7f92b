"""Two act on one case at the same moment: one step is taken, the other is told why."""

from __future__ import annotations

import uuid

import pytest

from fairway.commons.cases import actions
from fairway.commons.cases.actions import Told
from fairway.commons.cases.kinds import Ground, Urgency
from fairway.commons.cases.models import Case, Notice
from fairway.core.accounts.actors import PUBLIC
from fairway.core.journal.verify import verify
from fairway.core.transitions import Stale
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed
from tests.leaving.journeys.parallel import at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("committed")]


def refusals(met: list[object]) -> list[type]:
    return [type(m) for m in met if isinstance(m, Exception)]


def test_one_of_two_discloses_and_the_accused_gets_one_notice(scene) -> None:
    case = actions.file(
        Told.of(["unpaid_wages"]),
        actor=scene.worker.actor,
        corridor="PH-AE",
        accused=[scene.accused],
    ).case
    case = actions.assign(case, actor=scene.attache)
    case = actions.assess(case, words="x", urgency=Urgency.URGENT, actor=scene.attache)

    def disclose() -> object:
        return actions.disclose(
            case, text="Wages are missing.", ground=Ground.WORKER_ASKED, actor=scene.attache
        )

    assert refusals(at_once(disclose, disclose)) == [NotAllowed]
    assert Notice.objects.count() == 1

    notice = Notice.objects.get()

    def answer() -> object:
        return actions.reply(notice.id, words="I paid.", actor=scene.employer)

    assert refusals(at_once(answer, answer)) == [BadInput]
    assert verify().whole


def test_one_of_two_officers_takes_a_case_up(scene) -> None:
    case = actions.file(Told.of(["other"]), actor=scene.worker.actor, corridor="PH-AE").case
    met = at_once(
        lambda: actions.assign(case, actor=scene.attache, expected_version=case.version),
        lambda: actions.assign(case, actor=scene.officer, expected_version=case.version),
    )
    assert refusals(met) == [Stale]


def test_a_request_sent_twice_at_once_makes_one_case(make_authority) -> None:
    make_authority("PH")
    request = uuid.uuid4()

    def ask() -> object:
        return actions.file(Told.of(["other"]), actor=PUBLIC, client_id=request).code

    codes = at_once(ask, ask)
    assert Case.objects.count() == 1
    assert len(set(codes)) == 1
