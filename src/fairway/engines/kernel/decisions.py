"""What an engine answers about a person: an outcome, its reasons and their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fairway.engines.kernel.money import Money

# Facts are frozen beside a decision, so they are plain values that JSON can carry exactly.
# None means: the fact is not known (never: the fact is false).
FactValue = bool | int | str | Decimal | date | Money | tuple[str, ...] | None

NOT_KNOWN = "not known"


class Outcome(StrEnum):
    """A missing, expired or unverified parameter never allows or refuses: it leaves incomplete."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    INCOMPLETE = "incomplete"


class Confidence(StrEnum):
    """How the value of a parameter was established."""

    SEEN = "seen in source"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a provision comes from. ``article`` may be "not known"; it is never invented."""

    title: str
    article: str
    url: str
    confidence: Confidence
    seen: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One provision's part in a decision.

    ``texts`` is the reason in plain words by language code (always with "en").
    ``facts`` are those that the provision looked at, ``missing`` the names it could not find,
    ``parameters`` the values in force that it used.
    """

    provision: str
    outcome: Outcome
    texts: Mapping[str, str]
    source: Source
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    parameters: Mapping[str, FactValue] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum that a decision fixes, such as the fee that may be charged."""

    name: str
    value: Money
    provision: str


@dataclass(frozen=True, slots=True)
class PackRef:
    """Exactly which text decided: pack, version, and the digest of its canonical form."""

    pack: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one question on one date. Reproducible from ``packs`` and ``facts``."""

    question: str
    outcome: Outcome
    reasons: tuple[Reason, ...]
    packs: tuple[PackRef, ...]
    facts: Mapping[str, FactValue]
    on: date
    engine: str
    amounts: tuple[Amount, ...] = ()

    @property
    def refusals(self) -> tuple[Reason, ...]:
        """The reasons that refuse, in the packs' order."""
        return tuple(r for r in self.reasons if r.outcome is Outcome.REFUSED)

    @property
    def gaps(self) -> tuple[Reason, ...]:
        """The reasons that leave the decision to a person."""
        return tuple(r for r in self.reasons if r.outcome is Outcome.INCOMPLETE)
