"""A whole register asked one question: outcome and reasons of each person in one pass.

    asked = register_verdicts(people, packs, "candidacy.enter", on, {"channel": "h2b"})
    asked.table.outcome.value_counts().to_pandas()

Equal, person by person, to `decide`: a test compares both on facts made up at random. What a
reason says in words, with its figures, is the one-person answer, asked for whoever it concerns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import ibis

from fairway.engines.kernel import BadInput, FactValue, Fault, Outcome, day_number
from fairway.engines.provisions.columns import (
    UNKNOWN,
    ColumnScope,
    column,
    surely,
    surely_not,
    truth,
)
from fairway.engines.provisions.decide import check_facts, packs_asked, required_facts
from fairway.engines.provisions.facts import FactSpec, plain
from fairway.engines.provisions.reasons import is_founded, parameters_on

if TYPE_CHECKING:
    from ibis import Table, Value

    from fairway.engines.provisions.evaluate import Plain
    from fairway.engines.provisions.pack import Pack, Rule

OUTCOMES = (Outcome.ALLOWED, Outcome.REFUSED, Outcome.INCOMPLETE)
_SILENT, _HOLDS, _BROKEN, _OPEN = range(4)
# One bit of a whole number a provision.
MOST_PROVISIONS = 62
_TYPES = {
    "bool": ("boolean",),
    "int": ("int8", "int16", "int32", "int64"),
    "money": ("int64",),
    "date": ("int32", "int64"),
    "text": ("string",),
    "texts": ("array<string>",),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A register with its answers: ``outcome`` (its place in ``OUTCOMES``) and bits of reasons.

    ``refusing`` and ``open`` have a bit for each provision, in the order of ``provisions``.
    """

    table: Table
    provisions: tuple[str, ...]

    def named(self, bits: int) -> tuple[str, ...]:
        """The provisions that bits stand for."""
        return tuple(ref for at, ref in enumerate(self.provisions) if bits >> at & 1)


def register_verdicts(
    people: Table,
    packs: Sequence[Pack],
    question: str,
    on: date,
    constants: Mapping[str, FactValue] | None = None,
) -> Asked:
    """Answer a question for every row of a table, on a date, from the packs in force.

    A column named as a fact holds it as conditions see it: money in minor units, a date as its day
    number, NULL where it is not known. ``constants`` are facts that are alike for all, the channel
    among them. Raises BadInput naming every column or constant of another type than declared.
    """
    alike = {name: value for name, value in (constants or {}).items() if value is not None}
    active = packs_asked(packs, alike, on)
    check_facts(active, question, alike)
    facts = {spec.name: spec for spec in required_facts(active, question)}
    _check_columns(people, facts, alike)
    known: dict[str, Plain] = {name: plain(value) for name, value in alike.items()}
    rules = [(pack, rule) for pack in active for rule in pack.rules.get(question, ())]
    if len(rules) > MOST_PROVISIONS:
        found = str(len(rules))
        raise BadInput(Fault("question", found, f"up to {MOST_PROVISIONS} provisions", "too_many"))
    asked = _applied(people, rules, known, on)
    verdicts = {
        f"verdict_{at}": _verdict(
            asked[f"applies_{at}"],
            rule,
            _scope(asked, pack, known, on),
            founded=is_founded(pack, rule, on),
        )
        for at, (pack, rule) in enumerate(rules)
    }
    asked = asked.mutate(**verdicts)
    answering = any(question in pack.rules for pack in active)
    asked = asked.mutate(
        refusing=_bits(asked, len(rules), _BROKEN),
        open=_bits(asked, len(rules), _OPEN),
        silent=_all_silent(asked, len(rules)),
    )
    asked = asked.mutate(
        outcome=ibis.cases(
            (asked.refusing != 0, OUTCOMES.index(Outcome.REFUSED)),
            (asked.open != 0, OUTCOMES.index(Outcome.INCOMPLETE)),
            (
                asked.silent if not answering else ibis.literal(value=False),
                OUTCOMES.index(Outcome.INCOMPLETE),
            ),
            else_=OUTCOMES.index(Outcome.ALLOWED),
        ).cast("int8")
    )
    return Asked(
        asked.select(*people.columns, "outcome", "refusing", "open"),
        tuple(rule.ref for _, rule in rules),
    )


