"""A pack file is read whole: every fault is named with its line and path, and none slips by."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from fairway.engines.kernel import BadInput
from fairway.engines.provisions import canonical_text, check_text, load_canonical, load_pack
from fairway.engines.provisions.dates import certain_span, read_partial
from fairway.engines.provisions.yamltext import path_text, read_yaml
from tests.engines.provisions.minipack import MINI, mini, pack


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def faults(*changes):
    report = check_text(mini(*changes), "mini.yaml")
    return [(fault.line, fault.path, fault.message) for fault in report.faults]


def test_a_complete_pack_has_no_fault():
    report = check_text(MINI)
    assert report.faults == ()
    assert report.pack is not None
    assert report.counts["article not known"] == 1
    assert report.counts["appeal not known"] == 1


def test_a_duplicate_key_is_named_with_both_lines():
    text = mini(("    kind: cap\n", "    kind: cap\n    kind: target\n"))
    second = line_of(text, "kind: target")
    (fault,) = check_text(text, "mini.yaml").faults
    assert (fault.line, fault.column, fault.code) == (second, 5, "duplicate_key")
    assert fault.path == "parameters.places.kind"
    assert f"first is on line {second - 1}" in fault.message
    assert str(fault).startswith(f"mini.yaml:{second}:5: parameters.places.kind: ")


@pytest.mark.parametrize(
    ("change", "path", "what"),
    [
        (
            ("facts.wage >= params.floor", "facts.wage >= params.flor"),
            "provisions[0].require",
            "'flor' is not in this pack",
        ),
        (
            ("facts.wage >= params.floor", "facts.wages >= params.floor"),
            "provisions[0].require",
            "'wages' is not declared",
        ),
        (
            ("facts.wage >= params.floor", "facts.wage >= 1000.0"),
            "provisions[0].require",
            "not a whole number",
        ),
        (
            ("facts.wage >= params.floor", "facts.wage"),
            "provisions[0].require",
            "bool is needed",
        ),
        (("value: params.floor", "value: facts.age"), "provisions[0].amount.value", "money"),
        (
            ("valid_to: 2024-12-31", "valid_to: 2025-06-30"),
            "parameters.floor.series[1]",
            "overlaps the value that is in force until 2025-06-30",
        ),
        (
            ("valid_to: 2024-12-31", "valid_to: 2019-12-31"),
            "parameters.floor.series[0]",
            "valid_to is before valid_from",
        ),
        (
            ("        article: Art. 1\n        source: text\n", "        article: Art. 1\n"),
            "parameters.floor.series[0].source",
            "without a source",
        ),
        (("source: text, confidence", "source: txt, confidence"), "parameters.places", "'txt'"),
        (
            ("fr: Âge suffisant., ar: السن كافية.", "fr: Âge suffisant."),
            "provisions[1].texts.met.ar",
            "translation into 'ar' is missing",
        ),
        (("parameter: places", "parameter: aim"), "channels.season.caps[0].parameter", "target"),
        (
            ("parameter: aim", "parameter: places"),
            "channels.season.targets[0].parameter",
            "is a cap",
        ),
        (
            ("parameter: places", "parameter: spaces"),
            "channels.season.caps[0].parameter",
            "'spaces' is not in this pack",
        ),
        (("questions: [offer.make]", "questions: [offer.mak]"), "provisions[0].questions[0]", ""),
        (
            ("questions: [offer.make]", "questions: [wage.pay]"),
            "provisions[0].questions",
            "not among the pack's questions",
        ),
        (
            ("en: '{wage} is below {floor}.'", "en: '{wage} is below {flor}.'"),
            "provisions[0].texts.broken.en",
            "{flor} is neither",
        ),
        (
            ("fr: '{wage} est inférieur à {floor}.'", "fr: Trop bas."),
            "provisions[0].texts.broken.fr",
            "placeholders differ",
        ),
        (("id: adult", "id: wage-floor"), "provisions[1].id", "used twice"),
        (("basis: min_age", "basis: age"), "provisions[1].basis", "'age' is not in this pack"),
        (("owner: TN", "owner: Tunisia"), "owner", ""),
        (("owner: TN", "ownr: TN"), "owner", "'owner' is missing"),
        (("value: 1200.50", "value: 1200.505"), "parameters.floor", "at most 2 digits"),
        (("value: 1200.50", "value: true"), "parameters.floor", "not an amount of money"),
        (("value: 18", "value: eighteen"), "parameters.min_age", "not of type int"),
        (("currency: EUR\n    label", "currency: EUX\n    label"), "facts.wage.currency", "ISO"),
        (
            ("confidence: seen in source\n  places", "confidence: certain\n  places"),
            "parameters.min_age.series[0].confidence",
            "",
        ),
        (("source: text\n      confidence", "source: txt\n      confidence"), "questions", "'txt'"),
        (
            ("    kind: requirement\n    label", "    kind: forecast\n    label"),
            "provisions[1]",
            "a forecast decides nothing",
        ),
        (
            ("    label: {en: the lowest age, fr: âge minimal, ar: الحد الأدنى للسن}\n", ""),
            "parameters.min_age",
            "needs a label",
        ),
        (("parameter: min_age", "parameter: floor"), "deadlines.answer.parameter", "whole number"),
        (
            ("broken: {en: 'Under {min_age}.'", "unknown: {en: 'Under {min_age}.'"),
            "provisions[1]",
            "texts.broken is missing",
        ),
        (("    basis: min_age\n", ""), "provisions[1]", "cite a parameter"),
        (
            ("- value: 18", "- value: null"),
            "parameters.min_age.series[0].confidence",
            "has the confidence 'unverified'",
        ),
        (("  skilled:\n", "  channel:\n"), "facts.channel", "known to every pack"),
        (
            ("currency: EUR\n    unit", "currency: EUX\n    unit"),
            "parameters.floor.currency",
            "ISO",
        ),
        (
            ("type: int\n    kind: cap", "type: text\n    kind: cap"),
            "channels.season.caps[0].parameter",
            "not a whole number",
        ),
        (("parameter: min_age", "parameter: max_age"), "deadlines.answer", "not in this pack"),
        (
            ("    require: facts.age", "    channels: [seeson]\n    require: facts.age"),
            "provisions[1].channels",
            "'seeson' is not among",
        ),
        (
            ("    basis: floor", "    yields_to: [grown-up]\n    basis: floor"),
            "provisions[0].yields_to",
            "no provision 'grown-up'",
        ),
        (
            ("    basis: min_age", "    yields_to: [wage-floor]\n    basis: min_age"),
            "provisions[1].yields_to",
            "does not answer the same questions",
        ),
        (
            ("    require: facts.age", "    forbid: facts.skilled\n    require: facts.age"),
            "provisions[1]",
            "requires or forbids, not both",
        ),
        (("type: int\n    label", "type: int\n    currency: EUR\n    label"), "facts.age", "money"),
        (
            ("type: int\n    label", "type: int\n    values: [a]\n    label"),
            "facts.age",
            "text fact",
        ),
        (
            ("type: int\n    kind: cap", "type: int\n    of: int\n    kind: cap"),
            "parameters.places",
            "a table says",
        ),
        (
            ("type: int\n    kind: cap", "type: money\n    kind: cap"),
            "parameters.places",
            "money needs a currency",
        ),
        (
            ("value: 100,", "value: {a: 1},"),
            "parameters.places.series[0]",
            "not of type int",
        ),
        (
            ("basis: min_age\n", "basis: min_age\n    article: Art. 4\n"),
            "provisions[1]",
            "basis already brings",
        ),
    ],
)
def test_each_fault_is_named_by_path_in_words(change, path, what):
    found = faults(change)
    assert any(where.startswith(path) and what in message for _, where, message in found), found


def test_two_provisions_cannot_yield_to_each_other():
    other = (
        "  - id: adult\n",
        (
            "  - {id: twin, questions: [offer.make], yields_to: [wage-floor], basis: floor,"
            " texts: {met: {en: a, fr: b, ar: ت}}}\n  - id: adult\n"
        ),
    )
    found = faults(other, ("    basis: floor", "    yields_to: [twin]\n    basis: floor"))
    assert [message for _, _, message in found] == [
        "'twin' yields to this one in turn; one of the two must hold",
        "'wage-floor' yields to this one in turn; one of the two must hold",
    ]


def test_a_pack_in_the_wrong_folder_is_told_where_it_belongs():
    (fault,) = check_text(MINI, "packs/xx-test/2025.1/pack.yaml").faults
    assert "packs/xx-test/2026.1/" in fault.message
    assert check_text(MINI, "packs/xx-test/2026.1/pack.yaml").faults == ()


def test_all_faults_are_told_at_once():
    found = faults(
        ("facts.wage >= params.floor", "facts.wage >= params.flor"),
        ("id: adult", "id: wage-floor"),
    )
    assert {path for _, path, _ in found} >= {"provisions[0].require", "provisions[1].id"}


def test_a_fault_carries_the_line_on_which_it_was_written():
    text = mini(("facts.wage >= params.floor", "facts.wage >= params.flor"))
    (fault,) = check_text(text).faults
    assert fault.line == line_of(text, "params.flor")


def test_loading_a_faulty_pack_raises_every_fault():
    with pytest.raises(BadInput) as caught:
        load_pack(mini(("id: adult", "id: Adult"), ("owner: TN", "owner: T")))
    assert {fault.field for fault in caught.value.faults} == {"owner", "provisions[1].id"}
    assert all(fault.row for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "empty"),
        ("a: [1", "not readable as YAML"),
        ("a: &x 1\nb: *x", "alias"),
        ("a: 1\nb: \u0089", "U+0089"),
        ("[" * 5_000, "too deeply"),
        ("a: !!python/object:os.system x", "not a plain"),
        ("a: 0x10", "not a plain"),
        ("a: 1e5", "not a plain"),
        ("a: .inf", "not a plain"),
        ("a: 2026-13-01", "not a date"),
        ("a: 2026-01-01 10:00:00", "not a date"),
        ("? [a, b]\n: 1", "plain word"),
        ("<<: {a: 1}", "plain word"),
    ],
)
def test_what_yaml_lets_slip_is_refused(text, what):
    messages = [fault.message for fault in read_yaml(text).faults]
    assert any(what in message for message in messages), messages


def test_numbers_with_a_point_are_decimals_and_no_is_a_text():
    document = read_yaml("a: 12.50\nb: no\nc: NO\nd: true\ne: null\nf: -3")
    assert document.value == {
        "a": Decimal("12.50"),
        "b": "no",
        "c": "NO",
        "d": True,
        "e": None,
        "f": -3,
    }
    assert document.faults == []


def test_a_path_is_written_as_people_write_it():
    assert path_text(("parameters", "x", "series", 0, "value")) == "parameters.x.series[0].value"
    assert path_text(()) == "(file)"


def test_the_digest_does_not_depend_on_layout_comments_or_order_of_keys():
    other = "# a comment\n" + mini(
        ("owner: TN\nside: agreement\n", "side: agreement\nowner:   'TN'\n"),
        (
            "corridors:\n  - {origin: TN, destination: FR}",
            "corridors: [{destination: FR, origin: TN}]",
        ),
    )
    assert load_pack(other).ref == pack().ref


def test_the_digest_changes_with_any_content():
    assert pack(("value: 18", "value: 19")).ref.digest != pack().ref.digest
    assert pack(("Old enough.", "Old enough!")).ref.digest != pack().ref.digest


def test_the_canonical_text_loads_to_the_same_pack():
    text = canonical_text(pack())
    assert load_canonical(text).ref == pack().ref
    assert canonical_text(load_canonical(text)) == text


def test_a_canonical_text_that_is_not_a_pack_is_refused():
    broken = json.loads(canonical_text(pack()))
    del broken["owner"]
    broken["provisions"][0]["require"] = "facts.nothing > 1"
    with pytest.raises(BadInput, match="owner"):
        load_canonical(json.dumps(broken))
    broken["owner"] = "TN"
    with pytest.raises(BadInput, match="nothing"):
        load_canonical(json.dumps(broken))


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2004-05-10", None, "2004-05-10", "9999-12-31"),
        ("2004", None, "2004-12-31", "9999-12-31"),
        ("2004-02", "2005", "2004-02-29", "2005-01-01"),
        (None, "2022-12", "0001-01-01", "2022-12-01"),
    ],
)
def test_a_date_known_only_by_its_year_is_certain_only_past_that_year(start, end, first, last):
    span = certain_span(start and read_partial(start), end and read_partial(end))
    assert tuple(day.isoformat() for day in span) == (first, last)


@pytest.mark.parametrize("text", ["2004-5", "May 2004", "2004-13", "2004-02-30", ""])
def test_an_unreadable_date_is_refused(text):
    with pytest.raises(ValueError):
        read_partial(text)
