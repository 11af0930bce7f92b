"""Whoever needs help can ask for it: with a journey, without one, without a name."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from fairway.commons.cases import actions, codes, queries, reading
from fairway.commons.cases.actions import Contact, Told
from fairway.commons.cases.kinds import ContactWay, Side, Urgency
from fairway.commons.cases.models import Case
from fairway.core.access.models import AccessEntry
from fairway.core.accounts.actors import PUBLIC
from fairway.core.journal.models import JournalEntry
from fairway.core.journal.verify import verify
from fairway.core.keys import keyring
from fairway.core.people.models import RetentionClass
from fairway.engines.kernel import BadInput
from tests.fixtures.tripwires import NOW

pytestmark = pytest.mark.django_db


def test_a_worker_asks_for_help_and_sees_what_is_next(scene) -> None:
    told = Told.of(["unpaid_wages"], words="Two months without pay.")
    case = actions.file(
        told, actor=scene.worker.actor, corridor="PH-AE", accused=[scene.accused]
    ).case
    opened = reading.open_case(case.id, actor=scene.worker.actor)
    assert opened.words == "Two months without pay."
    assert [entry.what for entry in opened.entries] == ["A request for help was received"]
    assert opened.next.by is not None
    assert opened.next.who
    assert case.authority.country == "PH"


def test_somebody_without_a_name_comes_back_with_a_code(make_authority) -> None:
    make_authority("PH")
    filed = actions.file(
        Told.of(["passport_held"], words="They keep my passport."), actor=PUBLIC, corridor="PH-AE"
    )
    assert filed.case.person is None
    assert filed.case.urgency == Urgency.URGENT
    found = queries.by_code(filed.code.lower().replace("-", " "))
    assert found is not None
    her = queries.code_holder(found, "en")
    assert reading.open_case(found.id, actor=her).words == "They keep my passport."
    assert queries.by_code("0000-0000-0000-0000") is None


def test_a_code_opens_its_own_case_and_no_other(make_authority, scene) -> None:
    named = actions.file(Told.of(["other"]), actor=scene.worker.actor).case
    one = actions.file(Told.of(["other"]), actor=PUBLIC)
    two = actions.file(Told.of(["other"]), actor=PUBLIC)
    assert one.code != two.code
    seen = queries.visible_to(queries.code_holder(one.case, "en"))
    assert [case.id for case in seen] == [one.case.id]
    # Her own account opens hers; no code was ever made for it.
    assert Case.objects.get(pk=named.id).code_digest is None
    assert queries.by_code(codes.code_of(named.id)) is None


def test_a_request_that_is_sent_twice_makes_one_case_with_one_code(make_authority) -> None:
    make_authority("PH")
    request = uuid.uuid4()
    first = actions.file(Told.of(["other"]), actor=PUBLIC, client_id=request)
    second = actions.file(Told.of(["other"]), actor=PUBLIC, client_id=request)
    assert (first.case.id, first.code) == (second.case.id, second.code)
    assert Case.objects.count() == 1


def test_the_id_of_anothers_request_opens_nothing(scene, make_worker) -> None:
    request = uuid.uuid4()
    actions.file(Told.of(["other"]), actor=scene.worker.actor, client_id=request)
    for stranger in (make_worker("PH", "Liwayway Cruz").actor, PUBLIC):
        with pytest.raises(BadInput, match="no other request"):
            actions.file(Told.of(["other"]), actor=stranger, client_id=request)


def test_what_she_tells_is_unreadable_in_the_database_and_in_the_journal(scene) -> None:
    words = "He hits me every evening."
    case = actions.file(Told.of(["violence"], words=words), actor=scene.worker.actor).case
    assert words.encode() not in bytes(Case.objects.get(pk=case.pk).sealed)
    entry = JournalEntry.objects.get(subject_id=case.id)
    assert words.encode() not in bytes(entry.sealed)
    assert words not in str(entry.payload)
    assert keyring.unseal(scene.worker.person.id, entry.sealed)["words"] == words


def test_an_erased_person_leaves_a_case_without_content_and_a_whole_chain(scene) -> None:
    case = actions.file(Told.of(["violence"], words="secret"), actor=scene.worker.actor).case
    keyring.destroy(scene.worker.person.id)
    opened = reading.open_case(case.id, actor=scene.attache)
    assert (opened.words, opened.name) == ("", "")
    assert not [f for f in verify().findings if f.subject_id == case.id]


def test_nobody_is_forgotten_while_her_case_is_open(scene) -> None:
    from fairway.core.people.forgetting import grounds_to_keep

    case = actions.file(Told.of(["other"]), actor=scene.worker.actor).case
    assert grounds_to_keep(scene.worker.person)
    actions.withdraw(case, actor=scene.worker.actor)
    assert not grounds_to_keep(scene.worker.person)


def test_danger_is_answered_within_a_day(scene) -> None:
    calm = actions.file(Told.of(["other"]), actor=scene.worker.actor).case
    grave = actions.file(Told.of(["other"], danger=True), actor=scene.worker.actor).case
    assert grave.urgency == Urgency.DANGER
    assert grave.due_at == NOW + timedelta(hours=24)
    assert calm.due_at > grave.due_at
    listed = [case.id for case in queries.visible_to(scene.attache)]
    assert listed == [grave.id, calm.id]


def test_an_employers_clerk_may_tell_and_is_nobody_in_the_journal(scene) -> None:
    filed = actions.file(Told.of(["confinement"], words="Look at flat 12."), actor=scene.employer)
    entry = JournalEntry.objects.get(subject_id=filed.case.id)
    assert (entry.role, entry.organisation_id) == ("public", None)
    assert filed.code


def test_a_caseworker_asks_for_a_person_whom_she_may_see(scene, make_worker) -> None:
    mine = actions.file(Told.of(["other"]), actor=scene.caseworker).case
    assert mine.handler_id == scene.caseworker.organisation_id
    with pytest.raises(scene.worker.person.DoesNotExist):
        actions.file(Told.of(["other"]), actor=scene.caseworker, person=scene.worker.person)


def test_whoever_says_nothing_that_can_be_used_is_told_all_of_it() -> None:
    with pytest.raises(BadInput) as refused:
        Told.of([], words="x" * 9_000, place="y" * 400)
    assert [fault.field for fault in refused.value.faults] == ["allegations", "words", "place"]
    with pytest.raises(BadInput, match="unpaid_wages"):
        Told.of(["not paid"])


def test_who_wants_to_be_called_says_where(make_authority) -> None:
    make_authority("PH")
    told = Told.of(["other"], contact=Contact(way=ContactWay.CALL))
    with pytest.raises(BadInput, match="number"):
        actions.file(told, actor=PUBLIC)
    assert not Case.objects.exists()


def test_a_country_that_is_served_from_the_other_end_acts_there(make_authority) -> None:
    make_authority("AE")
    case = actions.file(Told.of(["other"]), actor=PUBLIC, corridor="NP-AE").case
    assert (case.authority.country, case.side) == ("AE", Side.DESTINATION)


def test_a_record_with_a_case_is_kept_as_long_as_cases_are(scene) -> None:
    actions.file(Told.of(["other"]), actor=scene.worker.actor)
    scene.worker.person.refresh_from_db()
    assert scene.worker.person.retention == RetentionClass.CASE


def test_every_reading_by_another_leaves_a_line_that_she_can_see(scene) -> None:
    case = actions.file(Told.of(["other"]), actor=scene.worker.actor).case
    reading.open_case(case.id, actor=scene.worker.actor)
    assert not AccessEntry.objects.exists()
    reading.open_case(case.id, actor=scene.attache)
    line = AccessEntry.objects.get(action="case.read")
    assert (line.subject_id, line.person_id) == (case.id, scene.worker.person.id)
    assert line.user_id == scene.attache.user_id
