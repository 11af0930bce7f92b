"""What a report on a simulated season is made from. Nothing here looks anything up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from fairway.engines.kernel import Money
    from fairway.engines.matching import Audit


@dataclass(frozen=True, slots=True)
class OpenChange:
    """The one change that would have brought an order with open places most workers.

    ``kind`` is wage, experience, start or language; ``before`` and ``after`` are written out.
    """

    kind: str
    before: str
    after: str
    workers: int


@dataclass(frozen=True, slots=True)
class OrderResult:
    """One order of the season and what the round brought it. ``outcome`` is an order code."""

    case_number: str
    employer: str
    occupation: str
    occupation_title: str
    region: str
    start: date
    end: date
    monthly_pay: Money
    places: int
    filled: int
    outcome: str
    closed_by: str = ""
    change: OpenChange | None = None


@dataclass(frozen=True, slots=True)
class WorkerResult:
    """One worker and what the round brought. ``wish`` is 1 for the first, 0 for none."""

    worker_ref: str
    outcome: str
    wish: int
    case_number: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """How a group of workers fared. Groups are counted for the report; none enters a score."""

    dimension: str
    group: str
    workers: int
    placed: int


@dataclass(frozen=True, slots=True)
class Barrier:
    """A condition that stood between workers and orders of their occupations.

    ``alone``: for how many it was the only one for some order; ``half_within`` is by how much at
    most half of these miss the nearest such order, written out.
    """

    condition: str
    workers: int
    alone: int
    half_within: str


@dataclass(frozen=True, slots=True)
class StepTime:
    """A step of the computation, how long it took, and whether processors shared it."""

    name: str
    seconds: Decimal
    is_shared: bool


@dataclass(frozen=True, slots=True)
class PartsFacts:
    """The parts of the market that share no worker and no cap; the wishes that were checked."""

    number: int
    largest: int
    processors: int
    wishes: int
    steps: tuple[StepTime, ...]


@dataclass(frozen=True, slots=True)
class CapResult:
    """A cap of the channel, how far it was used, and the law it comes from."""

    name: str
    limit: int
    used: int
    source: str


@dataclass(frozen=True, slots=True)
class SetAsideCount:
    """Rows of the public file that were not used, and the certified places that left with them."""

    reason: str
    rows: int
    places: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The public file: where it came from, and how its rows and workers add up.

    ``certified`` workers of the file are the ``places`` used and those of the rows set aside.
    """

    name: str
    sha256: str
    where: str
    rows: int
    orders: int
    merged_rows: int
    places: int
    certified: int
    set_aside: tuple[SetAsideCount, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing the register rests on: a source, a definition, or an assumption."""

    name: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """Everything a report states."""

    title: str
    season: str
    channel: str
    engine: str
    seed: int
    orders: tuple[OrderResult, ...]
    workers_by_outcome: dict[str, int]
    workers_by_wish: tuple[int, ...]
    groups: tuple[GroupResult, ...]
    caps: tuple[CapResult, ...]
    files: tuple[FileFacts, ...]
    register: str
    basis: tuple[Basis, ...]
    criteria: tuple[str, ...]
    blocking_pairs: int
    region_names: Mapping[str, str] = field(default_factory=dict)
    audits: tuple[Audit, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    parts: PartsFacts | None = None
