"""A message goes out once, after the commit, to those whom the caller chose."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connections, transaction

from fairway.core import clock
from fairway.core.accounts.models import Organisation, User
from fairway.core.keys import keyring
from fairway.core.messages import actions, queries, sending
from fairway.core.messages.actions import Phone, notify
from fairway.core.messages.gateways import Unavailable, Undeliverable
from fairway.core.messages.models import Message
from fairway.core.messages.params import Words
from fairway.core.messages.render import MissingParameter, NoTemplate
from fairway.engines.lifecycles import Role
from tests.fixtures.tripwires import NOW

REFUSED = {"document": Words("Passport"), "reason": "The number cannot be read."}
EXPIRED = {"document": Words("Passport"), "last_day": date(2026, 11, 21)}


def states() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("channel").values_list("channel", "state"))


def test_a_person_is_written_to_in_her_inbox(person, officer):
    notify(person, "document_refused", REFUSED, actor=officer)
    assert states() == [("inbox", "sent")]


def test_by_sms_only_if_she_consented(consenting, officer, gateway):
    notify(consenting, "document_refused", REFUSED, actor=officer)
    assert states() == [("inbox", "sent"), ("sms", "pending")]
    assert sending.send_due() == 1
    assert gateway.sent[0][0] == "+21650123456"
    assert states() == [("inbox", "sent"), ("sms", "sent")]


def test_a_message_goes_out_once(consenting, officer, gateway):
    notify(consenting, "document_refused", REFUSED, actor=officer)
    assert [sending.send_due(), sending.send_due()] == [1, 0]
    assert len(gateway.sent) == 1


def test_an_sms_names_neither_the_document_nor_the_reason(consenting, officer, gateway):
    notify(consenting, "document_refused", REFUSED, actor=officer)
    sending.send_due()
    assert "Passport" not in gateway.sent[0][1]
    assert "number" not in gateway.sent[0][1]


def test_what_is_rolled_back_is_never_sent(consenting, officer, gateway):
    with transaction.atomic():
        notify(consenting, "document_refused", REFUSED, actor=officer)
        actions.send_sms_code("+33612345678", "123456", "fr", actor=officer)
        transaction.set_rollback(True)
    assert sending.send_due() == 0
    assert gateway.sent == []


def test_staff_get_an_email_whose_copies_can_be_told_apart(officer):
    user = User.objects.get(id=officer.user_id)
    messages = notify(user, "document_expired", EXPIRED, actor=officer)
    assert {m.channel for m in messages} == {"inbox", "email"}
    sending.send_due()
    [sent] = mail.outbox
    by_mail = next(m for m in messages if m.channel == "email")
    assert sent.to == [user.login]
    assert sent.subject == "A document has expired"
    assert "valid until 21 November 2026" in sent.body
    assert str(by_mail.id) in sent.message()["Message-ID"]


def test_an_organisation_is_written_to_where_it_said(make_actor, officer):
    employer = make_actor(Role.EMPLOYER, "FR")
    organisation = Organisation.objects.get(id=employer.organisation_id)
    organisation.contact = {"email": "farm@example.test"}
    notify(organisation, "document_expired", EXPIRED, actor=officer)
    sending.send_due()
    assert mail.outbox[0].to == ["farm@example.test"]
    assert queries.inbox(employer).count() == 1
    assert queries.inbox(make_actor(Role.EMPLOYER, "FR")).count() == 0


def test_nothing_personal_is_readable_in_the_outbox(consenting, officer):
    for message in notify(consenting, "document_refused", REFUSED, actor=officer):
        stored = bytes(message.sealed)
        assert b"+216" not in stored
        assert b"number" not in stored


def test_a_code_is_sealed_until_it_is_sent_and_then_gone(officer, gateway):
    message = actions.send_sms_code("+33612345678", "482913", "fr", actor=officer)
    assert b"482913" not in bytes(message.sealed)
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.sealed) == ("sent", None)
    assert "482913" in gateway.sent[0][1]


def test_the_job_of_a_code_names_the_message_and_not_the_code(officer):
    from procrastinate.contrib.django.models import ProcrastinateJob

    message = actions.send_sms_code("+33612345678", "482913", "fr", actor=officer)
    assert ProcrastinateJob.objects.get().args == {"message_id": str(message.id)}


def test_a_code_that_no_longer_opens_anything_is_not_sent(officer, gateway):
    message = actions.send_sms_code("+33612345678", "482913", "fr", actor=officer)
    with clock.at(NOW + timedelta(minutes=11)):
        assert sending.send_due() == 0
    message.refresh_from_db()
    assert (message.state, message.error, message.sealed) == ("failed", "too late", None)
    assert gateway.sent == []


def test_a_gateway_that_is_away_is_tried_again_later_and_later(consenting, officer, gateway):
    notify(consenting, "document_refused", REFUSED, actor=officer)
    gateway.failure = Unavailable("HTTP 503")
    waits = []
    moment = NOW
    for _ in range(6):
        with clock.at(moment):
            assert sending.send_due() == 0
        message = Message.objects.get(channel="sms")
        if message.next_at:
            waits.append(int((message.next_at - moment).total_seconds() // 60))
            moment = message.next_at
    assert waits == [1, 5, 30, 120, 720]
    assert (message.state, message.error, message.attempts) == ("failed", "Unavailable", 6)


def test_before_its_time_it_is_not_tried_again(consenting, officer, gateway):
    notify(consenting, "document_refused", REFUSED, actor=officer)
    gateway.failure = Unavailable("HTTP 503")
    sending.send_due()
    gateway.failure = None
    assert sending.send_due() == 0
    with clock.at(NOW + timedelta(minutes=1)):
        assert sending.send_due() == 1


def test_a_number_that_does_not_exist_is_not_tried_again(consenting, officer, gateway):
    notify(consenting, "document_refused", REFUSED, actor=officer)
    gateway.failure = Undeliverable("HTTP 400")
    sending.send_due()
    assert Message.objects.get(channel="sms").state == "failed"


def test_one_failure_does_not_hold_up_the_others(consenting, officer, gateway, make_person):
    notify(consenting, "document_refused", REFUSED, actor=officer)
    keyring.destroy(consenting.id)
    actions.send_sms_code("+33612345678", "482913", "en", actor=officer)
    assert sending.send_due() == 1
    assert len(gateway.sent) == 1


def test_a_message_to_an_erased_person_is_unreadable(person, officer):
    [message] = notify(person, "document_refused", REFUSED, actor=officer)
    keyring.destroy(person.id)
    with pytest.raises(keyring.Erased):
        queries.text_of(message, "en")


def test_a_template_that_does_not_exist_fails_where_it_is_called(person, officer):
    with pytest.raises(NoTemplate):
        notify(person, "no_such_message", {}, actor=officer)


def test_a_parameter_that_is_missing_fails_where_it_is_called(person, officer):
    with pytest.raises(MissingParameter, match="reason"):
        notify(person, "document_refused", {"document": Words("Passport")}, actor=officer)


def test_who_was_told_of_a_record_can_be_asked(person, officer, make_actor, make_authority):
    accused = make_actor(Role.EMPLOYER, "FR")
    subject = Organisation.objects.get(id=officer.organisation_id)
    notify(person, "document_refused", REFUSED, actor=officer, subject=subject)
    notify(Phone("+33612345678"), "sign_in_code", {"code": "1", "minutes": 1}, actor=officer)
    told = queries.told_of(subject.id)
    assert told == {person.id}
    assert accused.organisation_id not in told


@pytest.mark.concurrency
def test_two_workers_send_it_once(committed, consenting, officer, gateway):
    with transaction.atomic():
        notify(consenting, "document_refused", REFUSED, actor=officer)
    barrier = Barrier(4)

    def work() -> None:
        with clock.at(NOW):
            barrier.wait()
            sending.send_due()
            connections.close_all()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(gateway.sent) == 1
