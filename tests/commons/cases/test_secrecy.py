"""The accused cannot see a case or learn of it, until it is told; immigration never does."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairway.commons.cases import actions, queries, reading
from fairway.commons.cases.actions import Told
from fairway.commons.cases.kinds import Ground, Remedy, Urgency
from fairway.commons.cases.models import Case, Notice
from fairway.commons.decisions import queries as decisions
from fairway.core.access.gate import Denied, authorise
from fairway.core.access.models import AccessEntry
from fairway.core.accounts.models import Organisation
from fairway.core.clock import now
from fairway.core.homes import waiting_for
from fairway.core.ids import made_at
from fairway.core.journal.models import JournalEntry
from fairway.core.messages.queries import inbox, told_of
from fairway.core.people import queries as people
from fairway.core.transitions import history
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import CASE, Role, possible, shown

pytestmark = pytest.mark.django_db

SEE_CASES = {
    Role.WORKER, Role.REPRESENTATIVE, Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.ATTACHE,
    Role.CASEWORKER, Role.SHELTER, Role.INSPECTOR, Role.TRIBUNAL, Role.SYSTEM,
}  # fmt: skip


@pytest.fixture
def journey_id() -> uuid.UUID:
    """Her journey, known to this room by its id alone."""
    return uuid.uuid4()


@pytest.fixture
def case(scene, journey_id) -> Case:
    """A complaint about her employer and her recruiter, assessed, told to neither."""
    recruiter = Organisation.objects.get(pk=scene.recruiter.organisation_id)
    case = actions.file(
        Told.of(["unpaid_wages"], words="No pay since September."),
        actor=scene.worker.actor,
        corridor="PH-AE",
        journey_id=journey_id,
        accused=[scene.accused, recruiter],
    ).case
    case = actions.assign(case, actor=scene.attache)
    return actions.assess(case, words="True.", urgency=Urgency.URGENT, actor=scene.attache)


def disclosed(case: Case, scene, **options) -> list[Notice]:
    text = options.pop("text", "Wages of two months are said to be missing.")
    ground = options.pop("ground", Ground.WORKER_ASKED)
    return actions.disclose(case, text=text, ground=ground, actor=scene.attache, **options)


def test_before_disclosure_the_accused_finds_nothing_anywhere(scene, case) -> None:
    for accused in (scene.employer, scene.recruiter):
        assert not queries.visible_to(accused).exists()
        assert not queries.notices_visible_to(accused).exists()
        assert queries.steps_shown(case, accused.role) == []
        assert reading.timeline(case, accused.role) == ()
        assert waiting_for(accused, now()) == []
        assert not inbox(accused).exists()
        assert accused.organisation_id not in told_of(case.id)
        assert not people.visible_to(accused).exists()
        assert not decisions.visible_to(accused).exists()
        with pytest.raises(Denied):
            reading.open_case(case.id, actor=accused)
        with pytest.raises(Http404):
            reading.open_notice(case.id, actor=accused)


def test_the_accused_is_answered_alike_whether_there_is_a_case_or_none(scene, case) -> None:
    """The same refusal, after the same questions to the database: no error, count or timing."""
    answers = []
    for identifier in (case.id, uuid.uuid4()):
        with CaptureQueriesContext(connection) as asked:
            with pytest.raises(Http404) as refused:
                reading.open_notice(identifier, actor=scene.employer)
            with pytest.raises(Notice.DoesNotExist) as unanswered:
                actions.reply(identifier, words="What?", actor=scene.employer)
        answers.append((str(refused.value), str(unanswered.value), len(asked)))
    assert answers[0] == answers[1]


def test_nobody_of_the_accused_takes_any_step(scene, case) -> None:
    steps = [
        lambda a: actions.assign(case, actor=a),
        lambda a: actions.note(case, "statement", "x", actor=a),
        lambda a: actions.close(case, actor=a),
        lambda a: actions.escalate(case, why="x", actor=a),
        lambda a: actions.disclose(case, text="x", ground=Ground.WORKER_ASKED, actor=a),
    ]
    for accused in (scene.employer, scene.recruiter):
        for step in steps:
            with pytest.raises(Denied) as refused:
                step(accused)
            assert str(case.id) not in str(refused.value)


def test_her_journey_does_not_show_that_she_complained(scene, case, journey_id) -> None:
    assert not JournalEntry.objects.filter(subject_id=journey_id).exists()
    for entry in JournalEntry.objects.exclude(subject_id=case.id):
        assert str(case.id) not in str(entry.payload)


@pytest.mark.parametrize("role", [r for r in Role if r not in SEE_CASES])
def test_no_other_role_sees_cases(scene, case, make_actor, role) -> None:
    actor = make_actor(role, "PH")
    assert not queries.visible_to(actor).exists()
    assert not queries.notices_visible_to(actor).exists()
    with pytest.raises(Denied):
        authorise(actor, "case.read")


@pytest.mark.parametrize("role", [Role.IMMIGRATION_ENFORCEMENT, Role.BORDER_OFFICER])
@pytest.mark.parametrize("country", ["PH", "AE"])
def test_immigration_and_border_never_see_cases_nor_who_complained(
    scene, case, make_actor, role, country
) -> None:
    disclosed(case, scene)
    actor = make_actor(role, country)
    assert not queries.visible_to(actor).exists()
    assert not queries.notices_visible_to(actor).exists()
    assert not people.visible_to(actor).exists()
    assert queries.steps_shown(case, role) == []
    assert waiting_for(actor, now()) == []


def test_those_who_help_see_it_only_where_they_were_asked(scene, case, make_actor) -> None:
    from fairway.commons.cases.kinds import PartyRole

    shelter = make_actor(Role.SHELTER, "AE")
    assert not queries.visible_to(shelter).exists()
    assert not queries.visible_to(scene.caseworker).exists()
    refuge = Organisation.objects.get(pk=shelter.organisation_id)
    actions.name_party(case, refuge, PartyRole.HELPER, actor=scene.attache)
    assert queries.visible_to(shelter).get() == case


def test_another_country_and_another_worker_see_nothing(
    scene, case, make_actor, make_worker
) -> None:
    elsewhere = [make_actor(role, "TN") for role in (Role.OFFICER_ORIGIN, Role.ATTACHE)]
    elsewhere += [make_actor(Role.OFFICER_DESTINATION, "FR"), make_worker("TN", "Amira Ben").actor]
    for actor in elsewhere:
        assert not queries.visible_to(actor).exists()
        with pytest.raises(Http404):
            reading.open_case(case.id, actor=actor)


def test_disclosure_tells_the_accused_the_notice_and_nothing_else(scene, case) -> None:
    notices = disclosed(case, scene)
    assert {n.organisation_id for n in notices} == {
        scene.employer.organisation_id,
        scene.recruiter.organisation_id,
    }
    read = reading.open_notice(notices[0].id, actor=scene.employer)
    assert read.notice.text == "Wages of two months are said to be missing."
    assert [e.what for e in read.entries] == ["The other party was given a redacted notice"]
    # Neither the id nor a date says when she complained.
    assert made_at(read.notice.id) >= made_at(case.id)
    assert read.notice.created_at == case_now(case).disclosed_at
    assert not queries.visible_to(scene.employer).exists()
    assert not people.visible_to(scene.employer).exists()
    assert not queries.notices_visible_to(scene.stranger).exists()
    with pytest.raises(Http404):
        reading.open_notice(notices[0].id, actor=scene.recruiter)


def test_the_reading_of_a_notice_is_logged(scene, case) -> None:
    notice = disclosed(case, scene)[0]
    reading.open_notice(notice.id, actor=scene.employer)
    line = AccessEntry.objects.get(action="notice.read")
    assert (line.subject_id, line.organisation_id) == (notice.id, scene.employer.organisation_id)


def test_a_notice_may_not_name_her_unless_she_asked(scene, case) -> None:
    for text in (
        "Rosa says that wages are missing.",
        "The worker MAGBANUA complains.",
        f"Call her at {phone_of(scene)}.",
    ):
        with pytest.raises(BadInput) as refused:
            disclosed(case, scene, text=text)
        assert [fault.code for fault in refused.value.faults] == ["not_redacted"]
        assert "Rosa" not in str(refused.value)
    with pytest.raises(BadInput, match="asked to be named"):
        disclosed(
            case, scene, text="Rosa", ground=Ground.LAW, legal_ground="Art. 1", names_worker=True
        )
    assert not Notice.objects.exists()
    assert disclosed(case, scene, text="Rosa Magbanua asks for pay.", names_worker=True)


def phone_of(scene) -> str:
    from fairway.core.keys import keyring

    person = scene.worker.person
    return str(keyring.unseal(person.id, person.sealed)["phone"])


def test_a_disclosure_by_law_names_the_law(scene, case) -> None:
    with pytest.raises(BadInput, match="legal_ground"):
        disclosed(case, scene, ground=Ground.LAW)


def test_only_who_has_the_case_in_hand_discloses(scene, case) -> None:
    for actor in (scene.officer_there, scene.officer):
        with pytest.raises(Denied):
            actions.disclose(case, text="x", ground=Ground.WORKER_ASKED, actor=actor)


def test_a_case_without_an_accused_is_told_to_nobody(scene) -> None:
    case = actions.file(Told.of(["other"]), actor=scene.worker.actor, corridor="PH-AE").case
    case = actions.assign(case, actor=scene.attache)
    case = actions.assess(case, words="x", urgency=Urgency.ORDINARY, actor=scene.attache)
    with pytest.raises(BadInput, match="complained about"):
        disclosed(case, scene)
    assert Case.objects.get(pk=case.pk).state == "assessed"


def test_the_accused_is_heard_once_and_late_words_are_kept(scene, case) -> None:
    for_employer, for_recruiter = sorted(
        disclosed(case, scene), key=lambda n: n.organisation_id != scene.employer.organisation_id
    )
    actions.reply(for_employer.id, words="I paid in cash.", actor=scene.employer)
    case.refresh_from_db()
    assert case.state == "answered"
    with pytest.raises(BadInput, match="already given"):
        actions.reply(for_employer.id, words="Again.", actor=scene.employer)
    actions.reply(for_recruiter.id, words="We were not told.", actor=scene.recruiter)
    case.refresh_from_db()
    assert case.state == "answered"
    opened = reading.open_case(case.id, actor=scene.attache)
    assert {answer.words for answer in opened.answers} == {"I paid in cash.", "We were not told."}
    # One accused does not read what another said.
    read = reading.open_notice(for_employer.id, actor=scene.employer)
    assert read.own_reply == "I paid in cash."


def test_after_escalation_and_reopening_the_accused_still_sees_only_its_steps(scene, case) -> None:
    notice = disclosed(case, scene)[0]
    case.refresh_from_db()
    actions.escalate(case, why="Too slow.", actor=scene.worker.actor)
    accused = scene.employer if notice.organisation_id == scene.employer.organisation_id else None
    read = reading.open_notice(notice.id, actor=accused or scene.recruiter)
    assert [e.what for e in read.entries] == ["The other party was given a redacted notice"]
    assert read.remedies == ()
    case.refresh_from_db()
    actions.resolve(case, remedies=[Remedy.WAGES_PAID], words="x", actor=scene.attache)
    read = reading.open_notice(notice.id, actor=accused or scene.recruiter)
    assert [e.what for e in read.entries][-1] == "A remedy was decided"
    assert read.remedies == (Remedy.WAGES_PAID,)


def test_scores_count_upheld_complaints_that_were_disclosed_and_no_others(scene, case) -> None:
    other = actions.file(
        Told.of(["other"]), actor=scene.worker.actor, corridor="PH-AE", accused=[scene.accused]
    ).case
    other = actions.assign(other, actor=scene.attache)
    actions.resolve(other, remedies=[Remedy.SAFETY], words="x", actor=scene.attache)
    assert queries.upheld_against(scene.accused.id) == 0
    disclosed(case, scene)
    case.refresh_from_db()
    assert queries.upheld_against(scene.accused.id) == 0
    actions.resolve(case, remedies=[Remedy.WAGES_PAID], words="x", actor=scene.attache)
    assert queries.upheld_against(scene.accused.id) == 1


def test_the_moment_of_disclosure_and_the_life_cycle_agree(scene, case) -> None:
    """`disclosed_at` is what queries ask; `shown` is what the table says. They never differ."""
    assert bool(Case.objects.get(pk=case.pk).disclosed_at) is bool(_shown(case))
    disclosed(case, scene)
    case.refresh_from_db()
    actions.escalate(case, why="x", actor=scene.worker.actor)
    case.refresh_from_db()
    assert bool(case.disclosed_at) is bool(_shown(case)) is True


def _shown(case: Case) -> tuple[int, ...]:
    return shown(CASE, [entry.kind for entry in history(case)], Role.EMPLOYER)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_happens_the_accused_is_let_in_by_disclosure_alone(data) -> None:
    """Walks through the table at random: nothing is shown before the step that discloses."""
    state, events = None, []
    for _ in range(12):
        rows = [row for row in possible(CASE, state, _any_role(data, state)) if row.actors]
        if not rows:
            break
        row = data.draw(st.sampled_from(rows))
        events.append(row.event)
        state = row.target
        visible = bool(shown(CASE, events, Role.EMPLOYER))
        assert visible is ("disclose" in events)
        for role in (Role.IMMIGRATION_ENFORCEMENT, Role.BORDER_OFFICER):
            assert shown(CASE, events, role) == ()


def _any_role(data, state: str | None) -> Role:
    roles = sorted({role for row in CASE.leaving(state) for role in row.actors})
    return data.draw(st.sampled_from(roles)) if roles else Role.SYSTEM


def test_a_clerk_of_the_accused_who_reports_it_does_not_open_it(scene) -> None:
    filed = actions.file(
        Told.of(["confinement"]), actor=scene.employer, corridor="PH-AE", accused=[scene.accused]
    )
    assert not queries.visible_to(scene.employer).exists()
    assert queries.by_code(filed.code) == filed.case


def case_now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_accused_appeals_against_what_an_office_decided(scene, case, make_actor) -> None:
    from fairway.commons.decisions import actions as deciding
    from fairway.commons.decisions.models import Appeal, DecisionRecord
    from fairway.core.transitions import SamePerson

    notice = next(
        n for n in disclosed(case, scene) if n.organisation_id == scene.employer.organisation_id
    )
    with pytest.raises(BadInput, match="may be appealed"):
        actions.appeal(notice.id, grounds="Too early.", actor=scene.employer)
    case.refresh_from_db()
    actions.resolve(case, remedies=[Remedy.WAGES_PAID], words="Rosa is right.", actor=scene.attache)
    assert reading.open_notice(notice.id, actor=scene.employer).appeal_until is not None
    appeal = actions.appeal(notice.id, grounds="I have paid.", actor=scene.employer)
    assert appeal.state == "lodged"
    assert b"I have paid" not in bytes(Appeal.objects.get().sealed)
    record = DecisionRecord.objects.get(replaces__isnull=False)
    assert (record.outcome, record.why) == ("allowed", "wages_paid")
    # It opens neither the decision nor the case to the accused.
    assert not decisions.visible_to(scene.employer).exists()
    assert not queries.visible_to(scene.employer).exists()
    with pytest.raises(SamePerson):
        deciding.assign(appeal, actor=scene.attache)
    with pytest.raises(Notice.DoesNotExist):
        actions.appeal(notice.id, grounds="Me too.", actor=scene.stranger)


def test_what_a_union_recorded_binds_nobody_and_is_not_appealed(scene, case) -> None:
    (notice, *_others) = disclosed(case, scene)
    case.refresh_from_db()
    actions.assign(case, actor=scene.attache, handler=scene.union)
    case.refresh_from_db()
    actions.resolve(case, remedies=[Remedy.SAFETY], words="x", actor=scene.caseworker)
    accused = next(
        a for a in (scene.employer, scene.recruiter) if a.organisation_id == notice.organisation_id
    )
    assert reading.open_notice(notice.id, actor=accused).appeal_until is None
