"""`fairway import`: files in by the one door, all or nothing, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from fairway.cli.runtime import emit, errors, installation

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairway.core.imports.actions import Imported

import_app = typer.Typer(help="Bring files in.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
File = Annotated[
    Path,
    typer.Argument(exists=True, dir_okay=False, help="A CSV or XLSX file.", show_default=False),
]


@import_app.command("job-orders")
def job_orders(
    file: File,
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
