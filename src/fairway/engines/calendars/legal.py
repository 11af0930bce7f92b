"""The calendar on which an authority's deadlines run: weekend, public holidays, rulings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from fairway.engines.kernel import BadInput, Country, Fault, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

_ESTIMATED = " (estimated)"
_DAYS_OF_A_WEEK = frozenset(range(1, 8))


class Effect(StrEnum):
    """What a ruling of the authority makes of its days."""

    SUSPENSION = "suspension"  # periods stand still: the day is not counted at all
    HOLIDAY = "holiday"  # no working day, as declared by sighting of the moon or by decree
    WORKING = "working"  # a working day after all


class DayKind(StrEnum):
    """What a day is on a legal calendar."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday. ``estimated``: it follows the moon and is not yet declared."""

    day: date
    name: str
    estimated: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """Days (both ends included) that an authority declared to be other than the rule says."""

    period: Period
    effect: Effect
    reason: str

    def __post_init__(self) -> None:
        if self.period.start is None or self.period.end is None:
            raise BadInput(Fault("period", "", "a first day and a last day", "open_ruling"))


@cache
def public_holidays(country: Country, year: int) -> Mapping[date, Holiday]:
    """The public holidays of a country in a year, also those that follow the Hijri calendar.

    From the library ``holidays``, which takes declared dates where it knows them and computes
    the others (marked as estimated).
    """
    found = holidays.country_holidays(country.code, years=year, language="en_US")
    return MappingProxyType(
        {
            day: Holiday(day, name.replace(_ESTIMATED, ""), _ESTIMATED in name)
            for day, name in sorted(found.items())
        }
    )


@dataclass(frozen=True, slots=True)
class LegalCalendar:
    """Time zone, weekend (ISO weekdays, 1 Monday to 7 Sunday), country and rulings.

    Where rulings overlap a suspension prevails; otherwise the later in the tuple does.
    """

    zone: str
    weekend: frozenset[int]
    country: Country
    rulings: tuple[Ruling, ...] = ()

    def __post_init__(self) -> None:
        faults = []
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            faults.append(
                Fault("time zone", self.zone, "an IANA name such as Africa/Tunis", "zone")
            )
        if not self.weekend < _DAYS_OF_A_WEEK:
            shown = ", ".join(str(day) for day in sorted(self.weekend))
            faults.append(
                Fault("weekend", shown, "ISO weekdays from 1 to 7, not all of them", "weekend")
            )
        if faults:
            raise BadInput(*faults)

    @classmethod
    def of(
        cls, zone: str, weekend: Iterable[int], country: str, rulings: Iterable[Ruling] = ()
    ) -> LegalCalendar:
        """Build from plain values."""
        return cls(zone, frozenset(weekend), Country(country), tuple(rulings))

    def kind(self, day: date) -> DayKind:
        """What the day is."""
        effects = [ruling.effect for ruling in self.rulings if day in ruling.period]
        if Effect.SUSPENSION in effects:
            return DayKind.SUSPENDED
        if effects:
            return DayKind.HOLIDAY if effects[-1] is Effect.HOLIDAY else DayKind.WORKING
        if day.isoweekday() in self.weekend:
            return DayKind.WEEKEND
        if day in public_holidays(self.country, day.year):
            return DayKind.HOLIDAY
        return DayKind.WORKING

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day."""
        return self.kind(day) is DayKind.WORKING

    def why(self, day: date) -> str:
        """Name what keeps a day from being a working day; '' for a working day."""
        kind = self.kind(day)
        if kind in (DayKind.WORKING, DayKind.WEEKEND):
            return "" if kind is DayKind.WORKING else kind.value
        ruled = [ruling.reason for ruling in self.rulings if day in ruling.period]
        return ruled[-1] if ruled else public_holidays(self.country, day.year)[day].name
