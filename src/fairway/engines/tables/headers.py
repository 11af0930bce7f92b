"""The first row: every column has a name of its own, and the ones needed are there."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

HEADER_ROW = 1


def clean_header(cells: Sequence[str], *, most: int) -> tuple[str, ...]:
    """Trim names; refuse an empty header, unnamed columns and names that occur twice."""
    names = tuple(" ".join(cell.split()) for cell in cells)
    if not any(names):
        raise BadInput(Fault("header", "", "a first row with column names", "no_header", 1))
    if len(names) > most:
        raise BadInput(Fault("header", str(len(names)), f"at most {most} columns", "columns", 1))
    faults = [
        Fault(f"column {place}", "", "a name in the first row", "unnamed_column", HEADER_ROW)
        for place, name in enumerate(names, start=1)
        if not name
    ]
    faults += [
        Fault(name, f"{times} times", "each column name once", "duplicate_column", HEADER_ROW)
        for name, times in Counter(filter(None, names)).items()
        if times > 1
    ]
    if faults:
        raise BadInput(*faults)
    return names


def check_header(
    header: Collection[str],
    required: Collection[str],
    known: Collection[str] | None = None,
) -> None:
    """Refuse a header that lacks a required column, or has one outside ``known``.

    ``known=None`` lets further columns pass unread.
    """
    faults = [
        Fault(name, "", f"a column named {name}", "missing_column", HEADER_ROW)
        for name in required
        if name not in header
    ]
    if known is not None:
        faults += [
            Fault(name, name, _suggestion(name, known), "unknown_column", HEADER_ROW)
            for name in header
            if name not in known
        ]
    if faults:
        raise BadInput(*faults)


def _suggestion(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name.lower(), [k.lower() for k in known], n=3, cutoff=0.5)
    originals = [k for k in known if k.lower() in near]
    return "one of " + ", ".join(originals or sorted(known))
