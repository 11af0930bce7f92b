"""A comparison as files: a page that stands alone, a spreadsheet, lines for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import escape
from typing import Any

from fairway.engines.season.files import safe
from fairway.engines.season.markup import bar, bullets, number, paragraph, section, table
from fairway.engines.season.side_by_side import (
    SIDES,
    Data,
    Table,
    bar_tables,
    caps_table,
    change_words,
    figures_table,
    group_tables,
    notes,
    season_names,
    sides_table,
)
from fairway.engines.season.style import CSS
from fairway.engines.season.wording import ENGLISH, Voice


def comparison_csv(data: Data) -> Iterator[str]:
    """Every figure in a line of its own: season, changes, figure, group, value."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    for cells in (("season", "changes", "figure", "group", "value"), *_lines(data)):
        writer.writerow([safe(cell) for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _lines(data: Data) -> Iterator[tuple[str, ...]]:
    for one, name in zip(data["seasons"], season_names(data, ENGLISH), strict=True):
        head = (name, ", ".join(one["changes"]))
        for key, value in one.items():
            if key not in {"name", "changes"}:
                yield from ((*head, *line) for line in _figure(key, value))


def _figure(key: str, value: Any) -> Iterator[tuple[str, str, str]]:
    """One figure as lines of figure, group and value; what is not told or not there is empty."""
    match key, value:
        case "caps", _:
            for cap in value:
                yield "cap_limit", cap["name"], str(cap["limit"])
                yield "cap_used", cap["name"], str(cap["used"])
        case "groups", _:
            for found in value:
                for rate in found["rates"]:
                    group = f"{found['attribute']}: {rate['group']}"
                    for figure in ("workers", "placed", "rate", "ratio"):
                        yield f"group_{figure}", group, str(rate[figure])
        case "against_the_first", dict():
            yield from ((figure, "", _text(count)) for figure, count in value.items())
        case _, {"amount": amount, "currency": currency}:
            yield f"{key}_{currency}", "", amount
        case _:
            yield key, "", _text(value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def comparison_html(title: str, season: str, data: Data, voice: Voice = ENGLISH) -> str:
    """One page that stands alone, as the season's report does."""
    gettext = voice.gettext
    asked = [
        f"{name}: {'; '.join(change_words(change, voice) for change in one['changes'])}"
        for name, one in zip(season_names(data, voice), data["seasons"], strict=True)
        if one["changes"]
    ]
    heading = gettext("What if: {title}").format(title=title)
    parts = [
        f"<h1>{escape(heading)}</h1>",
        paragraph(season, "quiet"),
        paragraph(
            gettext(
                "A simulation: the same season under other terms. Nobody is offered anything, and "
                "nothing is decided by it."
            ),
            "what",
        ),
        section(gettext("What is compared"), bullets(asked)),
        section(
            gettext("Side by side"),
            *map(_html, bar_tables(data, voice)),
            _html(figures_table(data, voice)),
        ),
        section(gettext("Who gains and who loses"), _html(sides_table(data, voice))),
        section(gettext("Groups of workers"), *map(_html, group_tables(data, voice))),
        section(gettext("Caps"), _html(caps_table(data, voice))),
        section(gettext("What this rests on"), bullets(notes(voice))),
    ]
    return (
        f'<!doctype html><html lang="{escape(voice.language)}" dir="{escape(voice.direction)}">'
        '<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{CSS}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>"
    )


def _html(found: Table) -> str:
    heads = [found.heads[0], *(number(head) for head in found.heads[1:])]
    rows = []
    for row, share in found.barred:
        cells = [row[0], *(number(text) for text in row[1:])]
        rows.append(cells if share is None else [*cells, bar(share, 100)])
    return table(found.caption, heads if not found.shares else [*heads, ""], rows)


def comparison_text(data: Data) -> Iterator[str]:
    """The seasons side by side for a terminal, in English."""
    found = figures_table(data)
    widths = [
        max(len(row[at]) for row in (found.heads, *found.rows)) for at in range(len(found.heads))
    ]
    for row in (found.heads, *found.rows):
        first, *rest = row
        cells = [first.ljust(widths[0]), *map(str.rjust, rest, widths[1:])]
        yield "  ".join(cells).rstrip()
    for row in sides_table(data).rows:
        told = zip(row[1:], (title.lower() for _key, title in SIDES), strict=True)
        yield f"{row[0]}: " + ", ".join(f"{count} {title}" for count, title in told)
