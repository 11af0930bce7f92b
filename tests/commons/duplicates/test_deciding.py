"""People decide: two to link, one to undo; both persons read who decided, and can object."""

from __future__ import annotations

import pytest

from fairway.commons.decisions import actions as decisions
from fairway.commons.decisions import queries as decided
from fairway.commons.duplicates import actions, queries
from fairway.commons.duplicates.models import LikelyPair
from fairway.core import clock, events, transitions
from fairway.core.access.gate import Denied
from fairway.core.access.models import AccessEntry
from fairway.core.journal.models import JournalEntry
from fairway.core.people import actions as people
from fairway.core.people.models import BlindIndex, Person
from fairway.core.transitions import SamePerson, Stale
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed, Role
from tests.commons.duplicates.conftest import AS_WRITTEN
from tests.core.people.builders import a_person, herself

pytestmark = pytest.mark.django_db


def test_a_link_takes_two_officers(pair, officer, colleague) -> None:
    actions.propose(pair, why="The same papers were shown.", actor=officer)
    assert queries.linked_with(pair.first_id) == {pair.first_id}
    with pytest.raises(SamePerson):
        actions.confirm(pair, actor=officer)
    linked = actions.confirm(pair, actor=colleague)
    assert linked.state == "linked"
    assert queries.linked_with(pair.first_id) == {pair.first_id, pair.second_id}
    kinds = [entry.kind for entry in transitions.history(linked)]
    assert kinds == ["find", "propose", "confirm"]


def test_a_link_changes_neither_record(link, one_man) -> None:
    before = [(p.version, bytes(p.sealed)) for p in Person.objects.order_by("pk")]
    keys = BlindIndex.objects.count()
    link()
    assert [(p.version, bytes(p.sealed)) for p in Person.objects.order_by("pk")] == before
    assert BlindIndex.objects.count() == keys


def test_one_officer_undoes_a_link_and_all_is_as_before(link, officer) -> None:
    linked = link()
    with pytest.raises(BadInput, match="reason"):
        actions.undo(linked, why=" ", actor=officer)
    undone = actions.undo(linked, why="The photographs differ.", actor=officer)
    assert undone.state == "apart"
    assert queries.linked_with(undone.first_id) == {undone.first_id}


def test_both_persons_read_who_decided_and_why(link, one_man, officer) -> None:
    linked = link()
    for person in one_man:
        (said,) = decided.standing(person.id, queries.QUESTION)
        assert (said.outcome, said.why) == ("refused", "The same papers were shown.")
        assert said in decided.visible_to(herself(person))
        assert people.export(person, actor=herself(person))["records"][0]["same_person"]
    actions.undo(linked, why="The photographs differ.", actor=officer)
    (said,) = decided.standing(one_man[0].id, queries.QUESTION)
    assert (said.outcome, said.why) == ("allowed", "The photographs differ.")


def test_an_upheld_objection_undoes_the_link(link, one_man, officer, colleague, make_actor) -> None:
    linked = link()
    (said,) = decided.standing(one_man[0].id, queries.QUESTION)
    appeal = decisions.lodge(said, grounds="He is my cousin.", actor=herself(one_man[0]))
    for decider in (officer, colleague):  # neither who proposed nor who confirmed
        with pytest.raises(SamePerson):
            decisions.assign(appeal, actor=decider)
    third = make_actor(Role.OFFICER_ORIGIN, "TN")
    appeal = decisions.assign(appeal, actor=third)
    decisions.answer(appeal, uphold=True, words="Two birth certificates.", actor=third)
    events.deliver()
    linked.refresh_from_db()
    assert linked.state == "apart"


def test_two_persons_stay_two_unless_a_record_changes(pair, one_man, officer) -> None:
    apart = actions.keep_apart(pair, why="Two passports, two faces.", actor=officer)
    from fairway.commons.duplicates import finding
    from fairway.commons.duplicates.models import FoundBy

    finding.look(list(one_man), by=FoundBy.SWEEP)
    apart.refresh_from_db()
    assert apart.state == "apart"
    her = herself(one_man[0])
    now = people.details(one_man[0], actor=her, action="person.own").as_json()
    stated = people.PersonDetails.parse({**now, "address": "Sfax"}, today=clock.today())
    people.correct(one_man[0], stated, actor=her)
    apart.refresh_from_db()
    assert apart.state == "found"


