"""The persons room in the API: oneself, those who act for one, and one's tokens."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from fairway.commons.persons import keys
from fairway.commons.persons.schemas import (
    ConsentOut,
    CorrectIn,
    ErasureOut,
    GroundIn,
    LanguageIn,
    LookedOut,
    MeOut,
    NewToken,
    PersonOut,
    ReadingOut,
    RegisterIn,
    RepresentativeOut,
    RepresentIn,
    TokenIn,
    TokenOut,
)
from fairway.commons.persons.words import action_title
from fairway.core import clock, formats
from fairway.core.access.gate import Denied, actor_of, operation
from fairway.core.access.models import AccessEntry
from fairway.core.accounts import phones, tokens
from fairway.core.accounts.models import Authority
from fairway.core.paging import Cursor, PageOut, paged
from fairway.core.people import actions as people
from fairway.core.people import queries
from fairway.core.people.models import ErasureRequest, Person, Purpose
from fairway.engines.identity import Name

router = Router()
_LATEST = 200


@router.post("/people", response={201: PersonOut}, operation_id="registerPerson")
@operation("person.register")
def register(request: HttpRequest, body: RegisterIn) -> Status[PersonOut]:
    """Enter a person into the register of the caller's office.

    She opens her account herself, with a code that is sent to her phone.
    """
    actor = actor_of(request)
    if actor.authority_id is None:  # a worker registers on the web, with a code
        raise Denied(actor, "person.register")
    details = people.PersonDetails.parse(body.stated(), today=clock.today())
    office = Authority.objects.get(pk=actor.authority_id)
    made = people.register(details, authority=office, actor=actor, client_id=body.client_id)
    return Status(201, PersonOut(id=made.id))


@router.get("/me", response=MeOut, operation_id="readMyData")
@operation("person.own")
def me(request: HttpRequest) -> MeOut:
    """Read what is held about oneself, or about whom one represents."""
    person = _me(request)
    return MeOut.of(person, people.details(person, actor=actor_of(request), action="person.own"))


@router.patch("/me", response=MeOut, operation_id="correctMyData")
@operation("person.correct")
def correct(request: HttpRequest, body: CorrectIn) -> MeOut:
    """Correct what is held about oneself; the phone number, which opens the account, stays."""
    actor, person = actor_of(request), _me(request)
    known = people.details(person, actor=actor, action="person.correct")
    said = people.PersonDetails.parse({**known.as_json(), **body.stated()}, today=clock.today())
    fresh = people.correct(person, said, actor=actor, expected_version=body.expected_version)
    return MeOut.of(fresh, said)


@router.get("/me/export", response=dict[str, Any], operation_id="exportMyData")
@operation("person.own")
def export(request: HttpRequest) -> dict[str, Any]:
    """Take away everything that is held about oneself."""
    return people.export(_me(request), actor=actor_of(request))


@router.get("/me/readings", response=list[LookedOut], operation_id="listWhoLooked")
@operation("person.own")
def readings(request: HttpRequest) -> list[LookedOut]:
    """List who read one's data: the latest two hundred; the export has all."""
    found = people.who_looked(_me(request), actor=actor_of(request))[:_LATEST]
    return [
        LookedOut(
            at=x.at,
            role=x.role,
            organisation=x.organisation,
            action=x.action,
            title=action_title(x.action),
        )
        for x in found
    ]


@router.get("/me/consents", response=list[ConsentOut], operation_id="listMyConsents")
@operation("person.own")
def consents(request: HttpRequest) -> list[ConsentOut]:
    """List every purpose with its words, in the language of Accept-Language."""
    given = {row.purpose: row for row in _me(request).consents.all()}
    language = formats.language()
    return [ConsentOut.of(p, people.wording(p, language), given.get(p.value)) for p in Purpose]


@router.post("/me/consents/{purpose}/give", response=ConsentOut, operation_id="giveConsent")
@operation("person.consent")
def give(request: HttpRequest, purpose: Purpose, body: LanguageIn) -> ConsentOut:
    """Agree to one purpose, in the words of the language in which they were read."""
    row = people.give(_me(request), purpose, language=body.language, actor=actor_of(request))
    return ConsentOut.of(purpose, row.wording, row)


@router.post("/me/consents/{purpose}/withdraw", response=ConsentOut, operation_id="withdrawConsent")
@operation("person.consent")
def withdraw(request: HttpRequest, purpose: Purpose) -> ConsentOut:
    """Agree no longer to one purpose."""
    row = people.withdraw(_me(request), purpose, actor=actor_of(request))
    return ConsentOut.of(purpose, people.wording(purpose, formats.language()), row)


@router.get(
    "/me/representatives", response=list[RepresentativeOut], operation_id="listRepresentatives"
)
@operation("person.represent")
def representatives(request: HttpRequest) -> list[RepresentativeOut]:
    """List who may act for oneself, now or before."""
    rows = _me(request).representations.order_by("valid_from", "id")
    return [RepresentativeOut.of(row) for row in rows]


@router.post(
    "/me/representatives", response={201: RepresentativeOut}, operation_id="nameRepresentative"
)
@operation("person.represent")
def represent(request: HttpRequest, body: RepresentIn) -> Status[RepresentativeOut]:
    """Name somebody to act for oneself, in nothing but these actions."""
    made = people.represent(
        _me(request),
        phone=phones.normalise(body.phone),
        name=Name.from_json(body.name.model_dump(mode="json")),
        relation=body.relation,
        actions=body.actions,
        valid_to=body.valid_to,
        actor=actor_of(request),
    )
    return Status(201, RepresentativeOut.of(made))


