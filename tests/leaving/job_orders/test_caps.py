"""A legal cap is never passed, whoever is quick; where the law sets none there is none."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, transaction

from fairway.core import clock
from fairway.engines.kernel import Money
from fairway.engines.lifecycles import Role
from fairway.leaving.job_orders import actions, caps, queries
from fairway.leaving.job_orders.models import CapHold, ChannelPeriod, JobOrder
from tests.fixtures.tripwires import NOW

ATTESTED = {"recruiter_contract_forbids_fees": True, "recruiters_disclosed": True}
SEEN = {
    "need_kind": "seasonal",
    "job_contractor": False,
    "prevailing_wage_hourly": "15.00 USD",
    "minimum_wage_hourly": "7.25 USD",
    "strike_or_lockout": False,
    "layoff_without_offer": False,
}


@pytest.fixture
def h2b(publish, verified_employer, an_order):
    """A submitted order in the capped channel: `h2b(places)`; start in the capped first half."""
    publish("us-h2b")

    def make(places: int, start: date = date(2027, 2, 15)) -> JobOrder:
        employer = verified_employer("MX-US", **ATTESTED)
        new = an_order(
            corridor="MX-US",
            channel="h2b",
            occupation="9214",
            title="Landscape labourer",
            workplace="Richmond",
            region="VA",
            places=places,
            start_on=start,
            end_on=date(start.year, start.month + 6, 14),
            weekly_hours=Decimal(40),
            pay=Money.of("16.50", "USD"),
            per="hour",
        )
        order = actions.draft(new, actor=employer)
        return actions.submit(order, actor=employer)

    return make


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_DESTINATION, "US")


def approve(order: JobOrder, officer) -> JobOrder:
    return actions.approve(order, actor=officer, statements=SEEN)


def leave(places: int, *, cap_id: str = "first_half") -> None:
    """Let other orders hold all but some places of a cap."""
    row = ChannelPeriod.objects.get(cap_id=cap_id)
    ChannelPeriod.objects.filter(pk=row.pk).update(committed=row.cap - places)


@pytest.mark.django_db
def test_an_approved_order_holds_its_places_under_the_year_and_its_half(h2b, officer) -> None:
    approve(h2b(40), officer)
    held = dict(ChannelPeriod.objects.values_list("cap_id", "committed"))
    assert held == {"fiscal_year": 40, "first_half": 40}
    assert dict(ChannelPeriod.objects.values_list("cap_id", "cap")) == {
        "fiscal_year": 66_000,
        "first_half": 33_000,
    }


@pytest.mark.django_db
def test_an_order_beyond_a_legal_cap_is_refused_with_its_law_and_nothing_is_changed(
    h2b, officer
) -> None:
    approve(h2b(1), officer)
    leave(4)
    order = h2b(5)
    with pytest.raises(caps.CapReached) as caught:
        approve(order, officer)
    (fault,) = caught.value.faults
    assert (fault.field, fault.value) == ("places", "5")
    assert "at most 4" in fault.accepted
    assert "8 USC 1184(g)(10)" in fault.accepted
    order.refresh_from_db()
    assert order.state == "submitted"
    assert ChannelPeriod.objects.get(cap_id="fiscal_year").committed == 1
    assert CapHold.objects.count() == 2


@pytest.mark.django_db
def test_the_second_half_has_no_number_of_its_own(h2b, officer) -> None:
    with clock.at(datetime(2027, 1, 10, 12, tzinfo=UTC)):  # within the 75 to 90 days of filing
        approve(h2b(10, start=date(2027, 4, 1)), officer)
    assert set(ChannelPeriod.objects.values_list("cap_id", flat=True)) == {"fiscal_year"}


@pytest.mark.django_db
def test_a_channel_without_a_legal_cap_counts_nothing(
    publish, verified_employer, an_order, make_actor
) -> None:
    publish("fr-tn-2008")
    employer = verified_employer("TN-FR")
    order = actions.draft(an_order(places=9_000), actor=employer)
    actions.submit(order, actor=employer)
    actions.approve(order, actor=make_actor(Role.OFFICER_DESTINATION, "FR"))
    assert not ChannelPeriod.objects.exists()
    pack, _ = queries.channel_of(order, date(2026, 11, 22))
    (room,) = queries.room_in(pack, order.channel, order.start_on, "en")
    assert (room.places.kind, room.places.limit) == ("target", 1_500)


@pytest.mark.django_db
def test_what_an_order_does_not_fill_goes_back_to_the_cap(h2b, officer) -> None:
    order = approve(h2b(10), officer)
    actions.open_to_workers(order, actor=officer)
    with transaction.atomic():
        for _ in range(3):
            order = actions.take_place(order, actor=officer)
    actions.close(order, actor=officer)
    assert set(ChannelPeriod.objects.values_list("committed", flat=True)) == {3}
    with transaction.atomic():
        actions.free_place(order, actor=officer)
    assert set(ChannelPeriod.objects.values_list("committed", flat=True)) == {2}


@pytest.mark.django_db
def test_the_database_itself_refuses_to_pass_a_cap(h2b, officer) -> None:
    approve(h2b(1), officer)
    with pytest.raises(IntegrityError, match="leaving_channelperiod_cap"), transaction.atomic():
        ChannelPeriod.objects.filter(cap_id="first_half").update(committed=33_001)


@pytest.mark.concurrency
def test_of_two_officers_on_the_last_place_of_a_cap_one_succeeds_and_the_other_is_told_why(
    committed, h2b, officer, make_actor
) -> None:
    approve(h2b(1), officer)
    leave(1)
    orders = [h2b(1), h2b(1)]
    officers = [officer, make_actor(Role.OFFICER_DESTINATION, "US")]
    outcomes = at_once(
        [lambda o=o, who=who: approve(o, who) for o, who in zip(orders, officers, strict=True)]
    )
    refused = [found for found in outcomes if isinstance(found, caps.CapReached)]
    assert len(refused) == 1
    assert "at most 0" in refused[0].faults[0].accepted
    assert sorted(JobOrder.objects.values_list("state", flat=True)) == [
        "approved",
        "approved",
        "submitted",
    ]
    half = ChannelPeriod.objects.get(cap_id="first_half")
    assert half.committed == half.cap


@pytest.mark.concurrency
def test_the_last_place_of_an_order_is_taken_once(committed, h2b, officer) -> None:
    order = actions.open_to_workers(approve(h2b(1), officer), actor=officer)

    def take() -> JobOrder:
        with transaction.atomic():
            return actions.take_place(order, actor=officer)

    outcomes = at_once([take, take])
    assert [type(found) for found in outcomes if isinstance(found, Exception)] == [
        actions.NoPlaceLeft
    ]
    order.refresh_from_db()
    assert (order.state, order.taken) == ("filled", 1)


def at_once(calls):
    """Make calls in parallel, each on a connection of its own; what each returned or raised."""
    ready = threading.Barrier(len(calls))
    found: list[object] = [None] * len(calls)

    def run(number: int) -> None:
        try:
            with clock.at(NOW):
                ready.wait(timeout=10)
                found[number] = calls[number]()
        except Exception as error:  # noqa: BLE001  handed back to the test
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
