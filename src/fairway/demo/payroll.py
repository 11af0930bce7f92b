"""Every employer in the Emirates pays its workers each month, and some do it wrong on purpose."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from fairway.abroad.wages import actions as wages
from fairway.core import clock
from fairway.core.accounts.actors import Actor
from fairway.demo.fates import Twist
from fairway.demo.pace import NOW, Pace
from fairway.demo.schedule import Story
from fairway.demo.wage_files import Slip, Sown, in_dirham, wage_file
from fairway.demo.world import World, house_of
from fairway.engines.kernel import BadInput, Money
from fairway.engines.wages import WageMonth
from fairway.leaving.contracts.terms import DeductionKind
from fairway.leaving.journeys.models import Journey

_STRANGER = "99784000000001"
_PAYDAY, _LATE_DAY = 3, 24
_HALF = Decimal("0.50")


@dataclass(slots=True)
class Hired:
    """One worker on a payroll."""

    journey_id: uuid.UUID
    number: str
    wage: Decimal
    since: date
    twist: Twist
    until: date | None = None
    # She cannot be reached: no wage is paid, although her contract still runs.
    lost: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault that was sown: by whom, in which month, about whom (nobody known: None)."""

    employer_id: uuid.UUID
    month: date
    kind: Sown
    journey_id: uuid.UUID | None


@dataclass(slots=True)
class Payroll:
    """One employer's workers, and every fault that its files were given."""

    employer: Actor
    number: str
    hired: list[Hired] = field(default_factory=list)
    sown: list[Fault] = field(default_factory=list)

    def hire(self, journey: Journey, twist: Twist) -> None:
        """Take a worker on, and say which number is hers."""
        found = Hired(
            journey.id,
            number=f"99784{len(self.hired) + 1:02}{self.number[-7:]}",
            wage=in_dirham(journey.offered.pay.amount),
            since=max(clock.today("Asia/Dubai"), journey.offered.start),
            twist=twist,
        )
        self.hired.append(found)
        wages.name_worker(journey.id, number=found.number, actor=self.employer)

    def left(self, journey: Journey, *, lost: bool = False) -> None:
        """A worker's last day."""
        for found in self.hired:
            if found.journey_id == journey.id:
                today = clock.today("Asia/Dubai")
                found.until, found.lost = (None, today) if lost else (today, None)


def pay_every_month(world: World, key: str) -> Story:
    """On the third of each month, from the first in which somebody works."""
    pace = Pace(f"payroll {key}")
    while True:
        following = (clock.now().date().replace(day=1) + timedelta(days=32)).replace(day=_PAYDAY)
        yield pace.on(following)
        roll = world.payrolls[key]
        month = (following - timedelta(days=_PAYDAY)).replace(day=1)
        yield from _pay(roll, key, month, pace)


def _pay(roll: Payroll, key: str, month: date, pace: Pace) -> Story:
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    working = [h for h in roll.hired if h.since <= last and (h.until is None or h.until >= month)]
    slips = [slip for one in working for slip in _slip(roll, one, month, last)]
    if not slips:
        return
    trick = _TRICKS.get((key, month.month), "")
    if trick == "late":
        _sow(roll, month, Sown.LATE, [h for h in working if _is_paid(h, month)])
        yield pace.on(month.replace(day=1) + timedelta(days=31 + _LATE_DAY))
    if trick == "stranger":
        slips.append(Slip(_STRANGER, Decimal("1500.00")))
        roll.sown.append(_fault(roll, month, Sown.UNKNOWN, None))
    if trick == "wrong total":
        _refused(roll, month, slips)
        yield pace.soon(clock.now())
    _hand_in(roll, month, slips, f"wages-{month:%Y-%m}.sif")
    if trick == "twice":
        yield pace.soon(clock.now())
        _hand_in(roll, month, slips[:1], f"wages-{month:%Y-%m}-again.sif")
        _sow(roll, month, Sown.DUPLICATE, working[:1])
    if trick == "deduction":
        yield pace.soon(clock.now())
        wages.declare_deduction(
            working[0].journey_id,
            month=WageMonth.of(month),
            kind=DeductionKind.HOUSING,
            money=Money.of("150.00", "AED"),
            actor=roll.employer,
        )
        _sow(roll, month, Sown.OVER_DEDUCTION, working[:1])


