"""From contracts and stored lines to what the engine compares."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fairway.abroad.wages.models import DeclaredDeduction, WageFile, WageLine, WageNumber
from fairway.abroad.wages.rules import HOUSEHOLD_CHANNELS, Regime
from fairway.core.accounts.actors import system
from fairway.core.accounts.models import Organisation
from fairway.core.journal.models import JournalEntry
from fairway.core.reference.rates import NoRate, convert
from fairway.engines.kernel import Money, Period
from fairway.engines.wages import ContractTerms, Payment, WageMonth
from fairway.engines.wages import WageFile as ReadFile
from fairway.engines.wages import WageLine as ReadLine
from fairway.leaving.contracts import queries as contracts

if TYPE_CHECKING:
    from fairway.leaving.contracts.models import ContractVersion
    from fairway.leaving.journeys.models import Journey

_HELD = ("registered", "superseded")
_AT_WORK = frozenset({"arrived", "working", "ending"})
_GONE = frozenset({"returned", "closed"})


@dataclass(frozen=True, slots=True)
class Working:
    """One contract under which somebody worked for an employer in a month."""

    journey: Journey
    terms: ContractTerms
    corridor: str
    # What the contract says, where the file is in another currency: with rate, day and source.
    converted: dict[str, Any] | None = None
    not_comparable: str = ""


def working(employer: Organisation, month: WageMonth, currency: str = "") -> list[Working]:
    """The contracts of an employer's month, in the currency of its files where it has any."""
    versions = list(
        contracts.visible_to(system())
        .filter(employer=employer, state__in=_HELD, registered_at__date__lte=month.last)
        .select_related("journey__person", "journey__authority")
        .order_by("journey_id", "-number")
    )
    stays = _stays({version.journey_id for version in versions})
    numbers = dict(WageNumber.objects.filter(employer=employer).values_list("journey_id", "digest"))
    found: dict[uuid.UUID, Working] = {}
    for version in versions:
        stay = stays.get(version.journey_id)
        if version.journey_id in found or stay is None:
            continue  # an older version of the same contract, or somebody not there yet
        works = _works(version, stay)
        if works is None or not month.days_within(works):
            continue
        number = numbers.get(version.journey_id)
        key = bytes(number).hex() if number else f"journey:{version.journey_id}"
        found[version.journey_id] = _in_currency(version, works, key, currency, month)
    return list(found.values())


def regime_of(found: Iterable[Working]) -> Regime:
    """Whose wages these are: a household's where the channel is domestic work."""
    channels = {item.journey.channel for item in found}
    return Regime.HOUSEHOLD if channels & HOUSEHOLD_CHANNELS else Regime.ESTABLISHMENT


def _stays(journeys: set[uuid.UUID]) -> dict[uuid.UUID, tuple[date, date | None]]:
    """From arrival to return, by the journal of each journey: a wage is owed for days at work."""
    steps = JournalEntry.objects.filter(subject_id__in=journeys).exclude(state="")
    stays: dict[uuid.UUID, tuple[date, date | None]] = {}
    for subject, state, at in steps.order_by("subject_id", "sequence").values_list(
        "subject_id", "state", "at"
    ):
        begun = stays.get(subject)
        if begun is None and state in _AT_WORK:
            stays[subject] = (at.date(), None)
        elif begun is not None and begun[1] is None and state in _GONE:
            stays[subject] = (begun[0], at.date())
    return stays


def _works(version: ContractVersion, stay: tuple[date, date | None]) -> Period | None:
    agreed = version.agreed
    start = max(agreed.start, stay[0])
    ends = [day for day in (agreed.end, stay[1]) if day is not None]
    if version.journey.employer_id != version.employer_id:
        ends.append(version.journey.employer_since.date() - timedelta(days=1))
    end = min(ends, default=None)
    return None if end is not None and end < start else Period(start, end)


def _in_currency(
    version: ContractVersion, works: Period, key: str, currency: str, month: WageMonth
) -> Working:
    agreed = version.agreed
    pay, limits = agreed.pay, {kind.value: money for kind, money in agreed.deductions.items()}
    converted: dict[str, Any] | None = None
    trouble = ""
    if currency and pay.currency != currency:
        try:
            done = convert(pay, currency, month.last)
            limits = {k: convert(money, currency, month.last).money for k, money in limits.items()}
        except NoRate as error:
            trouble = str(error)
        else:
            converted = {
                "agreed": [str(pay.amount), pay.currency],
                "rate": f"{done.rate.normalize():f}",
                "on": done.on.isoformat(),
                "source": done.source,
                "url": done.url,
            }
            pay = done.money
    terms = ContractTerms(
        worker=str(version.journey_id), employee_id=key, wage=pay, works=works, deductions=limits
    )
    return Working(version.journey, terms, version.journey.corridor, converted, trouble)


def payments(files: Sequence[WageFile]) -> list[Payment]:
    """Stored files as the engine takes them; numbers and accounts stay digests."""
    lines: dict[uuid.UUID, list[ReadLine]] = {file.id: [] for file in files}
    for line in WageLine.objects.filter(file__in=files).order_by("file_id", "row"):
        lines[line.file_id].append(
            ReadLine(
                row=line.row,
                employee_id=bytes(line.employee).hex(),
                routing_code=line.routing_code,
                account=bytes(line.account).hex(),
                pay_start=line.pay_start,
                pay_end=line.pay_end,
                days=line.days,
                fixed=line.fixed,
                variable=line.variable,
                leave_days=line.leave_days,
                parts=tuple(line.parts),
            )
        )
    return [
        Payment(
            ReadFile(
                employer_id="",
                routing_code=file.routing_code,
                created=file.made_on,
                created_at=file.made_at,
                month=WageMonth.of(file.month),
                total_minor=file.money.minor,
                currency=file.currency,
                reference=file.reference,
                lines=tuple(lines[file.id]),
            ),
            paid_on=file.paid_on,
        )
        for file in files
    ]


def declared(employer: Organisation, month: WageMonth) -> list[DeclaredDeduction]:
    """What the employer says it took off the wages of a month."""
    rows = DeclaredDeduction.objects.filter(employer=employer, month=month.first)
    return list(rows.order_by("journey_id", "kind"))


def fits(money: Money, currency: str, on: date) -> Money | None:
    """A declared sum in the currency of the check; None without a rate."""
    try:
        return convert(money, currency, on).money
    except NoRate:
        return None
