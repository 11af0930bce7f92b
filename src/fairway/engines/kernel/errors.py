"""One shape for what is wrong with an input, so that every surface can show it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any


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


# More of one document would not be read; the first are enough to mend it by.
MOST_FAULTS = 200


def name_faults(
    path: str, names: Iterable[Any], known: Container[Any] | None, accepted: str
) -> Iterator[Fault]:
    """Names of a list that come twice, or that are not among those ``known`` (None: any is)."""
    seen = set()
    for place, name in enumerate(names):
        if name in seen:
            yield Fault(f"{path}[{place}]", str(name)[:64], "each name once", "repeated")
        elif known is not None and name not in known:
            yield Fault(path, str(name)[:64], accepted, "unknown")
        seen.add(name)
