"""The cases room in the API: the same doors as the screens, none for the accused but its notice."""

from __future__ import annotations

import uuid

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from fairway.commons.cases import actions, queries, reading, situations
from fairway.commons.cases.kinds import NoteKind
from fairway.commons.cases.models import Case
from fairway.commons.cases.schemas import (
    AssessIn,
    AssignIn,
    CaseOut,
    DiscloseIn,
    HelpIn,
    HelpOut,
    LineOut,
    NoteIn,
    NoticeOut,
    PartyIn,
    ResolveIn,
    StepOut,
    WholeCase,
    WordsIn,
)
from fairway.core.access.gate import actor_of, log_readings, operation
from fairway.core.accounts.models import Organisation
from fairway.core.paging import Cursor, PageOut, paged
from fairway.engines.kernel import BadInput, Fault, Money

router = Router()


@router.post("/cases", response={201: HelpOut}, operation_id="askForHelp")
@operation("public.ask_help")
def ask(request: HttpRequest, body: HelpIn) -> Status[HelpOut]:
    """Ask for help. The same ``client_id`` again finds what it made."""
    actor = actor_of(request)
    situation = situations.of(actor)
    around = {pk for pk, _name in situation.around}
    unknown = [str(pk) for pk in body.about if pk not in around]
    if unknown:
        accepted = ", ".join(str(pk) for pk in around) or "nothing"
        raise BadInput(Fault("about", unknown[0], accepted, "not_a_choice"))
    told = actions.Told.of(
        body.allegations,
        words=body.words,
        place=body.place,
        danger=body.danger,
        contact=actions.Contact(body.way, body.number, body.when, body.silent),
    )
    filed = actions.file(
        told,
        actor=actor,
        corridor=situation.corridor or body.corridor,
        journey_id=situation.journey_id,
        accused=Organisation.objects.filter(pk__in=body.about),
        language=body.language,
        client_id=body.client_id,
    )
    return Status(201, HelpOut(id=filed.case.id, code=filed.code, due_at=filed.case.due_at))


@router.get("/cases", response=PageOut[CaseOut], operation_id="listCases")
@operation("case.read")
def cases(request: HttpRequest, cursor: Cursor) -> PageOut[CaseOut]:
    """List the cases that the caller may see; each reading is logged."""
    actor = actor_of(request)
    read: list[Case] = []

    def shown(case: Case) -> CaseOut:
        read.append(case)
        return CaseOut.of(case)

    found = paged(queries.visible_to(actor), cursor, shown)
    log_readings(actor, "case.read", [(case, case.person_id) for case in read])
    return found


@router.get("/cases/{case_id}", response=WholeCase, operation_id="readCase")
@operation("case.read")
def case(request: HttpRequest, case_id: uuid.UUID) -> WholeCase:
    """Read one case in the clear."""
    file = reading.open_case(case_id, actor=actor_of(request))
    return WholeCase(
        **CaseOut.of(file.case).model_dump(),
        name=file.name,
        words=file.words,
        place=file.place,
        way=file.way,
        number=file.number,
        when=file.when,
        silent=file.case.silent,
        lines=[
            LineOut(at=x.at, kind=x.kind, words=x.words, organisation=x.organisation)
            for x in file.lines
        ],
        steps=[StepOut(at=e.at, what=e.what, who=e.who) for e in file.entries],
    )


@router.post("/cases/{case_id}/assign", response=CaseOut, operation_id="assignCase")
@operation("case.assign")
def assign(request: HttpRequest, case_id: uuid.UUID, body: AssignIn) -> CaseOut:
    """Take a case up, or give it to an organisation that helps."""
    handler = _organisation("handler_id", body.handler_id) if body.handler_id else None
    done = actions.assign(
        _find(request, case_id),
        handler=handler,
        actor=actor_of(request),
        expected_version=body.expected_version,
    )
    return CaseOut.of(done)


@router.post("/cases/{case_id}/notes", response={201: LineOut}, operation_id="noteOnCase")
@operation("case.note")
def note(request: HttpRequest, case_id: uuid.UUID, body: NoteIn) -> Status[LineOut]:
    """Write what was tried, or what she adds."""
    found = _find(request, case_id)
    made = actions.note(found, body.kind, body.words, actor=actor_of(request))
    line = LineOut(at=made.created_at, kind=NoteKind(made.kind), words=body.words, organisation="")
    return Status(201, line)


@router.post("/cases/{case_id}/parties", response=CaseOut, operation_id="namePartyOfCase")
@operation("case.name_party")
def party(request: HttpRequest, case_id: uuid.UUID, body: PartyIn) -> CaseOut:
    """Add an organisation; it is not told."""
    organisation = _organisation("organisation_id", body.organisation_id)
    found = _find(request, case_id)
    return CaseOut.of(actions.name_party(found, organisation, body.role, actor=actor_of(request)))


@router.post("/cases/{case_id}/assess", response=CaseOut, operation_id="assessCase")
@operation("case.assess")
def assess(request: HttpRequest, case_id: uuid.UUID, body: AssessIn) -> CaseOut:
    """Record what was understood."""
    done = actions.assess(
        _find(request, case_id),
        words=body.words,
        urgency=body.urgency,
        actor=actor_of(request),
        expected_version=body.expected_version,
    )
    return CaseOut.of(done)


