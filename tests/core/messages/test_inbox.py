"""Everybody reads her own messages, in the language in which she reads."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy

from fairway.core import clock
from fairway.core.accounts.actors import PUBLIC, for_worker
from fairway.core.accounts.models import User
from fairway.core.messages import actions, params, queries
from fairway.core.messages.params import Occupation, Words, shown, stored
from fairway.engines.kernel import Country, Money
from tests.fixtures.tripwires import NOW

EXPIRED = {"document": Words("Passport"), "last_day": date(2026, 12, 3)}


@pytest.fixture
def worker(person):
    return for_worker(User.objects.create_user("worker-1", person=person))


def test_a_message_is_written_in_the_readers_language(person, officer):
    [message] = actions.notify(person, "document_expired", EXPIRED, actor=officer)
    assert "3 December 2026" in queries.text_of(message, "en").body
    assert "3 décembre 2026" in queries.text_of(message, "fr").body
    assert "ديسمبر" in queries.text_of(message, "ar").body


def test_the_newest_message_comes_first(person, officer, worker):
    actions.notify(person, "document_expired", EXPIRED, actor=officer)
    with clock.at(NOW + timedelta(hours=1)):
        [later] = actions.notify(person, "document_expired", EXPIRED, actor=officer)
    assert queries.inbox(worker)[0] == later


def test_nobody_reads_or_marks_anothers_messages(person, officer, worker, make_person):
    [message] = actions.notify(person, "document_expired", EXPIRED, actor=officer)
    assert not queries.inbox(officer).exists()
    assert not queries.inbox(PUBLIC).exists()
    assert actions.mark_read([message.id], actor=officer) == 0
    assert actions.mark_read([message.id], actor=worker) == 1
    assert actions.mark_read([message.id], actor=worker) == 0
    message.refresh_from_db()
    assert message.read_at == NOW


def test_values_are_kept_as_what_they_are_and_shown_as_the_locale_writes_them():
    moment = datetime(2026, 12, 3, 17, 0, tzinfo=ZoneInfo("Africa/Tunis"))
    kept = stored(
        {
            "pay": Money.of("1250.500", "TND"),
            "by": moment,
            "hours": Decimal("37.5"),
            "to": Country("FR"),
            "work": Occupation("5120"),
            "count": 3,
        }
    )
    assert shown(kept, "Africa/Tunis") == {
        "pay": "TND1,250.500",
        "by": "3 December 2026, 17:00",
        "hours": "37.5",
        "to": "France",
        "work": "Cooks",
        "count": 3,
    }


@pytest.mark.parametrize("value", [gettext_lazy("Passport"), 1.5, ["a"], object()])
def test_a_value_that_could_not_be_translated_later_is_refused(value):
    with pytest.raises(TypeError):
        params.stored({"x": value})
