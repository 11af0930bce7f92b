"""Reading a Salary Information File (SIF) of the United Arab Emirates' wage protection system.

A file is read whole or refused whole, with every fault that was found: the rule of the Central
Bank's file format guide v1.1, general note 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault, Money
from fairway.engines.wages.months import WageMonth
from fairway.engines.wages.sif_records import EDR, EVP, SCR, WageLine, masked, plain

if TYPE_CHECKING:
    import re

MOST_FAULTS = 1000
"""So many faults are told; of a file with more the number of the others."""

_TEXT = "plain text in ASCII or UTF-8"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class WageFile:
    """A wage file that agrees with itself."""

    employer_id: str
    routing_code: str
    created: date
    created_at: str
    month: WageMonth
    total_minor: int
    currency: str
    reference: str
    lines: tuple[WageLine, ...]

    @property
    def total(self) -> Money:
        """The sum of all wages in the file."""
        return Money.from_minor(self.total_minor, self.currency)


def read_sif(content: bytes, *, today: date) -> WageFile:
    """Read a file, or raise BadInput with its faults; identity numbers in them are masked."""
    reader = _Reader(today)
    lines = _lines(content)
    for row, line in enumerate(lines[:-1], start=1):
        reader.take(line, row)
    return reader.finish(lines[-1], len(lines))


def _lines(content: bytes) -> list[str]:
    """The lines of the text; a file that is no such text is told what it looks like."""
    if content.startswith(_ARCHIVE):
        raise BadInput(Fault("file", "a spreadsheet or archive", _TEXT, "encoding"))
    if content.startswith(_UTF16) or b"\x00" in content:
        raise BadInput(Fault("file", "UTF-16 or binary data", _TEXT, "encoding"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        looks = "text in another encoding, such as Windows-1256"
        raise BadInput(Fault("file", looks, _TEXT, "encoding", row)) from error
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if lines == [""]:
        raise BadInput(Fault("file", "", "EDR records and one SCR record", "empty"))
    return lines


@lru_cache(maxsize=512)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _minor(text: str) -> int:
    """Hundredths of an amount whose form was checked: 22, 22. and 22.5 are 2200, 2200 and 2250."""
    whole, _, fraction = text.partition(".")
    return int(whole) * 100 + int(fraction.ljust(2, "0"))


def _written(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


class _Reader:
    """Collects lines and faults; knows the EDR that an EVP may follow."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.lines: list[WageLine] = []
        self.edr_rows = 0
        self.rows: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.left_out = 0
        # The EDR before this line, while it may still be followed by its EVP.
        self.open: WageLine | None = None
        self.unreadable = False

    def fault(self, field: str, value: str, accepted: str, code: str, row: int) -> None:
        """Note one fault, up to the number that is told."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(field, value, accepted, code, row))
        else:
            self.left_out += 1

    def broken(self, faults: list[Fault]) -> None:
        """Note the faults of a line that could not be read."""
        for fault in faults:
            self.fault(fault.field, fault.value, fault.accepted, fault.code, fault.row or 0)

    def take(self, line: str, row: int) -> None:
        """Read one line that is not the last."""
        if line.startswith("EDR,"):
            self._close(row)
            self._edr(line, row)
        elif line.startswith("EVP,"):
            self._evp(line, row)
        else:
            self._close(row)
            kind = plain(line.split(",", 1)[0])
            self.unreadable = True
            if kind == "SCR":
                self.fault("record_type", "SCR", "SCR as the last line only", "scr_not_last", row)
            else:
                self.fault("record_type", kind, "EDR, EVP or, at the end, SCR", "record_type", row)

    def _edr(self, line: str, row: int) -> None:
        self.edr_rows += 1
        found = EDR.whole.fullmatch(line)
        if found is None:
            self.unreadable = True
            self.broken(list(EDR.faults(line, row)))
            return
        _, person, routing, account, start_text, end_text, days, fixed, variable, leave = (
            found.groups()
        )
        start, end = _day(start_text), _day(end_text)
        if start is None or end is None:
            self.unreadable = True
            for name, text, day in (("pay_start", start_text, start), ("pay_end", end_text, end)):
                if day is None:
                    self.fault(name, text, "a day of the calendar", name, row)
            return
        entry = WageLine(
            row,
            person,
            routing,
            account,
            start,
            end,
            int(days),
            _minor(fixed),
            _minor(variable),
            int(leave),
        )
        self._consistent(entry)
        self.lines.append(entry)
        self.open = entry

    def _consistent(self, entry: WageLine) -> None:
        length = (entry.pay_end - entry.pay_start).days + 1
        if length < 1:
            self.fault(
                "pay_end",
                entry.pay_end.isoformat(),
                f"{entry.pay_start.isoformat()} or later",
                "dates_out_of_order",
                entry.row,
            )
        elif entry.days > length:
            self.fault(
                "days_in_period",
                str(entry.days),
                f"at most the {length} days from pay start to pay end",
                "days_in_period",
                entry.row,
            )
        if entry.leave_days > entry.days:
            self.fault(
                "days_on_leave",
                str(entry.leave_days),
                f"at most the {entry.days} days in the period",
                "days_on_leave",
                entry.row,
            )
        first = self.rows.setdefault(entry.employee_id, entry.row)
        if first != entry.row:
            self.fault(
                "employee_id",
                masked(entry.employee_id),
                f"one EDR for each worker; row {first} is the first",
                "duplicate_edr",
                entry.row,
            )

    def _evp(self, line: str, row: int) -> None:
        edr, self.open = self.open, None
        found = EVP.whole.fullmatch(line)
        if found is None:
            self.broken(list(EVP.faults(line, row)))
            return
        _, person, routing, *amounts = found.groups()
        if edr is None or (edr.employee_id, edr.routing_code) != (person, routing):
            # After an EDR that could not be read nothing can be said of its EVP.
            if not self.unreadable:
                accepted = "an EVP directly after the EDR of the same worker and routing code"
                self.fault("employee_id", masked(person), accepted, "evp_without_edr", row)
            return
        parts = tuple(map(_minor, amounts))
        if sum(parts) != edr.variable:
            accepted = f"{_written(edr.variable)}, the variable income of row {edr.row}"
            self.fault("variable_income", _written(sum(parts)), accepted, "evp_sum", row)
        self.lines[-1] = edr._replace(parts=parts)

    def _close(self, row: int) -> None:
        """A variable income needs its EVP; that one follows is known only at the next line."""
        if self.open is not None and self.open.variable:
            accepted = f"an EVP record after row {self.open.row}, whose variable income is above 0"
            self.fault("record_type", "no EVP", accepted, "evp_missing", row - 1)
        self.open = None

    def finish(self, line: str, row: int) -> WageFile:
        """Read the control record, compare it with the lines, and answer or refuse."""
        self._close(row)
        found = SCR.whole.fullmatch(line)
        created = _day(found[4]) if found else None
        if found is None:
            if line.startswith("SCR,"):
                self.broken(list(SCR.faults(line, row)))
            else:
                self.fault("record_type", plain(line.split(",", 1)[0]), "SCR", "scr_missing", row)
        elif created is None or created > self.today:
            accepted = f"a day of the calendar, {self.today.isoformat()} or earlier"
            self.fault("file_date", found[4], accepted, "file_date", row)
        if found:
            self._control(found, row)
        if self.left_out:
            more = Fault("file", f"{self.left_out} more faults", "none", "more_faults")
            raise BadInput(*self.faults, more)
        if self.faults or found is None or created is None:
            raise BadInput(*self.faults)
        return WageFile(
            employer_id=found[2],
            routing_code=found[3],
            created=created,
            created_at=found[5],
            month=_month(found),
            total_minor=_minor(found[8]),
            currency=found[9],
            reference=(found[10] or "").strip(),
            lines=tuple(self.lines),
        )

    def _control(self, found: re.Match[str], row: int) -> None:
        count, total = int(found[7]), _minor(found[8])
        if count != self.edr_rows:
            accepted = f"{self.edr_rows}, the number of EDR records"
            self.fault("edr_count", found[7], accepted, "scr_count", row)
        if self.edr_rows == 0:
            self.fault("record_type", "no EDR", "at least one EDR record", "no_edr", row)
        if found[6][2:] == "0000":
            self.fault("salary_month", found[6], "a month written MMYYYY", "salary_month", row)
            return
        month = _month(found)
        for line in self.lines:
            if (line.pay_end.year, line.pay_end.month) != (month.year, month.month):
                accepted = f"a pay end in the salary month {month} of the SCR record"
                self.fault("pay_end", line.pay_end.isoformat(), accepted, "salary_month", line.row)
        paid = sum(line.fixed + line.variable for line in self.lines)
        if paid != total and not self.unreadable:
            accepted = f"{_written(paid)}, the sum of fixed and variable income of all EDR records"
            self.fault("total_salary", found[8], accepted, "scr_total", row)


def _month(found: re.Match[str]) -> WageMonth:
    return WageMonth(int(found[6][2:]), int(found[6][:2]))
