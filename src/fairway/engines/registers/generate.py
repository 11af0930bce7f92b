"""A register of any size, drawn from stated distributions. Nobody in it exists."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.registers.draws import (
    BLOCK,
    LANGUAGES,
    REGIONS,
    Draw,
    Uniform,
    block,
    level,
    pick,
    spread,
)
from fairway.engines.registers.invented import invented_names, phone
from fairway.engines.registers.profile import Profile, names_of
from fairway.engines.registers.workers import FamilyStatus, Level, Sex, WishFor, WorkerRow

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nobody is given experience from before this age.
WORKING_AGE = 16
# People are free this long before the month in which work like theirs begins.
DAYS_BEFORE = 14
_DAYS_A_YEAR = 365
_DAYS_A_MONTH = 30
_MONTHS = 12
_MINOR_GROUP = 3


def generate(size: int, seed: int, profile: Profile, season_start: date) -> Iterator[WorkerRow]:
    """Draw ``size`` workers for the twelve months from ``season_start``, a first of a month.

    The same arguments give the same register; a smaller one is the beginning of a larger one.
    """
    faults = []
    if size < 1:
        faults.append(Fault("size", str(size), "1 or more", "size"))
    if seed < 0:
        faults.append(Fault("seed", str(seed), "0 or more", "seed"))
    if season_start.day != 1:
        faults.append(
            Fault("season_start", season_start.isoformat(), "the first of a month", "season_start")
        )
    if faults:
        raise BadInput(*faults)
    return _people(size, seed, profile, season_start)


def _people(size: int, seed: int, profile: Profile, season_start: date) -> Iterator[WorkerRow]:
    for number in range(-(-size // BLOCK)):
        first = number * BLOCK
        numbers = block(seed, number)[: size - first]
        yield from _block_of_people(first + 1, seed, profile, season_start, numbers)


def _block_of_people(
    first: int, seed: int, profile: Profile, season_start: date, u: Uniform
) -> Iterator[WorkerRow]:
    nationality = _chosen(profile, "nationality", u[:, Draw.NATIONALITY])
    sex = [Sex(code) for code in _chosen(profile, "sex", u[:, Draw.SEX])]
    occupation = _chosen(profile, "occupation", u[:, Draw.OCCUPATION])
    others = _other_occupations(profile, occupation, u)
    pay = _chosen(profile, "wish_monthly_pay", u[:, Draw.WISH_PAY])
    age = spread(u[:, Draw.AGE], u[:, Draw.AGE_IN], profile.weights("age"))
    birthday = level(u[:, Draw.BIRTHDAY], _DAYS_A_YEAR)
    experience = spread(
        u[:, Draw.EXPERIENCE], u[:, Draw.EXPERIENCE_IN], profile.weights("experience_months")
    ).clip(max=(age - WORKING_AGE) * _MONTHS)
    free = _free(profile, season_start, u)
    wish_first = _chosen(profile, "wish_first", u[:, Draw.WISH_FIRST])
    orders = {text: tuple(WishFor(word) for word in text.split(";")) for text in set(wish_first)}
    columns = zip(
        nationality,
        sex,
        invented_names(nationality, sex, u),
        _homes(profile, nationality, u),
        zip(occupation, others, experience.tolist(), strict=True),
        zip(age.tolist(), birthday, strict=True),
        _languages(profile, u),
        free,
        _wish_regions(profile, u),
        pay,
        wish_first,
        _chosen(profile, "family_status", u[:, Draw.FAMILY]),
        _chosen(profile, "dependants", u[:, Draw.DEPENDANTS]),
        strict=True,
    )
    for number, (country, s, name, home, work, born, spoken, away, regions, least, matters, family,
                 dependants) in enumerate(columns, start=first):  # fmt: skip
        kit = names_of(country)
        code, other, months = work
        yield WorkerRow(
            worker_ref=f"{profile.name}-{seed}-{number:07}",
            family_name=name.family,
            given_names=name.given,
            family_name_local=name.family_local,
            given_names_local=name.given_local,
            sex=s,
            birth_date=_born(season_start, *born),
            nationality=country,
            id_number=f"{kit.id_prefix}{seed}-{number:09}",
            phone=phone(kit, number),
            home_region=home,
            occupation=code,
            other_occupations=other,
            experience_months=months,
            languages=spoken,
            available_from=away[0],
            available_until=away[1],
            wish_occupations=(code, *other),
            wish_regions=regions,
            wish_monthly_pay=Decimal(least) if least else None,
            wish_currency=profile.currency if least else "",
            wish_first=orders[matters],
            family_status=FamilyStatus(family),
            dependants=int(dependants),
        )


def _chosen(profile: Profile, name: str, uniform: Uniform) -> list[str]:
    weights = profile.weights(name)
    choices = list(weights)
    return [choices[i] for i in pick(uniform, list(weights.values())).tolist()]


def _homes(profile: Profile, nationality: list[str], u: Uniform) -> list[str]:
    homes = profile.data["home_region"]["by_nationality"]
    return [
        homes[country][int(part * len(homes[country]))]
        for country, part in zip(nationality, u[:, Draw.HOME].tolist(), strict=True)
    ]


def _other_occupations(
    profile: Profile, occupation: list[str], u: Uniform
) -> list[tuple[str, ...]]:
    """For some, a neighbouring job: another one of the profile in the same ISCO minor group."""
    near = {
        code: [
            other
            for other in profile.weights("occupation")
            if other != code and other[:_MINOR_GROUP] == code[:_MINOR_GROUP]
        ]
        for code in set(occupation)
    }
    has_one = (u[:, Draw.SECOND] < profile.data["second_occupation"]["share"]).tolist()
    which = u[:, Draw.SECOND_WHICH].tolist()
    return [
        (near[code][int(part * len(near[code]))],) if has and near[code] else ()
        for code, has, part in zip(occupation, has_one, which, strict=True)
    ]


def _languages(profile: Profile, u: Uniform) -> list[tuple[tuple[str, Level], ...]]:
    """The levels a person has, a language each; '' is none."""
    spoken: list[list[str]] = []
    names = list(profile.data["languages"]["levels"])
    for draw, weights in zip(LANGUAGES, profile.data["languages"]["levels"].values(), strict=False):
        levels = list(weights)
        spoken.append([levels[i] for i in pick(u[:, draw], list(weights.values())).tolist()])
    return [
        tuple((name, Level(known)) for name, known in zip(names, person, strict=True) if known)
        for person in zip(*spoken, strict=True)
    ]


def _free(profile: Profile, season_start: date, u: Uniform) -> list[tuple[date, date]]:
    """From when until when people can be away."""
    month = pick(u[:, Draw.FROM_MONTH], profile.weights("available_from_month")).tolist()
    day = level(u[:, Draw.FROM_DAY], _DAYS_A_MONTH)
    stay = spread(u[:, Draw.STAY], u[:, Draw.STAY_IN], profile.weights("available_months"))
    firsts = [_months_later(season_start, later) for later in range(_MONTHS)]
    starts = [firsts[m] + timedelta(days=d - DAYS_BEFORE) for m, d in zip(month, day, strict=True)]
    return [
        (start, start + timedelta(days=months * _DAYS_A_MONTH))
        for start, months in zip(starts, stay.tolist(), strict=True)
    ]


def _months_later(first: date, months: int) -> date:
    months += first.month - 1
    return date(first.year + months // _MONTHS, months % _MONTHS + 1, 1)


def _wish_regions(profile: Profile, u: Uniform) -> list[tuple[str, ...]]:
    """Up to three regions, drawn with repetition; a repeated one counts once."""
    how_many = pick(
        u[:, Draw.REGIONS], list(profile.data["wish_regions"]["how_many"].values())
    ).tolist()
    drawn = zip(*(_chosen(profile, "wish_regions", u[:, draw]) for draw in REGIONS), strict=True)
    return [tuple(dict.fromkeys(regions[:n])) for n, regions in zip(how_many, drawn, strict=True)]


def _born(season_start: date, age: int, birthday: int) -> str:
    """A birth date that makes the person ``age`` years old on the first day of the season."""
    latest = date(season_start.year - age, season_start.month, 1)
    return (latest - timedelta(days=birthday)).isoformat()
