"""The names and simple values that a pack file is written with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

NOT_KNOWN = "not known"
LANGUAGES = ("en", "fr", "ar")

# The questions that the journey asks; "owed.*" questions compute what somebody must pay.
QUESTIONS = (
    "employer.register",
    "recruiter.operate",
    "job_order.approve",
    "candidacy.enter",
    "offer.make",
    "fee.charge",
    "contract.register",
    "departure.clear",
    "arrival.confirm",
    "wage.pay",
    "absence.report",
    "claim.file",
    "stay.extend",
)

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
ProvisionRef = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9-]*/)?[a-z][a-z0-9-]*$")]
QuestionId = Annotated[
    str, StringConstraints(pattern="^(" + "|".join(QUESTIONS) + r"|owed\.[a-z_]+)$")
]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,3}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True)]
Keys = Name | Annotated[list[Name], Field(min_length=1)]
Scalar = bool | int | Decimal | date | str
Value = Scalar | list[str] | dict[str, int | Decimal]
