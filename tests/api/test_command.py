"""`fairway api schema`: the description without a server."""

from __future__ import annotations

from typer.testing import CliRunner

from fairway.api.app import as_text
from fairway.cli.api import app


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_it_prints_the_description():
    done = run("schema")
    assert (done.exit_code, done.stdout) == (0, as_text())


def test_it_writes_it_and_says_when_a_copy_is_old(tmp_path):
    copy = tmp_path / "openapi.json"
    assert run("schema", "--check", str(copy)).exit_code == 1
    assert run("schema", "--write", str(copy)).exit_code == 0
    assert copy.read_text(encoding="utf-8") == as_text()
    assert run("schema", "--check", str(copy)).exit_code == 0
    copy.write_text(copy.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert run("schema", "--check", str(copy)).exit_code == 1
