"""The criteria of a channel as a pack publishes them: who can go, and what earns points."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fairway.engines.provisions.names import Name

# What nobody may earn or lose a place by. An age limit that a law sets is stated under ``ages``.
PROTECTED = frozenset(
    {
        "age", "belief", "birth_date", "children", "citizenship", "colour", "disability",
        "ethnicity", "family", "family_status", "gender", "health", "marital_status",
        "nationality", "origin", "political_opinion", "pregnancy", "race", "religion", "sex",
        "sexual_orientation", "union_membership",
    }
)  # fmt: skip
_MOST = 10_000
Weight = Annotated[int, Field(ge=0, le=_MOST, strict=True)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExperiencePoints(_Model):
    """``points`` for each whole step of months beyond what the order asks for, at most ``most``."""

    each_months: Annotated[int, Field(ge=1, le=1_200, strict=True)] = 3
    points: Weight = 1
    most: Weight = 20


class LanguagePoints(_Model):
    """``points`` for each CEFR level beyond what the order asks for, at most ``most``."""

    points: Weight = 0
    most: Weight = 0


class PointsDeclaration(_Model):
    """What a worker earns with an order: whole points, from what the work asks for alone."""

    own_occupation: Weight = 10
    near_occupation: Weight = 0
    experience: ExperiencePoints = ExperiencePoints()
    languages: LanguagePoints = LanguagePoints()

    @model_validator(mode="before")
    @classmethod
    def _nothing_protected(cls, data: Any) -> Any:
        named = data if isinstance(data, dict) else {}
        if found := sorted(str(name) for name in named if str(name).lower() in PROTECTED):
            raise ValueError(f"{', '.join(found)}: a protected attribute earns no points")
        return data


class AgeLimits(_Model):
    """Names of the pack's parameters, in whole years on the day the work starts; both included."""

    least: Name | None = None
    most: Name | None = None


class CriteriaDeclaration(_Model):
    """Published with the channel. What is left out is as it was before channels could say it."""

    occupations_within: Literal["unit group", "minor group", "sub-major group", "major group"] = (
        "unit group"
    )
    conditions: list[
        Literal["occupation", "experience", "languages", "certificates", "place", "dates", "pay"]
    ] = ["occupation", "experience", "dates", "pay"]
    ages: AgeLimits | None = None
    points: PointsDeclaration = PointsDeclaration()

    @model_validator(mode="before")
    @classmethod
    def _nobody_barred(cls, data: Any) -> Any:
        named = data.get("conditions") if isinstance(data, dict) else None
        listed = named if isinstance(named, list) else []
        if found := sorted(str(name) for name in listed if str(name).lower() in PROTECTED):
            raise ValueError(
                f"{', '.join(found)}: a protected attribute is no condition; an age limit that a "
                "law sets is stated under ages, by the parameter that founds it"
            )
        if isinstance(named, list) and "occupation" not in named:
            raise ValueError("the conditions name the occupation")
        return data
