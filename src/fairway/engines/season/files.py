"""The season as CSV: orders, workers, regions. Text in UTF-8, one line at a time."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fairway.engines.season.facts import OrderResult, WorkerResult
    from fairway.engines.season.summary import SeasonSummary

# A cell that a spreadsheet would run as a formula is written with this before it.
_GUARD = "'"
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def orders_csv(orders: Iterable[OrderResult]) -> Iterator[str]:
    """Every order with its places, what was filled and why the rest is open."""
    heads = (
        "case_number", "employer", "occupation", "occupation_title", "region", "start", "end",
        "monthly_pay", "currency", "places", "filled", "open", "outcome", "closed_by",
        "change", "change_before", "change_after", "change_brings",
    )  # fmt: skip
    return _lines(
        heads,
        (
            (
                o.case_number, o.employer, o.occupation, o.occupation_title, o.region,
                o.start.isoformat(), o.end.isoformat(), str(o.monthly_pay.amount),
                o.monthly_pay.currency, o.places, o.filled, o.places - o.filled, o.outcome,
                o.closed_by,
                *((o.change.kind, o.change.before, o.change.after, o.change.workers)
                  if o.change else ("", "", "", "")),
            )
            for o in orders
        ),
    )  # fmt: skip


def workers_csv(workers: Iterable[WorkerResult]) -> Iterator[str]:
    """Every worker with the outcome: the wish granted and the case, or the reason."""
    heads = ("worker_ref", "outcome", "wish", "case_number", "detail")
    return _lines(
        heads, ((w.worker_ref, w.outcome, w.wish or "", w.case_number, w.detail) for w in workers)
    )


def regions_csv(summary: SeasonSummary) -> Iterator[str]:
    """The table behind the map."""
    heads = ("region", "orders", "places", "filled", "open", "median_monthly_pay", "currency")
    return _lines(
        heads,
        (
            (
                share.name, share.orders, share.places, share.filled, share.open,
                str(share.median_pay.amount) if share.median_pay else "",
                share.median_pay.currency if share.median_pay else "",
            )
            for share in summary.by_region
        ),
    )  # fmt: skip


def _lines(heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(heads)
    yield line.getvalue()
    for cells in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([safe(cell) for cell in cells])
        yield line.getvalue()


def safe(cell: str | int) -> str | int:
    """A cell that no spreadsheet runs as a formula."""
    return _GUARD + cell if isinstance(cell, str) and cell.startswith(_RUNS) else cell
