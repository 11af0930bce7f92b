"""The offices of the demonstration and who works there. Every name is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from fairway.core import clock
from fairway.core.accounts.actors import Actor, for_membership
from fairway.core.accounts.founding import authority_for
from fairway.core.accounts.models import Authority, Membership, Organisation, OrganisationKind, User
from fairway.core.journal import actions as journal
from fairway.engines.identity import organisation_key
from fairway.engines.lifecycles import Role

COUNTRIES = ("PH", "AE", "TN", "FR")


@dataclass(frozen=True, slots=True)
class Office:
    """One organisation, whose authority it belongs to, where it stands, and who works in it."""

    key: str
    name: str
    authority: str
    role: Role
    staff: tuple[str, ...]
    kind: OrganisationKind = OrganisationKind.OFFICE
    stands_in: str = ""


OFFICES = (
    Office(
        "manila",
        "Departures office, Manila",
        "PH",
        Role.OFFICER_ORIGIN,
        ("Liza Bantolinao", "Ramon Dalisaypo", "Corazon Gumabakan"),
    ),
    Office(
        "dubai_attache",
        "Philippine labour office, Dubai",
        "PH",
        Role.ATTACHE,
        ("Teresa Abayanin", "Joel Matibagan"),
        stands_in="AE",
    ),
    Office(
        "manila_airport", "Airport desk, Manila", "PH", Role.BORDER_OFFICER, ("Dante Luntibakan",)
    ),
    Office(
        "manila_training",
        "Bayanihan training centre, Manila",
        "PH",
        Role.PROVIDER,
        ("Grace Panguntibay",),
        OrganisationKind.PROVIDER,
    ),
    Office(
        "migrant_voice",
        "Migrant Voice, Manila and Dubai",
        "PH",
        Role.CASEWORKER,
        ("Inday Sinolanan", "Paolo Dimaguro"),
        OrganisationKind.SUPPORT,
    ),
    Office(
        "open_door",
        "Open Door shelter, Dubai",
        "PH",
        Role.SHELTER,
        ("Miriam Tolasiran",),
        OrganisationKind.SUPPORT,
        "AE",
    ),
    Office("arbiters", "Bench of labour arbiters", "PH", Role.TRIBUNAL, ("Justo Laktibakan",)),
    Office("manila_audit", "Audit office, Manila", "PH", Role.AUDITOR, ("Cora Balindomunti",)),
    Office(
        "manila_systems", "Systems office, Manila", "PH", Role.ADMINISTRATOR, ("Noel Katoguro",)
    ),
    Office(
        "dubai",
        "Domestic work office, Dubai",
        "AE",
        Role.OFFICER_DESTINATION,
        ("Huda Al Rumaithan", "Saif Al Qasroun"),
    ),
    Office(
        "dubai_inspection",
        "Labour inspection, Dubai",
        "AE",
        Role.INSPECTOR,
        ("Khalfan Al Shamroun",),
    ),
    Office(
        "residence_police",
        "Residence police, Dubai",
        "AE",
        Role.IMMIGRATION_ENFORCEMENT,
        ("Majid Al Tarifoun",),
    ),
    Office(
        "tunis",
        "Employment agency, Tunis",
        "TN",
        Role.OFFICER_ORIGIN,
        ("Amel Trabadane", "Mehdi Gharlifi"),
    ),
    Office("tunis_airport", "Airport desk, Tunis", "TN", Role.BORDER_OFFICER, ("Sami Zoumissi",)),
    Office(
        "tunis_clinic",
        "Clinic of the harbour, Tunis",
        "TN",
        Role.PROVIDER,
        ("Salma Bouradane",),
        OrganisationKind.PROVIDER,
    ),
    Office(
        "tunis_union",
        "Workers' union, Tunis",
        "TN",
        Role.CASEWORKER,
        ("Karim Mezdouna",),
        OrganisationKind.SUPPORT,
    ),
    Office("tunis_audit", "Audit office, Tunis", "TN", Role.AUDITOR, ("Leila Kralissi",)),
    Office(
        "lyon",
        "Office for foreign labour, Lyon",
        "FR",
        Role.OFFICER_DESTINATION,
        ("Odile Marchenoire", "Bastien Roquelavoine"),
    ),
    Office(
        "lyon_observatory",
        "Observatory of labour migration, Lyon",
        "FR",
        Role.ANALYST,
        ("Solène Marquevielle",),
    ),
    Office("lyon_inspection", "Labour inspection, Lyon", "FR", Role.INSPECTOR, ("Maud Tervielle",)),
    Office(
        "joint_committee",
        "Secretariat of the joint committee",
        "FR",
        Role.SECRETARIAT,
        ("Clément Desauvrin",),
    ),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The authorities by country, and the members of each office as they act."""

    authorities: Mapping[str, Authority]
    members: Mapping[str, tuple[Actor, ...]]
    houses: Mapping[str, Organisation]

    def of(self, key: str, number: int = 0) -> Actor:
        """A member of an office; the first where none is named."""
        return self.members[key][number]


def enter() -> Cast:
    """Make the authorities, their offices and accounts; a demonstration's accounts open by a click.

    An installation's own first accounts are made by its administrator in the same way.
    """
    authorities = {country: authority_for(country) for country in COUNTRIES}
    members: dict[str, tuple[Actor, ...]] = {}
    houses: dict[str, Organisation] = {}
    for office in OFFICES:
        houses[office.key], members[office.key] = _open(office, authorities[office.authority])
    return Cast(authorities, members, houses)


@transaction.atomic
def _open(office: Office, authority: Authority) -> tuple[Organisation, tuple[Actor, ...]]:
    organisation = Organisation.objects.create(
        authority=authority,
        kind=office.kind,
        name=office.name,
        name_key=organisation_key(office.name),
        country=office.stands_in or office.authority,
    )
    actors = tuple(_employ(name, office.role, organisation) for name in office.staff)
    journal.record(
        organisation, "organisation.enrolled", actor=actors[0], payload={"role": office.role.value}
    )
    return organisation, actors


def _employ(name: str, role: Role, organisation: Organisation) -> Actor:
    user = User.objects.create_user(
        f"{_letters(name)}@demo.example",
        display_name=name,
        is_demo=True,
    )
    membership = Membership.objects.create(
        authority=organisation.authority,
        user=user,
        organisation=organisation,
        role=role.value,
        valid_from=clock.today(organisation.authority.time_zone),
    )
    return for_membership(membership)


def _letters(name: str) -> str:
    return "".join(letter for letter in organisation_key(name) if letter.isalnum())
