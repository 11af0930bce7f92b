"""Documents are encrypted, versioned, logged when read, and gone when the key is."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.access.models import AccessEntry
from fairway.core.accounts.actors import PUBLIC, system
from fairway.core.accounts.models import Organisation
from fairway.core.documents import actions, queries, store
from fairway.core.documents.actions import Upload
from fairway.core.documents.models import Document, DocumentKind, DocumentVersion
from fairway.core.journal.models import JournalEntry
from fairway.core.keys import keyring
from fairway.core.people import forgetting
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from tests.core.documents import files

PAPER = Upload("passport of Amel.pdf", files.pdf())


@pytest.fixture
def officer(make_actor):
    return make_actor(Role.OFFICER_ORIGIN, "TN")


@pytest.fixture
def version(person, worker):
    return actions.hand_in(person, DocumentKind.PASSPORT, PAPER, actor=worker)


def test_a_document_comes_back_as_it_was_handed_in(version, worker):
    opened = actions.open_version(version, actor=worker)
    assert (opened.name, opened.media_type, opened.data) == (
        PAPER.name,
        "application/pdf",
        PAPER.data,
    )


def test_nothing_of_it_is_readable_in_the_database_or_on_disk(version):
    stored = store.read(version.stored_as)
    assert b"%PDF" not in stored
    assert b"Amel" not in bytes(version.sealed)
    entry = JournalEntry.objects.get(subject_id=version.id)
    assert entry.payload == {"kind": "passport", "number": 1, "type": "application/pdf"}


def test_a_later_version_replaces_and_keeps_the_one_before(version, worker):
    second = actions.add_version(version.document, Upload("new.pdf", files.pdf(2)), actor=worker)
    version.refresh_from_db()
    assert (version.state, second.state, second.number) == ("replaced", "received", 2)
    assert actions.open_version(version, actor=worker).data == PAPER.data
    assert queries.latest(version.document) == second


def test_the_same_file_again_changes_nothing(version, worker):
    again = actions.add_version(
        version.document, Upload("other name.pdf", PAPER.data), actor=worker
    )
    assert again == version
    assert DocumentVersion.objects.count() == 1


def test_a_repeated_request_finds_what_the_first_made(person, worker):
    request = uuid.uuid4()
    made = [
        actions.hand_in(person, DocumentKind.PASSPORT, PAPER, actor=worker, client_id=request)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Document.objects.count() == 1


def test_an_officer_accepts_or_refuses_with_a_reason(version, officer, worker):
    with pytest.raises(BadInput, match="what is wrong"):
        actions.refuse(version, reason="  ", actor=officer)
    refused = actions.refuse(version, reason="The page with the number is cut off.", actor=officer)
    assert (refused.state, refused.refusal) == ("refused", "The page with the number is cut off.")
    second = actions.add_version(version.document, Upload("b.pdf", files.pdf(2)), actor=worker)
    assert actions.accept(second, actor=officer).state == "accepted"


def test_a_worker_does_not_accept_her_own_document(version, worker):
    with pytest.raises(Denied):
        actions.accept(version, actor=worker)


def test_the_public_opens_nothing(version):
    with pytest.raises(Denied):
        actions.open_version(version, actor=PUBLIC)


def test_every_reading_by_another_is_logged_for_the_person_to_see(version, officer, worker, person):
    actions.open_version(version, actor=worker)
    assert not AccessEntry.objects.exists()
    actions.open_version(version, actor=officer)
    line = AccessEntry.objects.get()
    assert (line.person_id, line.user_id, line.subject_id) == (
        person.id,
        officer.user_id,
        version.id,
    )


def test_an_organisation_hands_in_under_a_key_of_its_own(make_actor):
    employer = make_actor(Role.EMPLOYER, "FR")
    organisation = Organisation.objects.get(id=employer.organisation_id)
    version = actions.hand_in(organisation, DocumentKind.LICENCE, PAPER, actor=employer)
    assert actions.open_version(version, actor=employer).data == PAPER.data
    assert list(queries.visible_to(employer)) == [version.document]
    assert not queries.visible_to(make_actor(Role.EMPLOYER, "FR")).exists()


def test_a_person_sees_her_documents_and_nobody_elses(version, worker, make_actor):
    assert list(queries.visible_to(worker)) == [version.document]
    assert not queries.visible_to(make_actor(Role.OFFICER_DESTINATION, "FR")).exists()
    assert not queries.visible_to(PUBLIC).exists()


def test_a_file_altered_or_gone_on_disk_is_noticed(version, worker):
    path = Path(store.root() / version.stored_as[:2] / version.stored_as)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(store.Missing, match="altered"):
        actions.open_version(version, actor=worker)
    path.unlink()
    with pytest.raises(store.Missing, match="not there"):
        actions.open_version(version, actor=worker)


def test_erasing_the_person_makes_her_documents_unreadable_and_removes_the_files(
    version, person, worker, django_capture_on_commit_callbacks
):
    keyring.destroy(person.id)
    with pytest.raises(keyring.Erased):
        actions.open_version(version, actor=worker)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.erase_of(person.id) == 1
    assert version.stored_as not in set(store.names())
    version.refresh_from_db()
    assert version.state == "erased"


def test_the_decision_to_forget_a_person_takes_her_documents_along(
    version, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.erase(person, actor=system(person.authority))
    version.refresh_from_db()
    assert version.state == "erased"
    assert version.stored_as not in set(store.names())


def test_a_file_whose_transaction_was_rolled_back_is_swept_a_day_later(person, worker, version):
    with transaction.atomic():
        actions.hand_in(person, DocumentKind.VISA, Upload("v.pdf", files.pdf(5)), actor=worker)
        transaction.set_rollback(True)
    orphans = set(store.names()) - {version.stored_as}
    assert len(orphans) >= 1
    assert store.sweep([version.stored_as]) == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert store.sweep([version.stored_as]) == len(orphans)
    assert set(store.names()) == {version.stored_as}


def test_an_accepted_document_expires_the_day_after_its_last(person, worker, officer):
    version = actions.hand_in(
        person, DocumentKind.MEDICAL, PAPER, actor=worker, expires_on=date(2026, 12, 1)
    )
    actions.accept(version, actor=officer)
    with clock.at(clock.now().replace(month=12, day=1)):
        assert actions.expire_due() == 0
    with clock.at(clock.now().replace(month=12, day=2)):
        assert actions.expire_due() == 1
    version.refresh_from_db()
    assert version.state == "expired"


def test_a_document_that_has_expired_is_not_taken(person, worker):
    with pytest.raises(BadInput, match="not past"):
        actions.hand_in(
            person, DocumentKind.VISA, PAPER, actor=worker, expires_on=date(2026, 11, 21)
        )


def test_a_refused_file_leaves_nothing_behind(person, worker):
    before = set(store.names())
    with pytest.raises(BadInput):
        actions.hand_in(
            person, DocumentKind.PASSPORT, Upload("p.pdf", files.pdf_with_program()), actor=worker
        )
    assert not Document.objects.exists()
    assert set(store.names()) == before
