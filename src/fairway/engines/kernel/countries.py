"""Countries by ISO 3166-1 alpha-2, and the corridor between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pycountry

from fairway.engines.kernel.errors import BadInput, Fault


@cache
def _known(code: str) -> bool:
    return pycountry.countries.get(alpha_2=code) is not None


@dataclass(frozen=True, slots=True, order=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code."""

    code: str

    def __post_init__(self) -> None:
        if not _known(self.code):
            raise BadInput(
                Fault("country", self.code, "an ISO 3166-1 alpha-2 code such as TN", "country")
            )

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True, order=True)
class Corridor:
    """An ordered pair of countries: where people leave, where they work."""

    origin: Country
    destination: Country

    def __post_init__(self) -> None:
        if self.origin == self.destination:
            raise BadInput(
                Fault("destination", self.destination.code, "a country other than the origin")
            )

    @classmethod
    def of(cls, origin: str, destination: str) -> Corridor:
        """Build from two codes."""
        return cls(Country(origin), Country(destination))

    def __str__(self) -> str:
        return f"{self.origin}-{self.destination}"
