"""Contracts in the API: the same doors as the screens, and the public check."""

from __future__ import annotations

import uuid
from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from fairway.core.access.gate import actor_of, log_reading, operation
from fairway.core.accounts.models import Organisation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.kernel import BadInput, Fault
from fairway.leaving.contracts import actions, checking, queries, registering
from fairway.leaving.contracts.models import ContractVersion
from fairway.leaving.contracts.schemas import (
    ChangeOut,
    CheckedOut,
    ContractOut,
    DraftIn,
    ExpectedIn,
    ReasonIn,
    RegisterIn,
    ReviseIn,
    SignIn,
    WholeContract,
    WishIn,
)
from fairway.leaving.contracts.views_check import CHECKS
from fairway.leaving.journeys import queries as journeys

router = Router()


@router.get("/contracts", response=PageOut[ContractOut], operation_id="listContracts")
@operation("contract.read")
def contracts(request: HttpRequest, cursor: Cursor) -> PageOut[ContractOut]:
    """List the contracts that the caller may see, the newest first."""
    return paged(queries.visible_to(actor_of(request)), cursor, ContractOut.of)


@router.get("/contracts/{contract_id}", response=WholeContract, operation_id="readContract")
@operation("contract.read")
def contract(request: HttpRequest, contract_id: uuid.UUID) -> WholeContract:
    """Read one version, with what differs from what was promised before it."""
    found = _find(request, contract_id)
    log_reading(actor_of(request), "contract.read", found, found.journey.person_id)
    return WholeContract(
        **ContractOut.of(found).model_dump(),
        changes=[ChangeOut.of(change) for change in queries.changes(found)],
    )


@router.post(
    "/journeys/{journey_id}/contracts", response={201: ContractOut}, operation_id="draftContract"
)
@operation("contract.draft")
def draft(request: HttpRequest, journey_id: uuid.UUID, body: DraftIn) -> Status[ContractOut]:
    """Draft a contract from what was promised. The same ``client_id`` again finds what it made."""
    actor = actor_of(request)
    made = actions.draft(
        journeys.get_for(actor, journey_id),
        actor=actor,
        changes=body.terms.changes(),
        employer=_employer(body.employer_id),
        client_id=body.client_id,
    )
    return Status(201, ContractOut.of(made))


@router.post("/contracts/{contract_id}/revise", response=ContractOut, operation_id="reviseContract")
@operation("contract.draft")
def revise(request: HttpRequest, contract_id: uuid.UUID, body: ReviseIn) -> ContractOut:
    """Write terms of a draft anew."""
    done = actions.revise(
        _find(request, contract_id),
        body.terms.changes(),
        actor=actor_of(request),
        expected_version=body.expected_version,
    )
    return ContractOut.of(done)


@router.post(
    "/contracts/{contract_id}/sign-as-employer",
    response=ContractOut,
    operation_id="signContractAsEmployer",
)
@operation("contract.sign_as_employer")
def sign_as_employer(request: HttpRequest, contract_id: uuid.UUID, body: ExpectedIn) -> ContractOut:
    """Sign the draft as it stands."""
    done = actions.sign_as_employer(
        _find(request, contract_id),
        actor=actor_of(request),
        expected_version=body.expected_version,
    )
    return ContractOut.of(done)


@router.post("/contracts/{contract_id}/code", response={204: None}, operation_id="sendContractCode")
@operation("contract.sign")
def send_code(request: HttpRequest, contract_id: uuid.UUID) -> Status[None]:
    """Send the worker the code with which she signs this contract."""
    actions.send_code(_find(request, contract_id), actor=actor_of(request))
    return Status(204, None)


@router.post("/contracts/{contract_id}/sign", response=ContractOut, operation_id="signContract")
@operation("contract.sign")
def sign(request: HttpRequest, contract_id: uuid.UUID, body: SignIn) -> ContractOut:
    """Sign with the code that was sent."""
    done = actions.sign_as_worker(
        _find(request, contract_id),
        code=body.code,
        actor=actor_of(request),
        expected_version=body.expected_version,
    )
    return ContractOut.of(done)