@router.post(
    "/me/representatives/{representative_id}/end",
    response={204: None},
    operation_id="endRepresentative",
)
@operation("person.represent")
def end(request: HttpRequest, representative_id: uuid.UUID) -> Status[None]:
    """End it at once."""
    rows = _me(request).representations.select_related("user")
    people.end(get_object_or_404(rows, pk=representative_id), actor=actor_of(request))
    return Status(204, None)


@router.post("/me/erasure", response={201: ErasureOut}, operation_id="askForErasure")
@operation("person.erase.request")
def forget(request: HttpRequest) -> Status[ErasureOut]:
    """Ask to be forgotten; asking twice finds the request that is open."""
    made = people.request_erasure(_me(request), actor=actor_of(request))
    return Status(201, ErasureOut.of(made))


@router.post("/me/erasure/withdraw", response=ErasureOut, operation_id="withdrawErasure")
@operation("person.erase.request")
def remember(request: HttpRequest) -> ErasureOut:
    """Think again, while the data is there."""
    open_ones = _me(request).erasures.filter(state__in=("requested", "on_hold", "approved"))
    asked = get_object_or_404(open_ones)
    return ErasureOut.of(people.withdraw_request(asked, actor=actor_of(request)))


@router.get("/erasures", response=PageOut[ErasureOut], operation_id="listErasures")
@operation("person.erase.read")
def erasures(request: HttpRequest, cursor: Cursor) -> PageOut[ErasureOut]:
    """List the requests that one's authority answers."""
    return paged(queries.erasures_visible_to(actor_of(request)), cursor, ErasureOut.of)


@router.post("/erasures/{erasure_id}/approve", response=ErasureOut, operation_id="approveErasure")
@operation("person.erase.decide")
def approve(request: HttpRequest, erasure_id: uuid.UUID) -> ErasureOut:
    """Approve it; after seven days to think again the key to the data is destroyed."""
    return ErasureOut.of(people.grant(_erasure(request, erasure_id), actor=actor_of(request)))


@router.post("/erasures/{erasure_id}/hold", response=ErasureOut, operation_id="holdErasure")
@operation("person.erase.decide")
def hold(request: HttpRequest, erasure_id: uuid.UUID, body: GroundIn) -> ErasureOut:
    """Keep the data for now, on a ground that the person reads."""
    found = _erasure(request, erasure_id)
    done = people.put_on_hold(found, ground=body.ground, actor=actor_of(request))
    return ErasureOut.of(done)


@router.post("/erasures/{erasure_id}/refuse", response=ErasureOut, operation_id="refuseErasure")
@operation("person.erase.decide")
def refuse(request: HttpRequest, erasure_id: uuid.UUID, body: GroundIn) -> ErasureOut:
    """Refuse it, on a ground in law that the person reads."""
    found = _erasure(request, erasure_id)
    return ErasureOut.of(people.refuse(found, ground=body.ground, actor=actor_of(request)))


@router.post("/erasures/{erasure_id}/release", response=ErasureOut, operation_id="releaseErasure")
@operation("person.erase.decide")
def release(request: HttpRequest, erasure_id: uuid.UUID) -> ErasureOut:
    """End the hold: it waits for its decision again."""
    return ErasureOut.of(people.release(_erasure(request, erasure_id), actor=actor_of(request)))


@router.get("/access-log", response=PageOut[ReadingOut], operation_id="listReadings")
@operation("access_log.read")
def access_log(request: HttpRequest, cursor: Cursor) -> PageOut[ReadingOut]:
    """List who read what; the records themselves are not in it."""
    return paged(AccessEntry.objects.all(), cursor, ReadingOut.of)


@router.get("/tokens", response=PageOut[TokenOut], operation_id="listTokens")
@operation("token.manage")
def list_tokens(request: HttpRequest, cursor: Cursor) -> PageOut[TokenOut]:
    """List one's own tokens, without their text."""
    return paged(keys.mine(actor_of(request)), cursor, TokenOut.of)


@router.post("/tokens", response={201: NewToken}, operation_id="issueToken")
@operation("token.manage")
def issue_token(request: HttpRequest, body: TokenIn, response: HttpResponse) -> Status[NewToken]:
    """Make a token for one's own role; its text is answered this once and never kept."""
    made, secret = tokens.issue(
        actor_of(request), label=body.label, scopes=body.scopes, expires_at=body.expires_at
    )
    response["Cache-Control"] = "no-store"
    return Status(201, NewToken.first(made, secret))


@router.post("/tokens/{token_id}/revoke", response={204: None}, operation_id="revokeToken")
@operation("token.manage")
def revoke_token(request: HttpRequest, token_id: uuid.UUID) -> Status[None]:
    """End a token of one's own at once."""
    actor = actor_of(request)
    tokens.revoke(get_object_or_404(keys.mine(actor), pk=token_id), actor=actor)
    return Status(204, None)


def _me(request: HttpRequest) -> Person:
    actor = actor_of(request)
    rows = queries.visible_to(actor).select_related("authority")
    return get_object_or_404(rows, pk=actor.acts_for, erased_at=None)


def _erasure(request: HttpRequest, erasure_id: uuid.UUID) -> ErasureRequest:
    return get_object_or_404(queries.erasures_visible_to(actor_of(request)), pk=erasure_id)
