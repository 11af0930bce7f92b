"""Why a wish was not granted, as it is kept for the worker: nothing in it leads to another person.

The points of the last one taken say how long that person has worked. So they are told only where at
least `SMALLEST_GROUP` people were taken; else the worker learns that they were more than her own.
That the lot decided is always told: a drawing that nobody hears of cannot be checked.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fairway.engines.matching import DecidedBy, Refusal
from fairway.engines.matching.columns import Flags, Ints
from fairway.engines.matching.eligibility import Condition

# As few as the small cells that statistics suppress.
SMALLEST_GROUP = 5
# The order had no free place, was not open, or starts outside the round's days.
ABSENT = "absent"
NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that she liked better than what she got, or than nothing: what closed it.

    ``place`` is where it stands on her list as she wrote it. ``why`` is a name of `DecidedBy`,
    ``absent``, or ``not_eligible`` with the conditions that she did not meet. ``last_points`` are
    those of the last one taken, where enough people were taken.
    """

    place: int
    order: str
    why: str
    conditions: tuple[str, ...] = ()
    points: int | None = None
    last_points: int | None = None

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @staticmethod
    def of(data: dict[str, Any]) -> Unmet:
        """Build from what was kept."""
        return Unmet(**{**data, "conditions": tuple(data["conditions"])})


def unmet(
    listed: Sequence[uuid.UUID],
    conditions: Mapping[uuid.UUID, Flags],
    refused: Mapping[uuid.UUID, Refusal],
    filled: Ints,
    got: uuid.UUID | None,
) -> Iterator[Unmet]:
    """Each wish before the one that was granted, in her sequence.

    ``conditions`` tell for each order that took part which conditions hold; ``refused`` what the
    engine says of those that she is eligible for; ``filled`` how many each order took.
    """
    for place, pk in enumerate(listed, start=1):
        if pk == got:
            return
        if pk not in conditions:
            yield Unmet(place, str(pk), ABSENT)
        elif pk in refused:
            yield _refused(place, pk, refused[pk], int(filled[refused[pk].order]))
        else:
            holds = conditions[pk]
            failed = tuple(one.name.lower() for one in Condition if not holds[one])
            yield Unmet(place, str(pk), NOT_ELIGIBLE, failed)


def _refused(place: int, pk: uuid.UUID, one: Refusal, taken: int) -> Unmet:
    told = one.decided_by is not DecidedBy.KEPT and taken >= SMALLEST_GROUP
    return Unmet(
        place,
        str(pk),
        one.decided_by.name.lower(),
        points=one.points,
        last_points=one.last_points if told else None,
    )
