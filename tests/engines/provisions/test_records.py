"""A decision is stored exactly, and decided again it comes out the same or says why not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import (
    Amount,
    BadInput,
    Confidence,
    Decision,
    Money,
    Outcome,
    PackRef,
    Reason,
    Source,
)
from fairway.engines.provisions import decide, from_json, replay, to_json
from tests.engines.provisions.minipack import pack

ON = date(2026, 5, 1)
FACTS = {"age": 17, "wage": Money.of("1300.05", "EUR")}

_money = st.builds(
    Money.from_minor, st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "TND"])
)
_values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.decimals(allow_nan=False, allow_infinity=False, places=6)
    | st.dates()
    | _money
    | st.lists(st.text(max_size=5), max_size=3).map(tuple)
)
_facts = st.dictionaries(st.sampled_from(["a", "b", "c"]), _values)
_sources = st.builds(
    Source,
    st.text(max_size=5),
    st.text(max_size=5),
    st.text(max_size=5),
    st.sampled_from(Confidence),
    st.none() | st.dates(),
)
_reasons = st.builds(
    Reason,
    provision=st.text(max_size=5),
    outcome=st.sampled_from(Outcome),
    texts=st.just({"en": "a", "ar": "ب"}),
    source=_sources,
    facts=_facts,
    parameters=_facts,
    missing=st.lists(st.text(max_size=4), max_size=2).map(tuple),
)
_decisions = st.builds(
    Decision,
    question=st.text(max_size=8),
    outcome=st.sampled_from(Outcome),
    reasons=st.lists(_reasons, max_size=3).map(tuple),
    packs=st.lists(
        st.builds(PackRef, st.text(max_size=3), st.text(max_size=3), st.text(max_size=3)),
        max_size=2,
    ).map(tuple),
    facts=_facts,
    on=st.dates(),
    engine=st.just("provisions/1"),
    amounts=st.lists(
        st.builds(Amount, st.text(max_size=3), _money, st.text(max_size=3)), max_size=2
    ).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(decision=_decisions)
def test_what_is_stored_is_read_back_the_same(decision):
    assert from_json(to_json(decision)) == decision


def test_a_stored_decision_holds_no_float():
    stored = to_json(decide([pack()], "offer.make", FACTS, ON))
    json.loads(stored, parse_float=lambda text: pytest.fail(f"a float: {text}"))
    assert '{"money": ["1300.05", "EUR"]}' in stored


def test_a_decision_replayed_under_its_pack_is_the_same():
    stored = to_json(decide([pack()], "offer.make", FACTS, ON))
    assert replay(stored, [pack()]) == ()


def test_a_replay_under_a_changed_pack_tells_every_difference():
    stored = to_json(decide([pack()], "offer.make", FACTS, ON))
    changed = pack(("value: 18", "value: 16"), ("Old enough.", "Of age."))
    found = {difference.path: difference for difference in replay(stored, [changed])}
    assert found["outcome"].stored == '"refused"'
    assert found["outcome"].now == '"allowed"'
    assert found["reasons[1].texts.en"].now == '"Of age."'
    assert "packs[0][2]" in found


def test_a_replay_without_the_pack_says_which_is_missing():
    stored = to_json(decide([pack()], "offer.make", FACTS, ON))
    newer = pack(("version: '2026.1'", "version: '2026.2'"))
    (difference,) = replay(stored, [newer])
    assert str(difference) == "packs.xx-test: stored 2026.1, now not at hand"


def test_a_replay_sees_a_reason_that_came_or_went():
    stored = json.loads(to_json(decide([pack()], "offer.make", FACTS, ON)))
    del stored["reasons"][0]
    paths = [difference.path for difference in replay(json.dumps(stored), [pack()])]
    assert paths == ["reasons"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 2}', '{"format": 1, "question": "x"}'],
)
def test_what_is_not_a_stored_decision_is_refused(text):
    with pytest.raises(BadInput):
        from_json(text)


def test_a_stored_float_is_refused():
    stored = json.loads(to_json(decide([pack()], "offer.make", FACTS, ON)))
    stored["facts"]["age"] = 17.0
    with pytest.raises(BadInput, match="point"):
        from_json(json.dumps(stored))


def test_decimals_keep_their_digits():
    decision = decide([pack()], "offer.make", FACTS, ON)
    exact = replace(decision, facts={"share": Decimal("0.750")})
    assert str(from_json(to_json(exact)).facts["share"]) == "0.750"
