"""`fairway pack`: what an author, a lawyer and a script get from it."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

from fairway.cli.pack import app
from fairway.engines.provisions import packs_dir

H2B = packs_dir() / "us-h2b" / "2026.1"
WAGE = ["explain", "us-h2b", "offer.make", "--on", "2019-01-10"]


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def copy(tmp_path):
    """A copy of a pack, with a function that replaces one text in it."""
    folder = tmp_path / "us-h2b" / "2026.1"
    shutil.copytree(H2B, folder)

    def change(old, new, name="pack.yaml"):
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder / "pack.yaml"

    return change


def test_checking_the_packs_finds_nothing_and_counts_what_is_not_known():
    result = run("check")
    assert result.exit_code == 0
    assert "us-h2b/2026.1/pack.yaml: no faults" in result.output
    assert "34 citation not verified" in result.output


def test_a_fault_is_printed_with_file_line_and_path(copy):
    file = copy("facts.hours_weekly >= params.full_time", "facts.hours_weekly >= params.ful_time")
    result = run("check", file)
    assert result.exit_code == 1
    line = next(
        n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if "ful_time" in text
    )
    assert f"pack.yaml:{line}:5: provisions[4].require: " in result.output


def test_a_fault_in_the_worked_cases_is_found_too(copy):
    file = copy("months_of_need: 10", "month_of_need: 10", "cases.yaml")
    result = run("check", file, "--json")
    assert result.exit_code == 1
    (fault,) = json.loads(result.stdout)["faults"]
    assert fault["path"].endswith("facts.month_of_need")


def test_worked_cases_that_differ_fail_and_say_how(copy):
    file = copy("guarantee_pay: 300.00 USD", "guarantee_pay: 300.01 USD", "cases.yaml")
    result = run("test", file)
    assert result.exit_code == 1
    assert (
        "us-h2b: h2b_01_first_period_short: the amount guarantee_pay is 300.00 USD,"
        " expected 300.01 USD" in result.output
    )
    assert run("test", "us-h2b").exit_code == 0


def test_two_versions_are_compared_in_words(copy):
    file = copy("value: 66000", "value: 70000")
    result = run("diff", "us-h2b", file)
    assert result.exit_code == 1
    assert "'cap_year', from 1991-10-01: the value changes from 66000 to 70000." in result.output
    same = run("diff", "us-h2b", "us-h2b/2026.1")
    assert (same.exit_code, "Nothing changed" in same.output) == (0, True)


def test_a_decision_is_explained_provision_by_provision():
    result = run(
        *WAGE,
        "--fact",
        "wage_hourly=14 USD",
        "--fact",
        "prevailing_wage_hourly=14.52 USD",
        "--fact",
        "minimum_wage_hourly=11 USD",
    )
    assert result.exit_code == 0
    assert "offer.make on 2019-01-10, by us-h2b 2026.1: refused" in result.output
    assert "wage-offer: refused" in result.output
    assert "The wage of 14.00 USD an hour is too low." in result.output
    assert "source: 20 CFR 655.20(a) (citation not verified)" in result.output
    assert "amount minimum_wage_hourly: 14.52 USD" in result.output
    assert "precedence: Of several wages the highest is owed." in result.output


def test_facts_come_from_a_file_and_the_words_in_arabic(tmp_path):
    file = tmp_path / "facts.yaml"
    file.write_text("wage_hourly: 14 USD\nprevailing_wage_hourly: 14 USD\n", encoding="utf-8")
    result = run(*WAGE, "--facts", file, "--lang", "ar")
    assert result.exit_code == 0
    assert "لا يمكن اتخاذ القرار بعد" in result.output


def test_a_script_gets_json():
    result = run(*WAGE, "--json")
    decision = json.loads(result.stdout)
    assert (decision["outcome"], decision["packs"][0][:2]) == ("incomplete", ["us-h2b", "2026.1"])
    listed = json.loads(run("facts", "us-h2b", "offer.make", "--json").stdout)
    assert [fact["name"] for fact in listed] == [
        "wage_hourly",
        "prevailing_wage_hourly",
        "minimum_wage_hourly",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "us-h2c"], "us-h2b"),
        (["explain", "us-h2b", "offer.mak"], "offer.make"),
        ([*WAGE, "--fact", "wage=14 USD"], "wage_hourly"),
        ([*WAGE, "--fact", "wage_hourly=14"], "an amount in USD"),
        ([*WAGE, "--fact", "wage_hourly"], "name=value"),
        ([*WAGE, "--lang", "de"], "en, fr, ar"),
        (["explain", "us-h2b", "offer.make", "--on", "tomorrow"], "2026-01-31"),
    ],
)
def test_wrong_use_is_one_clear_sentence_with_what_is_accepted(arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_explaining_a_faulty_pack_names_its_faults(copy):
    file = copy("owner: US", "owner: USA")
    result = run("explain", file, "offer.make")
    assert (result.exit_code, "owner" in result.output) == (1, True)


def test_the_schema_is_printed_and_the_canonical_text_is_json():
    assert '"$schema": "https://json-schema.org/draft/2020-12/schema"' in run("schema").stdout
    assert json.loads(run("canonical", "us-h2b").stdout)["id"] == "us-h2b"