@router.post(
    "/contracts/{contract_id}/ask-for-change",
    response=ContractOut,
    operation_id="askForChangeOfContract",
)
@operation("contract.answer")
def ask_for_change(request: HttpRequest, contract_id: uuid.UUID, body: WishIn) -> ContractOut:
    """Say what should be otherwise, instead of signing."""
    found = _find(request, contract_id)
    return ContractOut.of(actions.ask_for_change(found, wish=body.wish, actor=actor_of(request)))


@router.post(
    "/contracts/{contract_id}/correct", response=ContractOut, operation_id="correctContract"
)
@operation("contract.draft")
def correct(request: HttpRequest, contract_id: uuid.UUID) -> ContractOut:
    """Take a refused contract up again as a draft."""
    return ContractOut.of(actions.correct(_find(request, contract_id), actor=actor_of(request)))


@router.post(
    "/contracts/{contract_id}/withdraw", response=ContractOut, operation_id="withdrawContract"
)
@operation("contract.withdraw")
def withdraw(request: HttpRequest, contract_id: uuid.UUID) -> ContractOut:
    """Take back a version that is not registered."""
    return ContractOut.of(actions.withdraw(_find(request, contract_id), actor=actor_of(request)))


@router.post(
    "/contracts/{contract_id}/register", response=ContractOut, operation_id="registerContract"
)
@operation("contract.register")
def register(request: HttpRequest, contract_id: uuid.UUID, body: RegisterIn) -> ContractOut:
    """Register a contract that both signed; the rules are asked."""
    done = registering.register(
        _find(request, contract_id),
        actor=actor_of(request),
        statements=body.statements,
        why=body.why,
        expected_version=body.expected_version,
    )
    return ContractOut.of(done)


@router.post("/contracts/{contract_id}/refuse", response=ContractOut, operation_id="refuseContract")
@operation("contract.register")
def refuse(request: HttpRequest, contract_id: uuid.UUID, body: ReasonIn) -> ContractOut:
    """Refuse a contract; the employer may correct it."""
    found = _find(request, contract_id)
    return ContractOut.of(registering.refuse(found, actor=actor_of(request), reason=body.reason))


@router.post(
    "/contracts/{contract_id}/refuse-placement",
    response=ContractOut,
    operation_id="refusePlacement",
)
@operation("contract.register")
def refuse_placement(request: HttpRequest, contract_id: uuid.UUID, body: ReasonIn) -> ContractOut:
    """Refuse a contract for good, and the placement with it."""
    found = _find(request, contract_id)
    done = registering.refuse_placement(found, actor=actor_of(request), reason=body.reason)
    return ContractOut.of(done)


@router.post("/contracts/{contract_id}/revoke", response=ContractOut, operation_id="revokeContract")
@operation("contract.register")
def revoke(request: HttpRequest, contract_id: uuid.UUID, body: ReasonIn) -> ContractOut:
    """Withdraw a registration."""
    found = _find(request, contract_id)
    return ContractOut.of(registering.revoke(found, actor=actor_of(request), reason=body.reason))


@router.get("/contract-check/{code}", response=CheckedOut, operation_id="checkContract", auth=None)
@operation("public.read")
def check(
    request: HttpRequest,
    code: str,
    sha256: Annotated[
        str, Query(max_length=64), Field(description="Of a paper in hand, to compare.")
    ] = "",
) -> CheckedOut:
    """Check a paper by its code, without an account."""
    CHECKS.count(request.META.get("REMOTE_ADDR", ""))
    found = checking.look_up(code)
    if found is None:
        raise Http404
    return CheckedOut.of(found, checking.compare(found, sha256) if sha256 else None)


def _find(request: HttpRequest, contract_id: uuid.UUID) -> ContractVersion:
    return queries.get_for(actor_of(request), contract_id)


def _employer(pk: uuid.UUID | None) -> Organisation | None:
    if pk is None:
        return None
    found = Organisation.objects.filter(pk=pk, kind="employer").first()
    if found is None:
        raise BadInput(
            Fault("employer_id", str(pk), _("an employer that is known here"), "unknown")
        )
    return found
