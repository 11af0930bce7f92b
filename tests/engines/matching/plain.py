"""Who can go and what it earns, written out a second time: one worker, one order, plain Python."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from fairway.engines.matching import OrderFacts, WorkerFacts
from fairway.engines.matching.criteria import Condition, Criteria, Eligibility, Priority

LEVELS = ["", "A1", "A2", "B1", "B2", "C1", "C2"]
CODES = ["5131", "5132", "5141", "5212", "9211"]
LANGUAGES = ["de", "en", "fr"]
PAPERS = ["forklift", "welding"]


def near(one: str, other: str, rules: Eligibility) -> bool:
    """Whether two unit groups share enough of their digits."""
    return one[: 4 - rules.within] == other[: 4 - rules.within]


def age_on(day: date, born: date) -> int:
    """Whole years; who is born on 29 February is older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def fails(worker: WorkerFacts, order: OrderFacts, rules: Eligibility) -> set[Condition]:
    """Every condition that is asked and not met."""
    found = set()
    offered = worker.occupations[:4]
    if not any(near(code, order.occupation, rules) for code in offered):
        found.add(Condition.OCCUPATION)
    own = bool(offered) and near(offered[0], order.occupation, rules)
    months = worker.experience_months if own else 0
    asked = rules.asked
    if Condition.EXPERIENCE in asked and months < order.experience_months:
        found.add(Condition.EXPERIENCE)
    if Condition.LANGUAGES in asked and any(
        LEVELS.index(level) > held(worker, language) for language, level in least(order)
    ):
        found.add(Condition.LANGUAGES)
    if Condition.CERTIFICATES in asked and set(order.certificates) - set(worker.certificates):
        found.add(Condition.CERTIFICATES)
    if worker.born is not None:
        age = age_on(order.start, worker.born)
        if (rules.least_age is not None and age < rules.least_age) or (
            rules.most_age is not None and age > rules.most_age
        ):
            found.add(Condition.AGE)
    if Condition.PLACE in asked and worker.regions and order.region not in worker.regions[:3]:
        found.add(Condition.PLACE)
    free_from, free_until = worker.free_from or date.min, worker.free_until or date.max
    if Condition.DATES in asked and not free_from <= order.start <= order.end <= free_until:
        found.add(Condition.DATES)
    if Condition.PAY in asked and order.monthly_pay < worker.least_pay:
        found.add(Condition.PAY)
    return found


def held(worker: WorkerFacts, language: str) -> int:
    """The best level that is stated."""
    return max(
        (LEVELS.index(level) for name, level in worker.languages if name == language), default=0
    )


def least(order: OrderFacts) -> list[tuple[str, str]]:
    """The languages asked for; of one named twice the higher level."""
    best: dict[str, str] = {}
    for name, level in order.languages:
        best[name] = max(level, best.get(name, ""), key=LEVELS.index)
    return list(best.items())


def score(worker: WorkerFacts, order: OrderFacts, criteria: Criteria) -> int:
    """The published points."""
    priority, first = criteria.priority, worker.occupations[0]
    points = 0
    if near(first, order.occupation, criteria.eligibility):
        points += priority.own_occupation if first == order.occupation else priority.near_occupation
        beyond = max(0, worker.experience_months - max(0, order.experience_months))
        steps = beyond // priority.experience_step_months
        points += min(priority.experience_most, steps * priority.experience_points)
    levels = sum(
        max(0, held(worker, language) - LEVELS.index(level)) for language, level in least(order)
    )
    return points + min(priority.language_most, levels * priority.language_points)


DAYS = st.dates(date(2024, 2, 1), date(2024, 5, 30))
SPOKEN = st.lists(st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(LEVELS[1:])), max_size=3)


@st.composite
def workers(draw: st.DrawFn) -> WorkerFacts:
    """A worker, who may have stated little."""
    return WorkerFacts(
        draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)),
        draw(st.integers(0, 80)),
        draw(st.none() | DAYS),
        draw(st.none() | st.dates(date(2024, 3, 1), date(2024, 8, 30))),
        draw(st.integers(0, 5)) * 10,
        draw(st.lists(st.sampled_from(["N", "S", "W"]), max_size=2, unique=True)),
        draw(st.permutations(["pay", "region", "start"])),
        draw(SPOKEN),
        draw(st.lists(st.sampled_from(PAPERS), max_size=2)),
        draw(st.none() | st.dates(date(2003, 2, 1), date(2006, 5, 30))),
    )


@st.composite
def orders(draw: st.DrawFn) -> OrderFacts:
    """An order of a few places."""
    start = draw(DAYS)
    return OrderFacts(
        draw(st.sampled_from(CODES)),
        draw(st.sampled_from([0, 0, 6, 24])),
        start,
        draw(st.dates(start, date(2024, 8, 30))),
        draw(st.integers(0, 5)) * 10,
        draw(st.sampled_from(["N", "S"])),
        draw(st.integers(0, 3)),
        None,
        draw(SPOKEN),
        draw(st.lists(st.sampled_from(PAPERS), max_size=1)),
    )


@st.composite
def criterias(draw: st.DrawFn) -> Criteria:
    """Any criteria that a channel could publish."""
    asked = draw(st.sets(st.sampled_from([c for c in Condition if c is not Condition.AGE])))
    low, high = draw(st.none() | st.integers(18, 19)), draw(st.none() | st.integers(19, 21))
    weight = st.integers(0, 12)
    return Criteria(
        Eligibility(draw(st.integers(0, 3)), frozenset(asked | {Condition.OCCUPATION}), low, high),
        Priority(
            draw(weight), draw(st.integers(1, 7)), draw(weight), draw(st.integers(0, 30)),
            draw(weight), draw(weight), draw(weight),
        ),
    )  # fmt: skip
