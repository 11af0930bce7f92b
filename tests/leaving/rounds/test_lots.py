"""Lots from commitments of both sides: nobody chooses them, everybody can draw them again."""

from __future__ import annotations

import builtins
import json
from contextlib import redirect_stdout
from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest

from fairway.core import clock, deadlines
from fairway.core.accounts.models import Authority
from fairway.core.homes import waiting_for
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import NotAllowed
from fairway.engines.matching import commitment
from fairway.leaving.candidacies.models import Candidacy
from fairway.leaving.rounds import actions, drawing, queries, words
from fairway.leaving.rounds.models import LotSecret, MatchingRound, RoundResult
from tests.commons.cases.test_pages import browse

__all__ = ["browse"]
pytestmark = pytest.mark.django_db
OWN = "Lyon draws this by dice: 4 2 6 1 1 3"


def titles(actor) -> list[str]:
    return [item.title for item in waiting_for(actor, clock.now())]


def test_a_stranger_draws_again_with_the_published_program_and_gets_the_same(
    orders, cook_wishing, officer, france, spring, monkeypatch
) -> None:
    cook = cook_wishing(*orders)
    round_ = actions.begin(spring(), actor=officer)
    drawing.commit(round_, actor=officer)
    drawing.commit(round_, actor=france, commitment=commitment(OWN.encode()))
    drawing.close(round_, actor=france)
    drawing.reveal(round_, actor=france, secret=OWN)
    round_ = drawing.reveal(round_, actor=officer)
    assert round_.state == "drawn"
    monkeypatch.setattr(builtins, "input", lambda _asked: str(cook.pk))
    printed = StringIO()
    with redirect_stdout(printed):
        exec(drawing.program(round_, drawing.parts(round_)), {})  # noqa: S102  what we publish
    assert printed.getvalue().split() == [
        round_.lot_seed,
        drawing.lot(round_.lot_seed, str(cook.pk)),
    ]


def test_the_lots_decide_between_equals_and_each_finds_the_own_place(
    orders, cook_wishing, officer, spring, drawn
) -> None:
    cooks = [cook_wishing(orders[0]) for _ in range(4)]
    round_ = actions.preview(drawn(spring()), actor=officer)
    by_lot = sorted(cooks, key=lambda one: drawing.lot(round_.lot_seed, str(one.pk)), reverse=True)
    held = {r.candidacy_id: r for r in RoundResult.objects.all()}
    assert [held[one.pk].lot for one in by_lot] == [1, 2, 3, 4]
    assert [held[one.pk].rank for one in by_lot] == [1, None, None, None]
    assert round_.engine == "matching 1, lots 1"


def test_the_lists_close_only_when_both_sides_have_committed(
    orders, officer, france, spring
) -> None:
    round_ = actions.begin(spring(), actor=officer)
    assert "Commit to a secret for the lots of a round" in titles(france)
    drawing.commit(round_, actor=officer)
    with pytest.raises(BadInput) as refused:
        drawing.close(round_, actor=officer)
    assert [(fault.field, fault.value) for fault in refused.value.faults] == [("commitments", "FR")]
    with pytest.raises(BadInput, match="one commitment a side"):
        drawing.commit(round_, actor=officer)
    with pytest.raises(BadInput, match="lots are drawn"):
        actions.preview(round_, actor=officer)
    drawing.commit(round_, actor=france)
    assert drawing.close(round_, actor=officer).state == "closed"


def test_nothing_is_committed_to_once_the_lists_are_closed(orders, officer, spring, drawn) -> None:
    round_ = drawn(spring())
    for late in (drawing.commit, drawing.close, drawing.reveal):
        with pytest.raises(NotAllowed):
            late(round_, actor=officer)


@pytest.mark.parametrize(
    "secret", ["", "too short", "another secret of Lyon, a long one", "x" * 1_025]
)
def test_a_secret_that_was_not_committed_to_is_refused(
    orders, officer, france, spring, secret
) -> None:
    round_ = actions.begin(spring(), actor=officer)
    drawing.commit(round_, actor=officer)
    drawing.commit(round_, actor=france, commitment=commitment(OWN.encode()))
    drawing.close(round_, actor=officer)
    with pytest.raises(BadInput, match="committed to"):
        drawing.reveal(round_, actor=france, secret=secret)
    drawing.reveal(round_, actor=officer)
    with pytest.raises(BadInput, match="not revealed yet"):
        drawing.reveal(round_, actor=officer)
    assert MatchingRound.objects.get().lot_seed == ""


@pytest.mark.parametrize("stated", ["abc", "g" * 64, "0" * 63])
def test_a_commitment_that_is_none_is_refused(orders, officer, spring, stated) -> None:
    round_ = actions.begin(spring(), actor=officer)
    with pytest.raises(BadInput, match="hexadecimal"):
        drawing.commit(round_, actor=officer, commitment=stated)


