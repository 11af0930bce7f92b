"""Employers and recruiters are told of each decision, and heard again after an appeal."""

from __future__ import annotations

import pytest
from django.db import transaction

from fairway.commons.decisions import actions as decisions
from fairway.commons.decisions.queries import latest
from fairway.core import events
from fairway.core.messages.queries import inbox, text_of
from fairway.engines.lifecycles import Role
from fairway.leaving.job_orders import actions
from fairway.leaving.job_orders.models import JobOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(publish, verified_employer, make_actor, an_order):
    """A job order that an officer refused, with its employer."""
    publish("fr-tn-2008")
    employer = verified_employer("TN-FR")
    officer = make_actor(Role.OFFICER_DESTINATION, "FR")
    order = actions.submit(actions.draft(an_order(), actor=employer), actor=employer)
    return actions.refuse(order, actor=officer, reason="The posting was too short."), employer


def told(actor) -> list[tuple[str, str]]:
    texts = [text_of(message, "en") for message in inbox(actor)]
    return [(text.title, text.body) for text in texts]


def test_an_employer_is_told_what_happened_and_what_comes_next_but_no_reason(refused) -> None:
    _order, employer = refused
    found = dict(told(employer))
    assert found.keys() == {"The employer was verified", "The job order was refused"}
    body = found["The job order was refused"]
    assert "Cook in a seaside hotel (2). The employer may correct the order or appeal." in body
    assert "posting" not in body


def test_a_step_that_is_taken_back_tells_nobody(refused, make_actor, an_order) -> None:
    _order, employer = refused
    before = told(employer)
    officer = make_actor(Role.OFFICER_DESTINATION, "FR")
    order = actions.submit(actions.draft(an_order(), actor=employer), actor=employer)
    with pytest.raises(ZeroDivisionError):
        rolled_back(order, officer)
    assert told(employer) == before


def rolled_back(order: JobOrder, officer) -> None:
    with transaction.atomic():
        actions.approve(order, actor=officer)
        raise ZeroDivisionError


def test_an_upheld_appeal_puts_the_order_before_the_authority_again(refused, make_actor) -> None:
    order, employer = refused
    record = latest(order.pk, "job_order.approve")
    assert record is not None
    appeal = decisions.lodge(record, grounds="It was posted for four weeks.", actor=employer)
    other = make_actor(Role.OFFICER_DESTINATION, "FR")
    decisions.answer(
        decisions.assign(appeal, actor=other), uphold=True, words="So it was.", actor=other
    )
    events.deliver()
    assert JobOrder.objects.get(pk=order.pk).state == "submitted"
