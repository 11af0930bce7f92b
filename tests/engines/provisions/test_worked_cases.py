"""Worked cases: a jurist writes facts and what must come out; faults and differences are told."""

from __future__ import annotations

from datetime import date

import pytest

from fairway.engines.kernel import BadInput, Fault, Money
from fairway.engines.provisions import load_cases, run_cases
from fairway.engines.provisions.cases import check_cases, read_facts
from tests.engines.provisions.minipack import pack

CASES = """\
pack: xx-test
version: '2026.1'
backgrounds:
  good: {age: 30, wage: 1300 EUR}
cases:
  - id: good
    question: offer.make
    on: 2026-05-01
    given: [good]
    outcome: allowed
    amounts: {minimum_wage: 1200.50 EUR}
  - id: too_young
    question: offer.make
    on: 2026-05-01
    given: [good]
    facts: {age: 17}
    reasons: {adult: refused, wage-floor: allowed}
"""


def run(text=CASES):
    return {r.case.id: r for r in run_cases(load_cases(text, pack()), pack())}


def test_cases_start_from_a_background_and_change_it():
    found = run()
    assert all(result.passed for result in found.values())
    assert found["too_young"].decision.facts["wage"] == Money.of(1300, "EUR")


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("outcome: allowed", "outcome: refused", "the outcome is allowed, expected refused"),
        ("1200.50 EUR}", "1200.51 EUR}", "the amount minimum_wage is 1200.50 EUR"),
        ("{minimum_wage:", "{fee:", "the amount fee is none, expected 1200.50 EUR"),
        ("adult: refused", "adult: allowed", "adult gives refused, expected allowed"),
        ("adult: refused", "adult: not applicable", "adult gives refused, expected not applicable"),
    ],
)
def test_what_differs_is_said(old, new, difference):
    found = run(CASES.replace(old, new, 1))
    differences = [text for result in found.values() for text in result.differences]
    assert any(text.startswith(difference) for text in differences), differences


@pytest.mark.parametrize(
    ("old", "new", "path", "what"),
    [
        ("version: '2026.1'", "version: '2026.2'", "pack", "xx-test 2026.1"),
        ("id: too_young", "id: good", "cases[1].id", "used twice"),
        ("given: [good]", "given: [bad]", "cases[0].given", "no background"),
        ("adult: refused", "grown-up: refused", "cases[1].reasons", "no provision"),
        ("facts: {age: 17}", "facts: {age: old}", "cases[1].facts.age", "a whole number"),
        ("facts: {age: 17}", "facts: {aeg: 17}", "cases[1].facts.aeg", "one of"),
        ("wage: 1300 EUR", "wage: 1300 USD", "cases[0].facts.wage", "an amount in EUR"),
        ("wage: 1300 EUR", "wage: much", "cases[0].facts.wage", "an amount in EUR"),
        (
            "    outcome: allowed\n    amounts: {minimum_wage: 1200.50 EUR}\n",
            "",
            "cases[0]",
            "expects",
        ),
    ],
)
def test_a_fault_in_cases_is_named_by_path(old, new, path, what):
    assert old in CASES
    text = CASES.replace(old, new, 1)
    _, faults = check_cases(text, pack(), "cases.yaml")
    assert any(f.path.startswith(path) and what in f.message for f in faults), faults
    with pytest.raises(BadInput):
        load_cases(text, pack())


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("int", "17", 17),
        ("bool", "true", True),
        ("bool", "False", False),
        ("date", "2026-01-31", date(2026, 1, 31)),
        ("texts", "visa, passport", ("visa", "passport")),
        ("texts", ["visa"], ("visa",)),
        ("text", "TN", "TN"),
    ],
)
def test_written_facts_are_read_as_declared(kind, raw, value):
    declared = pack(
        ("type: bool\n", f"type: {kind}\n"), ("'!has(facts.skilled) || !facts.skilled'", "'true'")
    )
    assert read_facts(declared, {"skilled": raw}) == ({"skilled": value}, [])


@pytest.mark.parametrize(
    ("kind", "raw"),
    [("int", "1.5"), ("int", "true"), ("bool", "perhaps"), ("date", "31/01/2026")],
)
def test_what_is_not_as_declared_is_refused_with_what_is_accepted(kind, raw):
    declared = pack(
        ("type: bool\n", f"type: {kind}\n"), ("'!has(facts.skilled) || !facts.skilled'", "'true'")
    )
    facts, faults = read_facts(declared, {"skilled": raw})
    assert facts == {}
    assert [(f.field, f.code) for f in faults] == [("skilled", "fact_type")]


def test_a_text_outside_its_list_is_refused_with_the_list():
    declared = pack(
        ("type: bool\n", "type: text\n    values: [low, high]\n"),
        ("'!has(facts.skilled) || !facts.skilled'", "'facts.skilled == \"low\"'"),
    )
    _, (fault,) = read_facts(declared, {"skilled": "medium"})
    assert isinstance(fault, Fault)
    assert fault.accepted == "a text among: low, high"