def test_a_secret_lies_sealed_and_out_of_the_journal_until_it_is_revealed(
    orders, officer, france, spring
) -> None:
    round_ = actions.begin(spring(), actor=officer)
    for side in (officer, france):
        drawing.commit(round_, actor=side)
    drawing.close(round_, actor=officer)
    sealed = {row.side: bytes(row.sealed) for row in round_.commitments.all()}
    before = str(list(JournalEntry.objects.values_list("payload", flat=True)))
    drawing.reveal(round_, actor=officer)
    told = LotSecret.objects.get()
    assert told.secret not in before
    assert told.secret.encode() not in sealed["TN"]
    assert JournalEntry.objects.filter(kind="reveal", payload__secret=told.secret).exists()


def test_a_side_that_keeps_its_secret_back_ends_the_round_and_everybody_sees_who(
    orders, cook_wishing, officer, france, spring, browse, client
) -> None:
    cook_wishing(*orders)
    round_ = actions.begin(spring(), actor=officer)
    for side in (officer, france):
        drawing.commit(round_, actor=side)
    round_ = drawing.close(round_, actor=officer)
    drawing.reveal(round_, actor=officer)
    assert "Reveal your side's secret for the lots" in titles(france)
    assert "Reveal your side's secret for the lots" not in titles(officer)
    with clock.at(clock.now() + timedelta(days=6)):
        deadlines.sweep()
        assert MatchingRound.objects.get().state == "closed"
    with clock.at(clock.now() + timedelta(days=8)):
        deadlines.sweep()
    assert MatchingRound.objects.get().state == "cancelled"
    assert Candidacy.objects.get().state == "open"
    shown = client.get(f"/lots/{round_.pk}/").content.decode()
    assert "the secret of France" in shown


def test_where_the_other_side_has_no_office_one_side_draws_and_says_so(
    central, officer, spring, client
) -> None:
    Authority.objects.filter(country="FR").update(country="IT")
    round_ = actions.begin(spring(), actor=officer)
    drawing.commit(round_, actor=officer)
    drawing.close(round_, actor=officer)
    round_ = drawing.reveal(round_, actor=officer)
    assert round_.state == "drawn"
    shown = client.get(f"/lots/{round_.pk}/").content.decode()
    assert "one side alone draws" in shown
    assert "France" in words.alone("TN-FR", drawing.parts(round_))


def test_the_public_page_needs_no_account_and_draws_a_lot_again(
    orders, cook_wishing, officer, spring, drawn, client, django_assert_max_num_queries
) -> None:
    cook = cook_wishing(*orders)
    round_ = drawn(spring())
    with django_assert_max_num_queries(12):
        shown = client.get(f"/lots/{round_.pk}/?ref={cook.pk}").content.decode()
    for text in (
        *LotSecret.objects.values_list("secret", flat=True),
        round_.lot_seed,
        drawing.lot(round_.lot_seed, str(cook.pk)),
    ):
        assert text in shown
    assert str(round_.pk) in client.get("/lots/").content.decode()


def test_a_round_that_stated_a_number_goes_on_and_replays_as_it_did(
    orders, cook_wishing, officer, spring
) -> None:
    cook_wishing(*orders)
    round_ = actions.begin(spring(), actor=officer)
    MatchingRound.objects.update(seed=7)
    with pytest.raises(BadInput, match="stated no seed"):
        drawing.commit(round_, actor=officer)
    round_ = actions.preview(round_, actor=officer)
    assert round_.engine == "matching 1"
    # As rounds were digested before any of this: spelled out, so that it cannot drift.
    (entered,) = queries.held_by(round_)
    profile = entered.profile
    worker = {
        "occupations": [profile.occupation],
        "experience_months": profile.experience_months,
        "free_from": str(profile.available_from),
        "free_until": str(profile.available_until),
        "least_pay": 0,
        "regions": [],
        "wish_first": [],
    }
    taking_part = [
        [
            str(order.pk),
            {
                "occupation": order.occupation,
                "experience_months": order.experience_months,
                "start": str(order.start_on),
                "end": str(order.end_on),
                "monthly_pay": order.pay_a_month.minor,
                "region": order.region,
                "places": order.places_left,
                "filed": None,
            },
        ]
        for order in sorted(orders, key=lambda one: one.pk)
    ]
    wished = [str(order.pk) for order in orders]
    content = ["matching 1", 7, [[str(entered.pk), worker, wished]], taking_part]
    spelled = sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()
    assert round_.inputs_digest == spelled
    assert actions.publish(round_, actor=officer).state == "published"
