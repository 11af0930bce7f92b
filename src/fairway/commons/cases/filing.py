"""Asking for help: by herself, through whom she named, by a caseworker, or without an account."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fairway.commons.cases import codes
from fairway.commons.cases.due import due_of
from fairway.commons.cases.kinds import Allegation, ContactWay, PartyRole, Side, urgency_of
from fairway.commons.cases.models import Case, CaseParty
from fairway.commons.cases.queries import side_of
from fairway.commons.cases.sealing import key_owner, seal
from fairway.core import transitions
from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority, Organisation
from fairway.core.ids import new_id
from fairway.core.people import queries as people
from fairway.core.people.models import Person, RetentionClass
from fairway.core.people.registration import keep_longer
from fairway.engines.kernel import BadInput, Corridor, Fault
from fairway.engines.lifecycles import CASE, WORKER_SIDE, Role, possible

MOST_WORDS = 8_000
_MOST_SHORT = 300


@dataclass(frozen=True, slots=True)
class Contact:
    """How she can be reached without harm. ``silent``: nothing may show on her phone."""

    way: ContactWay = ContactWay.HERE
    number: str = ""
    when: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells who asks for help. Words may be empty: a list of signs is enough."""

    allegations: tuple[Allegation, ...]
    words: str = ""
    place: str = ""
    danger: bool = False
    contact: Contact = field(default_factory=Contact)

    @classmethod
    def of(
        cls,
        allegations: Iterable[str],
        *,
        words: str = "",
        place: str = "",
        danger: bool = False,
        contact: Contact | None = None,
    ) -> Told:
        """Read what was given; refuses with every fault at once."""
        contact = contact or Contact()
        faults, known = [], []
        for given in allegations:
            if given in Allegation.values:
                known.append(Allegation(given))
            else:
                accepted = ", ".join(Allegation.values)
                faults.append(Fault("allegations", str(given)[:40], accepted, "not_a_choice"))
        if not known and not faults:
            faults.append(Fault("allegations", "", _("at least one thing"), "required"))
        for name, text, most in (
            ("words", words, MOST_WORDS),
            ("place", place, _MOST_SHORT),
            ("number", contact.number, _MOST_SHORT),
            ("when", contact.when, _MOST_SHORT),
        ):
            if len(text) > most:
                accepted = _("at most %(most)s characters") % {"most": most}
                faults.append(Fault(name, f"{len(text)}", accepted, "too_long"))
        if faults:
            raise BadInput(*faults)
        tidy = Contact(contact.way, contact.number.strip(), contact.when.strip(), contact.silent)
        return cls(tuple(dict.fromkeys(known)), words.strip(), place.strip(), danger, tidy)

    def as_json(self) -> dict[str, object]:
        """What is sealed."""
        return {
            "words": self.words,
            "place": self.place,
            "way": self.contact.way.value,
            "number": self.contact.number,
            "when": self.contact.when,
        }


@dataclass(frozen=True, slots=True)
class Filed:
    """A case that was received; ``code`` opens it to somebody without an account."""

    case: Case
    code: str = ""


def file(
    told: Told,
    *,
    actor: Actor,
    corridor: str = "",
    person: Person | None = None,
    journey_id: uuid.UUID | None = None,
    accused: Iterable[Organisation] = (),
    language: str = "en",
    client_id: uuid.UUID | None = None,
) -> Filed:
    """Receive a request for help. The same ``client_id`` again finds what it made.

    ``person`` is whom a caseworker asks for; a worker asks for herself, anybody else for nobody
    who is named.
    """
    authorise(actor, "public.ask_help")
    if not possible(CASE, None, actor.role):
        # Whoever has another role, an employer's clerk say, may still tell: as anybody may.
        actor = replace(actor, role=Role.PUBLIC, organisation_id=None, authority_id=None)
    person = _person(actor, person)
    if before := _before(client_id, person):
        return Filed(before, _code(before))
    if person is None and told.contact.way != ContactWay.HERE and not told.contact.number:
        accepted = _("a number, or another way to reach you")
        raise BadInput(Fault("number", "", accepted, "required"))
    way = Corridor.of(*corridor.partition("-")[::2]) if corridor else None
    authority, side = _responsible(way, person, actor)
    case = Case(
        id=new_id(),
        authority=authority,
        corridor=str(way or ""),
        person=person,
        journey_id=journey_id,
        allegations=[allegation.value for allegation in told.allegations],
        urgency=urgency_of(told.allegations, danger=told.danger),
        side=side_of(actor) or side,
        handler_id=actor.organisation_id if actor.role is Role.CASEWORKER else None,
        silent=told.contact.silent,
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        client_id=client_id,
    )
    try:
        with transaction.atomic():
            _receive(case, told, {organisation.id for organisation in accused}, actor)
    except IntegrityError as error:
        # The same request arrived twice at one moment: the second finds what the first made.
        before = _before(client_id, person)
        if before is None:
            accepted = _("an id that no other request has")
            raise BadInput(Fault("client_id", str(client_id), accepted, "taken")) from error
        return Filed(before, _code(before))
    return Filed(case, _code(case))


def _before(client_id: uuid.UUID | None, person: Person | None) -> Case | None:
    if client_id is None:
        return None
    return Case.objects.filter(client_id=client_id, person=person).first()


def _receive(case: Case, told: Told, accused: set[uuid.UUID], actor: Actor) -> None:
    case.sealed = seal(case, told.as_json())
    if case.person_id is None:
        case.code_digest = codes.digest(codes.code_of(case.id))
    else:
        keep_longer(case.person_id, RetentionClass.CASE)
    transitions.create(
        case,
        "receive",
        actor=actor,
        due_at=due_of(case, "receive"),
        payload={"urgency": int(case.urgency), "side": case.side},
        personal={**told.as_json(), "allegations": case.allegations},
        person_id=key_owner(case),
    )
    CaseParty.objects.bulk_create(
        CaseParty(case=case, organisation_id=organisation_id, role=PartyRole.ACCUSED)
        for organisation_id in sorted(accused)
    )


def _code(case: Case) -> str:
    return "" if case.person_id else codes.code_of(case.id)


def _person(actor: Actor, person: Person | None) -> Person | None:
    if actor.role in WORKER_SIDE and actor.acts_for:
        return Person.objects.select_related("authority").get(pk=actor.acts_for)
    if person is not None and not people.visible_to(actor).filter(pk=person.pk).exists():
        raise Person.DoesNotExist
    return person


def _responsible(
    way: Corridor | None, person: Person | None, actor: Actor
) -> tuple[Authority, Side]:
    """Whose case it is: her own country's where it is served here, else that of the work."""
    if person is not None:
        return person.authority, Side.ORIGIN
    if actor.authority_id is not None:
        side = side_of(actor) or Side.ORIGIN
        return Authority.objects.get(pk=actor.authority_id), side
    authorities = Authority.objects.order_by("created_at", "id")
    if way is not None:
        if found := authorities.filter(country=way.origin.code).first():
            return found, Side.ORIGIN
        if found := authorities.filter(country=way.destination.code).first():
            return found, Side.DESTINATION
    first = authorities.first()
    if first is None:
        raise BadInput(Fault("country", str(way or ""), _("a country with an office here"), "none"))
    return first, Side.ORIGIN
