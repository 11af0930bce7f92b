"""What is known of a person when somebody asks whether two records are one."""

from __future__ import annotations

from dataclasses import dataclass

from fairway.engines.identity.dates import PartialDate
from fairway.engines.identity.names import Name


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives, as far as an address was taken down; empty is not known."""

    number: str = ""
    street: str = ""
    more: str = ""
    town: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One record of a person, whatever of it is known.

    ``names``: in several scripts, and earlier ones; ``places``: of birth, place before region;
    ``phones``: E.164; ``numbers``: (kind, value) of identity numbers, the kind naming the country
    too where values of several could meet (``national_id:MX``). Empty is not known and counts
    neither for nor against.
    """

    reference: str
    names: tuple[Name, ...] = ()
    birth: PartialDate | None = None
    places: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    sex: str = ""
    home: Home | None = None
