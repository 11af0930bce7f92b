"""Facts of many people as they are written in a file, read at once into columns.

    read = written_facts(raw, specs)   # raw: every column a text, a row a person
    read.people                        # as `register_verdicts` takes it
    read.faults(200)                   # each cell that cannot be read: row, column, value, accepted

A cell is written as `fairway pack explain` takes it; an empty one is a fact that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from fairway.engines.kernel import BadInput, Fault, minor_digits
from fairway.engines.provisions.facts import FactSpec

if TYPE_CHECKING:
    from datetime import date

    from ibis import Table, Value

ROW = "row_number"
# As many digits as a whole number of 63 bits surely holds.
_WHOLE = r"^[+-]?[0-9]{1,18}$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


@dataclass(frozen=True, slots=True)
class Written:
    """What was read: a column a fact, and beside it whether a cell could not be read."""

    table: Table
    specs: Mapping[str, FactSpec]

    @property
    def people(self) -> Table:
        """A row a person in the sequence of the file, as conditions see the facts."""
        return self.table.drop(*(_bad(name) for name in self.specs), *map(_said, self.specs))

    def faults(self, most: int) -> list[Fault]:
        """The first cells that cannot be read, row by row; rows count from 1 without the header."""
        wrong = ibis.or_(*(self.table[_bad(name)] for name in self.specs), False)
        rows = self.table.filter(wrong).order_by(ROW).limit(most).to_pyarrow().to_pylist()
        return [
            Fault(name, row[_said(name)], spec.accepted, "fact_type", row[ROW])
            for row in rows
            for name, spec in self.specs.items()
            if row[_bad(name)]
        ][:most]


def written_facts(raw: Table, specs: Sequence[FactSpec]) -> Written:
    """Read the columns of a table of texts that are named as facts; others are passed on.

    ``raw`` has the column ``row_number``. Raises BadInput for facts that a column cannot hold:
    money without a currency of its own.
    """
    named = {spec.name: spec for spec in specs if spec.name in raw.columns}
    unfit = [spec for spec in named.values() if spec.type == "money" and not spec.currency]
    if unfit:
        accepted = "one currency for the whole file; state it alike for all"
        raise BadInput(*(Fault(spec.name, "", accepted, "currency") for spec in unfit))
    columns: dict[str, Value] = {}
    for name, spec in named.items():
        text = raw[name].cast("string").strip().nullif("")
        value, right = _READERS[spec.type](text, spec)
        columns[name] = value
        columns[_bad(name)] = text.notnull() & ~right.fill_null(False)
        columns[_said(name)] = raw[name].cast("string")
    return Written(raw.mutate(**columns), named)


def ages_from_births(
    raw: Table, on: date, born: str = "birth_date", age: str = "worker_age"
) -> Table:
    """Add the age on a day where the whole date of birth is written and no age is.

    What is left open by a year or a month alone is not known, as for one person.
    """
    if born not in raw.columns or age in raw.columns:
        return raw
    text = raw[born].cast("string").strip()
    day = _day_of(text)
    years = on.year - day.year()
    later = (day.month() > on.month) | ((day.month() == on.month) & (day.day() > on.day))
    found = years - later.cast("int64")
    return raw.mutate(**{age: (found >= 0).ifelse(found, None).cast("string")})


def _bad(name: str) -> str:
    return f"unreadable_{name}"


def _said(name: str) -> str:
    return f"written_{name}"


def _listed(value: Value, spec: FactSpec) -> Value:
    return value.isin(list(spec.values)) if spec.values else value.notnull()


def _text(text: Value, spec: FactSpec) -> tuple[Value, Value]:
    return text, _listed(text, spec)


def _int(text: Value, _spec: FactSpec) -> tuple[Value, Value]:
    value = text.re_search(_WHOLE).ifelse(text, None).try_cast("int64")
    return value, value.notnull()


def _bool(text: Value, _spec: FactSpec) -> tuple[Value, Value]:
    word = text.lower()
    value = ibis.cases((word == "true", True), (word == "false", False), else_=None)
    return value.cast("boolean"), value.notnull()


def _day_of(text: Value) -> Value:
    return text.re_search(_DAY).ifelse(text, None).try_cast("date")


def _date(text: Value, _spec: FactSpec) -> tuple[Value, Value]:
    day = _day_of(text)
    return day.epoch_days().cast("int64"), day.notnull()


def _money(text: Value, spec: FactSpec) -> tuple[Value, Value]:
    digits = minor_digits(spec.currency or "")
    parts = rf"(\.[0-9]{{1,{digits}}})?" if digits else ""
    right = text.re_search(rf"^-?[0-9]{{1,15}}{parts} +{spec.currency}$")
    amount = right.ifelse(text, None).split(" ")[0]
    whole = amount.re_extract(r"^-?([0-9]+)", 1)
    part = amount.re_extract(r"\.([0-9]+)$", 1).fill_null("")
    padded = (part + "0" * digits).substr(0, digits)
    minor = (whole + padded).try_cast("int64")
    return amount.startswith("-").ifelse(-minor, minor), minor.notnull()


def _texts(text: Value, spec: FactSpec) -> tuple[Value, Value]:
    joined = text.re_replace(r"\s*,[\s,]*", ",")
    joined = joined.re_replace("^,|,$", "")
    if not spec.values:
        return joined.split(","), joined.notnull()
    word = "|".join(re.escape(value) for value in spec.values)
    return joined.split(","), joined.re_search(f"^({word})(,({word}))*$")


_READERS = {
    "text": _text,
    "int": _int,
    "bool": _bool,
    "date": _date,
    "money": _money,
    "texts": _texts,
}

__all__ = ["ROW", "Written", "ages_from_births", "written_facts"]
