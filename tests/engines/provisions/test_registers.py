"""A register asked at once gives, person by person, what each would have been told alone."""

from __future__ import annotations

from datetime import date

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput, Corridor, Money, Outcome
from fairway.engines.provisions import QUESTIONS, builtin_packs, decide, packs_for, required_facts
from fairway.engines.provisions.facts import plain
from fairway.engines.provisions.registers import OUTCOMES, register_verdicts
from tests.engines.provisions.minipack import pack

ON = date(2026, 5, 1)
COLUMN = {
    "bool": pa.bool_(), "int": pa.int64(), "money": pa.int64(), "date": pa.int64(),
    "text": pa.string(), "texts": pa.list_(pa.string()),
}  # fmt: skip
WAYS = [("PH", "AE"), ("TN", "FR"), ("MX", "US")]


def of_type(spec):
    """Values that a fact may have, those near its rules among them, or none."""
    listed = spec.values or ("a", "b", "2025")
    values = {
        "bool": st.booleans(),
        "int": st.integers(-3, 70),
        "money": st.integers(-100, 500_000).map(
            lambda n: Money.from_minor(n, spec.currency or "EUR")
        ),
        "date": st.dates(date(2024, 1, 1), date(2028, 12, 31)),
        "text": st.sampled_from(listed),
        "texts": st.lists(st.sampled_from(listed), unique=True).map(tuple),
    }[spec.type]
    return st.none() | values


def asked(packs, question, people, constants, on=ON):
    """The register's answers, as outcome, refusing and open provisions of each person."""
    specs = [s for s in required_facts(packs, question) if s.name not in constants]
    told = {s.name: [plain(facts.get(s.name)) for facts in people] for s in specs}
    columns = {s.name: pa.array(told[s.name], COLUMN[s.type]) for s in specs}
    table = ibis.memtable(pa.table({"row": pa.array(range(len(people)), pa.int64()), **columns}))
    found = register_verdicts(table, packs, question, on, constants)
    rows = ibis.duckdb.connect().to_pyarrow(found.table.order_by("row")).to_pylist()
    return [
        (OUTCOMES[row["outcome"]], found.named(row["refusing"]), found.named(row["open"]))
        for row in rows
    ]


def alone(packs, question, facts, on=ON):
    """What `decide` says of one person, in the same words."""
    decision = decide(packs, question, facts, on)
    asked_of = [r for r in decision.reasons if not r.provision.startswith("fairway/")]
    refs = {rule.ref for p in packs for rule in p.rules.get(question, ())}

    def of(outcome):
        return tuple(r.provision for r in asked_of if r.outcome is outcome and r.provision in refs)

    return decision.outcome, of(Outcome.REFUSED), of(Outcome.INCOMPLETE)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_register_is_answered_as_each_person_alone(way, data):
    packs = packs_for(builtin_packs(), Corridor.of(*way), ON)
    questions = [q for q in QUESTIONS if any(q in p.rules for p in packs)]
    question = data.draw(st.sampled_from(questions))
    channels = sorted({c for p in packs for c in p.file.channels})
    channel = data.draw(st.sampled_from(channels))
    specs = [s for s in required_facts(packs, question) if s.name != "channel"]
    people = data.draw(
        st.lists(
            st.fixed_dictionaries({s.name: of_type(s) for s in specs}), min_size=1, max_size=20
        )
    )
    constants = {"channel": channel}
    found = asked(packs, question, people, constants)
    assert found == [alone(packs, question, facts | constants) for facts in people]


@pytest.mark.parametrize("on", [date(2024, 5, 1), ON, date(2031, 1, 1)])
def test_a_pack_is_asked_as_it_stood_on_the_day(on):
    people = [
        {"age": age, "wage": wage}
        for age in (None, 17, 30)
        for wage in (None, Money.of(999, "EUR"), Money.of(1300, "EUR"))
    ]
    assert asked([pack()], "offer.make", people, {}, on) == [
        alone([pack()], "offer.make", facts, on) for facts in people
    ]


def test_a_question_that_no_pack_answers_is_left_open_for_everybody():
    assert asked([pack()], "wage.pay", [{}], {}) == [(Outcome.INCOMPLETE, (), ())]


@pytest.mark.parametrize(
    ("columns", "constants", "field"),
    [
        ({"age": ["old"]}, {}, "age"),
        ({"age": [30]}, {"age": 30}, "age"),
        ({"age": [30], "outcome": [1]}, {}, "outcome"),
        ({"age": [30]}, {"wage": 12}, "wage"),
    ],
)
def test_columns_that_are_not_what_a_pack_asks_for_are_refused(columns, constants, field):
    table = ibis.memtable(pa.table(columns))
    with pytest.raises(BadInput) as refused:
        register_verdicts(table, [pack()], "offer.make", ON, constants)
    assert [fault.field for fault in refused.value.faults] == [field]
