"""Following a table: what is allowed, what is refused and why, what deadlines run."""

from __future__ import annotations

from datetime import date

import pytest

from fairway.engines.lifecycles import (
    APPEAL,
    CANDIDACY,
    CASE,
    ERASURE,
    JOURNEY,
    PACK_PUBLICATION,
    RECRUITER_LICENCE,
    NotAllowed,
    Refusal,
    Role,
    conflicts,
    next_state,
    possible,
    replay,
    running,
)

HOME_AND_BACK = (
    ("offer", Role.SYSTEM),
    ("accept", Role.WORKER),
    ("start_preparation", Role.SYSTEM),
    ("register_contract", Role.ATTACHE),
    ("clear", Role.OFFICER_ORIGIN),
    ("depart", Role.BORDER_OFFICER),
    ("confirm_arrival", Role.WORKER),
    ("start_work", Role.EMPLOYER),
    ("renew", Role.OFFICER_DESTINATION),
    ("change_employer", Role.ATTACHE),
    ("end_contract", Role.SYSTEM),
    ("return_home", Role.WORKER),
    ("start_reintegration", Role.OFFICER_ORIGIN),
    ("follow_up", Role.WORKER),
    ("close", Role.SYSTEM),
)


def test_a_journey_goes_from_the_offer_to_life_back_home():
    assert replay(JOURNEY, HOME_AND_BACK) == "closed"


def test_a_history_of_nothing_has_no_state():
    assert replay(JOURNEY, ()) is None


def test_a_step_out_of_order_names_what_is_possible_instead():
    with pytest.raises(NotAllowed) as refused:
        next_state(JOURNEY, "offered", "depart", Role.WORKER)
    assert refused.value.code is Refusal.NOT_FROM_STATE
    assert refused.value.possible == ("accept", "decline")
    assert "accept, decline" in str(refused.value)


def test_a_step_by_the_wrong_role_is_refused():
    with pytest.raises(NotAllowed) as refused:
        next_state(JOURNEY, "offered", "accept", Role.EMPLOYER)
    assert refused.value.code is Refusal.NOT_BY_ROLE
    assert refused.value.possible == ("withdraw_offer",)


def test_a_step_that_no_table_knows_is_told_apart_from_one_out_of_order():
    with pytest.raises(NotAllowed) as refused:
        next_state(JOURNEY, "offered", "teleport", Role.SYSTEM)
    assert refused.value.code is Refusal.UNKNOWN_EVENT


def test_a_subject_is_created_by_a_row_of_the_table_and_only_once():
    assert next_state(CANDIDACY, None, "begin", Role.WORKER) == "draft"
    with pytest.raises(NotAllowed):
        next_state(CANDIDACY, "draft", "begin", Role.WORKER)


def test_only_the_worker_side_answers_an_offer():
    answer = {row.event: row.actors for row in JOURNEY.leaving("offered")}
    assert answer["accept"] == answer["decline"] == {Role.WORKER, Role.REPRESENTATIVE}


def test_an_employer_cannot_say_that_the_worker_arrived():
    assert "confirm_arrival" not in {
        row.event for row in possible(JOURNEY, "departed", Role.EMPLOYER)
    }


def test_an_appeal_that_is_upheld_reopens_a_refused_journey():
    assert next_state(JOURNEY, "refused", "reconsider", Role.SYSTEM) == "preparing"
    with pytest.raises(NotAllowed):
        next_state(JOURNEY, "refused", "reconsider", Role.OFFICER_ORIGIN)


def test_an_expired_licence_can_be_renewed_and_a_revoked_one_cannot():
    assert next_state(RECRUITER_LICENCE, "expired", "renew", Role.OFFICER_ORIGIN) == "licensed"
    with pytest.raises(NotAllowed):
        next_state(RECRUITER_LICENCE, "revoked", "renew", Role.OFFICER_ORIGIN)