def _check_columns(
    people: Table, facts: Mapping[str, FactSpec], constants: Mapping[str, FactValue]
) -> None:
    schema = people.schema()
    faults = [
        Fault(name, str(schema[name]), f"a column of {' or '.join(_TYPES[spec.type])}", "column")
        for name, spec in facts.items()
        if name in schema and str(schema[name]).lstrip("!") not in _TYPES[spec.type]
    ]
    faults += [
        Fault(name, "both", "a column or a constant, not both", "column_and_constant")
        for name in constants
        if name in schema
    ]
    taken = {"outcome", "refusing", "open", "silent"} & set(people.columns)
    faults += [Fault(name, "", "another name for a column of yours", "taken") for name in taken]
    if faults:
        raise BadInput(*faults)


def _scope(asked: Table, pack: Pack, known: Mapping[str, Plain], on: date) -> ColumnScope:
    columns = {name: asked[name] for name in asked.columns if name in pack.facts}
    return ColumnScope(columns, known, parameters_on(pack, on), day_number(on))


def _applied(
    people: Table, rules: Sequence[tuple[Pack, Rule]], known: Mapping[str, Plain], on: date
) -> Table:
    """Whether each provision applies, before and after it steps back for others."""
    first = {}
    for at, (pack, rule) in enumerate(rules):
        in_force = rule.first <= on <= rule.last
        applies = column(rule.when, _scope(people, pack, known, on)) if in_force else None
        first[f"stands_{at}"] = ibis.literal(value=False) if applies is None else truth(applies)
    asked = people.mutate(**first)
    place = {rule.ref: at for at, (_, rule) in enumerate(rules)}
    after = {}
    for at, (_, rule) in enumerate(rules):
        applies = asked[f"stands_{at}"]
        for ref in rule.yields_to:
            if ref in place and rule.ref not in rules[place[ref]][1].yields_to:
                other = asked[f"stands_{place[ref]}"]
                applies = ibis.cases(
                    (surely_not(applies), False),
                    (surely(other), False),
                    (other.isnull(), UNKNOWN),
                    else_=applies,
                )
        after[f"applies_{at}"] = applies
    return asked.mutate(**after)


def _verdict(applies: Value, rule: Rule, scope: ColumnScope, *, founded: bool) -> Value:
    """Silent, holds, broken or open: what `decide` makes of one provision, row by row."""
    holds = ibis.literal(value=True) if rule.holds is None else truth(column(rule.holds, scope))
    if rule.amount is not None:
        amount = column(rule.amount.node, scope)
        sum_known = surely(applies) & amount.notnull() if founded else ibis.literal(value=False)
        holds = ibis.cases((sum_known | surely_not(holds), holds), else_=UNKNOWN)
    broken = _BROKEN if rule.declaration.broken == "refused" else _OPEN
    decided = (
        ibis.cases((holds.isnull(), _OPEN), (holds, _HOLDS), else_=broken)
        if founded
        else ibis.literal(_OPEN)
    )
    return ibis.cases(
        (surely_not(applies), _SILENT),
        (applies.isnull() & surely(holds), _SILENT),
        (applies.isnull(), _OPEN),
        else_=decided,
    ).cast("int8")


def _bits(asked: Table, rules: int, verdict: int) -> Value:
    bits = ibis.literal(0, "int64")
    for at in range(rules):
        bits = bits + (asked[f"verdict_{at}"] == verdict).ifelse(1 << at, 0).cast("int64")
    return bits


def _all_silent(asked: Table, rules: int) -> Value:
    silent = ibis.literal(value=True)
    for at in range(rules):
        silent = silent & (asked[f"verdict_{at}"] == _SILENT)
    return silent


__all__ = ["MOST_PROVISIONS", "OUTCOMES", "Asked", "register_verdicts"]
