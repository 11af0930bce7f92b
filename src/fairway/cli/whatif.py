"""`fairway season what-if`: the same season under other terms, side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fairway.cli.runtime import Exit, emit, fail, installation
from fairway.cli.seasons import Channel, From, Json, Seed, To, days_of, voice_of, working

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HELP = """Run a season again under other terms, and compare: before a joint committee signs.

Each --change is one variant; a comma joins what changes together. The same people, lots and tastes
take part each time, so what differs comes from the change. Nothing is written but the report, and
nobody is offered anything.

What can be changed, and to what:

- `caps.fiscal_year=+10%`: a cap of the law by its name; a number, +500, -10%, or none
- `caps.season=20000`: a cap over the whole season, also where the law has none
- `caps.region.CA=4000`, `caps.occupation.9211=4000`: a cap over a part
- `wages.all=+5%`: pay a month; +5%, +100.00, >=2500.00 (at least), 2500.00
- `wages.region.CA=+5%`, `wages.occupation.9211=+5%`: of a part
- `starts.all=+14`: days, of all orders, a region or an occupation
- `priority.own_occupation=5`: a weight of the published priority
- `kept.nationality.MX=10%`: places kept for a group as far as it asks; 10% or 500

```
fairway season what-if --channel us-h2b --change caps.fiscal_year=+10%
fairway season what-if --channel us-h2a --change caps.season=10000 \\
  --change "wages.all=+5%, starts.all=+14" --variant "A cap" --variant "Terms"
fairway season what-if --channel us-h2a --file variants.json --out report
```

The file holds the same as JSON:

```
[{"name": "A cap", "changes": {"caps.season": 10000}},
 {"name": "Terms", "changes": {"wages.all": "+5%", "starts.all": "+14"}}]
```
"""


def what_if(
    *,
    channel: Channel,
    change: Annotated[
        list[str] | None, typer.Option(help="A variant, such as caps.season=20000. Several times.")
    ] = None,
    variant: Annotated[
        list[str] | None, typer.Option(help="A name for each --change, in the same order.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="The variants as JSON, as shown above."),
    ] = None,
    corridor: Annotated[
        str, typer.Option(help="Whose register: MX-US. Needed if several entered the channel.")
    ] = "",
    starts_from: From = "",
    starts_to: To = "",
    seed: Seed = 1,
    out: Annotated[Path, typer.Option(help="Directory for the report.")] = Path("what-if"),
    language: Annotated[str, typer.Option("--lang", help="en, fr or ar.")] = "en",
    as_json: Json = False,
) -> None:
    """Run a season again under other terms; the help of the command is `HELP`."""
    from fairway.engines.season import as_data

    days = days_of(starts_from, starts_to)
    if (file is None) == (not change):
        fail("Give --change, once for each variant, or --file; not both.", Exit.USAGE)
    asked = _read(file) if file else as_data(change or [], variant or [])
    with installation(), working("Clearing the season, and each variant"):
        from django.utils import translation

        from fairway.leaving.rounds import whatif

        with translation.override(language):
            season = whatif.season_of(channel, corridor, days, seed)
            found = whatif.run(season, asked)
            title = season.pack.file.title.by_language()[language]
            files = _write(title, found, out, language)
    emit({**found, "files": files}, "\n".join(_words(title, found, files)), as_json=as_json)


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        fail(f"{file} is not in UTF-8, as JSON must be.", Exit.BAD_INPUT)
    except (ValueError, RecursionError) as error:
        fail(f"{file} is not JSON: {error}.", Exit.BAD_INPUT)


def _write(title: str, found: Mapping[str, Any], out: Path, language: str) -> dict[str, str]:
    """The report's files, by what they hold."""
    from fairway.engines.season import comparison_csv, comparison_html

    when = f"{found['starts_from']} \N{EN DASH} {found['starts_to']}"
    texts: dict[str, Iterable[str]] = {
        "what-if.html": [comparison_html(title, when, found, voice_of(language))],
        "what-if.csv": comparison_csv(found),
        "what-if.json": [json.dumps(found, ensure_ascii=False, indent=1) + "\n"],
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, lines in texts.items():
        with (out / name).open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(lines)
    return {name: str(out / name) for name in texts}


def _words(title: str, found: Mapping[str, Any], files: Mapping[str, str]) -> list[str]:
    from fairway.engines.season import comparison_text

    return [
        f"{title}: orders that start from {found['starts_from']} to {found['starts_to']}.",
        "A simulation; nobody is offered anything.",
        *comparison_text(found),
        f"Report: {files['what-if.html']} (with CSV and JSON beside it)",
    ]
