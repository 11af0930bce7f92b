"""The candidacies room in the API."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.candidacies import actions, queries
from fairway.leaving.candidacies.models import Candidacy, WorkerProfile
from fairway.leaving.candidacies.profiles import Stated
from fairway.leaving.schemas import (
    AllowIn,
    Channel,
    Corridor,
    Expected,
    LanguageIO,
    MoneyIO,
    Occupation,
)

router = Router()


class ProfileIn(Schema):
    """What a worker can and wishes; the first occupation is the one of the experience."""

    nationality: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    occupations: Annotated[list[Occupation], Field(min_length=1, max_length=4)]
    experience_months: Annotated[int, Field(ge=0, le=600)] = 0
    languages: Annotated[list[LanguageIO], Field(max_length=20)] = []
    available_from: date | None = None
    available_until: date | None = None
    wish_regions: Annotated[
        list[Annotated[str, Field(pattern="^[A-Z0-9]{1,6}$")]], Field(max_length=3)
    ] = []
    wish_pay: MoneyIO | None = None
    wish_first: Annotated[list[Annotated[str, Field(max_length=10)]], Field(max_length=3)] = []
    expected_version: Expected = None


class ProfileOut(Schema):
    """A profile as it is kept."""

    id: uuid.UUID
    version: int
    nationality: str
    occupations: list[str]
    experience_months: int
    languages: list[LanguageIO]
    available_from: date | None
    available_until: date | None
    wish_regions: list[str]
    wish_pay: MoneyIO | None
    wish_first: list[str]

    @staticmethod
    def of(row: WorkerProfile) -> ProfileOut:
        """Build from a row."""
        return ProfileOut(
            id=row.id,
            version=row.version,
            nationality=row.nationality,
            occupations=list(row.occupations),
            experience_months=row.experience_months,
            languages=[LanguageIO(language=code, level=level) for code, level in row.spoken],
            available_from=row.available_from,
            available_until=row.available_until,
            wish_regions=row.wish_regions,
            wish_pay=MoneyIO.of(row.wish_pay) if row.wish_pay else None,
            wish_first=row.wish_first,
        )


class CandidacyOut(Schema):
    """A wish to go in one channel."""

    id: uuid.UUID
    version: int
    corridor: str
    channel: str
    state: str
    due_at: datetime | None
    created_at: datetime

    @staticmethod
    def of(row: Candidacy) -> CandidacyOut:
        """Build from a row."""
        return CandidacyOut.from_orm(row)


class BeginIn(Schema):
    """By which way to go."""

    corridor: Corridor
    channel: Channel


class WishesIO(Schema):
    """Job orders, best first."""

    orders: Annotated[list[uuid.UUID], Field(max_length=30)]
    expected_version: Expected = None


class ChoiceOut(Schema):
    """A job order as one worker sees it."""

    job_order_id: uuid.UUID
    title: str
    employer: str
    start_on: date
    end_on: date
    pay_a_month: MoneyIO
    eligible: bool
    why_not: list[str]


@router.put("/profile", response=ProfileOut, operation_id="keepProfile")
@operation("candidacy.keep")
def keep_profile(request: HttpRequest, body: ProfileIn) -> ProfileOut:
    """Write the caller's own profile, the first time or anew."""
    stated = Stated(
        nationality=body.nationality,
        occupations=body.occupations,
        experience_months=body.experience_months,
        languages=[(one.language, one.level) for one in body.languages],
        available_from=body.available_from,
        available_until=body.available_until,
        wish_regions=body.wish_regions,
        wish_pay=body.wish_pay.money() if body.wish_pay else None,
        wish_first=body.wish_first,
    )
    kept = actions.keep_profile(
        stated, actor=actor_of(request), expected_version=body.expected_version
    )
    return ProfileOut.of(kept)


@router.get("/candidacies", response=PageOut[CandidacyOut], operation_id="listCandidacies")
@operation("candidacy.read")
def candidacies(request: HttpRequest, cursor: Cursor) -> PageOut[CandidacyOut]:
    """List the candidacies that the caller may see."""
    return paged(queries.visible_to(actor_of(request)), cursor, CandidacyOut.of)


