"""The shape of a pack file: what a treaty lawyer writes, and what the JSON Schema is made from."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from fairway.engines.kernel import Confidence
from fairway.engines.provisions.criteria import CriteriaDeclaration
from fairway.engines.provisions.dates import PartialDate
from fairway.engines.provisions.names import (
    CountryCode,
    CurrencyCode,
    Keys,
    Line,
    Name,
    ProvisionRef,
    QuestionId,
    Slug,
    Value,
    Version,
)


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(Model):
    """The same words in every language of the product."""

    en: Line
    fr: Line
    ar: Line

    def by_language(self) -> dict[str, str]:
        return {"en": self.en, "fr": self.fr, "ar": self.ar}


class Side(StrEnum):
    ORIGIN_LAW = "origin law"
    DESTINATION_LAW = "destination law"
    AGREEMENT = "agreement"
    CONTRACT = "contract"


class ParameterKind(StrEnum):
    """What a value is in law. Only some of them can decide about a person: see ``decides``."""

    CAP = "cap"
    TARGET = "target"
    FORECAST = "forecast"
    REQUIREMENT = "requirement"
    ENTITLEMENT = "entitlement"
    PROHIBITION = "prohibition"
    FEE = "fee"
    DEADLINE = "deadline"
    DEFINITION = "definition"
    SANCTION = "sanction"

    @property
    def decides(self) -> bool:
        """A target or a forecast is an aim: it can never allow or refuse."""
        return self not in {ParameterKind.TARGET, ParameterKind.FORECAST}


class ValueType(StrEnum):
    BOOL = "bool"
    INT = "int"
    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    TEXTS = "texts"
    TABLE = "table"


class Clearing(StrEnum):
    """Who brings worker and job order together."""

    CENTRAL = "central"
    EMPLOYER = "employer"


class Approver(StrEnum):
    ORIGIN = "origin authority"
    DESTINATION = "destination authority"
    ATTACHE = "labour attache"


class CapPeriod(StrEnum):
    YEAR = "year"
    FIRST_HALF = "first half of the year"
    SECOND_HALF = "second half of the year"


class ReferencedSource(Model):
    """A document that values and provisions cite."""

    title: Line
    url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+|not known)$")]
    seen: date | None = None


class CorridorPattern(Model):
    origin: CountryCode | Literal["any"]
    destination: CountryCode | Literal["any"]


class InForce(Model):
    start: PartialDate | None = Field(default=None, alias="from")
    end: PartialDate | None = Field(default=None, alias="to")

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class FactDeclaration(Model):
    """A fact that conditions may ask for. ``currency`` fixes the money a caller must convert to."""

    type: Literal["bool", "int", "text", "money", "date", "texts"]
    currency: CurrencyCode | None = None
    unit: Line | None = None
    values: list[Line] | None = None
    label: Texts
    description: Line | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.currency and self.type != "money":
            raise ValueError("only a money fact has a currency")
        if self.values and self.type not in {"text", "texts"}:
            raise ValueError("only a text fact lists its values")
        return self


class DatedValue(Model):
    """One value with its time in force. ``value`` null: it is known to exist, not what it is."""

    value: Value | None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    article: Line
    article_basis: Literal["seen", "inferred", "not known"] = "seen"
    source: Keys
    confidence: Confidence
    note: Line | None = None


class ParameterDeclaration(Model):
    type: ValueType
    kind: ParameterKind
    of: Literal["int", "money"] | None = None
    currency: CurrencyCode | None = None
    unit: Line | None = None
    label: Texts | None = None
    series: Annotated[list[DatedValue], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        money = self.type is ValueType.MONEY or self.of == "money"
        if money != bool(self.currency):
            raise ValueError("money needs a currency, and nothing else has one")
        if (self.type is ValueType.TABLE) != bool(self.of):
            raise ValueError("a table says what its values are (of), and nothing else does")
        return self


class CapDeclaration(Model):
    """A number that limits a channel. ``starts_month`` is the first month of its year."""

    id: Name
    parameter: Name
    period: CapPeriod
    starts_month: Annotated[int, Field(ge=1, le=12)] = 1
    pool: Name = "ordinary"
    counts: Texts


class ReserveGroup(StrEnum):
    """For whom places may be kept: groups that the register can tell, and no others."""

    RETURNING = "returning workers"
    FIRST_TIME = "first-time workers"
    REGIONS = "regions"
    WOMEN = "women"


class ReserveDeclaration(Model):
    """Places of a channel that a group gets first, as far as it asks; the rest is open to all.

    ``parameter`` says how many places, or how many of a hundred. A person who is of several groups
    counts for the first that the channel names. ``regions`` are those people come from.
    """

    id: Name
    group: ReserveGroup
    parameter: Name
    measure: Literal["places", "percent"] = "places"
    regions: list[Line] = []
    counts: Texts

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.group is ReserveGroup.REGIONS) != bool(self.regions):
            raise ValueError("a reserve for regions names them, and no other reserve does")
        return self


class ChannelDeclaration(Model):
    title: Texts
    clearing: Clearing
    job_orders_approved_by: Annotated[list[Approver], Field(min_length=1)]
    caps: list[CapDeclaration] = []
    targets: list[CapDeclaration] = []
    criteria: CriteriaDeclaration = CriteriaDeclaration()
    reserves: Annotated[list[ReserveDeclaration], Field(max_length=8)] = []
    note: Texts | None = None


class AppealDeclaration(Model):
    """To whom a person objects, and until when. What is not known says so."""

    to: Texts | Literal["not known"]
    days: Annotated[int, Field(ge=1)] | Literal["not known"] = "not known"
    day_kind: Literal["calendar days", "working days"] = "calendar days"
    article: Line
    source: Keys | None = None
    confidence: Confidence


class QuestionDeclaration(Model):
    appeal: AppealDeclaration


class DeadlineDeclaration(Model):
    """A time limit that somebody must keep, as a parameter of days."""

    parameter: Name
    day_kind: Literal["calendar days", "working days", "weeks", "months"] = "calendar days"
    runs_from: Texts
    who: Texts


class AmountDeclaration(Model):
    """A sum that the provision fixes; ``better`` says which of several is the worker's."""

    name: Name
    value: Line
    better: Literal["lower", "higher"] | None = None


