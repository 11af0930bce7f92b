"""The kinds of value that all documents share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# A reference within a document: any text that names one thing.
Ref = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Points = Annotated[int, Field(ge=-(2**53), le=2**53)]


class Shape(BaseModel):
    """A part of a document: nothing unknown is passed over, and no text is read as a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
