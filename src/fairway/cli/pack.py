"""`fairway pack`: check, test, compare and explain agreements that are written as data."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from ruamel.yaml import YAML

from fairway.cli.accounts import publish_pack
from fairway.cli.pack_ask import ask
from fairway.engines.kernel import BadInput, Decision, FactValue, decision_to_json
from fairway.engines.provisions import (
    Pack,
    Standing,
    Verdict,
    appeal_routes,
    canonical_text,
    check_text,
    consider,
    decide,
    load_pack,
    pack_file,
    packs_dir,
    precedence,
    required_facts,
)
from fairway.engines.provisions.cases import CaseResult, check_cases, read_facts, run_cases
from fairway.engines.provisions.diff import diff
from fairway.engines.provisions.schema import SCHEMAS, schema_text

OK, FOUND, USAGE = 0, 1, 2

app = typer.Typer(
    no_args_is_help=True,
    help="Agreements, laws and contracts as data: check them, run their worked cases, compare two"
    " versions in words, and see provision by provision why something is decided.\n\n"
    "A pack is a folder packs/ID/VERSION with pack.yaml and cases.yaml. Name it by its id"
    " (ph-ae-domestic), by id/version (ph-ae-domestic/2026.1), or by the path of its file.\n\n"
    "Exit codes: 0 nothing found, 1 faults, failing cases or changes, 2 wrong use.",
)
PackName = Annotated[str, typer.Argument(metavar="PACK", help="Id, id/version, or path.")]
PackNames = Annotated[
    list[str] | None, typer.Argument(metavar="[PACK]...", help="Ids or paths; none: all packs.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Language = Annotated[str, typer.Option("--lang", help="Language of the reasons: en, fr or ar.")]


app.command("publish")(publish_pack)
app.command("ask")(ask)


@app.command()
def check(packs: PackNames = None, as_json: AsJson = False) -> None:
    """Name every fault in packs and their worked cases, with file, line and path.

    What is openly "not known" is not a fault; it is counted.
    """
    faults, reports = [], []
    for path in _files(packs):
        shown = _shown(path)
        report = check_text(path.read_text(encoding="utf-8"), shown)
        found = list(report.faults)
        if report.pack is not None and not found:
            cases = path.with_name("cases.yaml")
            if cases.exists():
                found += check_cases(cases.read_text(encoding="utf-8"), report.pack, _shown(cases))[
                    1
                ]
        faults += found
        reports.append({"file": shown, "counts": dict(report.counts), "faults": len(found)})
    if as_json:
        _print_json({"packs": reports, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            typer.echo(str(fault))
        for entry in reports:
            _echo_report(entry)
    raise typer.Exit(FOUND if faults else OK)


def _echo_report(entry: dict[str, Any]) -> None:
    state = f"{entry['faults']} faults" if entry["faults"] else "no faults"
    counts = ", ".join(f"{number} {name}" for name, number in entry["counts"].items() if number)
    typer.echo(f"{entry['file']}: {state}" + (f" ({counts})" if counts else ""))


@app.command(name="test")
def run_worked_cases(packs: PackNames = None, as_json: AsJson = False) -> None:
    """Run the worked cases beside packs, exact to the minor unit of money."""
    results: list[tuple[str, CaseResult]] = []
    for path in _files(packs):
        cases_path = path.with_name("cases.yaml")
        if not cases_path.exists():
            continue
        pack = _load(path)
        cases, faults = check_cases(
            cases_path.read_text(encoding="utf-8"), pack, _shown(cases_path)
        )
        if cases is None or faults:
            _fail(faults)
            raise typer.Exit(FOUND)
        results += [(pack.id, result) for result in run_cases(cases, pack)]
    failed = [(pack, result) for pack, result in results if not result.passed]
    if as_json:
        _print_json(
            [
                {"pack": pack, "case": r.case.id, "passed": r.passed, "differences": r.differences}
                for pack, r in results
            ]
        )
    else:
        for pack_id, result in failed:
            for difference in result.differences:
                typer.echo(f"{pack_id}: {result.case.id}: {difference}")
        typer.echo(f"{len(results)} cases, {len(results) - len(failed)} as expected.")
    raise typer.Exit(FOUND if failed else OK)


@app.command(name="diff")
def diff_command(old: PackName, new: PackName, as_json: AsJson = False) -> None:
    """Say in words what changed from the version OLD to the version NEW."""
    before = _load(_file(old))
    after = _load(_file(new))
    changes = diff(before.file, after.file)
    if as_json:
        _print_json([asdict(change) for change in changes])
    else:
        typer.echo(f"From {before.id} {before.version} to {after.id} {after.version}:")
        for change in changes:
            typer.echo(f"- {change.sentence}")
        if not changes:
            typer.echo("Nothing changed in content.")
    raise typer.Exit(FOUND if changes else OK)


@app.command()
def explain(
    pack: PackName,
    question: Annotated[str, typer.Argument(help="Such as contract.register or fee.charge.")],
    *,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="name=value; again for each fact.")
    ] = None,
    facts: Annotated[
        Path | None, typer.Option("--facts", help="A YAML or JSON file of facts.", exists=True)
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="The date; today if not given.")] = None,
    lang: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Decide a question for given facts and show the reasons, provision by provision.

    Example: fairway pack explain ph-ae-domestic contract.register --fact "wage_monthly=400 USD"
    """
    if lang not in {"en", "fr", "ar"}:
        usage(f"--lang is {lang!r}; accepted: en, fr, ar")
    loaded = _load(_file(pack))
    if question not in loaded.rules:
        usage(f"{loaded.id} answers {', '.join(loaded.rules)}, not {question!r}")
    day = day_of(on)
    known = given(loaded, facts, fact or [])
    try:
        decision = decide([loaded], question, known, day)
        verdicts = consider([loaded], question, known, day)
    except BadInput as error:
        usage("; ".join(str(fault) for fault in error.faults))
    if as_json:
        _print_json(decision_to_json(decision))
    else:
        _show_decision(loaded, decision, verdicts, lang)


