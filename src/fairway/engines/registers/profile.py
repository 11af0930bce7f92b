"""Distributions a register is drawn from, each with its source or marked as an assumption."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROFILES = ("us-farm", "us-seasonal", "tn-fr", "ph-ae")


@dataclass(frozen=True, slots=True)
class Basis:
    """Where one distribution comes from: a source, a definition, or an assumption."""

    name: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Names:
    """How names, numbers and references of one nationality are made up.

    Each part of a name is a pair: in Latin letters, and in the register's other script or ''.
    """

    phone_prefix: str
    phone_digits: int
    id_prefix: str
    family_names: int
    given_of_women: tuple[tuple[str, str], ...]
    given_of_men: tuple[tuple[str, str], ...]
    syllables: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One corridor's people, as data."""

    name: str
    title: str
    currency: str
    data: Mapping[str, Any]

    @property
    def basis(self) -> tuple[Basis, ...]:
        """What each distribution rests on, for the report and the documentation."""
        return tuple(
            Basis(name, block["basis"], block["note"])
            for name, block in self.data.items()
            if isinstance(block, dict)
        )

    def weights(self, name: str) -> Any:
        """The weights of a distribution."""
        return self.data[name]["weights"]


def _read(name: str) -> Any:
    return json.loads(
        (files(__package__) / "profiles" / f"{name}.json").read_text(encoding="utf-8")
    )


@cache
def profile(name: str) -> Profile:
    """A profile by name; an unknown name is refused with the known ones."""
    if name not in PROFILES:
        raise BadInput(Fault("profile", name, "one of " + ", ".join(PROFILES), "unknown_profile"))
    data = _read(name)
    return Profile(data["name"], data["title"], data["currency"], data)


@cache
def names_of(nationality: str) -> Names:
    """How people of a nationality are named in a generated register."""
    data = _read("names")[nationality]
    given = _pairs(data["given"])
    return Names(
        phone_prefix=data["phone"][0],
        phone_digits=data["phone"][1],
        id_prefix=data["id"],
        family_names=data["family_names"],
        given_of_women=tuple(pair for i, pair in enumerate(given) if i in data["female"]),
        given_of_men=tuple(pair for i, pair in enumerate(given) if i not in data["female"]),
        syllables=tuple(_pairs(data[part]) for part in ("first", "middle", "last")),
    )


def _pairs(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((latin, local) for latin, local in rows)
