"""What the persons room takes and gives in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from fairway.core.access.models import AccessEntry
from fairway.core.accounts.models import ApiToken
from fairway.core.people.actions import IdentityKind, PersonDetails, Sex
from fairway.core.people.models import Consent, ErasureRequest, Person, Purpose, Representation
from fairway.engines.identity import NameOrder
from fairway.engines.identity.names import LONGEST_PART, MOST_PARTS

Language = Literal["en", "fr", "ar"]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166-1.")]
Part = Annotated[str, Field(min_length=1, max_length=LONGEST_PART)]
Partial = Annotated[
    str,
    Field(
        pattern="^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$",
        description="As precisely as it is known: 1998, 1998-04 or 1998-04-23.",
    ),
]
Ground = Annotated[str, Field(min_length=1, max_length=200, description="The article and law.")]


class Given(Schema):
    """What a client sends: nothing in it is overlooked."""

    model_config = ConfigDict(extra="forbid")


class NameIO(Given):
    """A name in one script, its parts as written; one part alone has the order ``single``."""

    parts: Annotated[list[Part], Field(min_length=1, max_length=MOST_PARTS)]
    order: NameOrder = NameOrder.GIVEN_FIRST


class IdentityIO(Given):
    """A number that a country gave to this person."""

    kind: IdentityKind
    country: Country
    number: Annotated[str, Field(min_length=4, max_length=40)]
    expires: date | None = None


class DetailsChange(Given):
    """What is to be put right; what is left out stays. Lists replace what was there."""

    names: Annotated[list[NameIO], Field(min_length=1, max_length=5)] | None = None
    birth_date: Partial | None = None
    sex: Sex | None = None
    nationality: Country | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    address: Annotated[str, Field(max_length=300)] | None = None
    language: Language | None = None
    identities: Annotated[list[IdentityIO], Field(max_length=10)] | None = None

    def stated(self) -> dict[str, Any]:
        """The fields that were given, as the core reads them."""
        return self.model_dump(mode="json", exclude_none=True, exclude={"expected_version"})


class CorrectIn(DetailsChange):
    """A correction of what was read at a version."""

    expected_version: Annotated[int, Field(ge=1, strict=True)]


class RegisterIn(DetailsChange):
    """A person who is entered into the register of the caller's office."""

    names: Annotated[list[NameIO], Field(min_length=1, max_length=5)]
    phone: Annotated[str, Field(max_length=40, description="E.164, such as +21620123456.")] = ""
    client_id: Annotated[
        uuid.UUID | None, Field(description="The same id again finds whom it registered.")
    ] = None

    def stated(self) -> dict[str, Any]:
        """The fields that were given, as the core reads them."""
        return self.model_dump(mode="json", exclude_none=True, exclude={"client_id"})


class PersonOut(Schema):
    """Somebody who is registered."""

    id: uuid.UUID


class MeOut(PersonOut):
    """What is held about oneself."""

    version: int
    office: str
    names: list[NameIO]
    birth_date: str
    sex: str
    nationality: str
    phone: str
    email: str
    address: str
    language: str
    identities: list[dict[str, str]]

    @staticmethod
    def of(person: Person, known: PersonDetails) -> MeOut:
        """Build from a person and her unsealed details."""
        return MeOut(
            id=person.id, version=person.version, office=person.authority.slug, **known.as_json()
        )


class ConsentOut(Schema):
    """One purpose, the words that are agreed to, and since when they are."""

    purpose: Purpose
    title: str
    wording: str
    given: bool
    since: datetime | None

    @staticmethod
    def of(purpose: Purpose, wording: str, row: Consent | None) -> ConsentOut:
        """Build from the consent, if there ever was one."""
        return ConsentOut(
            purpose=purpose,
            title=str(purpose.label),
            wording=wording,
            given=row is not None and row.state == "given",
            since=row.state_since if row else None,
        )


class LanguageIn(Given):
    """In which language the words were read."""

    language: Language


class LookedOut(Schema):
    """Somebody read something about the person."""

    at: datetime
    role: str
    organisation: str
    action: str
    title: str


class RepresentIn(Given):
    """Somebody who may act, and what he may do."""

    name: NameIO
    phone: Annotated[str, Field(max_length=40)]
    relation: Annotated[str, Field(min_length=1, max_length=64)]
    actions: Annotated[list[str], Field(min_length=1, max_length=100)]
    valid_to: date | None = None


class RepresentativeOut(Schema):
    """Somebody who may act for the person."""

    id: uuid.UUID
    relation: str
    may: list[str]
    valid_from: date
    valid_to: date | None

    @staticmethod
    def of(row: Representation) -> RepresentativeOut:
        """Build from a row."""
        return RepresentativeOut.from_orm(row)


class ErasureOut(Schema):
    """A request to be forgotten."""

    id: uuid.UUID
    state: str
    created_at: datetime
    due_at: datetime | None
    answer: str

    @staticmethod
    def of(row: ErasureRequest) -> ErasureOut:
        """Build from a row."""
        return ErasureOut.from_orm(row)


class GroundIn(Given):
    """Why the data must be kept."""

    ground: Ground


class ReadingOut(Schema):
    """One reading of a sensitive record: never the record itself."""

    id: uuid.UUID
    at: datetime
    role: str
    action: str
    subject: str
    subject_id: uuid.UUID

    @staticmethod
    def of(row: AccessEntry) -> ReadingOut:
        """Build from a row."""
        return ReadingOut.from_orm(row)


class TokenIn(Given):
    """A token to be made."""

    label: Annotated[str, Field(min_length=1, max_length=100, description="What it is for.")]
    scopes: Annotated[list[str], Field(min_length=1, max_length=200)]
    expires_at: AwareDatetime


class TokenOut(Schema):
    """A token, without its text."""

    id: uuid.UUID
    label: str
    prefix: str
    role: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None

    @staticmethod
    def of(row: ApiToken) -> TokenOut:
        """Build from a row."""
        return TokenOut(**_fields(row))


class NewToken(TokenOut):
    """A token with its text, which is shown this once."""

    secret: str

    @staticmethod
    def first(row: ApiToken, secret: str) -> NewToken:
        """Build from what was just made."""
        return NewToken(**_fields(row), secret=secret)


def _fields(row: ApiToken) -> dict[str, Any]:
    return {
        "id": row.id,
        "label": row.label,
        "prefix": row.prefix,
        "role": row.membership.role if row.membership else "worker",
        "scopes": row.scopes,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "last_used_at": row.last_used_at,
        "revoked_at": row.revoked_at,
    }