def test_the_person_who_proposed_a_pack_cannot_approve_it():
    approve = PACK_PUBLICATION.row("proposed", "approve")
    assert approve is not None
    history = [("propose", "person-1")]
    assert conflicts(PACK_PUBLICATION, history, approve, "person-1") == ("propose",)
    assert conflicts(PACK_PUBLICATION, history, approve, "person-2") == ()
    later = [*history, ("reject", "person-2"), ("propose", "person-2")]
    assert conflicts(PACK_PUBLICATION, later, approve, "person-1") == ()
    assert conflicts(PACK_PUBLICATION, later, approve, "person-2") == ("propose",)


def test_an_offer_must_be_answered_in_a_week_and_lapses_otherwise():
    [clock] = running(JOURNEY, [("offer", date(2026, 11, 1))])
    assert clock.deadline.name == "journey.answer_offer"
    assert clock.due == date(2026, 11, 8)
    assert next_state(JOURNEY, "offered", clock.deadline.then, Role.SYSTEM) == "declined"


def test_answering_the_offer_stops_its_clock():
    clocks = running(JOURNEY, [("offer", date(2026, 11, 1)), ("accept", date(2026, 11, 2))])
    assert [clock.deadline.name for clock in clocks] == ["journey.start_preparation"]


def test_the_six_month_question_keeps_running_while_reintegration_starts():
    day = date(2026, 5, 1)
    history = [(event, day) for event, _ in HOME_AND_BACK[:12]]
    history.append(("start_reintegration", date(2026, 6, 1)))
    [clock] = running(JOURNEY, history)
    assert clock.deadline.name == "journey.follow_up"
    assert clock.due == date(2026, 10, 31)
    [after] = running(JOURNEY, [*history, ("follow_up", date(2026, 10, 1))])
    assert after.deadline.then == "close"


def test_a_closed_journey_waits_for_nothing():
    assert running(JOURNEY, [(event, date(2026, 1, 1)) for event, _ in HOME_AND_BACK]) == ()


def test_a_worker_who_does_not_confirm_the_arrival_is_looked_for():
    history = [(event, date(2026, 11, 1)) for event, _ in HOME_AND_BACK[:6]]
    [clock] = running(JOURNEY, history)
    assert clock.deadline.then == "lose_contact"
    assert next_state(JOURNEY, "departed", "lose_contact", Role.SYSTEM) == "lost_contact"


def test_silence_on_a_case_escalates_from_every_state_in_which_an_authority_must_act():
    for state in ("received", "assigned", "assessed", "disclosed", "answered", "reopened"):
        assert next_state(CASE, state, "escalate", Role.SYSTEM) == "escalated"


def test_an_appeal_keeps_its_clock_when_it_is_assigned():
    history = [("lodge", date(2026, 11, 1)), ("assign", date(2026, 11, 20))]
    [clock] = running(APPEAL, history)
    assert (clock.due, clock.deadline.then) == (date(2026, 12, 1), "escalate")
    [higher] = running(APPEAL, [*history, ("escalate", date(2026, 12, 2))])
    assert higher.deadline.name == "appeal.decide_higher"


def test_data_on_legal_hold_cannot_be_erased():
    with pytest.raises(NotAllowed):
        next_state(ERASURE, "on_hold", "erase", Role.SYSTEM)
    with pytest.raises(NotAllowed):
        next_state(ERASURE, "on_hold", "approve", Role.ADMINISTRATOR)


def test_a_clock_cannot_be_read_off_an_impossible_history():
    with pytest.raises(NotAllowed):
        running(JOURNEY, [("depart", date(2026, 11, 1))])


def test_a_deadline_that_starts_again_runs_from_the_later_day():
    history = [("begin", date(2026, 1, 1)), ("enter", date(2026, 1, 2))]
    [first] = running(CANDIDACY, history)
    [again] = running(CANDIDACY, [*history, ("confirm", date(2026, 5, 1))])
    assert (first.since, again.since) == (date(2026, 1, 2), date(2026, 5, 1))
