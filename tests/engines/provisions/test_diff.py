"""What changed between two versions is told in words that a treaty lawyer reads."""

from __future__ import annotations

import pytest

from fairway.engines.provisions import diff
from tests.engines.provisions.minipack import pack


def changes(*edits):
    return [change.sentence for change in diff(pack().file, pack(*edits).file)]


def test_the_same_content_has_no_changes():
    assert changes(("owner: TN", "owner:   'TN'")) == []


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            ("value: 1200.50", "value: 1300"),
            "'floor', from 2025-01-01: the value changes from 1200.50 EUR to 1300 EUR.",
        ),
        (
            ("valid_to: 2024-12-31", "valid_to: 2024-06-30"),
            "'floor', from 2020-01-01: the last day changes from 2024-12-31 to 2024-06-30.",
        ),
        (
            ("confidence: secondary", "confidence: seen in source"),
            (
                "'floor', from 2025-01-01: the confidence changes from “secondary”"
                " to “seen in source”."
            ),
        ),
        (
            ("valid_from: 2025-01-01", "valid_from: 2025-03-01"),
            "'floor' loses the value 1200.50 EUR from 2025-01-01 (Art. 1 as amended; secondary).",
        ),
        (
            ("valid_from: 2025-01-01", "valid_from: 2025-03-01"),
            "'floor' gets a value: 1200.50 EUR from 2025-03-01 (Art. 1 as amended; secondary).",
        ),
        (("kind: cap", "kind: cap\n    unit: people"), "The unit of 'places' changes"),
        (
            ("require: facts.age >= params.min_age", "require: facts.age > params.min_age"),
            (
                "'adult': what it requires changes from “facts.age >= params.min_age”"
                " to “facts.age > params.min_age”."
            ),
        ),
        (
            ("fr: Âge suffisant.", "fr: Assez âgé."),
            "'adult': the French text when kept was “Âge suffisant.”, now “Assez âgé.”.",
        ),
        (("id: adult", "id: grown-up"), "The provision 'adult' is removed."),
        (
            ("id: adult", "id: grown-up"),
            "The provision 'grown-up' is new, for offer.make, candidacy.enter: Old enough.",
        ),
        (("owner: TN", "owner: FR"), "The owning country changes from “TN” to “FR”."),
        (
            ("in_force: {from: 2020-01-01}", "in_force: {from: 2021-01-01}"),
            "The time in force changes from “from 2020-01-01” to “from 2021-01-01”.",
        ),
        (("clearing: central", "clearing: employer"), "The channel 'season' changes: clearing"),
        (
            (
                "  skilled:\n",
                "  trained:\n    type: bool\n    label: {en: t, fr: t, ar: ت}\n  skilled:\n",
            ),
            "The fact 'trained' is new.",
        ),
        (("days: 30", "days: 60"), "The question 'candidacy.enter' changes: appeal was"),
        (
            ("    runs_from: {en: the complaint", "    runs_from: {en: the report"),
            "The deadline 'answer'",
        ),
        (
            ("provisions:\n", "not_known: [the annex]\nprovisions:\n"),
            "Now recorded as not known: the annex.",
        ),
    ],
)
def test_each_change_is_one_plain_sentence(edit, sentence):
    found = changes(edit)
    assert any(text.startswith(sentence) for text in found), found


def test_a_parameter_that_comes_or_goes_is_told_with_its_values():
    extra = (
        "  aim:\n",
        (
            "  hours:\n    type: int\n    kind: cap\n    series:\n"
            "      - {value: 35, article: Art. 5, source: text, confidence: secondary}\n  aim:\n"
        ),
    )
    assert changes(extra) == ["The parameter 'hours' is new (cap): 35 (Art. 5; secondary)."]
    back = [change.sentence for change in diff(pack(extra).file, pack().file)]
    assert back == ["The parameter 'hours' is removed."]


def test_a_gap_that_is_closed_is_told():
    open_gap = ("provisions:\n", "not_known: [the annex]\nprovisions:\n")
    back = [change.sentence for change in diff(pack(open_gap).file, pack().file)]
    assert back == ["No longer not known: the annex."]
