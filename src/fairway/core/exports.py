"""A listing as a CSV file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from fairway.core.formats import country, occupation
from fairway.core.listing import Column, Kind, Listing
from fairway.engines.kernel import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet

# Spreadsheets take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE = 2_000
# Spreadsheets recognise UTF-8 by it.
_MARK = "\ufeff"


def csv_lines(listing: Listing, rows: QuerySet[Any], params: Mapping[str, str]) -> Iterator[str]:
    """Every row that the reader's filters leave, line by line; dates are ISO 8601.

    Money takes two columns: the amount as a plain number, and its currency.
    """
    narrowed = listing.narrow(rows, params)
    order = listing.ordered(narrowed, params)
    if listing.related:
        narrowed = narrowed.select_related(*listing.related)
    narrowed = narrowed.order_by(f"{'-' if order.downwards else ''}{order.path}", "pk")
    yield _MARK + _line([header for column in listing.columns for header in _headers(column)])
    for row in narrowed.iterator(chunk_size=_AT_ONCE):
        yield _line([cell for column in listing.columns for cell in _cells(column, row)])


def csv_response(
    listing: Listing, rows: QuerySet[Any], params: Mapping[str, str], name: str
) -> StreamingHttpResponse:
    """Send the export as a file; rows are read while they are sent."""
    response = StreamingHttpResponse(
        csv_lines(listing, rows, params), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _headers(column: Column) -> list[str]:
    header = str(column.header)
    return (
        [header, _("%(column)s: currency") % {"column": header}] if _is_money(column) else [header]
    )


def _is_money(column: Column) -> bool:
    return column.kind is Kind.MONEY


def _cells(column: Column, row: Any) -> list[str]:
    value = column.of(row)
    if _is_money(column):
        return [str(value.amount), value.currency] if isinstance(value, Money) else ["", ""]
    return [_text(column, value)]


def _text(column: Column, value: Any) -> str:
    match column.kind:
        case _ if value is None:
            text = ""
        case _ if isinstance(value, datetime | date):
            text = value.isoformat()
        case Kind.NUMBER:
            return str(value)
        case Kind.STATE if column.lifecycle:
            text = _(column.lifecycle.state(value).title)
        case Kind.COUNTRY:
            text = country(value)
        case Kind.OCCUPATION:
            text = f"{value} {occupation(value).title}"
        case _:
            text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
