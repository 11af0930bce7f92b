"""Journeys in the API: the same doors as the screens."""

from __future__ import annotations

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from fairway.core.access.gate import actor_of, operation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.leaving.candidacies import queries as candidacies
from fairway.leaving.job_orders import queries as job_orders
from fairway.leaving.journeys import actions, queries
from fairway.leaving.journeys.models import Journey
from fairway.leaving.journeys.schemas import (
    AnswerIn,
    JourneyOut,
    MayReasonIn,
    OfferIn,
    ReasonIn,
    WholeJourney,
    WishingOut,
)
from fairway.leaving.journeys.timeline import timeline

router = Router()


@router.get("/journeys", response=PageOut[JourneyOut], operation_id="listJourneys")
@operation("journey.read")
def journeys(request: HttpRequest, cursor: Cursor) -> PageOut[JourneyOut]:
    """List the journeys that the caller may see, the newest first."""
    return paged(queries.visible_to(actor_of(request)), cursor, JourneyOut.of)


@router.get("/journeys/{journey_id}", response=WholeJourney, operation_id="readJourney")
@operation("journey.read")
def journey(request: HttpRequest, journey_id: uuid.UUID) -> WholeJourney:
    """Read one journey: its terms, its story as the caller may see it, what is next."""
    found = _find(request, journey_id)
    return WholeJourney.told(found, timeline(found, actor_of(request)))


@router.get(
    "/job-orders/{job_order_id}/wishing",
    response=PageOut[WishingOut],
    operation_id="listWishing",
)
@operation("journey.offer")
def wishing(request: HttpRequest, job_order_id: uuid.UUID, cursor: Cursor) -> PageOut[WishingOut]:
    """List who wishes for a job and may be offered a place of it: what they can, no names."""
    actor = actor_of(request)
    order = job_orders.get_for(actor, job_order_id)
    return paged(candidacies.wishing_for(order, actor), cursor, WishingOut.of)


@router.post("/journeys", response={201: JourneyOut}, operation_id="makeOffer")
@operation("journey.offer")
def offer(request: HttpRequest, body: OfferIn) -> Status[JourneyOut]:
    """Offer one place to one worker. The same ``client_id`` again finds what it made."""
    actor = actor_of(request)
    order = job_orders.get_for(actor, body.job_order_id)
    wishing = candidacies.wishing_for(order, actor).filter(pk=body.candidacy_id).first()
    made = actions.offer(
        wishing or get_object_or_404(candidacies.visible_to(actor), pk=body.candidacy_id),
        order,
        actor=actor,
        answer_by=body.answer_by,
        statements=body.statements,
        why=body.why,
        client_id=body.client_id,
    )
    return Status(201, JourneyOut.of(made))


@router.post("/journeys/{journey_id}/accept", response=JourneyOut, operation_id="acceptOffer")
@operation("journey.answer")
def accept(request: HttpRequest, journey_id: uuid.UUID, body: AnswerIn) -> JourneyOut:
    """Accept an offer."""
    found, actor = _find(request, journey_id), actor_of(request)
    done = actions.accept(found, actor=actor, expected_version=body.expected_version)
    return JourneyOut.of(done)


@router.post("/journeys/{journey_id}/decline", response=JourneyOut, operation_id="declineOffer")
@operation("journey.answer")
def decline(request: HttpRequest, journey_id: uuid.UUID, body: AnswerIn) -> JourneyOut:
    """Decline an offer; the candidacy is open again."""
    found, actor = _find(request, journey_id), actor_of(request)
    done = actions.decline(found, actor=actor, expected_version=body.expected_version)
    return JourneyOut.of(done)


@router.post("/journeys/{journey_id}/withdraw", response=JourneyOut, operation_id="chooseNotToGo")
@operation("journey.withdraw")
def withdraw(request: HttpRequest, journey_id: uuid.UUID, body: MayReasonIn) -> JourneyOut:
    """Choose not to go. It costs nothing, and no reason is asked."""
    found, actor = _find(request, journey_id), actor_of(request)
    return JourneyOut.of(actions.withdraw(found, actor=actor, reason=body.reason))


@router.post(
    "/journeys/{journey_id}/withdraw-offer", response=JourneyOut, operation_id="withdrawOffer"
)
@operation("journey.cancel")
def withdraw_offer(request: HttpRequest, journey_id: uuid.UUID, body: ReasonIn) -> JourneyOut:
    """Take an offer back before it is answered."""
    found, actor = _find(request, journey_id), actor_of(request)
    return JourneyOut.of(actions.withdraw_offer(found, actor=actor, reason=body.reason))


@router.post("/journeys/{journey_id}/cancel", response=JourneyOut, operation_id="cancelPlacement")
@operation("journey.cancel")
def cancel(request: HttpRequest, journey_id: uuid.UUID, body: ReasonIn) -> JourneyOut:
    """Cancel a placement before departure."""
    found, actor = _find(request, journey_id), actor_of(request)
    return JourneyOut.of(actions.cancel(found, actor=actor, reason=body.reason))


def _find(request: HttpRequest, journey_id: uuid.UUID) -> Journey:
    return queries.get_for(actor_of(request), journey_id)
