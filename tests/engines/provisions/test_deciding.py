"""Deciding: outcomes, reasons, sources, precedence, and what is never decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput, Confidence, Corridor, Money, Outcome
from fairway.engines.provisions import (
    Standing,
    builtin_packs,
    consider,
    decide,
    load_pack,
    packs_for,
    required_facts,
)
from tests.engines.provisions.minipack import mini, pack

ON = date(2026, 5, 1)
EUR = "EUR"
GOOD = {"age": 30, "wage": Money.of(1300, EUR)}
SECOND = """\
  - id: other-floor
    questions: [offer.make]
    require: facts.wage >= params.floor * 2
    amount: {name: minimum_wage, value: params.floor * 2, better: higher}
    basis: floor
    texts:
      met: {en: Twice., fr: Double., ar: ضعف.}
      broken: {en: Not twice., fr: Pas le double., ar: ليس الضعف.}
"""


def reason(decision, provision):
    return next(r for r in decision.reasons if r.provision == f"xx-test/{provision}")


def test_what_keeps_every_rule_is_allowed_with_its_reasons():
    decision = decide([pack()], "offer.make", GOOD, ON)
    assert decision.outcome is Outcome.ALLOWED
    assert [r.provision for r in decision.reasons] == ["xx-test/wage-floor", "xx-test/adult"]
    assert reason(decision, "wage-floor").texts["en"] == "1300.00 EUR is enough."
    assert decision.packs == (pack().ref,)


def test_a_wage_below_the_floor_is_refused_with_the_article_of_its_day():
    before = decide([pack()], "offer.make", {**GOOD, "wage": Money.of(999, EUR)}, date(2024, 5, 1))
    after = decide([pack()], "offer.make", {**GOOD, "wage": Money.of(1200, EUR)}, ON)
    assert (before.outcome, after.outcome) == (Outcome.REFUSED, Outcome.REFUSED)
    assert reason(before, "wage-floor").source.article == "Art. 1"
    assert reason(after, "wage-floor").source.article == "Art. 1 as amended"
    assert reason(after, "wage-floor").source.url == "https://example.org/text"
    assert reason(after, "wage-floor").source.confidence is Confidence.SECONDARY
    assert reason(after, "wage-floor").parameters == {"floor": Money.of("1200.50", EUR)}
    assert reason(after, "wage-floor").texts["fr"] == "1200.00 EUR est inférieur à 1200.50 EUR."


def test_figures_in_arabic_keep_their_order():
    decision = decide([pack()], "offer.make", {**GOOD, "wage": Money.of(1, EUR)}, ON)
    expected = "\u20661.00 EUR\u2069 أقل من \u20661200.50 EUR\u2069."
    assert reason(decision, "wage-floor").texts["ar"] == expected


def test_the_law_of_the_day_decides_to_the_cent():
    for units, outcome in ((120_049, Outcome.REFUSED), (120_050, Outcome.ALLOWED)):
        facts = {**GOOD, "wage": Money.from_minor(units, EUR)}
        assert decide([pack()], "offer.make", facts, ON).outcome is outcome


def test_a_fact_that_is_not_known_leaves_the_decision_incomplete_and_names_it():
    decision = decide([pack()], "offer.make", {"age": None}, ON)
    assert decision.outcome is Outcome.INCOMPLETE
    assert reason(decision, "wage-floor").missing == ("wage",)
    assert "the wage" in reason(decision, "wage-floor").texts["en"]
    assert "الأجر" in reason(decision, "wage-floor").texts["ar"]
    assert decision.facts == {}


def test_one_refusal_outweighs_what_is_not_known():
    assert decide([pack()], "offer.make", {"age": 17}, ON).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "change",
    [
        ("confidence: secondary", "confidence: inferred"),
        ("confidence: secondary", "confidence: unverified"),
        ("- value: 1200.50", "- value: null"),
        ("valid_from: 2025-01-01", "valid_from: 2026-05-02"),
        ("valid_from: 2025-01-01", "valid_from: '2026'"),
    ],
)
@pytest.mark.parametrize("wage", [1, 9_999])
def test_a_value_that_is_not_established_neither_allows_nor_refuses(change, wage):
    facts = {**GOOD, "wage": Money.of(wage, EUR)}
    decision = decide([pack(change)], "offer.make", facts, ON)
    assert decision.outcome is Outcome.INCOMPLETE
    assert reason(decision, "wage-floor").missing == ("params.floor",)
    assert "the minimum wage" in reason(decision, "wage-floor").texts["en"]
    assert decision.amounts == ()


def test_a_provision_whose_own_source_is_doubtful_decides_nothing():
    doubtful = pack(
        (
            "    basis: min_age\n",
            "    article: Art. 4\n    source: text\n    confidence: inferred\n",
        )
    )
    for age in (10, 40):
        assert decide([doubtful], "candidacy.enter", {"age": age}, ON).outcome is Outcome.INCOMPLETE


def test_a_citation_that_nobody_has_seen_says_so():
    changed = pack(
        ("article: Art. 1 as amended\n", "article: Art. 7\n        article_basis: inferred\n")
    )
    decision = decide([changed], "offer.make", GOOD, ON)
    assert reason(decision, "wage-floor").source.article == "Art. 7 (citation not verified)"


def test_a_question_that_no_pack_answers_is_left_to_a_person():
    decision = decide([pack()], "wage.pay", {}, ON)
    assert decision.outcome is Outcome.INCOMPLETE
    assert decision.reasons[0].texts["en"].startswith("No agreement or law recorded here")


def test_before_the_agreement_is_in_force_it_decides_nothing():
    decision = decide([pack()], "offer.make", GOOD, date(2019, 12, 31))
    assert (decision.outcome, decision.packs) == (Outcome.INCOMPLETE, ())


def test_where_no_rule_applies_the_pack_says_that_nothing_stands_against_it():
    decision = decide([pack()], "candidacy.enter", {"skilled": True}, ON)
    assert decision.outcome is Outcome.ALLOWED
    assert decision.reasons[0].texts["en"] == "No rule of “Test agreement” stands against this."


def test_a_rule_that_holds_whether_it_applies_or_not_is_not_told_as_applying():
    skill_asked = pack(("'!has(facts.skilled) || !facts.skilled'", "'!facts.skilled'"))
    verdicts = consider([skill_asked], "candidacy.enter", {"age": 30}, ON)
    assert [v.standing for v in verdicts] == [Standing.HOLDS_EITHER_WAY]
    assert decide([skill_asked], "candidacy.enter", {"age": 3}, ON).outcome is Outcome.INCOMPLETE


def test_both_sides_must_be_met_and_the_better_sum_is_the_workers():
    both = pack(("  - id: adult\n", SECOND + "  - id: adult\n"))
    decision = decide([both], "offer.make", GOOD, ON)
    assert decision.outcome is Outcome.REFUSED
    (amount,) = decision.amounts
    assert (amount.value, amount.provision) == (Money.of(2401, EUR), "xx-test/other-floor")


def test_of_fees_the_lower_one_is_the_workers():
    low = SECOND.replace("better: higher", "better: lower").replace("* 2, better", "* 0, better")
    both = pack(("better: higher", "better: lower"), ("  - id: adult\n", low + "  - id: adult\n"))
    (amount,) = decide([both], "offer.make", GOOD, ON).amounts
    assert amount.value == Money.of(0, EUR)


def test_a_provision_steps_back_only_where_the_other_applies():
    yielding = SECOND.replace("    basis", "    yields_to: [wage-floor]\n    basis")
    changed = mini(
        ("  - id: adult\n", yielding + "  - id: adult\n"),
        (
            "    require: facts.wage >= params.floor\n",
            "    when: facts.age > 40\n    require: facts.wage >= params.floor\n",
        ),
    )
    loaded = load_pack(changed)
    old = consider([loaded], "offer.make", {**GOOD, "age": 50}, ON)
    young = decide([loaded], "offer.make", {**GOOD, "age": 30}, ON)
    unknown = decide([loaded], "offer.make", {"wage": Money.of(1300, EUR)}, ON)
    assert [(v.rule.declaration.id, v.yielded_to) for v in old][1] == (
        "other-floor",
        "xx-test/wage-floor",
    )
    assert young.outcome is Outcome.REFUSED
    assert unknown.outcome is Outcome.INCOMPLETE


def test_a_pack_steps_back_for_another_only_by_its_own_word():
    packs = [p for p in builtin_packs() if p.id in {"ph-ae-domestic", "ae-wage-protection"}]
    facts = {
        "wage_regime": "household",
        "wage_paid": True,
        "wage_due_on": date(2026, 7, 1),
        "wage_paid_on": date(2026, 7, 20),
        "wage_due": Money.of(1850, "AED"),
        "deduction_for_damage": Money.of(0, "AED"),
    }
    decision = decide(packs, "wage.pay", facts, date(2026, 7, 20))
    assert [r.provision for r in decision.refusals] == ["ph-ae-domestic/wage-on-time"]
    alone = decide([packs[0]], "wage.pay", facts, date(2026, 7, 20))
    assert [r.provision for r in alone.refusals] == ["ae-wage-protection/household-wage"]


def test_facts_that_no_provision_asks_for_are_not_frozen_with_the_decision():
    decision = decide([pack()], "candidacy.enter", {**GOOD, "religion": "none"}, ON)
    assert decision.facts == {"age": 30}


def test_facts_of_the_wrong_type_are_refused_all_at_once():
    with pytest.raises(BadInput) as caught:
        decide([pack()], "offer.make", {"age": "30", "wage": Money.of(1300, "USD")}, ON)
    assert [(f.field, f.accepted) for f in caught.value.faults] == [
        ("wage", "an amount in EUR"),
        ("age", "a whole number"),
    ]


@pytest.mark.parametrize("age", [True, Decimal(30), 30.0])
def test_a_whole_number_is_nothing_else(age):
    with pytest.raises(BadInput, match="age"):
        decide([pack()], "candidacy.enter", {"age": age}, ON)


def test_a_channel_that_no_pack_has_is_refused_with_the_known_ones():
    with pytest.raises(BadInput, match="season"):
        decide([pack()], "candidacy.enter", {"age": 30, "channel": "seasonn"}, ON)


def test_a_rule_of_another_channel_does_not_apply():
    changed = pack(
        (
            "  season:\n",
            (
                "  year_round:\n    title: {en: Y, fr: A, ar: س}\n    clearing: employer\n"
                "    job_orders_approved_by: [origin authority]\n  season:\n"
            ),
        ),
        (
            "questions: [offer.make, candidacy.enter]\n",
            "questions: [offer.make, candidacy.enter]\n    channels: [season]\n",
        ),
    )
    facts = {"age": 10}
    answers = {
        channel: decide([changed], "candidacy.enter", {**facts, "channel": channel}, ON).outcome
        for channel in ("season", "year_round", None)
    }
    assert answers == {
        "season": Outcome.REFUSED,
        "year_round": Outcome.ALLOWED,
        None: Outcome.INCOMPLETE,
    }


def test_a_pack_of_another_channel_is_left_out():
    packs = [p for p in builtin_packs() if p.id in {"us-h2a", "us-h2b"}]
    facts = {"channel": "h2b", "fee_kind": "housing", "fee_amount": Money.of(5, "USD")}
    decision = decide(packs, "fee.charge", facts, ON)
    assert [ref.pack for ref in decision.packs] == ["us-h2b"]
    assert decision.outcome is Outcome.ALLOWED
    assert decision.facts["channel"] == "h2b"
    assert decide(packs, "fee.charge", {**facts, "channel": "h2a"}, ON).outcome is Outcome.REFUSED
    asked = {s.name for s in required_facts(packs, "job_order.approve", "h2b")}
    assert ("need_kind" in asked, "state" in asked) == (True, False)
    chosen = packs_for(packs, Corridor.of("MX", "US"), ON, "h2a")
    assert [p.id for p in chosen] == ["us-h2a"]


def test_a_form_for_a_channel_asks_for_nothing_of_another():
    agreement = [p for p in builtin_packs() if p.id == "fr-tn-2008"]
    asked = {s.name for s in required_facts(agreement, "candidacy.enter", "seasonal")}
    assert asked == {"channel", "keeps_home_abroad"}


def test_the_facts_to_ask_for_are_told_once_each_in_order():
    specs = required_facts([pack(), pack()], "offer.make")
    assert [spec.name for spec in specs] == ["wage", "skilled", "age"]
    assert specs[0].currency == "EUR"


def test_packs_are_chosen_by_corridor_and_day():
    packs = builtin_packs()
    philippine = packs_for(packs, Corridor.of("PH", "AE"), ON)
    tunisian = packs_for(packs, Corridor.of("TN", "FR"), ON)
    assert {p.id for p in philippine} == {"ph-ae-domestic", "ae-wage-protection"}
    assert {p.id for p in tunisian} == {"fr-tn-2008"}
    assert packs_for(packs, Corridor.of("TN", "FR"), date(2009, 6, 30)) == ()


@settings(max_examples=60, deadline=None)
@given(age=st.none() | st.integers(0, 80), wage=st.none() | st.integers(0, 300_000))
def test_the_outcome_follows_from_the_reasons_and_nothing_else(age, wage):
    facts = {"age": age, "wage": None if wage is None else Money.from_minor(wage, EUR)}
    decision = decide([pack()], "offer.make", facts, ON)
    outcomes = {r.outcome for r in decision.reasons}
    assert decision.outcome is (
        Outcome.REFUSED
        if Outcome.REFUSED in outcomes
        else Outcome.INCOMPLETE
        if Outcome.INCOMPLETE in outcomes
        else Outcome.ALLOWED
    )
    assert (Outcome.REFUSED in outcomes) == (
        (wage is not None and wage < 120_050) or (age is not None and age < 18)
    )
    assert all(set(r.texts) == {"en", "fr", "ar"} and r.source.article for r in decision.reasons)
