"""What is known of a person, as it is entered, sealed and shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairway.core.people import fields as read
from fairway.engines.identity import Name, PartialDate
from fairway.engines.kernel import BadInput, Fault

MOST_NAMES = 5
MOST_IDENTITIES = 10
_NUMBER = re.compile(r"[0-9A-Z]{4,24}", re.ASCII)
_IGNORED_IN_NUMBERS = re.compile(r"[\s./-]+")


class Sex(models.TextChoices):
    """As the identity document states it."""

    FEMALE = "female", gettext_lazy("Female")
    MALE = "male", gettext_lazy("Male")
    OTHER = "other", gettext_lazy("Other")
    NOT_STATED = "", gettext_lazy("Not stated")


class IdentityKind(models.TextChoices):
    """Which number identifies a person."""

    PASSPORT = "passport", gettext_lazy("Passport")
    NATIONAL_ID = "national_id", gettext_lazy("National identity number")
    RESIDENCE = "residence", gettext_lazy("Residence permit")
    SOCIAL_SECURITY = "social_security", gettext_lazy("Social security number")
    WORKER = "worker", gettext_lazy("Number in a register of workers")


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that a country gave to this person and to nobody else."""

    kind: IdentityKind
    country: str
    number: str
    expires: date | None = None

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> IdentityNumber:
        """Read and tidy a number; a refusal never repeats it."""
        faults = read.Faults()
        kind: Any = faults.of(lambda: read.choice(IdentityKind, "identity_kind", data.get("kind")))
        country = faults.of(lambda: read.country("identity_country", data.get("country")))
        number = _IGNORED_IN_NUMBERS.sub("", read.text(data.get("number"))).upper()
        if not _NUMBER.fullmatch(number):
            accepted = _("4 to 24 letters and digits")
            faults.add(Fault("identity_number", "", accepted, "identity_number"))
        expires = faults.of(lambda: read.day("identity_expires", data.get("expires")))
        faults.raise_any()
        return cls(kind, str(country), number, expires)

    @property
    def index_kind(self) -> str:
        """The kind of its blind index."""
        return f"id:{self.kind}:{self.country}"

    def as_json(self) -> dict[str, Any]:
        """Write it as JSON-able data."""
        expires = self.expires.isoformat() if self.expires else ""
        return {
            "kind": self.kind.value,
            "country": self.country,
            "number": self.number,
            "expires": expires,
        }


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Everything that names a person. The first name is the one in her document."""

    names: tuple[Name, ...]
    birth_date: PartialDate | None = None
    sex: Sex = Sex.NOT_STATED
    nationality: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "en"
    identities: tuple[IdentityNumber, ...] = ()

    @classmethod
    def parse(cls, data: Mapping[str, Any], *, today: date, region: str = "") -> PersonDetails:
        """Read what a form, a client or a file gave; refuses with every fault at once."""
        faults = read.Faults()
        unknown = sorted(data.keys() - {field.name for field in fields(cls)})
        for name in unknown:
            known = ", ".join(field.name for field in fields(cls))
            faults.add(Fault(str(name)[:40], "", known, "unknown_field"))
        found: dict[str, Any] = {
            "names": faults.of(lambda: _names(data.get("names"))),
            "birth_date": faults.of(lambda: read.birth(data.get("birth_date"), today)),
            "sex": faults.of(lambda: read.choice(Sex, "sex", data.get("sex") or "")),
            "nationality": faults.of(
                lambda: read.country("nationality", data.get("nationality"), optional=True)
            ),
            "phone": faults.of(lambda: read.phone(data.get("phone"), region)),
            "email": faults.of(lambda: read.email(data.get("email"))),
            "address": faults.of(lambda: read.address(data.get("address"))),
            "language": faults.of(lambda: read.language(data.get("language") or "en")),
            "identities": faults.of(lambda: _identities(data.get("identities"))),
        }
        faults.raise_any()
        return cls(**found)

    @classmethod
    def from_sealed(cls, data: Mapping[str, Any]) -> PersonDetails:
        """Read what `as_json` wrote."""
        birth = data["birth_date"]
        return cls(
            names=tuple(Name.from_json(name) for name in data["names"]),
            birth_date=PartialDate.parse(birth) if birth else None,
            sex=Sex(data["sex"]),
            nationality=data["nationality"],
            phone=data["phone"],
            email=data["email"],
            address=data["address"],
            language=data["language"],
            identities=tuple(
                IdentityNumber(
                    IdentityKind(item["kind"]),
                    item["country"],
                    item["number"],
                    date.fromisoformat(item["expires"]) if item["expires"] else None,
                )
                for item in data["identities"]
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """Write it as JSON-able data, every field always there."""
        return {
            "names": [name.as_json() for name in self.names],
            "birth_date": str(self.birth_date) if self.birth_date else "",
            "sex": self.sex.value,
            "nationality": self.nationality,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
            "language": self.language,
            "identities": [identity.as_json() for identity in self.identities],
        }

    @property
    def full_name(self) -> str:
        """The name in her document, as written."""
        return self.names[0].full

    def name_in(self, script: str) -> Name:
        """Her name in a script (ISO 15924); the one in her document where she gave none."""
        return next((name for name in self.names if name.script == script), self.names[0])

    def changed_from(self, before: PersonDetails) -> tuple[str, ...]:
        """The names of the fields in which two differ."""
        return tuple(
            field.name
            for field in fields(self)
            if getattr(self, field.name) != getattr(before, field.name)
        )


def _names(value: Any) -> tuple[Name, ...]:
    items = read.items("names", value, MOST_NAMES)
    if not items:
        raise BadInput(Fault("names", "", _("at least one name"), "required"))
    return tuple(Name.from_json(item) for item in items)


def _identities(value: Any) -> tuple[IdentityNumber, ...]:
    items = read.items("identities", value, MOST_IDENTITIES)
    return tuple(IdentityNumber.parse(item) for item in items)
