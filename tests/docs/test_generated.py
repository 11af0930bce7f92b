"""Papers that are written from the code say what the code says."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from fairway.core.access.table import EVERYONE, SIGNED_IN, TABLE
from fairway.engines.lifecycles.roles import Role


def test_the_access_page_is_the_access_table(access_page: ModuleType) -> None:
    assert access_page.PAGE.read_text("utf-8") == access_page.page()


def test_every_action_stands_once_on_the_access_page(access_page: ModuleType) -> None:
    table, _, _ = access_page.page().partition("## Role by role")
    stated = re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE)
    assert sorted(stated) == sorted(rule.action for rule in TABLE)


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (EVERYONE, "everybody"),
        (SIGNED_IN, "everybody but public"),
        (EVERYONE - {Role.PUBLIC, Role.WORKER}, "everybody but worker, public"),
        (frozenset({Role.AUDITOR, Role.WORKER}), "worker, auditor"),
    ],
)
def test_roles_are_written_in_the_order_of_the_journey(
    access_page: ModuleType, roles: frozenset[Role], said: str
) -> None:
    assert access_page.who(roles) == said


def test_the_drawing_shows_the_imports_of_the_code(drawing: ModuleType) -> None:
    drawn = drawing.DRAWING.read_text("utf-8")
    assert drawn == drawing.draw(drawing.read()), "run `python scripts/drawing.py`"


def test_every_arrow_of_the_drawing_points_down(drawing: ModuleType) -> None:
    order = list(drawing.BANDS)
    for band, used in drawing.read().between_bands.items():
        assert all(order.index(band) < order.index(other) for other in used), (band, used)


def test_imports_are_read_from_the_code_and_not_those_for_types(
    drawing: ModuleType, tmp_path: Path
) -> None:
    for band in drawing.BANDS:
        (tmp_path / "fairway" / band).mkdir(parents=True)
    core, web = tmp_path / "fairway" / "core", tmp_path / "fairway" / "web"
    for room in ("ledger", "keys"):
        (core / room).mkdir()
        (core / room / "actions.py").write_text("")
    (core / "ledger" / "actions.py").write_text("from fairway.core.keys import actions\n")
    (web / "pages.py").write_text(
        "from typing import TYPE_CHECKING\n"
        "from fairway.core import keys\n"
        "if TYPE_CHECKING:\n"
        "    from fairway.engines import kernel\n"
    )
    house = drawing.read(tmp_path / "fairway")
    assert house.rooms["core"] == ("keys", "ledger")
    assert house.between_rooms == {("core", "ledger"): frozenset({"keys"})}
    assert {b: set(u) for b, u in house.between_bands.items() if u} == {"web": {"core"}}


def test_an_arrow_that_follows_from_others_is_left_out(drawing: ModuleType) -> None:
    edges = {"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset()}
    assert drawing.reduced(edges) == (("a", "b"), ("b", "c"))
