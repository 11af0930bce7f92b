"""Writes wage files for the tests, by hand and with faults; knows nothing of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Sheet:
    """A company's sheet for one month, written down line by line as a payroll would."""

    month: str = "2026-10"
    rows: list[str] = field(default_factory=list)
    total: Decimal = Decimal(0)
    people: int = 0

    def pay(self, person: str, fixed: str, *, evp: tuple[str, ...] = (), days=31, leave=0):
        """Add one worker; evp are the seven variable amounts."""
        variable = sum(map(Decimal, evp), Decimal("0.00"))
        self.rows.append(
            f"EDR,{person},802420101,AE160240043520123456701,{self.month}-01,{self.month}-"
            f"{self.last_day},{days},{fixed},{variable},{leave}"
        )
        if evp:
            self.rows.append(f"EVP,{person},802420101," + ",".join(evp))
        self.total += Decimal(fixed) + variable
        self.people += 1
        return self

    @property
    def last_day(self) -> str:
        return {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}.get(
            self.month[5:], "31"
        )

    def text(self, *, total: str | None = None, count: int | None = None, date="") -> bytes:
        """The file with its control record."""
        year, month = self.month.split("-")
        control = (
            f"SCR,0000000123456,802420101,{date or f'{self.month}-28'},1130,{month}{year},"
            f"{self.people if count is None else count},{total or self.total},AED,oasis"
        )
        return "\r\n".join([*self.rows, control, ""]).encode("ascii")