class ProvisionTexts(Model):
    met: Texts
    broken: Texts | None = None
    unknown: Texts | None = None


class ProvisionDeclaration(Model):
    """One rule: where it applies, what it requires or forbids, and the words for each outcome.

    Without ``require``, ``forbid`` and ``amount`` it states a right, which holds where it applies.
    """

    id: Slug
    questions: Annotated[list[QuestionId], Field(min_length=1)]
    channels: list[Name] | None = None
    side: Side | None = None
    when: Line | None = None
    require: Line | None = None
    forbid: Line | None = None
    amount: AmountDeclaration | None = None
    broken: Literal["refused", "incomplete"] = "refused"
    yields_to: list[ProvisionRef] = []
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    basis: Name | None = None
    article: Line | None = None
    article_basis: Literal["seen", "inferred", "not known"] = "seen"
    source: Keys | None = None
    confidence: Confidence | None = None
    texts: ProvisionTexts

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.require and self.forbid:
            raise ValueError("a provision requires or forbids, not both")
        if (self.require or self.forbid) and self.texts.broken is None:
            raise ValueError("texts.broken is missing: what the person reads when it is not kept")
        cited = (self.article, self.source, self.confidence)
        if self.basis is None and not all(cited):
            raise ValueError("cite a parameter (basis), or give article, source and confidence")
        if self.basis is not None and any(cited):
            raise ValueError("basis already brings article, source and confidence")
        return self


class Precedence(Model):
    """What wins where several sides set a rule on the same thing, in words that are shown."""

    principle: Literal["every side must be met", "worker's better right"]
    article: Line
    source: Keys | None = None
    text: Texts


class PackFile(Model):
    """One version of one agreement, law or contract as data."""

    id: Slug
    version: Version
    title: Texts
    instrument: Line
    owner: CountryCode
    side: Side
    in_force: InForce
    corridors: Annotated[list[CorridorPattern], Field(min_length=1)]
    precedence: Precedence
    channels: dict[Name, ChannelDeclaration] = {}
    facts: dict[Name, FactDeclaration]
    sources: dict[Name, ReferencedSource]
    parameters: dict[Name, ParameterDeclaration]
    questions: dict[QuestionId, QuestionDeclaration]
    deadlines: dict[Name, DeadlineDeclaration] = {}
    provisions: list[ProvisionDeclaration]
    not_known: list[Line] = []
