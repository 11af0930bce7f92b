"""What a worker is told of a round: what closed each better wish, and of nobody else."""

from __future__ import annotations

import re

import numpy as np
import pytest

from fairway.engines.lifecycles import Role
from fairway.engines.matching import DecidedBy, Refusal
from fairway.leaving.rounds import actions, words
from fairway.leaving.rounds.models import RoundResult
from fairway.leaving.rounds.reasons import SMALLEST_GROUP, Unmet, unmet
from tests.commons.cases.test_pages import browse

__all__ = ["browse"]
pytestmark = pytest.mark.django_db


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def unmet_of(candidacy) -> list[Unmet]:
    return [Unmet.of(one) for one in RoundResult.objects.get(candidacy=candidacy).unmet]


@pytest.mark.parametrize(("taken", "told"), [(SMALLEST_GROUP - 1, None), (SMALLEST_GROUP, 31)])
def test_the_points_of_the_last_one_are_told_only_where_many_were_taken(orders, taken, told):
    pk = orders[0].pk
    refused = Refusal(1, 0, "", 18, 31, DecidedBy.POINTS)
    (one,) = unmet([pk], {pk: np.ones(4, dtype=bool)}, {pk: refused}, np.array([taken]), None)
    assert (one.points, one.last_points) == (18, told)
    assert ("13 more" in " ".join(words.unmet_words(one))) is (told is not None)


def test_who_is_in_a_group_is_not_told_by_points(orders):
    pk = orders[0].pk
    refused = Refusal(1, 0, "", 18, 12, DecidedBy.KEPT)
    (one,) = unmet([pk], {pk: np.ones(4, dtype=bool)}, {pk: refused}, np.array([50]), None)
    assert one.last_points is None


def test_each_better_wish_says_what_closed_it(
    central, open_orders, cook_wishing, officer, spring, drawn
) -> None:
    first, second, third = open_orders(
        {"places": 1}, {"title": "Baker", "places": 1}, {"title": "Helper", "places": 1}
    )
    cook_wishing(first, experience=60)
    novice = cook_wishing(first, second, experience=0)
    equals = [cook_wishing(third, experience=24) for _ in range(2)]
    round_ = actions.preview(drawn(spring()), actor=officer)
    (one,) = unmet_of(novice)
    assert (one.place, one.order, one.why, one.last_points) == (1, str(first.pk), "points", None)
    loser = next(e for e in equals if not RoundResult.objects.get(candidacy=e).job_order_id)
    (lost,) = unmet_of(loser)
    assert lost.why == "lot"
    assert round_.figures["passed_over"] == 0


def test_a_wish_that_did_not_take_part_or_no_longer_fits_says_so(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    from fairway.leaving.candidacies.models import WorkerProfile
    from fairway.leaving.job_orders.models import JobOrder

    cook = cook_wishing(*orders)
    round_ = drawn(spring())
    WorkerProfile.objects.update(wish_pay_amount=9_000, wish_pay_currency="EUR")
    JobOrder.objects.filter(pk=orders[0].pk).update(taken=1)
    actions.preview(round_, actor=officer)
    absent, poor = unmet_of(cook)
    assert (absent.why, poor.why, poor.conditions) == ("absent", "not_eligible", ("pay",))


def test_a_worker_reads_her_result_and_nobody_elses_in_page_and_api(
    orders, cook_wishing, officer, spring, drawn, browse, make_worker
) -> None:
    from fairway.core.accounts.actors import for_worker
    from fairway.core.accounts.models import User

    cook_wishing(orders[0], experience=60)
    novice = cook_wishing(orders[0], experience=0)
    round_ = actions.preview(drawn(spring()), actor=officer)
    page = browse(for_worker(User.objects.get(person_id=novice.person_id)))
    address = f"/rounds/mine/{novice.pk}/"
    assert "No round has decided on your wishes yet" in text(page.get(address))
    actions.publish(round_, actor=officer)
    shown = text(page.get(address))
    for said in (
        "This round offered you nothing.",
        "Everybody who was taken has more points there than you.",
        "Your place among the lots",
        "It does not hold across rounds",
        str(novice.pk),
    ):
        assert said in shown
    assert "Ben Salah" not in shown
    stranger = browse(make_worker())
    assert stranger.get(address).status_code == 404


def test_an_employer_reads_why_places_stayed_open(
    orders, cook_wishing, officer, spring, drawn, browse, make_actor
) -> None:
    from fairway.core.accounts.actors import for_membership
    from fairway.core.accounts.models import Membership

    cook_wishing(orders[1])
    actions.publish(actions.preview(drawn(spring()), actor=officer), actor=officer)
    employer = for_membership(Membership.objects.get(organisation_id=orders[1].employer_id))
    shown = text(browse(employer).get(f"/rounds/orders/{orders[1].pk}/"))
    assert "1 of 2 free places were filled" in re.sub(r"<[^>]*>", "", shown)
    assert "too few workers wished for it" in shown.lower()
    stranger = browse(make_actor(Role.EMPLOYER, "FR"))
    assert stranger.get(f"/rounds/orders/{orders[1].pk}/").status_code == 404
