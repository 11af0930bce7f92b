"""What the installer is told: the places that pip was told, in the other's words."""

from __future__ import annotations

import runpy
from pathlib import Path

ENVIRONMENT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "environment.py"))


def test_the_installer_is_told_where_pip_was_told_to_look() -> None:
    told = """\
global.index-url='https://mirror.example/simple'
:env:.find-links='/media/wheels'
global.extra-index-url='https://a.example/simple https://b.example/simple'
global.timeout='60'
"""
    assert ENVIRONMENT["as_uv_settings"](told) == {
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_FIND_LINKS": "/media/wheels",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
    }


def test_a_machine_where_pip_was_told_nothing_needs_no_settings() -> None:
    assert ENVIRONMENT["as_uv_settings"]("") == {"UV_INDEX_STRATEGY": "unsafe-best-match"}
