"""What a decision looked at is named in the reader's language, by the packs that ask for it."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from fairway.commons.agreements.queries import published
from fairway.commons.agreements.words import naming
from tests.leaving.journeys.world import world

__all__ = ["world"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("en", "recruiter_licensed", "Whether the recruiter holds a licence in force"),
        ("fr", "channel", "Filière"),
        ("en", "minimum_wage", "Minimum wage"),
        ("ar", "no_such_name", '<span lang="en">no such name</span>'),
    ],
)
def test_facts_and_amounts_have_names_for_people(world, language, name, words):
    with override(language):
        assert naming(published())(name) == words


def test_every_fact_of_the_packs_is_named_in_three_languages(world):
    for language in ("en", "fr", "ar"):
        with override(language):
            words_of = naming(published())
            bare = [n for p in published() for n in p.facts if "lang=" in words_of(n)]
            assert bare == []
