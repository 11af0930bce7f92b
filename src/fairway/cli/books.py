"""`fairway journal verify` and `fairway ledger verify`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from fairway.cli.runtime import Exit, emit, errors, installation

journal_app = typer.Typer(help="The journal of what happened.", no_args_is_help=True)
ledger_app = typer.Typer(help="The ledger of all money.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


@journal_app.callback()
def _journal() -> None:
    """Keep `verify` a word of its own."""


@ledger_app.callback()
def _ledger() -> None:
    """Keep `verify` a word of its own."""


@journal_app.command("verify")
def journal_verify(as_json: Json = False) -> None:
    """Find what was altered or taken out; exits with 1 when anything was.

    Every chain is compared with itself and with the signed heads outside the database.
    """
    with installation(migrate=False):
        from fairway.core.journal.verify import verify

        with Progress(
            SpinnerColumn(), TextColumn("{task.description}"), console=errors, transient=True
        ) as progress:
            task = progress.add_task("Reading the chains")
            verdict = verify(
                lambda count: progress.update(task, description=f"Read {count:,} entries")
            )
    data = {
        "whole": verdict.whole,
        "entries": verdict.entries,
        "chains": verdict.chains,
        "findings": [str(f) for f in verdict.findings],
    }
    words = [f"{verdict.entries:,} entries in {verdict.chains:,} chains were read."]
    words += [str(f) for f in verdict.findings] or ["The journal is whole."]
    emit(data, "\n".join(words), as_json=as_json)
    raise typer.Exit(int(Exit.OK if verdict.whole else Exit.FOUND))


@ledger_app.command("verify")
def ledger_verify(as_json: Json = False) -> None:
    """Find bookings that do not balance, were changed or are gone; exits with 1 then.

    The journal witnesses the ledger, so it is read too: who forges both differs from the signed
    heads outside the database.
    """
    with installation(migrate=False):
        from fairway.core.journal.verify import verify as verify_journal
        from fairway.core.ledger.verify import verify

        verdict, witness = verify(), verify_journal()
    findings = [*verdict.findings, *(f"journal: {found}" for found in witness.findings)]
    data = {
        "whole": not findings,
        "transactions": verdict.transactions,
        "totals": {c: str(t) for c, t in verdict.totals.items()},
        "findings": findings,
    }
    words = [f"{verdict.transactions:,} transactions were read."]
    words += findings or ["The ledger balances."]
    emit(data, "\n".join(words), as_json=as_json)
    raise typer.Exit(int(Exit.FOUND if findings else Exit.OK))
