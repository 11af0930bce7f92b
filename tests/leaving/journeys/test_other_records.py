"""Two records that are held to be one person's: one placement at a time, and both are shown."""

from __future__ import annotations

import pytest

from fairway.commons.duplicates import actions as duplicates
from fairway.commons.duplicates.models import LikelyPair
from fairway.core.accounts.actors import Actor
from fairway.core.conflicts import Conflict
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from fairway.leaving.candidacies import actions as candidacies
from fairway.leaving.candidacies.models import Wish, WorkerProfile
from fairway.leaving.journeys import actions
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.panels import panels_for
from fairway.leaving.rounds.models import MatchingRound
from fairway.leaving.rounds.queries import joining
from tests.leaving.journeys.parallel import at_once


def link(world, one: Actor, other: Actor) -> LikelyPair:
    """Let two officers hold that both are one worker; they bear one name and one birth date."""
    pair = LikelyPair.objects.get(first_id=one.person_id, second_id=other.person_id)
    duplicates.propose(pair, why="The same papers were shown.", actor=world.origin)
    return duplicates.confirm(pair, actor=world.make_actor(Role.OFFICER_ORIGIN, "PH"))


@pytest.mark.django_db
def test_a_worker_with_two_records_is_offered_one_place_until_the_link_is_undone(world) -> None:
    one, other = world.worker(), world.worker()
    link_ = link(world, one, other)
    journey = world.offered(one)
    candidacy, order = world.candidacy(other), world.order()
    with pytest.raises(Conflict, match="not over"):
        actions.offer(candidacy, order, actor=world.origin)
    assert Journey.objects.count() == 1
    duplicates.undo(link_, why="The photographs differ.", actor=world.origin)
    assert actions.offer(candidacy, order, actor=world.origin).person_id == other.person_id
    journey.refresh_from_db()
    assert journey.state == "offered"


@pytest.mark.concurrency
@pytest.mark.usefixtures("committed")
def test_two_offers_to_two_records_of_one_worker_at_once_are_one_offer(world) -> None:
    one, other = world.worker(), world.worker()
    link(world, one, other)
    order = world.order(places=2)
    first, second = world.candidacy(one), world.candidacy(other)
    met = at_once(
        lambda: actions.offer(first, order, actor=world.origin),
        lambda: actions.offer(second, order, actor=world.employer),
    )
    assert [type(m) for m in met if isinstance(m, Exception)] == [Conflict]
    order.refresh_from_db()
    assert (Journey.objects.count(), order.taken) == (1, 1)


@pytest.mark.django_db
def test_she_enters_a_channel_once_under_whichever_record(world) -> None:
    one, other = world.worker(), world.worker()
    link(world, one, other)
    first = world.candidacy(one)
    WorkerProfile.objects.create(
        authority=world.home, person_id=other.person_id, nationality="PH", occupation="9111"
    )
    with pytest.raises(BadInput, match="other record"):
        candidacies.begin(corridor=first.corridor, channel=first.channel, actor=other)


@pytest.mark.django_db
def test_of_two_entries_that_were_there_before_the_link_the_first_takes_part(world) -> None:
    one, other = world.worker(), world.worker()
    order = world.order(places=2)
    first, second = world.candidacy(one), world.candidacy(other)
    for candidacy in (first, second):
        Wish.objects.create(candidacy=candidacy, job_order=order, rank=1)
    round_ = MatchingRound(corridor=first.corridor, channel=first.channel)
    assert set(joining(round_)) == {first, second}
    link(world, one, other)
    assert set(joining(round_)) == {first}


@pytest.mark.django_db
def test_an_office_reads_of_both_histories_and_an_employer_of_none(world) -> None:
    one, other = world.worker(), world.worker()
    journey = world.offered(one)
    actions.decline(journey, actor=one)
    link(world, one, other)
    second = world.offered(other)

    def titles(actor: Actor) -> list[str]:
        return [panel.title for panel in panels_for(second, actor)]

    (panel,) = (
        panel
        for panel in panels_for(second, world.origin)
        if panel.title == "Another record of this person"
    )
    addresses = [url for _label, url in panel.links]
    assert f"/journeys/{journey.id}/" in addresses
    assert any("likely-pairs" in url for url in addresses)
    assert "Another record of this person" in titles(world.attache)
    assert "Another record of this person" not in titles(world.employer)
    assert "Another record of this person" not in titles(other)