@router.post("/candidacies", response={201: CandidacyOut}, operation_id="beginCandidacy")
@operation("candidacy.keep")
def begin(request: HttpRequest, body: BeginIn) -> Status[CandidacyOut]:
    """Begin a candidacy; the one that is live in the channel is given back."""
    made = actions.begin(corridor=body.corridor, channel=body.channel, actor=actor_of(request))
    return Status(201, CandidacyOut.of(made))


@router.get("/candidacies/{candidacy_id}", response=CandidacyOut, operation_id="readCandidacy")
@operation("candidacy.read")
def candidacy(request: HttpRequest, candidacy_id: uuid.UUID) -> CandidacyOut:
    """Read one candidacy."""
    return CandidacyOut.of(queries.get_for(actor_of(request), candidacy_id))


@router.post(
    "/candidacies/{candidacy_id}/enter", response=CandidacyOut, operation_id="enterChannel"
)
@operation("candidacy.enter")
def enter(request: HttpRequest, candidacy_id: uuid.UUID, body: AllowIn) -> CandidacyOut:
    """Enter the channel, stating what its rules need to know."""
    actor = actor_of(request)
    found = queries.get_for(actor, candidacy_id)
    done = actions.enter(found, actor=actor, statements=body.statements, why=body.why)
    return CandidacyOut.of(done)


@router.post(
    "/candidacies/{candidacy_id}/confirm", response=CandidacyOut, operation_id="confirmCandidacy"
)
@operation("candidacy.keep")
def confirm(request: HttpRequest, candidacy_id: uuid.UUID) -> CandidacyOut:
    """Say that the worker still wishes to go."""
    actor = actor_of(request)
    return CandidacyOut.of(actions.confirm(queries.get_for(actor, candidacy_id), actor=actor))


@router.post(
    "/candidacies/{candidacy_id}/withdraw", response=CandidacyOut, operation_id="withdrawCandidacy"
)
@operation("candidacy.keep")
def withdraw(request: HttpRequest, candidacy_id: uuid.UUID) -> CandidacyOut:
    """Take the candidacy back."""
    actor = actor_of(request)
    return CandidacyOut.of(actions.withdraw(queries.get_for(actor, candidacy_id), actor=actor))


@router.get("/candidacies/{candidacy_id}/wishes", response=WishesIO, operation_id="readWishes")
@operation("candidacy.own")
def wishes(request: HttpRequest, candidacy_id: uuid.UUID) -> WishesIO:
    """Read the wishes, best first."""
    found = queries.get_for(actor_of(request), candidacy_id)
    ranked = found.wishes.order_by("rank").values_list("job_order_id", flat=True)
    return WishesIO(orders=list(ranked))


@router.put("/candidacies/{candidacy_id}/wishes", response=CandidacyOut, operation_id="rankWishes")
@operation("candidacy.keep")
def rank(request: HttpRequest, candidacy_id: uuid.UUID, body: WishesIO) -> CandidacyOut:
    """Write the wishes anew; a list with an order that may not be wished for is refused whole."""
    actor = actor_of(request)
    done = actions.rank(
        queries.get_for(actor, candidacy_id),
        body.orders,
        actor=actor,
        expected_version=body.expected_version,
    )
    return CandidacyOut.of(done)


@router.get(
    "/candidacies/{candidacy_id}/choices", response=list[ChoiceOut], operation_id="listChoices"
)
@operation("candidacy.own")
def choices(request: HttpRequest, candidacy_id: uuid.UUID) -> list[ChoiceOut]:
    """List the open job orders of the channel: eligible, or what stands against each."""
    found = queries.get_for(actor_of(request), candidacy_id)
    return [
        ChoiceOut(
            job_order_id=one.order.id,
            title=one.order.title,
            employer=one.order.employer.name,
            start_on=one.order.start_on,
            end_on=one.order.end_on,
            pay_a_month=MoneyIO.of(one.order.pay_a_month),
            eligible=one.eligible,
            why_not=[why.value for why in one.why_not],
        )
        for one in queries.choices(found, queries.orders_for(found))
    ]
