"""The numbers of packs by date: values in force, caps and targets of a channel, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Confidence, Corridor, Fault, Period, Source
from fairway.engines.provisions.model import (
    CapDeclaration,
    CapPeriod,
    ChannelDeclaration,
    ReserveGroup,
)
from fairway.engines.provisions.names import NOT_KNOWN
from fairway.engines.provisions.pack import InForceValue, Pack, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HALF, _YEAR = 6, 12


@dataclass(frozen=True, slots=True)
class Cap:
    """A number that limits (a cap) or guides (a target) a channel over a period.

    ``limit`` None: such a number exists, and it is not established for this period; nothing may
    be counted against it until a person has found out.
    """

    id: str
    limit: int | None
    period: Period
    pool: str
    counts: Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class Kept:
    """Places of a channel that a group gets first. ``number`` None: not established.

    ``number`` counts places, or of a hundred where ``percent`` is set.
    """

    id: str
    group: ReserveGroup
    regions: tuple[str, ...]
    number: int | None
    percent: bool
    counts: Mapping[str, str]
    source: Source

    def of(self, places: int) -> int:
        """How many of so many places are kept, rounded down; none by what is not established."""
        if self.number is None:
            return 0
        return places * self.number // 100 if self.percent else min(self.number, places)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Time that somebody has: ``length`` in ``unit`` (calendar days, working days, ...)."""

    name: str
    pack: str
    length: int | None
    unit: str
    runs_from: Mapping[str, str]
    who: Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class AppealRoute:
    """To whom a person objects under one pack. ``to`` and ``days`` None: not known."""

    pack: str
    to: Mapping[str, str] | None
    days: int | None
    day_kind: str
    source: Source


def packs_for(
    packs: Sequence[Pack], corridor: Corridor, on: date, channel: str | None = None
) -> tuple[Pack, ...]:
    """The packs that apply to people who go this way (in a channel) on a date, in order."""
    return tuple(
        pack
        for pack in packs
        if pack.covers(corridor) and pack.in_force(on) and pack.rules_channel(channel)
    )


def parameter_in_force(pack: Pack, parameter: str, on: date) -> InForceValue | None:
    """The value of a parameter on a date, with its source; None where none is in force.

    The value may be there and not usable: look at ``usable`` before relying on it.
    """
    if parameter not in pack.values:
        known = ", ".join(sorted(pack.values))
        raise BadInput(Fault("parameter", parameter, f"one of: {known}", "unknown_parameter"))
    value = pack.value_on(parameter, on)
    return None if value is None else value.entry


def cap_for(pack: Pack, channel: str, on: date) -> tuple[Cap, ...]:
    """The legal caps of a channel whose period contains a date. Empty: the law sets none."""
    return _numbers(pack, _channel(pack, channel).caps, on)


def targets_for(pack: Pack, channel: str, on: date) -> tuple[Cap, ...]:
    """The targets of a channel on a date. A target is an aim: nobody is refused for it."""
    return _numbers(pack, _channel(pack, channel).targets, on)


def kept_for(pack: Pack, channel: str, on: date) -> tuple[Kept, ...]:
    """For which groups a channel keeps places on a date, in the published order."""
    found = []
    for reserve in _channel(pack, channel).reserves:
        entry = parameter_in_force(pack, reserve.parameter, on)
        if entry is not None:
            found.append(
                Kept(
                    id=reserve.id,
                    group=reserve.group,
                    regions=tuple(reserve.regions),
                    number=_established(entry),
                    percent=reserve.measure == "percent",
                    counts=reserve.counts.by_language(),
                    source=entry.source,
                )
            )
    return tuple(found)


def deadlines(packs: Sequence[Pack], name: str, on: date) -> tuple[Deadline, ...]:
    """The deadlines of a name that packs set, shortest first; ``length`` None is not known."""
    found = []
    for pack in packs:
        declared = pack.file.deadlines.get(name)
        if declared is None:
            continue
        entry = parameter_in_force(pack, declared.parameter, on)
        if entry is None:
            continue
        length = entry.value if entry.usable and isinstance(entry.value, int) else None
        found.append(
            Deadline(
                name=name,
                pack=pack.id,
                length=length,
                unit=declared.day_kind,
                runs_from=declared.runs_from.by_language(),
                who=declared.who.by_language(),
                source=entry.source,
            )
        )
    return tuple(sorted(found, key=lambda d: (d.length is None, d.length or 0)))


def appeal_routes(packs: Sequence[Pack], question: str) -> tuple[AppealRoute, ...]:
    """How a person objects to an answer to a question, one route for each pack that answers."""
    return tuple(_appeal(pack, question) for pack in packs if question in pack.file.questions)


def precedence(packs: Sequence[Pack]) -> tuple[Mapping[str, str], ...]:
    """What wins where several sides set a rule on the same thing, in each pack's words."""
    return tuple(pack.file.precedence.text.by_language() for pack in packs)


def _appeal(pack: Pack, question: str) -> AppealRoute:
    appeal = pack.file.questions[question].appeal
    if appeal.source:
        source = source_of(pack.file, appeal.source, appeal.article, appeal.confidence)
    else:
        source = Source(pack.file.instrument, appeal.article, NOT_KNOWN, appeal.confidence)
    return AppealRoute(
        pack=pack.id,
        to=None if isinstance(appeal.to, str) else appeal.to.by_language(),
        days=None if isinstance(appeal.days, str) else appeal.days,
        day_kind=appeal.day_kind,
        source=source,
    )


def _channel(pack: Pack, channel: str) -> ChannelDeclaration:
    if channel not in pack.file.channels:
        known = ", ".join(pack.file.channels)
        raise BadInput(Fault("channel", channel, f"one of: {known}", "channel"))
    return pack.file.channels[channel]


def _numbers(pack: Pack, declared: Sequence[CapDeclaration], on: date) -> tuple[Cap, ...]:
    found = []
    for cap in declared:
        period, entry = cap_period(cap, on), parameter_in_force(pack, cap.parameter, on)
        if entry is None or on not in period:
            continue
        found.append(
            Cap(
                id=cap.id,
                limit=_established(entry),
                period=period,
                pool=cap.pool,
                counts=cap.counts.by_language(),
                source=entry.source,
            )
        )
    return tuple(found)


def _established(entry: InForceValue) -> int | None:
    """A whole number that may be relied on, or None."""
    usable = entry.usable and entry.source.confidence is not Confidence.UNVERIFIED
    return entry.value if usable and isinstance(entry.value, int) else None


def cap_period(cap: CapDeclaration, on: date) -> Period:
    """The period of a cap in the year (as the cap counts years) that contains a date."""
    year = on.year if on.month >= cap.starts_month else on.year - 1
    first = date(year, cap.starts_month, 1)
    middle, following = _months_later(first, _HALF), _months_later(first, _YEAR)
    day = timedelta(days=1)
    match cap.period:
        case CapPeriod.FIRST_HALF:
            return Period(first, middle - day)
        case CapPeriod.SECOND_HALF:
            return Period(middle, following - day)
        case _:
            return Period(first, following - day)


def _months_later(first: date, months: int) -> date:
    index = first.month - 1 + months
    return date(first.year + index // 12, index % 12 + 1, 1)
