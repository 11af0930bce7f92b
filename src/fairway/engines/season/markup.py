"""Small pieces of HTML, with everything that comes from data escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A cell: text, or a number written out and aligned, or a bar of so many hundredths.
Cell = str | tuple[str, str]
NUMBER = "n"
BAR = "bar"


def number(text: str) -> Cell:
    """A cell whose text is a figure."""
    return (NUMBER, text)


def bar(part: int, whole: int) -> Cell:
    """A cell with a bar; the figure it shows stands in a cell beside it."""
    return (BAR, str(round(100 * part / whole) if whole else 0))


def table(caption: str, heads: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> str:
    """A table that scrolls by itself on a narrow screen, reachable by keyboard."""
    head = "".join(_head(cell) for cell in heads)
    body = "".join(f"<tr>{_row(cells)}</tr>" for cells in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _head(cell: Cell) -> str:
    kind, text = cell if isinstance(cell, tuple) else ("", cell)
    form = f' class="{kind}"' if kind == NUMBER else ""
    return f'<th scope="col"{form}>{escape(text)}</th>'


def _row(cells: Sequence[Cell]) -> str:
    first, *rest = cells
    text = first[1] if isinstance(first, tuple) else first
    return f'<th scope="row">{escape(text)}</th>' + "".join(_cell(cell) for cell in rest)


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"<td>{escape(cell)}</td>"
    kind, text = cell
    if kind == BAR:
        return (
            '<td aria-hidden="true"><div class="bar">'
            f'<span style="width:{int(text)}%"></span></div></td>'
        )
    return f'<td class="n">{escape(text)}</td>'


def key_figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Figures with what they are."""
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs
    )
    return f'<dl class="key">{items}</dl>'


def paragraph(text: str, form: str = "") -> str:
    """A paragraph of plain text."""
    attribute = f' class="{form}"' if form else ""
    return f"<p{attribute}>{escape(text)}</p>"


def bullets(items: Iterable[str]) -> str:
    """A list of plain texts."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def section(heading: str, *parts: str) -> str:
    """A part of the page under its heading; the parts are HTML."""
    return f"<section><h2>{escape(heading)}</h2>{''.join(parts)}</section>"
