"""A worker's profile, her way into a channel, and her wishes in her own order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fairway.commons.decisions.actions import Refused
from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.deadlines import sweep
from fairway.core.ids import new_id
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import Role
from fairway.engines.matching.criteria import USUAL, Condition, Criteria, Eligibility
from fairway.leaving.candidacies import actions, queries
from fairway.leaving.candidacies.models import Candidacy, Wish
from fairway.leaving.candidacies.profiles import Stated
from fairway.leaving.candidacies.queries import WhyNot
from tests.fixtures.tripwires import NOW

pytestmark = pytest.mark.django_db

COOK = Stated(
    nationality="TN",
    occupations=("5120", "9412"),
    experience_months=24,
    languages=(("fr", "B1"), ("ar", "C2")),
    available_from=date(2027, 2, 1),
    available_until=date(2028, 2, 1),
    wish_pay=Money.of("1900.00", "EUR"),
)
FITS = {"qualification_matches": True}


@pytest.fixture
def young(publish):
    publish("fr-tn-2008")
    return {"corridor": "TN-FR", "channel": "young_professionals"}


@pytest.fixture
def cook(make_worker):
    """A worker of 27 with a profile."""
    worker = make_worker(birth_date="1999-05-17")
    actions.keep_profile(COOK, actor=worker)
    return worker


def test_a_candidacy_is_begun_entered_confirmed_and_withdrawn(young, cook) -> None:
    candidacy = actions.begin(**young, actor=cook)
    candidacy = actions.enter(candidacy, actor=cook, statements=FITS)
    assert candidacy.state == "open"
    assert actions.confirm(candidacy, actor=cook).state == "open"
    assert actions.withdraw(candidacy, actor=cook).state == "withdrawn"


def test_everything_that_is_wrong_with_a_profile_is_said_at_once(make_worker) -> None:
    wrong = replace(
        COOK,
        nationality="TX",
        occupations=("5121",),
        experience_months=-1,
        languages=(("fr", "good"),),
        available_until=date(2027, 1, 1),
        wish_first=("fame",),
    )
    with pytest.raises(BadInput) as caught:
        actions.keep_profile(wrong, actor=make_worker())
    assert {fault.field for fault in caught.value.faults} == {
        "country",
        "occupations",
        "experience_months",
        "languages",
        "available_until",
        "wish_first",
    }


def test_a_second_live_candidacy_in_a_channel_is_the_first(young, cook) -> None:
    first = actions.begin(**young, actor=cook)
    assert actions.begin(**young, actor=cook) == first
    other = actions.begin(corridor="TN-FR", channel="salaried", actor=cook)
    assert other != first
    actions.withdraw(first, actor=cook)
    assert actions.begin(**young, actor=cook) != first


def test_who_is_too_old_for_a_channel_is_told_by_which_provision(young, make_worker) -> None:
    worker = make_worker(birth_date="1970-01-01")
    actions.keep_profile(COOK, actor=worker)
    candidacy = actions.begin(**young, actor=worker)
    with pytest.raises(Refused) as caught:
        actions.enter(candidacy, actor=worker, statements=FITS)
    assert [r.provision for r in caught.value.stored.decision.refusals] == [
        "fr-tn-2008/young-professional-age"
    ]
    candidacy.refresh_from_db()
    assert candidacy.state == "draft"
    assert caught.value.stored.record.sealed is not None


def test_what_nobody_knows_leaves_the_entry_to_a_person_with_a_reason(
    young, cook, make_actor, make_authority
) -> None:
    candidacy = actions.begin(**young, actor=cook)
    with pytest.raises(Refused) as caught:
        actions.enter(candidacy, actor=cook)
    assert caught.value.stored.incomplete
    officer = make_actor(Role.OFFICER_ORIGIN, "TN")
    entered = actions.enter(candidacy, actor=officer, why="I have seen her diploma.")
    assert entered.state == "open"


def test_what_a_worker_states_is_sealed_and_read_back(young, cook) -> None:
    candidacy = actions.enter(actions.begin(**young, actor=cook), actor=cook, statements=FITS)
    assert b"qualification" not in bytes(candidacy.sealed)
    assert queries.stated(candidacy) == FITS


def test_a_statement_that_no_pack_asks_for_is_refused(young, cook) -> None:
    with pytest.raises(BadInput, match="shoe_size"):
        actions.enter(actions.begin(**young, actor=cook), actor=cook, statements={"shoe_size": 38})


def test_another_worker_learns_nothing_of_a_candidacy(young, cook, make_worker) -> None:
    candidacy = actions.begin(**young, actor=cook)
    stranger = make_worker()
    assert not queries.visible_to(stranger).exists()
    with pytest.raises(Candidacy.DoesNotExist):
        actions.withdraw(candidacy, actor=stranger)


def test_an_employer_cannot_withdraw_a_candidacy(young, cook, make_actor) -> None:
    candidacy = actions.begin(**young, actor=cook)
    with pytest.raises(Denied):
        actions.withdraw(candidacy, actor=make_actor(Role.EMPLOYER, "FR"))


def test_a_wish_that_nobody_confirms_lapses_by_itself_and_can_be_opened_again(young, cook) -> None:
    candidacy = actions.enter(actions.begin(**young, actor=cook), actor=cook, statements=FITS)
    with clock.at(NOW + timedelta(days=181)):
        assert sweep() == 1
    candidacy.refresh_from_db()
    assert candidacy.state == "lapsed"
    assert actions.enter(candidacy, actor=cook, statements=FITS).state == "open"


class TestWishes:
    """Ranking job orders."""

    @pytest.fixture
    def candidacy(self, young, cook):
        return actions.enter(actions.begin(**young, actor=cook), actor=cook, statements=FITS)

    @pytest.fixture
    def orders(self, open_orders):
        return open_orders({}, {"title": "Pastry cook"}, {"title": "Canteen cook"})

    def test_wishes_are_kept_in_her_order_and_written_anew(self, candidacy, cook, orders) -> None:
        first, second, third = orders
        actions.rank(candidacy, [second.pk, first.pk], actor=cook)
        actions.rank(candidacy, [third.pk, second.pk, first.pk], actor=cook)
        kept = Wish.objects.order_by("rank").values_list("job_order_id", flat=True)
        assert list(kept) == [third.pk, second.pk, first.pk]

    def test_an_order_named_twice_or_unknown_changes_nothing(self, candidacy, cook, orders) -> None:
        actions.rank(candidacy, [orders[0].pk], actor=cook)
        unknown = new_id()
        with pytest.raises(BadInput) as caught:
            actions.rank(candidacy, [orders[1].pk, orders[1].pk, unknown], actor=cook)
        assert {(f.code, f.value) for f in caught.value.faults} == {
            ("twice", str(orders[1].pk)),
            ("not_eligible", str(unknown)),
        }
        assert Wish.objects.get().job_order == orders[0]

    def test_each_order_says_whether_she_is_eligible_and_why_not(
        self, candidacy, cook, open_orders
    ) -> None:
        open_orders(
            {"title": "fits"},
            {"title": "other trade", "occupation": "7411"},
            {"title": "experience", "experience_months": 60},
            {"title": "too long", "end_on": date(2028, 3, 1)},
            {"title": "badly paid", "pay": Money.of("1850.00", "EUR")},
        )
        found = queries.choices(candidacy, queries.orders_for(candidacy))
        assert {choice.order.title: choice.why_not for choice in found} == {
            "fits": (),
            "other trade": (WhyNot.OCCUPATION,),
            "experience": (WhyNot.EXPERIENCE,),
            "too long": (WhyNot.DATES,),
            "badly paid": (WhyNot.PAY,),
        }
        barred = next(choice.order for choice in found if not choice.eligible)
        with pytest.raises(BadInput, match="eligible"):
            actions.rank(candidacy, [barred.pk], actor=cook)

    def test_a_channel_that_asks_for_languages_says_who_does_not_speak_them(
        self, candidacy, open_orders, monkeypatch
    ) -> None:
        open_orders(
            {"title": "French B1", "languages": (("fr", "B1"),)},
            {"title": "French B2", "languages": (("fr", "B2"),)},
        )
        orders = queries.orders_for(candidacy)
        assert all(choice.eligible for choice in queries.choices(candidacy, orders))
        asking = Criteria(Eligibility(asked=USUAL | {Condition.LANGUAGES}))
        monkeypatch.setattr(queries, "criteria_of", lambda *_which: asking)
        found = queries.choices(candidacy, orders)
        assert {choice.order.title: choice.why_not for choice in found} == {
            "French B1": (),
            "French B2": (WhyNot.LANGUAGES,),
        }
