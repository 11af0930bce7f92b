"""What holds of every table, and of random walks through it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.lifecycles import (
    CASE,
    JOURNEY,
    LIFECYCLES,
    LIVE,
    Deadline,
    Lifecycle,
    NotAllowed,
    Role,
    check,
    diagram,
    next_state,
    page,
    possible,
    replay,
    running,
    shown,
)
from fairway.engines.lifecycles.draw import main

DIAGRAMS = Path(__file__).parents[3] / "docs" / "diagrams"
EVERY = pytest.mark.parametrize("lifecycle", LIFECYCLES.values(), ids=LIFECYCLES)
QUESTIONS = {
    "candidacy.enter",
    "contract.register",
    "departure.clear",
    "employer.register",
    "job_order.approve",
    "offer.make",
    "recruiter.operate",
}


@st.composite
def walks(draw: st.DrawFn) -> tuple[Lifecycle, list[tuple[str, Role]], str | None]:
    """A life cycle with a history that it allows, and the state in which it ends."""
    lifecycle = draw(st.sampled_from(list(LIFECYCLES.values())))
    state: str | None = None
    history: list[tuple[str, Role]] = []
    for _ in range(draw(st.integers(0, 25))):
        rows = lifecycle.leaving(state)
        if not rows:
            break
        row = draw(st.sampled_from(rows))
        history.append((row.event, draw(st.sampled_from(sorted(row.actors)))))
        state = row.target
    return lifecycle, history, state


@EVERY
def test_every_table_is_sound(lifecycle):
    assert check(lifecycle) == ()


@EVERY
def test_the_diagram_in_the_docs_is_the_table(lifecycle):
    drawn = (DIAGRAMS / f"{lifecycle.name}.md").read_text(encoding="utf-8")
    assert drawn == page(lifecycle)
    assert diagram(lifecycle) in drawn


def test_the_docs_hold_one_page_for_each_table_and_no_other():
    assert {file.stem for file in DIAGRAMS.glob("*.md")} == set(LIFECYCLES)


def test_the_drawing_command_writes_every_page(tmp_path):
    main([str(tmp_path / "new")])
    drawn = {file.name for file in (tmp_path / "new").iterdir()}
    assert drawn == {f"{name}.md" for name in LIFECYCLES}


def test_the_drawing_command_without_a_folder_says_what_it_needs():
    with pytest.raises(SystemExit, match="docs/diagrams"):
        main([])


def test_a_diagram_shows_creation_every_arrow_and_the_end():
    text = diagram(JOURNEY)
    assert text.startswith("stateDiagram-v2\n")
    assert "    [*] --> offered: offer\n" in text
    assert "    cleared --> departed: depart\n" in text
    assert "    closed --> [*]\n" in text
    arrows = sum(len(row.sources) or 1 for row in JOURNEY.transitions)
    ends = sum(state.terminal for state in JOURNEY.states)
    assert text.count("-->") == arrows + ends


@given(walks())
@settings(max_examples=150, deadline=None)
def test_a_walk_replays_to_the_state_in_which_it_ended(walk):
    lifecycle, history, state = walk
    assert replay(lifecycle, history) == state
    assert state is None or lifecycle.state(state)


@given(walks(), st.sampled_from(Role), st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_is_not_in_the_table_is_refused(walk, role, data):
    lifecycle, _, state = walk
    event = data.draw(st.sampled_from(sorted({row.event for row in lifecycle.transitions})))
    allowed = {row.event: row.target for row in possible(lifecycle, state, role)}
    if event in allowed:
        assert next_state(lifecycle, state, event, role) == allowed[event]
    else:
        with pytest.raises(NotAllowed) as refused:
            next_state(lifecycle, state, event, role)
        assert refused.value.possible == tuple(allowed)


@given(walks(), st.dates())
@settings(max_examples=150, deadline=None)
def test_what_the_system_does_past_a_running_deadline_is_always_possible(walk, day):
    lifecycle, history, state = walk
    for clock in running(lifecycle, [(event, day) for event, _ in history]):
        if clock.deadline.then:
            assert next_state(lifecycle, state, clock.deadline.then, Role.SYSTEM)


@given(walks())
@settings(max_examples=300, deadline=None)
def test_before_disclosure_a_case_shows_the_accused_nothing(walk):
    lifecycle, history, _ = walk
    if lifecycle is not CASE:
        return
    events = [event for event, _ in history]
    told = events.index("disclose") if "disclose" in events else len(events)
    for accused in (Role.EMPLOYER, Role.RECRUITER):
        seen = shown(CASE, events, accused)
        assert all(position >= told for position in seen)
        assert (told in seen) == ("disclose" in events)
    for never in (Role.IMMIGRATION_ENFORCEMENT, Role.BORDER_OFFICER, Role.ANALYST, Role.PUBLIC):
        assert shown(CASE, events, never) == ()
    assert shown(CASE, events, Role.WORKER) == tuple(range(len(events)))


def test_an_undisclosed_remedy_stays_hidden_and_a_disclosed_one_is_shown():
    quiet = ["receive", "assign", "assess", "resolve", "close"]
    assert shown(CASE, quiet, Role.EMPLOYER) == ()
    told = ["receive", "assign", "assess", "disclose", "escalate", "resolve", "close", "reopen"]
    assert shown(CASE, told, Role.EMPLOYER) == (3, 5, 6)


def test_the_accused_can_only_answer_what_was_disclosed():
    for state in CASE.states:
        steps = [row.event for row in possible(CASE, state.name, Role.EMPLOYER)]
        assert steps == (["answer"] if state.name == "disclosed" else [])


def test_immigration_enforcement_takes_and_sees_no_step_of_any_life_cycle():
    for lifecycle in LIFECYCLES.values():
        for row in lifecycle.transitions:
            everyone = row.actors | row.seen_by | row.opens_to | row.seen_once_opened
            assert Role.IMMIGRATION_ENFORCEMENT not in everyone, (lifecycle.name, row.event)


def test_the_employer_does_not_learn_where_a_lost_or_changed_worker_is():
    for row in JOURNEY.transitions:
        if row.event in {"lose_contact", "find_abroad", "find_stranded", "change_employer"}:
            assert not {Role.EMPLOYER, Role.RECRUITER} & row.seen_by, row.event


def test_whoever_takes_a_step_sees_it_but_for_those_who_only_report():
    reporters = {Role.SYSTEM, Role.PUBLIC, Role.BORDER_OFFICER}
    for lifecycle in LIFECYCLES.values():
        for row in lifecycle.transitions:
            blind = row.actors - row.seen_by - row.seen_once_opened - reporters
            assert not blind, (lifecycle.name, row.event, blind)


def test_packs_are_asked_the_known_questions():
    asked = {row.question for table in LIFECYCLES.values() for row in table.transitions}
    assert asked - {None} == QUESTIONS


def test_a_journey_that_may_be_exceeded_by_another_is_not_live():
    names = {state.name for state in JOURNEY.states}
    over = {state.name for state in JOURNEY.states if state.terminal}
    assert names - LIVE == over | {"returned", "reintegrating", "refused"}


def changed_row(event, **changes):
    """The journey with one row changed."""
    rows = (replace(r, **changes) if r.event == event else r for r in JOURNEY.transitions)
    return replace(JOURNEY, transitions=tuple(rows))


def changed_state(name, **changes):
    """The journey with one state changed."""
    found = (replace(s, **changes) if s.name == name else s for s in JOURNEY.states)
    return replace(JOURNEY, states=tuple(found))


NOBODY = frozenset()
ANSWER = Deadline("journey.answer_offer", 7, "Answer")


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (
            replace(JOURNEY, initial="accepted"),
            "created as ['offered'], not as accepted",
        ),
        (
            changed_state("offered", next_text=""),
            "offered: has no title or does not say what is next",
        ),
        (changed_state("offered", who_acts=NOBODY), "offered: does not say who acts"),
        (changed_state("offered", terminal=True), "offered: is terminal and can be left"),
        (
            changed_state("closed", who_acts=frozenset({Role.WORKER})),
            "closed: is terminal and says who acts",
        ),
        (
            changed_state("offered", who_acts=frozenset({Role.ANALYST})),
            "offered: none of those who act can take a step",
        ),
        (changed_row("accept", actors=NOBODY), "accept: nobody may take it"),
        (changed_row("accept", title=""), "accept: has no title"),
        (
            changed_row("accept", action=""),
            "accept: people may take it and it has no text for them",
        ),
        (changed_row("accept", seen_by=NOBODY), "accept: nobody sees it"),
        (
            changed_row("accept", other_person_than=frozenset({"sing"})),
            "accept: another person than who took ['sing'], no such step",
        ),
        (
            changed_row("offer", deadline=replace(ANSWER, days=0)),
            "offer: its deadline has no length or no title",
        ),
        (
            changed_row("offer", deadline=replace(ANSWER, met_by=frozenset({"sing"}))),
            "offer: its deadline is met by ['sing']",
        ),
        (
            changed_row("offer", deadline=replace(ANSWER, then="depart")),
            "offer: past its deadline depart is not possible in offered",
        ),
        (
            changed_row(
                "offer",
                deadline=replace(ANSWER, then="let_offer_lapse", met_by=frozenset({"decline"})),
            ),
            "offer: past its deadline let_offer_lapse is not possible in accepted",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_that_is_not_sound_is_told_in_a_sentence(broken, sentence):
    assert sentence in check(broken)


def test_a_state_without_a_way_out_is_found():
    rows = tuple(row for row in JOURNEY.transitions if row.event != "reconsider")
    assert check(replace(JOURNEY, transitions=rows)) == ("refused: has no way out",)


def test_a_state_that_cannot_be_reached_is_found():
    rows = tuple(row for row in JOURNEY.transitions if row.event != "lose_contact")
    faults = check(replace(JOURNEY, transitions=rows))
    assert "lost_contact: cannot be reached" in faults


def test_a_misspelt_state_cannot_be_built():
    rows = (replace(JOURNEY.transitions[0], target="offerd"), *JOURNEY.transitions[1:])
    with pytest.raises(ValueError, match="offerd"):
        replace(JOURNEY, transitions=rows)


def test_two_rows_for_one_event_in_one_state_cannot_be_built():
    rows = (*JOURNEY.transitions, JOURNEY.transitions[-1])
    with pytest.raises(ValueError, match="two rows"):
        replace(JOURNEY, transitions=rows)


def test_a_state_named_twice_cannot_be_built():
    with pytest.raises(ValueError, match="named twice"):
        replace(JOURNEY, states=(*JOURNEY.states, JOURNEY.states[0]))


def test_the_choices_of_a_field_are_the_states_in_their_order():
    assert JOURNEY.choices[0] == ("offered", "Offered")
    assert len(JOURNEY.choices) == len(JOURNEY.states)
