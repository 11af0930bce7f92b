"""The people of the demonstration. Nobody of them exists, and no number of theirs can ring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fairway.core.people.details import IdentityKind, IdentityNumber, PersonDetails, Sex
from fairway.engines import registers
from fairway.engines.identity import Name, PartialDate
from fairway.engines.registers import WorkerRow, generate, profile

SEED = 20260105
_SEASON = date(2026, 1, 1)
_SEXES = {registers.Sex.FEMALE: Sex.FEMALE, registers.Sex.MALE: Sex.MALE}
_LANGUAGES = ("en", "fr", "ar")
_YOUNGEST, _OLDEST = 1972, 2001


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person: who she is, and what she could do."""

    details: PersonDetails
    languages: tuple[tuple[str, str], ...]
    experience_months: int


def invented(corridor: str, *, women_only: bool = False) -> Iterator[Invented]:
    """People of a corridor, always the same ones in the same order, without end to speak of."""
    for row in generate(4_000, SEED, profile(corridor), _SEASON):
        born = int(row.birth_date[:4])
        fitting = not women_only or row.sex is registers.Sex.FEMALE
        if fitting and _YOUNGEST <= born <= _OLDEST:
            yield Invented(_details(row), _spoken(row), row.experience_months)


class Crowd:
    """The people who are still to come, in their order."""

    def __init__(self, people: Iterator[Invented]) -> None:
        self._people = people
        self._passed_over: list[Invented] = []

    def come(self, *, born_from: int = 0) -> Invented:
        """The next one, or the next who was born in a year or later."""
        for place, one in enumerate(self._passed_over):
            if _born(one) >= born_from:
                return self._passed_over.pop(place)
        for one in self._people:
            if _born(one) >= born_from:
                return one
            self._passed_over.append(one)
        raise LookupError("Nobody is left to be invented.")


def _born(one: Invented) -> int:
    birth = one.details.birth_date
    return birth.year if birth else 0


def _details(row: WorkerRow) -> PersonDetails:
    names = [Name.of(row.given_names, row.family_name)]
    if row.family_name_local:
        names.append(Name.of(row.given_names_local, row.family_name_local))
    language = "ar" if row.nationality == "TN" else "en"
    return PersonDetails(
        names=tuple(names),
        birth_date=PartialDate.parse(row.birth_date),
        sex=_SEXES.get(row.sex, Sex.NOT_STATED) if row.sex else Sex.NOT_STATED,
        nationality=row.nationality,
        phone=row.phone,
        address=row.home_region,
        language=language,
        identities=(
            IdentityNumber.parse(
                {"kind": IdentityKind.WORKER, "country": row.nationality, "number": row.id_number}
            ),
        ),
    )


def _spoken(row: WorkerRow) -> tuple[tuple[str, str], ...]:
    return tuple((language, level.value) for language, level in row.languages)
