"""Consent to each purpose by itself, in words that are kept."""

import pytest

from fairway.core.access.gate import Denied
from fairway.core.journal.models import JournalEntry
from fairway.core.people import queries
from fairway.core.people.actions import give, withdraw, wording
from fairway.core.people.models import Consent, Person, Purpose
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles.roles import Role
from tests.core.people.builders import a_person, herself


@pytest.fixture
def person(make_authority):
    return a_person(make_authority)


def test_every_purpose_has_words_in_every_language():
    for purpose in Purpose:
        for language in ("en", "fr", "ar"):
            assert len(wording(purpose, language)) > 40


def test_a_consent_keeps_the_words_that_were_read(person):
    give(person, Purpose.MATCHING, language="fr", actor=herself(person))
    consent = Consent.objects.get(person=person)
    assert (consent.language, consent.state) == ("fr", "given")
    assert consent.wording == wording(Purpose.MATCHING, "fr")
    [entry] = JournalEntry.objects.filter(subject_id=consent.id)
    assert entry.payload["wording"] == consent.wording


def test_consent_to_one_purpose_is_consent_to_no_other(person):
    give(person, Purpose.MATCHING, language="en", actor=herself(person))
    assert queries.has_consented(person.id, Purpose.MATCHING)
    assert not queries.has_consented(person.id, Purpose.SHARE_EMPLOYER)


def test_a_consent_is_withdrawn_and_given_again_in_one_row(person):
    me = herself(person)
    for step in (give, withdraw, give):
        extra = {"language": "en"} if step is give else {}
        step(person, Purpose.RESEARCH, actor=me, **extra)
    consent = Consent.objects.get(person=person)
    kinds = JournalEntry.objects.filter(subject_id=consent.id).order_by("sequence")
    assert list(kinds.values_list("kind", flat=True)) == ["give", "withdraw", "give_again"]
    assert consent.state == "given"


def test_a_withdrawn_consent_no_longer_counts(person):
    me = herself(person)
    give(person, Purpose.CONTACT, language="en", actor=me)
    withdraw(person, Purpose.CONTACT, actor=me)
    assert not queries.has_consented(person.id, Purpose.CONTACT)


def test_giving_twice_and_withdrawing_nothing_change_nothing(person):
    me = herself(person)
    assert withdraw(person, Purpose.CONTACT, actor=me) is None
    first = give(person, Purpose.CONTACT, language="en", actor=me)
    again = give(person, Purpose.CONTACT, language="ar", actor=me)
    assert (first.id, again.language) == (again.id, "en")
    assert JournalEntry.objects.filter(subject_id=first.id).count() == 1


def test_a_language_that_is_not_offered_is_refused(person):
    with pytest.raises(BadInput):
        give(person, Purpose.CONTACT, language="xx", actor=herself(person))


def test_nobody_consents_for_another(person, make_authority, make_actor):
    with pytest.raises(Person.DoesNotExist):
        give(person, Purpose.MATCHING, language="en", actor=herself(a_person(make_authority)))
    with pytest.raises(Denied):
        give(person, Purpose.MATCHING, language="en", actor=make_actor(Role.RECRUITER))
    assert not Consent.objects.exists()