# What goes wrong, by employer and month. Everything else is paid to the fils and in time.
_TRICKS = {
    ("Noor Home Services, Dubai", 5): "wrong total",
    ("Noor Home Services, Dubai", 7): "stranger",
    ("Palm Court Domestic Services, Abu Dhabi", 6): "late",
    ("Palm Court Domestic Services, Abu Dhabi", 8): "twice",
    ("Creekside Care, Sharjah", 9): "deduction",
    ("Al Kendoun", 7): "late",
}
_MISSING = {Twist.UNPAID: (10,), Twist.UNHEARD: (9, 10)}
_SHORT = {Twist.UNPAID: (9,), Twist.HOURS: (6,)}


def _is_paid(one: Hired, month: date) -> bool:
    gone = one.lost is not None and (one.lost.year, one.lost.month) < (month.year, month.month)
    return not gone and month.month not in _MISSING.get(one.twist, ())


def _slip(roll: Payroll, one: Hired, month: date, last: date) -> Iterator[Slip]:
    """A whole month's wage also for a month in part: nobody is paid less than is due."""
    if not _is_paid(one, month):
        roll.sown.append(_fault(roll, month, Sown.MISSING, one))
        return
    amount = one.wage
    if month.month in _SHORT.get(one.twist, ()) and one.since < month and last.day:
        amount = (amount * _HALF).quantize(Decimal("0.01"))
        roll.sown.append(_fault(roll, month, Sown.SHORT, one))
    yield Slip(one.number, amount)


def _sow(roll: Payroll, month: date, kind: Sown, about: list[Hired]) -> None:
    roll.sown.extend(_fault(roll, month, kind, one) for one in about)


def _fault(roll: Payroll, month: date, kind: Sown, one: Hired | None) -> Fault:
    employer_id = roll.employer.organisation_id
    if employer_id is None:
        raise LookupError("A payroll belongs to an employer.")
    return Fault(employer_id, month, kind, one.journey_id if one else None)


def _hand_in(roll: Payroll, month: date, slips: list[Slip], name: str) -> None:
    made = clock.now()
    content = wage_file(roll.number, month, slips, _local(made))
    wages.take_file(content, name=name, paid_on=clock.today("Asia/Dubai"), actor=roll.employer)


def _refused(roll: Payroll, month: date, slips: list[Slip]) -> None:
    """A file whose control total is wrong is refused whole; the payroll then makes it anew."""
    total = sum((slip.amount for slip in slips), Decimal(0)) + Decimal("100.00")
    content = wage_file(roll.number, month, slips, _local(clock.now()), said_total=total)
    try:
        wages.take_file(
            content,
            name=f"wages-{month:%Y-%m}.sif",
            paid_on=clock.today("Asia/Dubai"),
            actor=roll.employer,
        )
    except BadInput:
        return
    raise RuntimeError("A wage file with a wrong control total was taken.")


def _local(moment: datetime) -> datetime:
    return moment + timedelta(hours=4)


def sown_faults(world: World) -> list[dict[str, str]]:
    """Every fault that was sown, for whoever wants to hold it against what was found."""
    return [
        {
            "employer": str(fault.employer_id),
            "month": fault.month.isoformat(),
            "kind": fault.kind.value,
            "journey": str(fault.journey_id or ""),
        }
        for roll in world.payrolls.values()
        for fault in roll.sown
    ]


def open_payroll(world: World, key: str, employer: Actor) -> None:
    """Begin to pay: from the first of the month after the employer came."""
    number = house_of(employer).registration_number
    world.payrolls[key] = Payroll(employer, number)
    if clock.now() < NOW:
        world.schedule.tell(pay_every_month(world, key), clock.now())