def _show_decision(
    pack: Pack, decision: Decision, verdicts: tuple[Verdict, ...], lang: str
) -> None:
    typer.echo(
        f"{decision.question} on {decision.on}, by {pack.id} {pack.version}: {decision.outcome}"
    )
    for verdict in verdicts:
        reason = verdict.reason
        name = verdict.rule.declaration.id
        if reason is None:
            where = f": {verdict.yielded_to}" if verdict.standing is Standing.YIELDS else ""
            typer.echo(f"\n  {name}: {verdict.standing}{where}")
            continue
        typer.echo(f"\n  {name}: {reason.outcome}")
        typer.echo(f"    {reason.texts[lang]}")
        for label, values in (("facts", reason.facts), ("parameters", reason.parameters)):
            if values:
                shown = ", ".join(f"{key} = {_plain(value)}" for key, value in values.items())
                typer.echo(f"    {label}: {shown}")
        source = reason.source
        typer.echo(f"    source: {source.article} ({source.confidence}; {source.url})")
    for amount in decision.amounts:
        typer.echo(f"\n  amount {amount.name}: {amount.value} ({amount.provision})")
    typer.echo(f"\n  precedence: {precedence([pack])[0][lang]}")
    for route in appeal_routes([pack], decision.question):
        to = route.to[lang] if route.to else "not known"
        days = f"{route.days} {route.day_kind}" if route.days else "days not known"
        typer.echo(f"  appeal: {to}, {days} ({route.source.article})")


@app.command()
def facts(pack: PackName, question: str, as_json: AsJson = False) -> None:
    """List the facts that a pack asks for on a question, to fill in for `explain`."""
    loaded = _load(_file(pack))
    if question not in loaded.rules:
        usage(f"{loaded.id} answers {', '.join(loaded.rules)}, not {question!r}")
    specs = required_facts([loaded], question)
    if as_json:
        _print_json([{"name": s.name, "accepted": s.accepted, **s.labels} for s in specs])
    else:
        for spec in specs:
            typer.echo(f"{spec.name}: {spec.accepted}; {spec.labels['en']}")


@app.command()
def schema(
    write: Annotated[bool, typer.Option("--write", help="Write them beside the packs.")] = False,
) -> None:
    """Print the JSON Schemas from which an editor completes and checks packs."""
    for name in SCHEMAS:
        text = schema_text(name)
        if write:
            (packs_dir() / name).write_text(text, encoding="utf-8")
            typer.echo(f"wrote {_shown(packs_dir() / name)}")
        else:
            typer.echo(text, nl=False)


@app.command()
def canonical(pack: PackName) -> None:
    """Print the canonical JSON of a pack: what is signed, hashed and stored when published."""
    typer.echo(canonical_text(_load(_file(pack))))


def loaded(name: str) -> Pack:
    """A pack that comes with Fairway, or of a file; ends the command with its faults."""
    return _load(_file(name))


def text_of(name: str) -> str:
    """The YAML text of a pack that comes with Fairway, or of a file."""
    return _file(name).read_text(encoding="utf-8")


def _files(names: list[str] | None) -> list[Path]:
    if names:
        return [_file(name) for name in names]
    found = sorted(packs_dir().glob("*/*/pack.yaml"))
    if not found:
        usage(f"there are no packs in {packs_dir()}")
    return found


def _file(name: str) -> Path:
    try:
        return pack_file(name)
    except BadInput as error:
        usage("; ".join(str(fault) for fault in error.faults))


def _shown(path: Path) -> str:
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)


def _load(path: Path) -> Pack:
    try:
        return load_pack(path.read_text(encoding="utf-8"), _shown(path))
    except BadInput:
        report = check_text(path.read_text(encoding="utf-8"), _shown(path))
        _fail(list(report.faults))
        raise typer.Exit(FOUND) from None


def _fail(faults: list[Any]) -> None:
    for fault in faults:
        typer.echo(str(fault), err=True)


def given(pack: Pack, file: Path | None, pairs: list[str]) -> dict[str, FactValue]:
    """Facts from a file and from name=value; ends the command with what cannot be read."""
    written: dict[str, Any] = {}
    if file is not None:
        content = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            usage(f"{file} must hold name: value lines")
        written |= content
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            usage(f"--fact {pair!r}: write name=value")
        written[name.strip()] = value.strip()
    facts_read, faults = read_facts(pack, written)
    if faults:
        usage("; ".join(str(fault) for fault in faults))
    return facts_read


def day_of(text: str | None) -> date:
    """The day asked about; today without one."""
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011  a command's today
    except ValueError:
        usage(f"--on is {text!r}; write a date such as 2026-01-31")


def usage(message: str) -> NoReturn:
    """Say what was wrong with the command, and end it."""
    typer.echo(message, err=True)
    raise typer.Exit(USAGE)


def _plain(value: FactValue) -> str:
    return "not known" if value is None else str(value)


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
