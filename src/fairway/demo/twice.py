"""People who were registered twice: one pair that waits, one that a first officer has looked at."""

from __future__ import annotations

from datetime import date

from fairway.commons.duplicates import actions as duplicates
from fairway.commons.duplicates import queries
from fairway.core import clock
from fairway.core.people.details import IdentityKind, IdentityNumber, PersonDetails, Sex
from fairway.core.people.models import Person
from fairway.core.people.registration import register
from fairway.demo.pace import Pace
from fairway.demo.schedule import Story
from fairway.demo.world import World
from fairway.engines.identity import Name, PartialDate


def begin(world: World) -> None:
    """Let each of these stories begin."""
    for story, month, day in ((_two_scripts, 10, 5), (_hurried_clerk, 11, 3)):
        pace = Pace(story.__name__)
        world.schedule.tell(story(world, pace), pace.on(date(2026, month, day)))


def _two_scripts(world: World, pace: Pace) -> Story:
    """A cook enters in French letters; in another town in Arabic ones. One officer is convinced."""
    latin, arabic = Name.of("Mohamed Amine", "Zoughlaoui"), Name.of("محمد أمين", "الزغلاوي")
    first = _enter(world, latin, "1994-03-27", Sex.MALE, "TW-50311")
    yield pace.after(clock.now(), 20, 25)
    again = _enter(world, arabic, "1994-03-27", Sex.MALE, "TW-61874")
    yield pace.after(clock.now(), 2, 4)
    officer = world.cast.of("tunis")
    pair = queries.waiting(officer).get(first=first, second=again)
    reason = "The birth certificate that was shown is the same one, number and day."
    duplicates.propose(pair, why=reason, actor=officer)


def _hurried_clerk(world: World, pace: Pace) -> Story:
    """A picker's birthday is written with the month before the day; nobody has looked yet."""
    _enter(world, Name.of("Fatma", "Ben Hmidane"), "1998-05-11", Sex.FEMALE, "TW-50877")
    yield pace.after(clock.now(), 12, 14)
    _enter(world, Name.of("Fatima", "Benhmidane"), "1998-11-05", Sex.FEMALE, "TW-62019")


def _enter(world: World, name: Name, born: str, sex: Sex, number: str) -> Person:
    numbers = {"kind": IdentityKind.WORKER, "country": "TN", "number": number}
    details = PersonDetails(
        names=(name,),
        birth_date=PartialDate.parse(born),
        sex=sex,
        nationality="TN",
        language="ar",
        identities=(IdentityNumber.parse(numbers),),
    )
    office = world.cast.authorities["TN"]
    return register(details, authority=office, actor=world.cast.of("tunis"))
