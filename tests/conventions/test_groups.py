"""What takes minutes to make is made once: its tests run in one process."""

from __future__ import annotations

from pathlib import Path

from tests.fixtures.groups import TOGETHER, group_of

ROOT = Path(__file__).resolve().parents[2]


def test_the_tests_of_a_group_are_there_and_run_together() -> None:
    assert [path for path, _group in TOGETHER if not (ROOT / path).exists()] == []
    assert group_of("tests/demo/test_build.py::test_a") == group_of("tests/demo/test_serving.py::b")
    assert group_of("tests/browser/test_every_page.py::a") != group_of("tests/browser/x.py::a")
    assert group_of("tests/web/test_menu.py::a") != group_of("tests/web/test_menu.py::b")
