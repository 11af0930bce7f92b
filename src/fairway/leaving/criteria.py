"""The criteria of a channel, as its pack publishes them, for the engine that matches."""

from __future__ import annotations

from datetime import date

from fairway.commons.agreements.queries import channel
from fairway.engines.kernel import Corridor
from fairway.engines.matching import Condition, Criteria, Eligibility, Priority
from fairway.engines.provisions import Pack

_WITHIN = ("unit group", "minor group", "sub-major group", "major group")


def criteria_of(corridor: Corridor, name: str, on: date) -> Criteria:
    """The criteria of a channel in force on a day; the usual ones where no pack declares it."""
    try:
        pack, _declared = channel(corridor, name, on)
    except LookupError:
        return Criteria()
    return criteria_in(pack, name, on)


def criteria_in(pack: Pack, name: str, on: date) -> Criteria:
    """A channel's criteria in a pack. A limit of age that is not sure on the day limits nobody."""
    declared = pack.file.channels[name].criteria
    points = declared.points
    ages = declared.ages
    return Criteria(
        Eligibility(
            within=_WITHIN.index(declared.occupations_within),
            asked=frozenset(Condition[condition.upper()] for condition in declared.conditions),
            least_age=_years(pack, ages.least if ages else None, on),
            most_age=_years(pack, ages.most if ages else None, on),
        ),
        Priority(
            own_occupation=points.own_occupation,
            near_occupation=points.near_occupation,
            experience_step_months=points.experience.each_months,
            experience_points=points.experience.points,
            experience_most=points.experience.most,
            language_points=points.languages.points,
            language_most=points.languages.most,
        ),
    )


def _years(pack: Pack, parameter: str | None, on: date) -> int | None:
    value = pack.value_on(parameter, on) if parameter else None
    return value.plain if value is not None and isinstance(value.plain, int) else None
