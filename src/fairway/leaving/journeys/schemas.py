"""What the API takes and gives for journeys."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from ninja import Schema
from pydantic import Field

from fairway.engines.lifecycles import Role
from fairway.leaving.contracts.schemas import ExpectedIn, Facts, ReasonIn, TermsOut
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.timeline import Timeline
from fairway.leaving.schemas import LanguageIO

if TYPE_CHECKING:
    from fairway.leaving.candidacies.models import Candidacy

__all__ = [
    "AnswerIn",
    "JourneyOut",
    "MayReasonIn",
    "OfferIn",
    "ReasonIn",
    "WholeJourney",
    "WishingOut",
]


class JourneyOut(Schema):
    """A journey as its reader may know it: the state after the last step that the reader sees."""

    id: uuid.UUID
    version: int
    state: str
    person_id: uuid.UUID
    candidacy_id: uuid.UUID
    job_order_id: uuid.UUID
    employer_id: uuid.UUID
    recruiter_id: uuid.UUID | None
    corridor: str
    channel: str
    occupation: str
    due_at: datetime | None
    created_at: datetime

    @staticmethod
    def of(journey: Journey) -> JourneyOut:
        """Build from a row; one that an action returns is seen by who acted."""
        shown = getattr(journey, "shown_state", journey.state)
        return JourneyOut(
            id=journey.id,
            version=journey.version,
            state=shown,
            person_id=journey.person_id,
            candidacy_id=journey.candidacy_id,
            job_order_id=journey.job_order_id,
            employer_id=journey.employer_id,
            recruiter_id=journey.recruiter_id,
            corridor=journey.corridor,
            channel=journey.channel,
            occupation=journey.occupation,
            due_at=journey.due_at if shown == journey.state else None,
            created_at=journey.created_at,
        )


class EntryOut(Schema):
    """One thing that happened."""

    at: datetime
    what: str
    who: str
    details: list[tuple[str, str]]


class NextOut(Schema):
    """What comes next, who acts, by when."""

    what: str
    who: list[Role]
    by: datetime | None


class WholeJourney(JourneyOut):
    """A journey with the terms that were offered, its story, and what is next."""

    offered: TermsOut
    entries: list[EntryOut]
    next: NextOut

    @staticmethod
    def told(journey: Journey, story: Timeline) -> WholeJourney:
        """Build from a row and its story."""
        return WholeJourney(
            **JourneyOut.of(journey).model_dump(),
            offered=TermsOut.of(journey.offered),
            entries=[
                EntryOut(
                    at=entry.at,
                    what=entry.what,
                    who=entry.who,
                    details=[(label, str(value)) for label, value in entry.details],
                )
                for entry in story.entries
            ],
            next=NextOut(what=story.next.what, who=list(story.next.who), by=story.next.by),
        )


class WishingOut(Schema):
    """Somebody who wishes for a job: what she can, not who she is."""

    candidacy_id: uuid.UUID
    occupation: str
    experience_months: int
    languages: list[LanguageIO]
    available_from: date | None

    @staticmethod
    def of(row: Candidacy) -> WishingOut:
        """Build from a row."""
        return WishingOut(
            candidacy_id=row.id,
            occupation=row.profile.occupation,
            experience_months=row.profile.experience_months,
            languages=[
                LanguageIO(language=code, level=level) for code, level in row.profile.spoken
            ],
            available_from=row.profile.available_from,
        )


class OfferIn(Schema):
    """One place of a job order for one candidacy."""

    candidacy_id: uuid.UUID
    job_order_id: uuid.UUID
    answer_by: datetime | None = None
    statements: Facts = {}
    why: Annotated[str, Field(max_length=1_000)] = ""
    client_id: uuid.UUID | None = None


class AnswerIn(ExpectedIn):
    """An answer to the offer that was read."""


class MayReasonIn(Schema):
    """A reason may be given; none is asked."""

    reason: Annotated[str, Field(max_length=1_000)] = ""
