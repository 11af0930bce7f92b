"""The published criteria of a round, as data: who can go, who comes first, what workers look at."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import IntEnum

from fairway.engines.kernel import BadInput, Fault

# So that no sum of points can leave 31 bits, however many months somebody has worked.
MOST_POINTS = 1_000_000
OLDEST = 150


class Condition(IntEnum):
    """In the order in which they are asked; the first that leaves no order is the reason."""

    OCCUPATION = 0
    EXPERIENCE = 1
    LANGUAGES = 2
    CERTIFICATES = 3
    AGE = 4
    PLACE = 5
    DATES = 6
    PAY = 7


USUAL = frozenset(
    {Condition.OCCUPATION, Condition.EXPERIENCE, Condition.DATES, Condition.PAY},
)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Which conditions a channel asks, and how near an occupation has to be.

    ``within`` is the greatest ISCO-08 distance: 0 the same unit group, 1 minor, 2 sub-major, 3
    major group. Experience counts where the first occupation is that near. An age is asked for
    only where a pack sets limits, in whole years on the day the order starts; both may be reached.
    """

    within: int = 0
    asked: frozenset[Condition] = USUAL
    least_age: int | None = None
    most_age: int | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.within not in range(4):
            faults.append(Fault("within", str(self.within), "a distance from 0 to 3", "within"))
        if Condition.OCCUPATION not in self.asked:
            faults.append(Fault("asked", "", "the occupation among the conditions", "occupation"))
        limits = [age for age in (self.least_age, self.most_age) if age is not None]
        if any(type(age) is not int or not 0 <= age <= OLDEST for age in limits) or (
            limits != sorted(limits)
        ):
            found = ", ".join(map(str, limits))
            faults.append(Fault("ages", found[:64], f"whole years from 0 to {OLDEST}", "ages"))
        if faults:
            raise BadInput(*faults)

    def asks(self, condition: Condition) -> bool:
        """Whether a condition is asked."""
        if condition is Condition.AGE:
            return self.least_age is not None or self.most_age is not None
        return condition in self.asked

    @property
    def apart(self) -> int:
        """By what a unit group is divided, so that equal results are near enough."""
        return int(10**self.within)


@dataclass(frozen=True, slots=True)
class Priority:
    """Points of a worker for an order, whole numbers; level points are decided by lot.

    Only what the work asks for earns points. Published with the round.
    """

    own_occupation: int = 10
    """For the occupation that the experience is in, against another one that is offered."""
    experience_step_months: int = 3
    experience_points: int = 1
    """For each whole step of experience beyond what the order asks for."""
    experience_most: int = 20
    near_occupation: int = 0
    """Where the first occupation is not the order's but near enough."""
    language_points: int = 0
    """For each CEFR level beyond what the order asks for, in the languages it asks for."""
    language_most: int = 0

    def __post_init__(self) -> None:
        faults = [
            Fault(
                one.name, str(value)[:64], f"a whole number from {least} to {MOST_POINTS}", "points"
            )
            for one in fields(self)
            for least, value in (
                (int(one.name == "experience_step_months"), getattr(self, one.name)),
            )
            if type(value) is not int or not least <= value <= MOST_POINTS
        ]
        if faults:
            raise BadInput(*faults)

    @property
    def most(self) -> int:
        """More than this nobody can earn."""
        first = max(self.own_occupation, self.near_occupation)
        return first + self.experience_most + self.language_most


@dataclass(frozen=True, slots=True)
class WishModel:
    """How a simulated worker ranks orders. Real candidacies bring their own ranking instead.

    Each order has a level from 0 to 100 for pay (its place among all orders), region (100, 67 and
    33 for the wishes, 50 where none are stated) and start (100 less the days after the worker is
    free), times the weight of the place the worker gives to it; ``taste`` stands for what
    nobody asked about, drawn by lot for each pair (a random-utility model).
    """

    list_length: int = 10
    shown: int = 60
    place_weights: tuple[int, int, int] = (6, 3, 1)
    taste: int = 4


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of a channel: who can go, and who comes first."""

    eligibility: Eligibility = field(default_factory=Eligibility)
    priority: Priority = field(default_factory=Priority)
