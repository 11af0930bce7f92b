"""`fairway engine`: run an engine on a document, without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from fairway.cli.runtime import Exit, emit, fail

engine_app = typer.Typer(
    help="Engines: JSON in, JSON out, without a database.", no_args_is_help=True
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Name = Annotated[str, typer.Argument(help="As `fairway engine list` names it.")]


@engine_app.command("list")
def list_engines(*, as_json: Json = False) -> None:
    """Say which engines there are and what each decides."""
    from fairway.engines.documents import ENGINES

    found = {name: engine.decides for name, engine in ENGINES.items()}
    width = max(map(len, found))
    text = "\n".join(f"{name:{width}}  {decides}" for name, decides in found.items())
    emit({"engines": found}, text, as_json=as_json)


@engine_app.command()
def schema(name: Name) -> None:
    """Print the JSON Schemas of what an engine is given and of what it gives back."""
    from fairway.engines.documents import schema as schema_of

    _write(schema_of(name), None)


@engine_app.command()
def run(
    name: Name,
    *,
    source: Annotated[str, typer.Option("--in", help="A JSON file, or - for standard input.")],
    out: Annotated[Path | None, typer.Option(help="Where the result goes; else printed.")] = None,
) -> None:
    """Run an engine on a document. What is wrong with it is told all at once, with its path."""
    from fairway.engines.documents import run as run_engine

    _write(run_engine(name, _read(source)), out)


def _read(source: str) -> Any:
    from fairway.engines.documents import read_json

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return read_json(data)
    except OSError as error:
        fail(f"{source} cannot be read: {error.strerror}.", Exit.BAD_INPUT)
    except ValueError as error:
        fail(f"{source}: {error}.", Exit.BAD_INPUT)


def _write(data: dict[str, Any], out: Path | None) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.", Exit.BAD_INPUT)
