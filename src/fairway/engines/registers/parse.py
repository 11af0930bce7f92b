"""The one door into a register: a generated file and a ministry's own go through it alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.registers.fields import FieldReader, masked
from fairway.engines.registers.workers import COLUMN_NAMES, REQUIRED, WorkerRow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

# Beyond this many the rest is only counted: nobody reads a longer list.
MOST_FAULTS_SHOWN = 1_000
ADULT = 18
_HEADER_ROW = 1
_LAST_OF_YEAR = (12, 31)
_NOT_ACTIVE = {
    "withdrawn": "The person has withdrawn from the register.",
    "deceased": "The person has died.",
    "duplicate": "The register marks the row as a duplicate.",
}
_UNDER_AGE = "The person is not 18 yet on the day of the import."


class NumberedRow(Protocol):
    """A row with the number a spreadsheet shows."""

    @property
    def number(self) -> int: ...
    @property
    def values(self) -> tuple[str, ...]: ...


class SourceTable(Protocol):
    """A checked file: any reader of tables gives this."""

    @property
    def header(self) -> tuple[str, ...]: ...
    def rows(self) -> Iterator[NumberedRow]: ...


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How somebody else's file is read: our column names to theirs, and their way with dates.

    A column that is not mapped is looked for under our name. ``date_order`` is iso, dmy or mdy.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = "iso"


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows: the day, the ISCO-08 unit groups, and how to find near ones."""

    today: date
    occupations: Collection[str]
    nearest_occupations: Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class WorkerSetAside:
    """A row that is not used, for a reason that the format foresees."""

    row: int
    worker_ref: str
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedWorkers:
    """Every row is exactly one of: read, faulty, set aside. With faults, nothing may be used."""

    workers: tuple[WorkerRow, ...]
    faults: tuple[Fault, ...]
    fault_count: int
    faulty_rows: int
    set_aside: tuple[WorkerSetAside, ...]
    rows: int

    @property
    def set_aside_by_reason(self) -> Mapping[str, int]:
        """Rows by reason code, most frequent first."""
        return dict(Counter(row.reason_code for row in self.set_aside).most_common())

    @property
    def reconciles(self) -> bool:
        """Whether the parts add up to the rows of the file."""
        return len(self.workers) + self.faulty_rows + len(self.set_aside) == self.rows

    def refuse_faults(self) -> None:
        """Raise BadInput with the faults shown, if there are any."""
        if self.faults:
            raise BadInput(*self.faults)


def parse_workers(table: SourceTable, mapping: ColumnMapping, known: Known) -> ParsedWorkers:
    """Check a whole file, row by row. Raises BadInput only for a header that does not fit."""
    places = _places(table.header, mapping)
    reader = FieldReader(
        places, table.header, mapping.date_order, known.occupations, known.nearest_occupations
    )
    workers: list[WorkerRow] = []
    aside: list[WorkerSetAside] = []
    shown: list[Fault] = []
    refs: dict[str, int] = {}
    ids: dict[str, int] = {}
    rows = fault_count = faulty = 0
    for row in table.rows():
        rows += 1
        worker, status, faults = reader.read(row.number, row.values, known.today)
        faults += _repeated("worker_ref", worker.worker_ref, refs, row.number, reader)
        faults += _repeated("id_number", worker.id_number, ids, row.number, reader)
        reason = _why_aside(worker, status, known.today)
        if reason is not None:
            aside.append(WorkerSetAside(row.number, worker.worker_ref, *reason))
        elif faults:
            faulty += 1
            fault_count += len(faults)
            shown.extend(faults[: max(0, MOST_FAULTS_SHOWN - len(shown))])
        else:
            workers.append(worker)
    return ParsedWorkers(tuple(workers), tuple(shown), fault_count, faulty, tuple(aside), rows)


def _places(header: tuple[str, ...], mapping: ColumnMapping) -> dict[str, int]:
    faults = [
        Fault(ours, theirs, "one of " + ", ".join(COLUMN_NAMES), "unknown_mapping")
        for ours, theirs in mapping.columns.items()
        if ours not in COLUMN_NAMES
    ]
    faults += [
        Fault(
            theirs, "", f"a column named {theirs}, mapped to {ours}", "missing_column", _HEADER_ROW
        )
        for ours, theirs in mapping.columns.items()
        if ours in COLUMN_NAMES and theirs not in header
    ]
    if mapping.date_order not in {"iso", "dmy", "mdy"}:
        faults.append(Fault("date_order", mapping.date_order, "iso, dmy or mdy", "date_order"))
    names = {name: mapping.columns.get(name, name) for name in COLUMN_NAMES}
    faults += [
        Fault(
            name, "", f"a column named {name}, or a mapping for it", "missing_column", _HEADER_ROW
        )
        for name in REQUIRED
        if name not in mapping.columns and name not in header
    ]
    if not {names["family_name"], names["given_names"]} & {*header}:
        accepted = "a column family_name or given_names, or a mapping for one"
        faults.append(Fault("given_names", "", accepted, "missing_column", _HEADER_ROW))
    if not mapping.columns:
        # Without a mapping the file claims to be ours, so a column we do not know is a slip.
        faults += [
            Fault(name, name, "one of " + ", ".join(COLUMN_NAMES), "unknown_column", _HEADER_ROW)
            for name in header
            if name not in COLUMN_NAMES
        ]
    if faults:
        raise BadInput(*faults)
    return {ours: header.index(theirs) for ours, theirs in names.items() if theirs in header}


def _repeated(
    name: str, value: str, seen: dict[str, int], row: int, reader: FieldReader
) -> list[Fault]:
    if not value:
        return []
    first = seen.setdefault(value, row)
    if first == row:
        return []
    shown = masked(value) if name == "id_number" else value
    accepted = f"each value once; row {first} has it already"
    return [Fault(reader.shown_name(name), shown, accepted, f"repeated_{name}", row)]


def _why_aside(worker: WorkerRow, status: str, today: date) -> tuple[str, str] | None:
    if status in _NOT_ACTIVE:
        return status, _NOT_ACTIVE[status]
    if worker.birth_date and _latest_age(worker.birth_date, today) < ADULT:
        return "under_18", _UNDER_AGE
    return None


def _latest_age(birth_date: str, today: date) -> int:
    """Whole years lived for sure: a birth date known by year or month counts from its end."""
    year, *rest = (int(part) for part in birth_date.split("-"))
    month, day = (*rest, *_LAST_OF_YEAR[len(rest) :])
    return today.year - year - ((today.month, today.day) < (month, day))
