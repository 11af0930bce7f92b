"""`fairway pack ask`: one question to the rules for everybody in a file, in one pass."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fairway.cli.runtime import emit, errors

if TYPE_CHECKING:
    from ibis import Table

    from fairway.engines.provisions.registers import Asked

# What a register of workers calls them, and what packs do.
_REGISTER_NAMES = {"nationality": "worker_nationality"}
_MOST_COLUMNS = 300
# The first column as it stands in the file: whatever it is, a person is found by it.
_REFERENCE = "as_in_the_file"


def ask(
    pack: Annotated[str, typer.Argument(metavar="PACK", help="Id, id/version, or path.")],
    question: Annotated[str, typer.Argument(help="Such as candidacy.enter.")],
    people: Annotated[
        Path, typer.Argument(help="A CSV file in UTF-8, a row a person.", exists=True)
    ],
    *,
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", help="name=value, alike for all; again for each."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="The date; today if not given.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write each person's answer to this CSV file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Ask the rules of a pack about everybody in a file at once, with the reason for each refusal.

    Columns named as facts are read (`fairway pack facts` lists them); an empty cell is a fact that
    is not known. A register of workers may be given as it is: its nationality and, where the whole
    date of birth is there, the age on the day are taken. Each answer equals that of `explain`.

    Example: fairway pack ask us-h2b candidacy.enter workers.csv --fact channel=h2b --on 2018-10-01
    """
    from fairway.cli import pack as packs
    from fairway.engines.kernel import BadInput
    from fairway.engines.provisions.registers import register_verdicts

    loaded, day = packs.loaded(pack), packs.day_of(on)
    if question not in loaded.rules:
        packs.usage(f"{loaded.id} answers {', '.join(loaded.rules)}, not {question!r}")
    alike = packs.given(loaded, None, fact or [])
    try:
        table, reference = _people(people, loaded, question, day, set(alike))
        asked = register_verdicts(table, [loaded], question, day, alike)
        if out is not None:
            _write(asked, reference, out)
    except BadInput as error:
        for fault in error.faults:
            errors.print(str(fault), highlight=False, markup=False)
        packs.usage("Nothing was answered; the faults stand above.")
    asked_of = {"pack": loaded.id, "version": loaded.version, "question": question}
    figures = {**asked_of, "on": day.isoformat(), **_figures(asked)}
    emit(figures, "\n".join(_words(figures)), as_json=as_json)


def _people(path: Path, pack: Any, question: str, day: Any, alike: set[str]) -> tuple[Table, str]:
    """A row a person as conditions see the facts, and what the first column is called."""
    import duckdb
    import ibis

    from fairway.engines.kernel import MOST_FAULTS, BadInput, Fault
    from fairway.engines.provisions import required_facts
    from fairway.engines.provisions.written import ROW, ages_from_births, written_facts
    from fairway.engines.tables.headers import clean_header

    backend = ibis.duckdb.connect()
    accepted = "a CSV file in UTF-8 with commas and a header, each row as long as it"
    unreadable = BadInput(Fault("file", str(path), accepted, "file"))
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = clean_header(next(csv.reader(stream), []), most=_MOST_COLUMNS)
        if taken := {ROW, _REFERENCE}.intersection(header):
            accepted = "another name for a column of yours"
            raise BadInput(*(Fault(name, "", accepted, "taken") for name in sorted(taken)))
        columns = dict.fromkeys(header, "VARCHAR")
        raw = backend.read_csv(
            str(path), columns=columns, auto_detect=False, header=True, delim=","
        )
    except (duckdb.Error, csv.Error, UnicodeDecodeError) as error:
        raise unreadable from error
    raw = raw.mutate(**{_REFERENCE: raw[header[0]]})
    names = {old: new for old, new in _REGISTER_NAMES.items() if old in raw.columns}
    raw = raw.rename({new: old for old, new in names.items() if new not in raw.columns})
    raw = ages_from_births(raw.mutate(**{ROW: ibis.row_number() + 1}), day)
    specs = [spec for spec in required_facts([pack], question) if spec.name not in alike]
    read = written_facts(raw, specs)
    try:
        faults = read.faults(MOST_FAULTS)
    except duckdb.Error as error:
        raise unreadable from error
    if faults:
        raise BadInput(*faults)
    return read.people, header[0]


def _figures(asked: Asked) -> dict[str, Any]:
    from fairway.engines.provisions.registers import OUTCOMES

    table = asked.table
    counts = table.group_by("outcome", "refusing", "open").agg(people=table.count()).to_pyarrow()
    outcomes = dict.fromkeys((str(one) for one in OUTCOMES), 0)
    refused: dict[str, int] = dict.fromkeys(asked.provisions, 0)
    unknown = dict(refused)
    for row in counts.to_pylist():
        outcomes[str(OUTCOMES[row["outcome"]])] += row["people"]
        for ref in asked.named(row["refusing"]):
            refused[ref] += row["people"]
        for ref in asked.named(row["open"]):
            unknown[ref] += row["people"]
    return {
        "people": sum(outcomes.values()),
        "outcomes": outcomes,
        "refused_by": {ref: n for ref, n in refused.items() if n},
        "left_open_by": {ref: n for ref, n in unknown.items() if n},
    }


def _words(figures: dict[str, Any]) -> list[str]:
    said = {"incomplete": "left open: more must be known"}
    lines = [f"{figures['people']:,} people, by {figures['pack']} {figures['version']}:"]
    lines += [f"  {n:>11,}  {said.get(name, name)}" for name, n in figures["outcomes"].items()]
    for title, counted in (("Refused by", "refused_by"), ("Left open by", "left_open_by")):
        if figures[counted]:
            lines += [f"{title}:", *(f"  {n:>11,}  {ref}" for ref, n in figures[counted].items())]
    return lines


def _write(asked: Asked, reference: str, out: Path) -> None:
    import ibis

    from fairway.engines.provisions.registers import OUTCOMES
    from fairway.engines.provisions.written import ROW

    table = asked.table.order_by(ROW)

    def named(bits: Any) -> Any:
        text = ibis.literal("")
        for at, ref in enumerate(asked.provisions):
            text += ((bits // (1 << at)) % 2 == 1).ifelse(f"{ref} ", "")
        return text.strip()

    words = ibis.cases(
        *((table.outcome == at, str(name)) for at, name in enumerate(OUTCOMES)), else_=""
    )
    chosen = {
        reference: table[_REFERENCE],
        "outcome": words,
        "refused_by": named(table.refusing),
        "left_open_by": named(table.open),
    }
    table.select(**chosen).to_csv(str(out))
