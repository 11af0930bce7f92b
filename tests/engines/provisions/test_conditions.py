"""Conditions: what is accepted, how it is typed, and that it means what CEL says it means."""

from __future__ import annotations

import celpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.provisions.cel import ConditionError, parse
from fairway.engines.provisions.evaluate import Scope, evaluate
from fairway.engines.provisions.kinds import BOOL, INT, TEXT, TEXTS, Base, Checker, Kind
from fairway.engines.provisions.tree import Compare, CompareOp, Fact, Literal, walk

KINDS = {
    "age": INT,
    "months": INT,
    "listed": BOOL,
    "pledge": BOOL,
    "country": TEXT,
    "papers": TEXTS,
    "hired": Kind(Base.DATE),
    "wage": Kind(Base.MONEY, "EUR"),
    "fare": Kind(Base.MONEY, "USD"),
    "fee": Kind(Base.MONEY),
}
CHECKER = Checker(
    facts=KINDS,
    parameters={
        "floor": Kind(Base.MONEY, "EUR"),
        "limit": INT,
        "rates": Kind(Base.TABLE, "EUR", Base.MONEY),
    },
)


def kind(text: str) -> Kind:
    return CHECKER.kind(parse(text))


def test_a_comparison_becomes_a_small_tree():
    assert parse("facts.age >= 18") == Compare(CompareOp.GE, Fact("age"), Literal(18))


def test_equal_texts_give_equal_trees():
    assert parse("facts.age>=18&&facts.listed") == parse("facts.age >= 18 && facts.listed")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("facts.age > 17.5", "not a whole number"),
        ("facts.age >", "not a CEL expression"),
        ("age > 17", "write facts.age"),
        ("worker.age > 17", "facts.NAME"),
        ("facts.papers.exists(p, p == 'visa')", "exists"),
        ("matches(facts.country, 'T')", "matches"),
        ("facts.age > null", "null"),
        ("facts.age in []", "at least one"),
        ("facts.age in [1, 'two']", "whole numbers"),
        ("facts.papers[0] == 'visa'", "table parameter"),
        ('facts.country == "T\\u004e"', "not accepted"),
        ("facts.age > 0x10", "not accepted"),
        ("facts.age > 99999999999999999999", "not accepted"),
        ("{'a': 1}", "map"),
        ("facts.age > 3u", "not accepted"),
        ("has(facts.age) == has(params.limit)", "has"),
    ],
)
def test_what_is_outside_the_subset_is_refused_by_name(text, what):
    with pytest.raises(ConditionError, match=what.replace("(", r"\(")):
        parse(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("facts.wage >= facts.fare", "money in EUR and money in USD"),
        ("facts.wage >= 1000", "money in EUR and int"),
        ("facts.fee >= facts.fee", "compared with 0 only"),
        ("facts.wage * facts.wage > 0", "no meaning"),
        ("facts.wage + facts.fare > 0", "no meaning"),
        ("facts.hired + facts.hired > facts.hired", "no meaning"),
        ("facts.age && facts.listed", "bool is needed"),
        ("!facts.age", "bool is needed"),
        ("-facts.country == facts.country", "needs a number"),
        ("facts.country < 'Z'", "no order"),
        ("facts.papers == facts.papers", "cannot be compared"),
        ("facts.age in facts.papers", "cannot be in"),
        ("size(facts.country) > 2", "texts is needed"),
        ("facts.age.startsWith('1')", "text is needed"),
        ("facts.listed ? 1 : 'one'", "one kind"),
        ("params.rates > 0", "is a table"),
        ("params.limit['x'] > 0", "is not a table"),
        ("params.rates[facts.age] > 0", "text is needed"),
        ("facts.agee > 17", "'agee' is not declared"),
        ("params.celling > 17", "'celling' is not in this pack"),
    ],
)
def test_kinds_that_do_not_fit_are_refused(text, what):
    with pytest.raises(ConditionError, match=what):
        CHECKER.expect(parse(text), Base.BOOL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("facts.wage * 55 / 100", Kind(Base.MONEY, "EUR")),
        ("12 * facts.wage - params.floor", Kind(Base.MONEY, "EUR")),
        ("on - facts.hired", INT),
        ("facts.hired + 30", Kind(Base.DATE)),
        ("params.rates[facts.country]", Kind(Base.MONEY, "EUR")),
        ("facts.wage > 0 ? facts.wage : params.floor", Kind(Base.MONEY, "EUR")),
        ("facts.fee == 0", BOOL),
        ("facts.country in ['TN', 'FR']", BOOL),
        ("size(facts.papers) + 1", INT),
        ("-facts.age", INT),
        ("facts.country.startsWith('T')", BOOL),
    ],
)
def test_kinds_follow_money_and_dates_through_arithmetic(text, expected):
    assert kind(text) == expected


