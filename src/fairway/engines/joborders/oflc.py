"""The United States' public H-2A and H-2B files: every row used, merged or set aside.

An association files one case for many employers: a primary row (PRI) that carries the total of
certified workers, and a member row (SUB) for each employer that repeats the case number. Workers
are counted on primary rows only; members are listed with their case.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fairway.engines.joborders.cells import Cells, columns_of
from fairway.engines.joborders.layouts import LAYOUTS, Column, Layout
from fairway.engines.joborders.order_rows import (
    NotUsableError,
    read_member,
    read_order,
    set_aside,
)
from fairway.engines.joborders.reasons import REASONS, STATUSES, Status, status_of
from fairway.engines.joborders.records import (
    JobOrderRecord,
    Member,
    OccupationOf,
    ParsedOrders,
    SetAside,
    SourceTable,
)
from fairway.engines.kernel import BadInput, Fault

MOST_FAULTS = 100
_PRIMARY, _MEMBER = "PRI", "SUB"
# A note, not a fault: in the 2017 file 52 of 777 association cases differ.
SUMS_DIFFER = "member_sums_differ"


def parse_orders(table: SourceTable, file_format: str, occupation_of: OccupationOf) -> ParsedOrders:
    """Read a whole file. Raises BadInput with every fault when it is not what it says."""
    if file_format not in LAYOUTS:
        raise BadInput(Fault("format", file_format, " or ".join(LAYOUTS), "unknown_format"))
    layout = LAYOUTS[file_format]
    places = columns_of(layout, table.header)
    reading = _Reading(layout, occupation_of)
    for row in table.rows():
        reading.take(Cells(row.number, row.values, places, table.header))
    return reading.finish()


@dataclass(slots=True)
class _Reading:
    """The state of reading one file, row after row."""

    layout: Layout
    occupation_of: OccupationOf
    orders: dict[str, JobOrderRecord] = field(default_factory=dict)
    primaries: set[str] = field(default_factory=set)
    members: dict[str, list[tuple[Member, SetAside]]] = field(default_factory=dict)
    aside: list[SetAside] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    first: Cells | None = None
    rows: int = 0
    certified: int = 0
    expired: int = 0

    def take(self, cells: Cells) -> None:
        """Put one row where it belongs, or note its faults."""
        self.rows += 1
        self.first = self.first or cells
        try:
            self._sort(cells)
        except BadInput as refused:
            self.faults.extend(refused.faults)
            if len(self.faults) >= MOST_FAULTS:
                raise BadInput(*self.faults[:MOST_FAULTS]) from refused

    def _sort(self, cells: Cells) -> None:
        status = _status(cells)
        member = self._is_member(cells)
        case = cells.text(Column.CASE)
        if not case:
            raise BadInput(cells.fault(Column.CASE, "a case number", "no_case_number"))
        if cells.text(Column.VISA) != self.layout.visa_class:
            self.aside.append(set_aside(cells, "other_programme"))
        elif status.set_aside:
            self.aside.append(set_aside(cells, status.set_aside))
            self.primaries |= set() if member else {case}
        elif member:
            way_out = set_aside(cells, "primary_set_aside")
            self.members.setdefault(case, []).append((read_member(cells), way_out))
        else:
            self._primary(cells, case, status)

    def _primary(self, cells: Cells, case: str, status: Status) -> None:
        certified = cells.whole(Column.CERTIFIED) or 0
        self.certified += certified
        self.expired += certified if status.expired else 0
        if case in self.primaries:
            self.aside.append(set_aside(cells, "repeated_case", certified))
            return
        self.primaries.add(case)
        try:
            self.orders[case] = read_order(
                cells, status, self.layout.visa_class, self.occupation_of
            )
        except NotUsableError as way_out:
            self.aside.append(set_aside(cells, way_out.code, certified))

    def _is_member(self, cells: Cells) -> bool:
        if Column.PRIMARY not in cells.places:
            return False
        if cells.text(Column.PRIMARY) not in {_PRIMARY, _MEMBER}:
            raise BadInput(
                cells.fault(Column.PRIMARY, f"{_PRIMARY} or {_MEMBER}", "unknown_row_kind")
            )
        return cells.text(Column.PRIMARY) == _MEMBER

    def finish(self) -> ParsedOrders:
        """Join members to their cases and close the counts."""
        self._refuse_another_programme()
        if self.faults:
            raise BadInput(*self.faults)
        merged = 0
        for case, listed in self.members.items():
            if case in self.orders:
                merged += len(listed)
                self.orders[case] = _with_members(self.orders[case], [m for m, _ in listed])
            elif case in self.primaries:
                self.aside.extend(way_out for _, way_out in listed)
            else:
                self.aside.extend(_without_primary(way_out) for _, way_out in listed)
        return ParsedOrders(
            orders=tuple(self.orders.values()),
            set_aside=tuple(sorted(self.aside, key=lambda row: row.row)),
            rows=self.rows,
            merged_rows=merged,
            certified_on_primary_rows=self.certified,
            expired_on_primary_rows=self.expired,
        )

    def _refuse_another_programme(self) -> None:
        foreign = sum(row.reason_code == "other_programme" for row in self.aside)
        if self.first is not None and foreign == self.rows:
            accepted = f"a file with {self.layout.visa_class} orders"
            self.faults.append(self.first.fault(Column.VISA, accepted, "wrong_programme"))


def _status(cells: Cells) -> Status:
    status = status_of(cells.text(Column.STATUS))
    if status is None:
        accepted = "one of " + ", ".join(sorted(word.capitalize() for word in STATUSES))
        raise BadInput(cells.fault(Column.STATUS, accepted, "unknown_status"))
    return status


def _with_members(order: JobOrderRecord, members: list[Member]) -> JobOrderRecord:
    stated = [member.places for member in members]
    differ = None in stated or sum(filter(None, stated)) != order.places
    notes = (*order.notes, SUMS_DIFFER) if differ else order.notes
    return replace(order, members=tuple(members), notes=notes)


def _without_primary(row: SetAside) -> SetAside:
    return replace(
        row,
        reason_code="no_primary_row",
        reason=REASONS["no_primary_row"][1],
    )