@router.post("/cases/{case_id}/disclose", response=CaseOut, operation_id="discloseCase")
@operation("case.disclose")
def disclose(request: HttpRequest, case_id: uuid.UUID, body: DiscloseIn) -> CaseOut:
    """Give the accused a redacted notice. It cannot be taken back."""
    found = _find(request, case_id)
    actions.disclose(
        found,
        text=body.text,
        ground=body.ground,
        legal_ground=body.legal_ground,
        names_worker=body.names_worker,
        actor=actor_of(request),
        expected_version=body.expected_version,
    )
    return CaseOut.of(_find(request, case_id))


@router.post("/cases/{case_id}/resolve", response=CaseOut, operation_id="resolveCase")
@operation("case.resolve")
def resolve(request: HttpRequest, case_id: uuid.UUID, body: ResolveIn) -> CaseOut:
    """Record what came of it."""
    recovered = Money.of(body.amount, body.currency) if body.amount is not None else None
    done = actions.resolve(
        _find(request, case_id),
        remedies=body.remedies,
        words=body.words,
        recovered=recovered,
        actor=actor_of(request),
        expected_version=body.expected_version,
    )
    return CaseOut.of(done)


@router.post("/cases/{case_id}/hand-over", response=CaseOut, operation_id="handCaseOver")
@operation("case.hand_over")
def hand_over(request: HttpRequest, case_id: uuid.UUID, body: WordsIn) -> CaseOut:
    """Give a case to the other country's side."""
    found = _find(request, case_id)
    return CaseOut.of(actions.hand_over(found, why=body.words, actor=actor_of(request)))


@router.post("/cases/{case_id}/escalate", response=CaseOut, operation_id="escalateCase")
@operation("case.escalate")
def escalate(request: HttpRequest, case_id: uuid.UUID, body: WordsIn) -> CaseOut:
    """Take a case to the head of the service."""
    found = _find(request, case_id)
    return CaseOut.of(actions.escalate(found, why=body.words, actor=actor_of(request)))


@router.post("/cases/{case_id}/close", response=CaseOut, operation_id="closeCase")
@operation("case.close")
def close(request: HttpRequest, case_id: uuid.UUID) -> CaseOut:
    """End a case whose remedy came."""
    return CaseOut.of(actions.close(_find(request, case_id), actor=actor_of(request)))


@router.post("/cases/{case_id}/reopen", response=CaseOut, operation_id="reopenCase")
@operation("case.reopen")
def reopen(request: HttpRequest, case_id: uuid.UUID, body: WordsIn) -> CaseOut:
    """Say that the remedy did not come, or that it happened again."""
    found = _find(request, case_id)
    return CaseOut.of(actions.reopen(found, words=body.words, actor=actor_of(request)))


@router.post("/cases/{case_id}/withdraw", response=CaseOut, operation_id="withdrawCase")
@operation("case.withdraw")
def withdraw(request: HttpRequest, case_id: uuid.UUID) -> CaseOut:
    """Take a request back."""
    return CaseOut.of(actions.withdraw(_find(request, case_id), actor=actor_of(request)))


@router.get("/notices", response=PageOut[NoticeOut], operation_id="listNotices")
@operation("notice.read")
def notices(request: HttpRequest, cursor: Cursor) -> PageOut[NoticeOut]:
    """List the notices that the caller's organisation was given."""
    return paged(queries.notices_visible_to(actor_of(request)), cursor, NoticeOut.of)


@router.get("/notices/{notice_id}", response=NoticeOut, operation_id="readNotice")
@operation("notice.read")
def notice(request: HttpRequest, notice_id: uuid.UUID) -> NoticeOut:
    """Read one notice."""
    return NoticeOut.of(reading.open_notice(notice_id, actor=actor_of(request)).notice)


@router.post("/notices/{notice_id}/answer", response=NoticeOut, operation_id="answerNotice")
@operation("notice.answer")
def answer(request: HttpRequest, notice_id: uuid.UUID, body: WordsIn) -> NoticeOut:
    """Give one's side, once."""
    actor = actor_of(request)
    queries.notice_for(actor, notice_id)
    return NoticeOut.of(actions.reply(notice_id, words=body.words, actor=actor))


@router.post("/notices/{notice_id}/appeal", response={201: HelpOut}, operation_id="appealNotice")
@operation("notice.answer")
def appeal(request: HttpRequest, notice_id: uuid.UUID, body: WordsIn) -> Status[HelpOut]:
    """Object to what an office decided about the complaint."""
    actor = actor_of(request)
    queries.notice_for(actor, notice_id)
    made = actions.appeal(notice_id, grounds=body.words, actor=actor)
    return Status(201, HelpOut(id=made.id, code="", due_at=made.due_at))


def _find(request: HttpRequest, case_id: uuid.UUID) -> Case:
    return queries.get_for(actor_of(request), case_id)


def _organisation(field: str, pk: uuid.UUID) -> Organisation:
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise BadInput(Fault(field, str(pk), _("the id of an organisation"), "unknown"))
    return found
