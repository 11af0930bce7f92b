"""Names that belong to nobody, and numbers that cannot ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fairway.engines.registers.draws import Draw, Uniform
from fairway.engines.registers.profile import Names, names_of
from fairway.engines.registers.workers import Sex

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAMILY_DRAWS = (
    (Draw.FIRST, Draw.MIDDLE, Draw.LAST),
    (Draw.FIRST_2, Draw.MIDDLE_2, Draw.LAST_2),
)


class InventedName(NamedTuple):
    """A name in Latin letters, and in the register's other script where it has one."""

    family: str
    given: str
    family_local: str
    given_local: str


def invented_names(
    nationality: Sequence[str], sex: Sequence[Sex], u: Uniform
) -> list[InventedName]:
    """A common given name before family names put together from syllables."""
    given = u[:, Draw.GIVEN].tolist()
    parts = [[u[:, draw].tolist() for draw in draws] for draws in _FAMILY_DRAWS]
    made = []
    for place, (country, s) in enumerate(zip(nationality, sex, strict=True)):
        kit = names_of(country)
        pairs = [
            _family(kit, [column[place] for column in draws]) for draws in parts[: kit.family_names]
        ]
        latin, local = _given(kit, s, given[place])
        made.append(
            InventedName(
                " ".join(pair[0] for pair in pairs),
                latin,
                " ".join(pair[1] for pair in pairs).strip(),
                local,
            )
        )
    return made


def phone(kit: Names, number: int) -> str:
    """A number that begins with 0 after the country code: no subscriber has such a one."""
    return f"{kit.phone_prefix}{number % 10 ** (kit.phone_digits - 1):0{kit.phone_digits}}"


def _family(kit: Names, parts: Sequence[float]) -> tuple[str, str]:
    chosen = [
        syllables[int(part * len(syllables))]
        for syllables, part in zip(kit.syllables, parts, strict=True)
    ]
    return "".join(latin for latin, _ in chosen), "".join(local for _, local in chosen)


def _given(kit: Names, sex: Sex, part: float) -> tuple[str, str]:
    fitting = kit.given_of_women if sex is Sex.FEMALE else kit.given_of_men
    return fitting[int(part * len(fitting))]
