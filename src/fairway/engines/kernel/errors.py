"""One shape for what is wrong with an input, so that every surface can show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what was given, what is accepted.

    ``value`` must never hold an identity number; callers pass a masked one.
    ``code`` is stable and lets an interface translate the sentence.
    """

    field: str
    value: str
    accepted: str
    code: str = "invalid"
    row: int | None = None

    def __str__(self) -> str:
        where = self.field if self.row is None else f"row {self.row}, {self.field}"
        given = f"{self.value!r}" if self.value else "nothing"
        return f"{where}: {given} was given; accepted: {self.accepted}"


class BadInput(ValueError):  # noqa: N818  named for what happened, as the field calls it
    """An input that is refused, with every fault at once. Nothing was changed."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(str(fault) for fault in faults))
