"""A page of a listing made ready for its template: cells, links, the form that narrows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.html import conditional_escape, format_html

from fairway.core import formats
from fairway.core.listing import AFTER, BEFORE, COUNT_LIMIT, SEARCH, SORT, Column, Kind, Page
from fairway.web import marks, markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.safestring import SafeString

_NUMERIC = {Kind.NUMBER, Kind.MONEY}
_WRITTEN: Mapping[Kind, Callable[[Any], SafeString]] = {
    Kind.MONEY: markup.money,
    Kind.DATE: markup.short_day,
    Kind.MOMENT: markup.moment,
    Kind.DEADLINE: markup.deadline,
    Kind.NUMBER: markup.number,
    Kind.OCCUPATION: markup.occupation,
    Kind.TEXT: markup.bdi,
}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its title, and where a click on it leads."""

    title: str
    css: str
    sorted: str
    url: str


def shown(page: Page, path: str) -> dict[str, Any]:
    """Everything that the template of a listing says."""
    listing, params = page.listing, page.params
    params.get(SORT) or listing.order
    kept = {name: params[name] for name in (*listing.questions, SORT) if params.get(name)}
    return {
        "page": page,
        "heads": [
            _head(column, params.get(SORT) or listing.order, kept) for column in listing.columns
        ],
        "rows": [[_cell(column, row) for column in listing.columns] for row in page.rows],
        "filters": [(one, params.get(one.name, "")) for one in listing.filters],
        "searches": bool(listing.search),
        "words": params.get(SEARCH, ""),
        "sort": params.get(SORT, ""),
        "action": path,
        "next": _link(kept, AFTER, page.next),
        "previous": _link(kept, BEFORE, page.previous),
        "exports": listing.exports,
        "export": f"?{urlencode({**kept, 'format': 'csv'})}",
        "more_than": COUNT_LIMIT if page.count is not None and page.count > COUNT_LIMIT else 0,
    }


def _link(kept: Mapping[str, str], name: str, cursor: str | None) -> str:
    return f"?{urlencode({**kept, name: cursor})}" if cursor else ""


def _head(column: Column, order: str, kept: Mapping[str, str]) -> Head:
    mine, downwards = order.removeprefix("-") == column.key, order.startswith("-")
    turned = column.key if downwards or not mine else f"-{column.key}"
    direction = "descending" if downwards else "ascending"
    return Head(
        title=str(column.header),
        css=_css(column),
        sorted=direction if mine else "",
        url=f"?{urlencode({**kept, SORT: turned})}" if column.sort else "",
    )


def _css(column: Column) -> str:
    return "numeric" if column.kind in _NUMERIC else ""


def _cell(column: Column, row: Any) -> dict[str, Any]:
    text = _written(column, column.of(row))
    if column.link and text:
        text = format_html('<a href="{}">{}</a>', column.link(row), text)
    return {"text": text, "label": str(column.header), "css": _css(column)}


def _written(column: Column, value: Any) -> SafeString | str:
    if value is None or value == "":
        return ""
    if column.kind is Kind.STATE and column.lifecycle:
        return marks.state(column.lifecycle, value)
    if column.kind is Kind.COUNTRY:
        return conditional_escape(formats.country(value))
    return _WRITTEN.get(column.kind, markup.shown)(value)
