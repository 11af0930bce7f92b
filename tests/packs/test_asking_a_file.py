"""`fairway pack ask`: everybody in a file answered in one pass, as each would be alone."""

from __future__ import annotations

import csv
import json

from typer.testing import CliRunner

from fairway.cli.pack import app

ASK = ["ask", "us-h2b", "candidacy.enter"]
ALIKE = ["--fact", "channel=h2b", "--on", "2019-01-10"]
ROWS = [
    "ref,years_in_status,days_outside",
    "a,1,0",
    "b,3,10",
    "c,3,95",
    "d,,5",
]


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def people(folder, rows, encoding="utf-8"):
    file = folder / "people.csv"
    file.write_bytes("\n".join([*rows, ""]).encode(encoding))
    return file


def test_each_person_is_answered_as_alone_with_the_provision_that_refused(tmp_path):
    out = tmp_path / "answers.csv"
    result = run(*ASK, people(tmp_path, ROWS), *ALIKE, "--out", out, "--json")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.output)
    assert figures["people"] == 4
    with out.open(encoding="utf-8", newline="") as stream:
        answers = {row["ref"]: row for row in csv.DictReader(stream)}
    for line in ROWS[1:]:
        ref, years, days = line.split(",")
        facts = [f"--fact=days_outside={days}", "--fact=channel=h2b"]
        facts += [f"--fact=years_in_status={years}"] if years else []
        alone = run("explain", *ASK[1:], *facts, "--on", "2019-01-10", "--json")
        decision = json.loads(alone.output)
        assert answers[ref]["outcome"] == decision["outcome"], ref
        refused = [r["provision"] for r in decision["reasons"] if r["outcome"] == "refused"]
        assert answers[ref]["refused_by"].split() == refused, ref
    assert figures["outcomes"] == {"allowed": 2, "refused": 1, "incomplete": 1}
    assert figures["refused_by"] == {"us-h2b/stay-limit": 1}


def test_every_cell_that_cannot_be_read_is_named_and_nothing_is_written(tmp_path):
    out = tmp_path / "answers.csv"
    file = people(tmp_path, [ROWS[0], "a,one,0", "b,1,2.5"])
    result = run(*ASK, file, *ALIKE, "--out", out)
    assert result.exit_code == 2
    assert "row 1, years_in_status: 'one' was given; accepted: a whole number" in result.output
    assert "row 2, days_outside: '2.5' was given" in result.output
    assert not out.exists()


def test_a_file_in_another_encoding_is_refused_in_words(tmp_path):
    file = people(tmp_path, ["ref,name,years_in_status,days_outside", "a,محمد,1,0"], "cp1256")
    result = run(*ASK, file, *ALIKE)
    assert result.exit_code == 2
    assert "a CSV file in UTF-8" in " ".join(result.output.split())


def test_a_row_that_is_too_short_or_too_long_is_refused_in_words(tmp_path):
    file = people(tmp_path, [*ROWS, "e,1,2,3,4", "f"])
    result = run(*ASK, file, *ALIKE)
    assert result.exit_code == 2
    assert "each row as long as it" in " ".join(result.output.split())


def test_a_fact_is_a_column_or_alike_for_all_and_not_both(tmp_path):
    result = run(*ASK, people(tmp_path, ROWS), *ALIKE, "--fact", "days_outside=5")
    assert result.exit_code == 2
    assert "a column or a constant, not both" in " ".join(result.output.split())


def test_a_person_is_found_by_the_first_column_as_it_was_written(tmp_path):
    out = tmp_path / "answers.csv"
    rows = ["days_outside,years_in_status", " 007 ,1"]
    result = run(*ASK, people(tmp_path, rows), *ALIKE, "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8").splitlines()[1].split(",")[:2] == [" 007 ", "allowed"]


def test_a_header_that_no_reader_takes_is_refused_in_words(tmp_path):
    result = run(*ASK, people(tmp_path, ["a" * 200_000, "1"]), *ALIKE)
    assert result.exit_code == 2
    assert "a CSV file in UTF-8" in " ".join(result.output.split())


def test_a_column_that_is_named_as_the_row_is_refused(tmp_path):
    result = run(*ASK, people(tmp_path, ["row_number,days_outside", "7,1"]), *ALIKE)
    assert result.exit_code == 2
    assert "another name for a column of yours" in " ".join(result.output.split())


def test_a_register_of_workers_is_taken_as_it_is(tmp_path):
    rows = ["worker_ref,birth_date,nationality", "a,2000-05-01,TN", "b,1950,TN", "c,2010-05-01,TN"]
    result = run(
        "ask", "fr-tn-2008", "candidacy.enter", people(tmp_path, rows), "--json",
        "--fact", "channel=young_professionals", "--fact", "qualification_matches=true",
        "--fact", "keeps_home_abroad=true", "--on", "2026-01-10",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    figures = json.loads(result.output)
    assert figures["outcomes"]["refused"] == 1, figures  # fifteen years old
    assert figures["outcomes"]["incomplete"] >= 1  # born in 1950, on a day not known