# Whole expressions of each kind, in the text that an author would write.
_ints = st.deferred(
    lambda: (
        st.integers(-50, 50).map(lambda n: str(n) if n >= 0 else f"({n})")
        | st.sampled_from(["facts.age", "facts.months", "params.limit", "on"])
        | st.sampled_from(["size(facts.papers)", "(-facts.age)"])
        | st.tuples(_ints, st.sampled_from("+-*"), _ints).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
        | st.tuples(_ints, st.sampled_from("/%"), st.integers(1, 9)).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        )
        | st.tuples(_bools, _ints, _ints).map(lambda t: f"({t[0]} ? {t[1]} : {t[2]})")
    )
)
_texts = st.sampled_from(["facts.country", "'TN'", "'FR'", '"TUN"'])
_bools = st.deferred(
    lambda: (
        st.sampled_from(["true", "false", "facts.listed", "facts.pledge", "has(facts.age)"])
        | st.tuples(_ints, st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), _ints).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        )
        | st.tuples(_texts, st.sampled_from(["==", "!="]), _texts).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        )
        | _texts.map(lambda t: f"({t} in facts.papers)")
        | _texts.map(lambda t: f"({t} in ['TN', 'MA'])")
        | _texts.map(lambda t: f"({t}.startsWith('T'))")
        | st.tuples(_bools, st.sampled_from(["&&", "||"]), _bools).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        )
        | _bools.map(lambda b: f"(!{b})")
    )
)
_known = st.fixed_dictionaries(
    {
        "age": st.integers(0, 99),
        "months": st.integers(0, 60),
        "listed": st.booleans(),
        "pledge": st.booleans(),
        "country": st.sampled_from(["TN", "FR", "PH"]),
        "papers": st.lists(st.sampled_from(["TN", "FR", "visa"]), max_size=3).map(tuple),
    }
)
_ENVIRONMENT = celpy.Environment()


@settings(max_examples=150, deadline=None)
@given(text=_bools, facts=_known, limit=st.integers(0, 40), on=st.integers(0, 30_000))
def test_on_known_facts_a_condition_is_what_cel_python_says(text, facts, limit, on):
    ours = evaluate(parse(text), Scope(facts, {"limit": limit}, on))
    program = _ENVIRONMENT.program(_ENVIRONMENT.compile(text))
    theirs = program.evaluate(
        {
            "facts": celpy.json_to_cel({**facts, "papers": list(facts["papers"])}),
            "params": celpy.json_to_cel({"limit": limit}),
            "on": celpy.celtypes.IntType(on),
        }
    )
    assert ours is bool(theirs)


@settings(max_examples=100, deadline=None)
@given(text=_bools, facts=_known, data=st.data())
def test_learning_a_fact_never_turns_a_decided_condition_round(text, facts, data):
    tree = parse(text)
    if any(type(node).__name__ == "Known" for node in walk(tree)):
        return  # has() asks whether a fact is known, so it may turn
    some = {k: v for k, v in facts.items() if data.draw(st.booleans(), label=k)}
    before = evaluate(tree, Scope(some, {"limit": 7}, 20_000))
    after = evaluate(tree, Scope(facts, {"limit": 7}, 20_000))
    assert before in {None, after}