def test_an_officer_looks_again_at_what_was_set_apart(pair, officer) -> None:
    actions.keep_apart(pair, why="Two passports, two faces.", actor=officer)
    again = actions.look_again(pair, why="One passport was forged.", actor=officer)
    assert again.state == "found"


def test_not_sure_yet_leaves_it_in_the_queue(pair, officer, colleague) -> None:
    unsure = actions.wait(pair, why="Ask the registry of Sfax.", actor=officer)
    assert (unsure.state, unsure in queries.waiting(officer)) == ("unsure", True)
    actions.propose(pair, why="The registry knows one man.", actor=officer)
    doubted = actions.wait(pair, why="Which registry?", actor=colleague)
    assert doubted.state == "unsure"


def test_links_reach_on_and_are_not_made_against_what_was_set_apart(
    pair, link, officer, colleague, make_authority
) -> None:
    third = a_person(make_authority, **{**AS_WRITTEN, "birth_date": "1991-04-13"})
    others = {p.first_id: p for p in LikelyPair.objects.filter(second=third)}
    assert set(others) == {pair.first_id, pair.second_id}
    actions.keep_apart(others[pair.second_id], why="Not him.", actor=officer)
    link()
    actions.propose(others[pair.first_id], why="It is him.", actor=officer)
    with pytest.raises(BadInput, match="set apart"):
        actions.confirm(others[pair.first_id], actor=colleague)
    actions.look_again(others[pair.second_id], why="It may be him.", actor=officer)
    actions.confirm(others[pair.first_id], actor=colleague)
    assert queries.linked_with(third.id) == {pair.first_id, pair.second_id, third.id}
    with pytest.raises(BadInput, match="undo that link first"):
        actions.keep_apart(others[pair.second_id], why="Not him.", actor=officer)


def test_whoever_read_an_older_state_is_told(pair, officer, colleague) -> None:
    actions.propose(pair, why="The same papers.", actor=officer, expected_version=pair.version)
    with pytest.raises(Stale):
        actions.keep_apart(pair, why="No.", actor=colleague, expected_version=pair.version)


def test_no_step_is_taken_twice(link, officer, colleague) -> None:
    linked = link()
    with pytest.raises(NotAllowed):
        actions.confirm(linked, actor=colleague)
    with pytest.raises(NotAllowed):
        actions.propose(linked, why="Again.", actor=officer)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.ATTACHE, Role.AUDITOR, Role.EMPLOYER])
def test_others_than_officers_neither_see_nor_decide(pair, make_actor, role) -> None:
    actor = make_actor(role, "TN")
    assert not queries.visible_to(actor).exists()
    with pytest.raises(Denied):
        actions.propose(pair, why="Because.", actor=actor)


def test_another_office_does_not_find_the_pair(pair, make_actor) -> None:
    abroad = make_actor(Role.OFFICER_ORIGIN, "FR")
    assert not queries.visible_to(abroad).exists()
    with pytest.raises(LikelyPair.DoesNotExist):
        actions.propose(pair, why="Because.", actor=abroad)


def test_the_reason_of_an_officer_is_sealed(pair, officer) -> None:
    actions.propose(pair, why="His brother Karim says so.", actor=officer)
    entry = JournalEntry.objects.get(kind="propose")
    assert b"Karim" not in bytes(entry.sealed or b"")
    assert actions.proposal(pair) == ("His brother Karim says so.", officer.user_id)


def test_officers_read_both_records_only_while_there_is_something_to_decide(
    pair, officer, one_man
) -> None:
    both = people.details_many(one_man, actor=officer, action="duplicate.read")
    assert len(both) == 2
    assert AccessEntry.objects.filter(action="duplicate.read").count() == 2
    actions.keep_apart(pair, why="Two faces.", actor=officer)
    with pytest.raises(Person.DoesNotExist):
        people.details_many(one_man, actor=officer, action="duplicate.read")
