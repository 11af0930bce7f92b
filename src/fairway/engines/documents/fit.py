"""A register and job orders as a document: who is eligible for what, and who comes first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Literal

from pydantic import Field

from fairway.engines.documents.shapes import Day, Ref, Shape
from fairway.engines.kernel import MOST_FAULTS, BadInput, Fault, name_faults
from fairway.engines.matching import OrderFacts, WorkerFacts, order_columns, worker_columns
from fairway.engines.matching.criteria import Condition, Criteria, Eligibility, Priority
from fairway.engines.matching.retrieval import best_workers
from fairway.engines.matching.scoring import parts_of_score
from fairway.engines.occupations import unit_groups

# Each is told with its points taken apart.
MOST_TOLD = 20_000
Isco = Annotated[str, Field(pattern="^[0-9]{4}$")]
Months = Annotated[int, Field(ge=0, le=1_200)]
Pay = Annotated[int, Field(ge=0, le=2**53)]
Years = Annotated[int, Field(ge=0, le=150)]
Score = Annotated[int, Field(ge=0, le=1_000_000)]
Languages = dict[
    Annotated[str, Field(pattern="^[a-z]{2,3}$")], Literal["A1", "A2", "B1", "B2", "C1", "C2"]
]
ConditionGiven = Literal[
    "occupation", "experience", "languages", "certificates", "age", "place", "dates", "pay"
]


class SeekerGiven(Shape):
    """A worker: unit groups of ISCO-08, best known first; pay in minor units a month.

    Free at any time where no day is named. There is no field for a protected attribute; ``born``
    is heard for the age limits of a pack alone.
    """

    id: Ref
    occupations: list[Isco] = Field(min_length=1, max_length=4)
    experience_months: Months = 0
    free_from: Day | None = None
    free_until: Day | None = None
    least_pay: Pay = 0
    regions: list[Ref] = Field(default=[], max_length=3)
    languages: Languages = {}
    certificates: list[Ref] = Field(default=[], max_length=20)
    born: Day | None = None


class JobGiven(Shape):
    """A job order: what the work asks for, when, where and for how much a month."""

    id: Ref
    occupation: Isco
    experience_months: Months = 0
    start: Day
    end: Day
    monthly_pay: Pay
    region: Ref
    places: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    languages: Languages = {}
    certificates: list[Ref] = Field(default=[], max_length=20)


class AskedGiven(Shape):
    """The conditions that a channel asks, how near an occupation must be, and ages by its pack."""

    within: Annotated[int, Field(ge=0, le=3)] = 0
    asked: list[ConditionGiven] = Field(
        default=["occupation", "experience", "dates", "pay"], max_length=len(Condition)
    )
    least_age: Years | None = None
    most_age: Years | None = None


class PriorityGiven(Shape):
    """The published points of a worker for an order."""

    own_occupation: Score = 10
    near_occupation: Score = 0
    experience_step_months: Annotated[int, Field(ge=1, le=1_000_000)] = 3
    experience_points: Score = 1
    experience_most: Score = 20
    language_points: Score = 0
    language_most: Score = 0


class FitGiven(Shape):
    """Workers, orders, criteria, and how many of the best of each order are to be told."""

    workers: list[SeekerGiven] = Field(max_length=50_000)
    orders: list[JobGiven] = Field(min_length=1, max_length=5_000)
    eligibility: AskedGiven = AskedGiven()
    priority: PriorityGiven = PriorityGiven()
    most: Annotated[int, Field(ge=1, le=1_000)] = 50


class PointsFound(Shape):
    """A worker who is eligible, and what each criterion brought."""

    worker: str
    points: int
    parts: dict[str, int]


class BestFound(Shape):
    """The best of an order, best first; level ones in the sequence of the document."""

    order: str
    best: list[PointsFound]


class FitFound(Shape):
    """The best of each order, in the sequence of the orders."""

    orders: list[BestFound]


def find(given: FitGiven) -> FitFound:
    """Find the best of each order. Raises BadInput with the path of every fault."""
    faults = list(islice(_faults(given), MOST_FAULTS))
    if faults:
        raise BadInput(*faults)
    criteria = _criteria(given)
    orders = order_columns(
        OrderFacts(
            one.occupation,
            one.experience_months,
            one.start,
            one.end,
            one.monthly_pay,
            one.region,
            one.places,
            languages=tuple(one.languages.items()),
            certificates=one.certificates,
        )
        for one in given.orders
    )
    workers = worker_columns((_facts(one) for one in given.workers), orders)
    best = best_workers(workers, orders, criteria, most=given.most)
    told = int(best.count.sum())
    if told > MOST_TOLD:
        accepted = f"fewer of each order: {told} would be told, at most {MOST_TOLD} are"
        raise BadInput(Fault("most", str(given.most), accepted, "too_many"))
    return FitFound(
        orders=[
            BestFound(
                order=order.id,
                best=[
                    PointsFound(
                        worker=given.workers[worker].id,
                        points=points,
                        parts={
                            str(part.criterion): part.points
                            for part in parts_of_score(workers, worker, orders, row, criteria)
                        },
                    )
                    for worker, points in zip(
                        best.number[row, :count].tolist(),
                        best.points[row, :count].tolist(),
                        strict=True,
                    )
                ],
            )
            for row, (order, count) in enumerate(
                zip(given.orders, best.count.tolist(), strict=True)
            )
        ]
    )


def _facts(one: SeekerGiven) -> WorkerFacts:
    return WorkerFacts(
        one.occupations,
        one.experience_months,
        one.free_from,
        one.free_until,
        one.least_pay,
        one.regions,
        (),
        tuple(one.languages.items()),
        one.certificates,
        one.born,
    )


def _criteria(given: FitGiven) -> Criteria:
    asked = given.eligibility
    return Criteria(
        Eligibility(
            asked.within,
            frozenset(Condition[name.upper()] for name in asked.asked),
            asked.least_age,
            asked.most_age,
        ),
        Priority(**given.priority.model_dump()),
    )


def _faults(given: FitGiven) -> Iterator[Fault]:
    yield from name_faults("workers", [one.id for one in given.workers], None, "")
    yield from name_faults("orders", [one.id for one in given.orders], None, "")
    for row, worker in enumerate(given.workers):
        path = f"workers[{row}].occupations"
        known = unit_groups()
        yield from name_faults(path, worker.occupations, known, "a unit group of ISCO-08")
        if worker.free_from and worker.free_until and worker.free_until < worker.free_from:
            accepted = f"{worker.free_from} or later"
            yield Fault(f"workers[{row}].free_until", str(worker.free_until), accepted, "dates")
    for row, order in enumerate(given.orders):
        if order.occupation not in unit_groups():
            accepted = "a unit group of ISCO-08"
            yield Fault(f"orders[{row}].occupation", order.occupation, accepted, "unknown")
        if order.end < order.start:
            yield Fault(f"orders[{row}].end", str(order.end), f"{order.start} or later", "dates")
    if "occupation" not in given.eligibility.asked:
        yield Fault("eligibility.asked", "", "the occupation among the conditions", "occupation")
    least, most = given.eligibility.least_age, given.eligibility.most_age
    if least is not None and most is not None and most < least:
        yield Fault("eligibility.most_age", str(most), f"{least} or more", "ages")
