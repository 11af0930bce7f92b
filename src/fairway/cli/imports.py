"""`fairway import`: files in by the one door, all or nothing, every row accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from fairway.cli.runtime import Exit, emit, errors, fail, installation

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairway.core.imports.actions import Imported
    from fairway.engines.registers import ColumnMapping

import_app = typer.Typer(help="Bring files in.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
File = Annotated[
    Path,
    typer.Argument(exists=True, dir_okay=False, help="A CSV or XLSX file.", show_default=False),
]


@import_app.command("job-orders")
def job_orders(
    file: File,
    *,
    file_format: Annotated[
        str, typer.Option("--format", help="oflc-h2a or oflc-h2b: the file's own columns.")
    ],
    rejects: Annotated[
        Path | None, typer.Option(help="Write the rows set aside, with their reasons, as CSV.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a public file of job orders: the United States' H-2A and H-2B disclosure files.

    Where to get them: https://www.dol.gov/agencies/eta/foreign-labor/performance. A second
    import of the same file changes nothing.
    """
    with installation():
        from fairway.core.accounts.actors import Actor
        from fairway.core.accounts.founding import authority_for
        from fairway.core.imports.actions import run_import
        from fairway.engines.lifecycles import Role
        from fairway.leaving.job_orders.importing import COUNTRY

        authority = authority_for(COUNTRY)
        actor = Actor(
            role=Role.OFFICER_DESTINATION,
            name="command line",
            authority_id=authority.id,
            country=COUNTRY,
        )
        with progress_bar("Job orders") as progress:
            imported = run_import(
                file_format, file, actor=actor, authority=authority, progress=progress
            )
        report(imported, rejects, as_json=as_json)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the error stream, so that what is printed stays clean for scripts."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def report(imported: Imported, rejects: Path | None, *, as_json: bool) -> None:
    """Print what became of a file; keep the rows set aside where asked to."""
    from fairway.core.imports import reports

    run = imported.run
    if rejects is not None:
        rejects.write_text(reports.as_csv(imported), encoding="utf-8", newline="")
    data: dict[str, Any] = {
        "already": imported.already,
        "file": run.file_name,
        "sha256": run.sha256,
        "rows": run.rows,
        "used": run.used,
        "merged": run.merged,
        "set_aside": run.set_aside,
        "created": run.created,
        "figures": run.report["figures"],
        "reasons": run.report["reasons"],
    }
    emit(data, reports.as_text(imported), as_json=as_json)


@import_app.command("workers")
def workers(
    file: File,
    *,
    corridor: Annotated[str, typer.Option(help="Where the people want to go: MX-US.")],
    channel: Annotated[str, typer.Option(help="By which channel of the agreement: h2b.")],
    mapping: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help='JSON: {"columns": {"family_name": "NOM"}, "date_order": "dmy"}.',
        ),
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(help="What the register attests of everybody in the file: name=value."),
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write the rows set aside, with their reasons, as CSV.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a register of workers: people, profiles and candidacies in a channel.

    Who the agreement does not let in yet, because something is not known, waits as a draft. A
    second import of the same file changes nothing.
    """
    with installation():
        from fairway.core.accounts.actors import Actor
        from fairway.core.accounts.founding import authority_for
        from fairway.core.imports.actions import run_import
        from fairway.engines.lifecycles import Role
        from fairway.leaving.asking import corridor_of
        from fairway.leaving.candidacies.importing import FORMAT

        authority = authority_for(corridor_of(corridor).origin.code)
        actor = Actor(
            role=Role.OFFICER_ORIGIN,
            name="command line",
            authority_id=authority.id,
            country=authority.country,
        )
        with progress_bar("Workers") as progress:
            imported = run_import(
                FORMAT,
                file,
                actor=actor,
                authority=authority,
                options={
                    "corridor": corridor,
                    "channel": channel,
                    "attested": _facts(fact or []),
                    "mapping": _mapping(mapping),
                },
                progress=progress,
            )
        report(imported, rejects, as_json=as_json)


def _facts(given: list[str]) -> dict[str, str]:
    """Facts written as name=value."""
    wrong = [one for one in given if "=" not in one]
    if wrong:
        fail(f"{wrong[0]} is not written as name=value.", Exit.USAGE)
    return {name.strip(): value.strip() for name, value in (one.split("=", 1) for one in given)}


def _mapping(path: Path | None) -> ColumnMapping | None:
    """How somebody else's columns are to be read."""
    from fairway.engines.registers import ColumnMapping

    if path is None:
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        columns = {str(ours): str(theirs) for ours, theirs in data["columns"].items()}
        return ColumnMapping(columns, str(data.get("date_order", "iso")))
    except (ValueError, KeyError, AttributeError):
        fail(f'{path} is not JSON such as {{"columns": {{"family_name": "NOM"}}}}.', Exit.USAGE)
