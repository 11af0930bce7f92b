"""One fault in a pack file: where it stands, what is wrong, what is accepted."""

from __future__ import annotations

from dataclasses import dataclass

from fairway.engines.kernel import BadInput, Fault


@dataclass(frozen=True, slots=True, order=True)
class PackFault:
    """A fault with its file, line, column and path, for an author to find."""

    file: str
    line: int
    column: int
    path: str
    message: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.message}"

    def as_fault(self) -> Fault:
        """The same as an input's fault, for surfaces that show any bad input."""
        return Fault(
            field=self.path, value="", accepted=self.message, code=self.code, row=self.line
        )


def refuse(faults: list[PackFault]) -> BadInput:
    """The error that carries every fault of a pack at once."""
    return BadInput(*(fault.as_fault() for fault in faults))
