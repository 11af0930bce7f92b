"""A case is taken up, worked on, decided and ended; nothing stands still unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from fairway.commons.cases import actions, queries, reading
from fairway.commons.cases.actions import Told
from fairway.commons.cases.kinds import (
    Ground,
    NoteKind,
    PartyRole,
    Remedy,
    Side,
    Urgency,
    suggested,
)
from fairway.commons.cases.models import Case, CaseNote
from fairway.core import clock, deadlines
from fairway.core.access.gate import Denied
from fairway.core.homes import waiting_for
from fairway.core.journal.models import JournalEntry
from fairway.core.messages.models import Message
from fairway.core.messages.queries import inbox, text_of
from fairway.core.transitions import Stale, history
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import CASE, NotAllowed, replay
from tests.fixtures.tripwires import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(scene) -> Case:
    """A complaint about wages, received."""
    told = Told.of(["unpaid_wages", "passport_held"], words="No pay since September.")
    return actions.file(
        told, actor=scene.worker.actor, corridor="PH-AE", accused=[scene.accused]
    ).case


def test_a_case_goes_from_the_request_to_the_money_that_came_back(scene, case) -> None:
    actions.assign(case, actor=scene.attache, handler=scene.union)
    case = actions.assign(case, actor=scene.caseworker)
    actions.note(case, NoteKind.CALL, "Spoke with her at noon.", actor=scene.caseworker)
    case = actions.assess(
        case, words="Two wages are missing.", urgency=Urgency.URGENT, actor=scene.caseworker
    )
    case = actions.resolve(
        case,
        remedies=[Remedy.WAGES_PAID, Remedy.PAPERS_RETURNED],
        words="Paid on the 20th.",
        recovered=Money.of("3000", "AED"),
        actor=scene.caseworker,
    )
    case = actions.close(case, actor=scene.worker.actor)
    assert case.state == "closed"
    assert case.recovered == Money.of("3000", "AED")
    opened = reading.open_case(case.id, actor=scene.worker.actor)
    assert [line.kind for line in opened.lines] == [
        NoteKind.CALL,
        NoteKind.ASSESSMENT,
        NoteKind.REMEDY,
    ]
    assert replay(CASE, [(e.kind, e.role) for e in history(case)]) == "closed"


def test_each_step_is_told_to_her_and_only_in_her_inbox_where_she_wants_silence(
    scene, make_worker
) -> None:
    quiet = actions.Contact(silent=True)
    case = actions.file(
        Told.of(["violence"], contact=quiet), actor=scene.worker.actor, corridor="PH-AE"
    ).case
    actions.assign(case, actor=scene.attache)
    assert list(Message.objects.values_list("channel", flat=True)) == ["inbox"]
    news = inbox(scene.worker.actor).get()
    words = text_of(news, "en")
    assert "violence" not in (words.title + words.body)
    assert "A caseworker took up the case" in words.body


def test_nobody_who_acts_in_time_lets_it_go_higher_by_itself(scene, case) -> None:
    with clock.at(NOW + timedelta(days=3)):
        assert deadlines.sweep() == 1
        case.refresh_from_db()
        assert case.state == "escalated"
        assert case.urgency == Urgency.DANGER
        waiting = waiting_for(scene.attache, clock.now())
        assert [item.url for item in waiting] == [f"/cases/{case.id}/"]
        taken = actions.assign(case, actor=scene.attache)
    assert taken.state == "assigned"
    entry = JournalEntry.objects.get(subject_id=case.id, kind="escalate")
    assert entry.role == "system"


def test_a_case_that_is_taken_up_does_not_go_higher(scene, case) -> None:
    actions.assign(case, actor=scene.attache)
    with clock.at(NOW + timedelta(days=3)):
        assert deadlines.sweep() == 0


def test_the_other_country_gets_a_case_with_all_that_is_in_it(scene, case) -> None:
    case = actions.assign(case, actor=scene.attache)
    case = actions.hand_over(case, why="She is in a shelter there.", actor=scene.attache)
    assert (case.side, case.handler_id, case.state) == (Side.DESTINATION, None, "assigned")
    assert case.due_at is not None
    with pytest.raises(Denied):
        actions.assess(case, words="x", urgency=Urgency.URGENT, actor=scene.attache)
    case = actions.assign(case, actor=scene.officer_there)
    assert case.handler_id == scene.officer_there.organisation_id
    opened = reading.open_case(case.id, actor=scene.officer_there)
    assert opened.words == "No pay since September."
    assert [line.words for line in opened.lines] == ["She is in a shelter there."]


def test_what_is_in_other_hands_is_read_and_not_decided(scene, case) -> None:
    case = actions.assign(case, actor=scene.attache, handler=scene.union)
    for actor in (scene.attache, scene.officer, scene.officer_there):
        assert queries.get_for(actor, case.id) == case
        with pytest.raises(Denied):
            actions.assess(case, words="x", urgency=Urgency.URGENT, actor=actor)


def test_an_accused_organisation_is_never_given_the_case(scene, case) -> None:
    actions.name_party(case, scene.union, PartyRole.ACCUSED, actor=scene.attache)
    with pytest.raises(BadInput):
        actions.assign(case, actor=scene.attache, handler=scene.union)
    assert not queries.visible_to(scene.caseworker).exists()


def test_an_office_that_is_accused_itself_sees_and_decides_nothing(scene, case, make_actor) -> None:
    from fairway.core.accounts.models import Organisation

    office = Organisation.objects.get(pk=scene.officer.organisation_id)
    actions.name_party(case, office, PartyRole.ACCUSED, actor=scene.attache)
    assert not queries.visible_to(scene.officer).exists()
    assert queries.visible_to(scene.attache).exists()


def test_she_opens_it_again_when_the_remedy_did_not_come(scene, case) -> None:
    case = actions.assign(case, actor=scene.attache)
    case = actions.resolve(
        case, remedies=[Remedy.WAGES_PAID], words="He promised.", actor=scene.attache
    )
    assert [w.title for w in waiting_for(scene.worker.actor, clock.now())] == [
        "Did the remedy come?"
    ]
    case = actions.reopen(case, words="Nothing came.", actor=scene.worker.actor)
    assert (case.state, case.handler_id) == ("reopened", None)
    assert case.due_at is not None


def test_a_remedy_that_nobody_contradicts_closes_the_case_after_a_month(scene, case) -> None:
    case = actions.assign(case, actor=scene.attache)
    actions.resolve(case, remedies=[Remedy.SAFETY], words="She is safe.", actor=scene.attache)
    with clock.at(NOW + timedelta(days=31)):
        assert deadlines.sweep() == 1
    case.refresh_from_db()
    assert case.state == "closed"


def test_she_takes_it_back_and_nobody_else_can(scene, case) -> None:
    with pytest.raises(Denied):
        actions.withdraw(case, actor=scene.attache)
    assert actions.withdraw(case, actor=scene.worker.actor).state == "closed"


def test_a_remedy_and_not_upheld_exclude_each_other(scene, case) -> None:
    case = actions.assign(case, actor=scene.attache)
    with pytest.raises(BadInput) as refused:
        actions.resolve(
            case,
            remedies=[Remedy.NOT_UPHELD, Remedy.SAFETY],
            words="Both.",
            recovered=Money.of("0", "AED"),
            actor=scene.attache,
        )
    assert [fault.code for fault in refused.value.faults] == ["clash", "amount"]
    case.refresh_from_db()
    assert case.state == "assigned"


def test_two_who_take_it_up_at_once_do_not_overwrite_each_other(scene, case) -> None:
    actions.assign(case, actor=scene.attache, expected_version=case.version)
    with pytest.raises(Stale):
        actions.assign(case, actor=scene.officer, expected_version=case.version)


def test_she_writes_what_happened_and_does_not_write_for_the_caseworker(scene, case) -> None:
    actions.note(case, NoteKind.STATEMENT, "He came back.", actor=scene.worker.actor)
    with pytest.raises(BadInput):
        actions.note(case, NoteKind.VISIT, "I visited.", actor=scene.worker.actor)
    written = CaseNote.objects.get()
    assert b"came back" not in bytes(written.sealed)
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseNote.objects.filter(pk=written.pk).update(kind="call")


def test_a_step_out_of_order_is_refused(scene, case) -> None:
    with pytest.raises(NotAllowed):
        actions.assess(case, words="x", urgency=Urgency.URGENT, actor=scene.attache)


def test_what_to_try_first_follows_from_what_is_alleged() -> None:
    assert suggested(["violence", "unpaid_wages"])[0] is NoteKind.SAFETY
    assert suggested(["unpaid_wages"])[0] is NoteKind.CALL
    assert len(set(suggested(["violence", "trafficking"]))) == len(
        suggested(["violence", "trafficking"])
    )


def test_a_pack_that_knows_the_time_for_a_settlement_sets_the_day(scene, case, make_actor) -> None:
    """The Emirates send the time to a regulation that was not seen; here it is made known."""
    from fairway.commons.agreements import actions as agreements
    from fairway.engines.lifecycles import Role
    from fairway.engines.provisions import packs_dir

    path = packs_dir() / "ph-ae-domestic" / "2026.1" / "pack.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  ae_dw_dispute_settlement_days:")
    entry = text[start : text.index("  ae_dw_claim_time_bar:")]
    known = entry.replace("value: null", "value: 20").replace("unverified", "seen in source")
    known = known.replace("not_found", "gulftoday_domestic_workers_in")
    first, second = (make_actor(Role.OFFICER_ORIGIN, "PH") for _ in range(2))
    version = agreements.propose(text.replace(entry, known), actor=first)
    agreements.publish(agreements.approve(version, actor=second), actor=second)

    case = actions.assign(case, actor=scene.attache)
    actions.assess(case, words="x", urgency=Urgency.URGENT, actor=scene.attache)
    (notice,) = actions.disclose(
        case, text="Wages are missing.", ground=Ground.WORKER_ASKED, actor=scene.attache
    )
    actions.reply(notice.id, words="They were paid.", actor=scene.employer)
    case.refresh_from_db()
    # 20 calendar days from 22 November end on Saturday 12 December; Monday 14 is the last.
    assert case.due_at.date().isoformat() == "2026-12-14"
