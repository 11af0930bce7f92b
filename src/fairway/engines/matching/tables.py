"""Workers and orders from whole columns: a register of a million without an object for each row."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.matching.columns import (
    ALWAYS,
    CRITERIA,
    FOR_EVER,
    NONE,
    NOT_KNOWN,
    OCCUPATIONS_HEARD,
    REGIONS_HEARD,
    Ints,
    Longs,
    OrderColumns,
    WorkerColumns,
)
from fairway.engines.matching.skills import LEVELS, words_of_levels

# Plain lists or arrays of whole numbers.
Column = Sequence[int] | NDArray[Any]
_HIGHEST_CODE = 9_999
_LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class OrderTable:
    """Orders as columns of one length. Days since 1970-01-01, pay in minor units a month.

    ``occupation`` is the ISCO-08 unit group as a number; ``languages`` have a column of least
    levels each, 0 for none and 1 to 6 for A1 to C2; ``certificates`` one of 0 and 1.
    """

    occupation: Column
    experience: Column
    start: Column
    end: Column
    monthly_pay: Column
    places: Column
    languages: Mapping[str, Column] = field(default_factory=dict)
    certificates: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkerTable:
    """Workers as columns of one length, in the same units.

    ``occupations`` has up to four columns, the first being the one of the experience, with -1 where
    a worker offers no further one.
    """

    occupations: Sequence[Column]
    experience: Column
    free_from: Column
    free_until: Column
    least_pay: Column
    languages: Mapping[str, Column] = field(default_factory=dict)
    certificates: Mapping[str, Column] = field(default_factory=dict)
    born: Column | None = None


def orders_of(table: OrderTable) -> OrderColumns:
    """Orders without regions. Raises BadInput with the column of every fault."""
    reading = _Reading(len(table.places))
    start = reading.read("start", table.start, ALWAYS, FOR_EVER)
    end = reading.read("end", table.end, ALWAYS, FOR_EVER)
    occupation = reading.read("occupation", table.occupation, 0, _HIGHEST_CODE)
    experience = reading.read("experience", table.experience, 0, FOR_EVER)
    pay = reading.read("monthly_pay", table.monthly_pay, 0, _LARGEST)
    places = reading.read("places", table.places, 0, FOR_EVER)
    spoken, papers = tuple(sorted(table.languages)), tuple(sorted(table.certificates))
    languages = reading.levels("languages", table.languages, spoken, len(LEVELS))
    certificates = reading.levels("certificates", table.certificates, papers, 1)
    if not reading.faults and (wrong := np.flatnonzero(end < start)).size:
        day = int(wrong[0])
        reading.faults.append(
            Fault(f"end {day}", str(int(end[day])), f"{int(start[day])} or later", "dates")
        )
    if not len(table.places):
        reading.faults.append(Fault("orders", "none", "at least one order in a round", "no_orders"))
    reading.refuse()
    none = np.zeros(len(places), dtype=np.int32)
    return OrderColumns(
        occupation.astype(np.int32),
        experience.astype(np.int32),
        start.astype(np.int32),
        end.astype(np.int32),
        pay,
        none,
        places.astype(np.int32),
        none,
        ("",),
        words_of_levels(languages),
        words_of_levels(certificates),
        spoken,
        papers,
    )


def workers_of(table: WorkerTable, orders: OrderColumns) -> WorkerColumns:
    """Workers who name no regions. Raises BadInput with the column of every fault."""
    number = len(table.experience)
    reading = _Reading(number)
    heard = [
        reading.read(f"occupations[{i}]", column, NONE, _HIGHEST_CODE)
        for i, column in enumerate(table.occupations[:OCCUPATIONS_HEARD])
    ]
    if not 1 <= len(table.occupations) <= OCCUPATIONS_HEARD:
        found, accepted = str(len(table.occupations)), f"1 to {OCCUPATIONS_HEARD} columns"
        reading.faults.append(Fault("occupations", found, accepted, "occupations"))
    experience = reading.read("experience", table.experience, 0, FOR_EVER)
    free_from = reading.read("free_from", table.free_from, ALWAYS, FOR_EVER)
    free_until = reading.read("free_until", table.free_until, ALWAYS, FOR_EVER)
    least = reading.read("least_pay", table.least_pay, 0, _LARGEST)
    born = None if table.born is None else reading.read("born", table.born, NOT_KNOWN, FOR_EVER)
    languages = reading.levels("languages", table.languages, orders.language_names, len(LEVELS))
    certificates = reading.levels("certificates", table.certificates, orders.certificate_names, 1)
    reading.refuse()
    occupations = np.full((number, OCCUPATIONS_HEARD), NONE, dtype=np.int32)
    for place, column in enumerate(heard):
        occupations[:, place] = column
    return WorkerColumns(
        occupations,
        experience.astype(np.int32),
        free_from.astype(np.int32),
        free_until.astype(np.int32),
        least,
        np.full((number, REGIONS_HEARD), NONE, dtype=np.int32),
        np.broadcast_to(np.arange(len(CRITERIA), dtype=np.int32), (number, len(CRITERIA))),
        np.zeros(number, dtype=np.bool_),
        words_of_levels(languages),
        words_of_levels(certificates),
        np.full(number, NOT_KNOWN, dtype=np.int32) if born is None else born.astype(np.int32),
    )


class _Reading:
    """Reads columns and keeps what is wrong with them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.faults: list[Fault] = []

    def read(self, name: str, column: Column, least: int, most: int) -> Longs:
        """Whole numbers from ``least`` to ``most``; zeros where they are none."""
        nothing = np.zeros(self.number, dtype=np.int64)
        try:
            read = _whole(column)
        except (TypeError, ValueError, OverflowError):
            found = str(next(_not_whole(column), ""))[:64]
            self.faults.append(Fault(name, found, "whole numbers of 64 bits", "not_whole"))
            return nothing
        if read.shape != (self.number,):
            accepted = f"{self.number} values, as the other columns"
            self.faults.append(Fault(name, str(len(column)), accepted, "length"))
            return nothing
        if len(read) and (read.min() < least or read.max() > most):
            at = int(np.flatnonzero((read < least) | (read > most))[0])
            accepted = f"a whole number from {least} to {most}"
            self.faults.append(Fault(f"{name} {at}", str(int(read[at])), accepted, "range"))
            return nothing
        return read

    def levels(
        self, name: str, columns: Mapping[str, Column], wanted: Sequence[str], most: int
    ) -> Ints:
        """A level for each row and wanted skill; 0 for one that has no column."""
        found = np.zeros((self.number, len(wanted)), dtype=np.int32)
        for place, skill in enumerate(wanted):
            if skill in columns:
                found[:, place] = self.read(f"{name}.{skill}", columns[skill], 0, most)
        return found

    def refuse(self) -> None:
        """Raise what was found to be wrong."""
        if self.faults:
            raise BadInput(*self.faults)


def _whole(column: Column) -> Longs:
    """Whole numbers as 64 bits. A fraction, NaN or an infinite number is a TypeError."""
    if isinstance(column, np.ndarray):
        if not np.issubdtype(column.dtype, np.integer) or column.dtype == np.uint64:
            raise TypeError
        return column.astype(np.int64, copy=False)
    # This refuses what is not whole, which NumPy would cut off.
    return np.frombuffer(array("q", column), dtype=np.int64) if len(column) else _NO_ROWS


_NO_ROWS: Longs = np.zeros(0, dtype=np.int64)


def _not_whole(column: Column) -> Iterator[object]:
    for value in column:
        if type(value) is not int or not -(2**63) <= value < 2**63:
            yield value
